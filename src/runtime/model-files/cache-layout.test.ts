import assert from 'node:assert/strict';
import { test } from 'vitest';
import { defaultCacheFolder } from './cache-layout.ts';

test.each([
  [{}, 'linux', '/home/me', '/home/me/.cache/antiphon'],
  [{ XDG_CACHE_HOME: '/var/cache/me' }, 'linux', '/home/me', '/var/cache/me/antiphon'],
  [{ XDG_CACHE_HOME: 'relative' }, 'linux', '/home/me', '/home/me/.cache/antiphon'],
  [{ XDG_CACHE_HOME: '' }, 'linux', '/home/me', '/home/me/.cache/antiphon'],
  [{ ANTIPHON_CACHE: '/data/models', XDG_CACHE_HOME: '/x' }, 'linux', '/home/me', '/data/models'],
  [{ ANTIPHON_CACHE: 'models' }, 'darwin', '/Users/me', '/Users/me/models'],
  [{}, 'win32', 'C:\\Users\\me', 'C:\\Users\\me\\.cache\\antiphon'],
])('With %j on %s the cache of %s is %s', (environment, platform, home, expected) => {
  assert.equal(defaultCacheFolder(environment, platform, home), expected);
});
