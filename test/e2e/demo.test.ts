/** `npm run demo` proves itself, which test/nightly/ watches: a minute of real time. Here it proves that it can tell a failure. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { run } from '../support/command.ts';

test('Without models and without a network the demo says so and fails', async () => {
  const environment = { ANTIPHON_CACHE: '/dev/null/cache' };
  const { status, err } = await run([], { script: 'scripts/demo.ts', environment });
  assert.equal(status, 1);
  assert.match(err, /error: .*\/dev\/null\/cache.*\n {2}cure: /);
});
