import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'vitest';
import { readNpmSettings } from './npm-settings.ts';
import { parseNpmrc } from './npmrc.ts';
import { temporaryFolder } from './__fixtures__/registry.ts';

/** Lays files into a machine of its own and reads the settings as a program started in `home/project/src` would. */
async function settingsOf(files: Record<string, string>, environment: Record<string, string> = {}) {
  await using machine = await temporaryFolder();
  const at = (path: string): string => join(machine.path, path);
  for (const [path, content] of Object.entries({ 'home/project/package.json': '{}', ...files })) {
    await mkdir(dirname(at(path)), { recursive: true });
    await writeFile(at(path), content.replaceAll('@MACHINE@', machine.path));
  }
  await mkdir(at('home/project/src'), { recursive: true });
  const filled = Object.entries(environment).map(([name, value]) => [
    name,
    value.replaceAll('@MACHINE@', machine.path),
  ]);
  return await readNpmSettings({
    environment: Object.fromEntries(filled) as Record<string, string>,
    workingFolder: at('home/project/src'),
    homeFolder: at('home'),
    nodePath: at('usr/bin/node'),
    platform: 'linux',
  });
}

test('Without any file the settings are empty, but for what is always said', async () => {
  assert.deepEqual(await settingsOf({}), { strictSSL: true, offline: false });
});

test('Environment beats project beats user beats global', async () => {
  const files = {
    'usr/etc/npmrc':
      'registry=http://global/\nproxy=http://global-proxy/\nhttps-proxy=http://s/\ncert=global',
    'home/.npmrc': 'registry=http://user/\nproxy=http://user-proxy/\nhttps-proxy=http://user-s/',
    'home/project/.npmrc': 'registry=http://project/\nproxy=http://project-proxy/',
  };
  const settings = await settingsOf(files, { npm_config_registry: 'http://environment/' });
  assert.equal(settings['registry'], 'http://environment/');
  assert.equal(settings['proxy'], 'http://project-proxy/');
  assert.equal(settings['httpsProxy'], 'http://user-s/');
  assert.equal(settings['cert'], 'global');
});

test('The files may lie where the environment, or the prefix, says', async () => {
  const elsewhere = { 'a/user': 'registry=http://user/', 'b/global': 'proxy=http://p/' };
  const named = await settingsOf(elsewhere, {
    npm_config_userconfig: '@MACHINE@/a/user',
    NPM_CONFIG_GLOBALCONFIG: '@MACHINE@/b/global',
  });
  assert.equal(named['registry'], 'http://user/');
  assert.equal(named['proxy'], 'http://p/');
  const prefixed = { 'home/.npmrc': 'prefix=@MACHINE@/opt', 'opt/etc/npmrc': 'registry=http://opt/' };
  assert.equal((await settingsOf(prefixed))['registry'], 'http://opt/');
});

test('A Node that a project brings has no settings: those beside the npm of the path hold', async () => {
  const files = { 'system/bin/npm': '', 'system/etc/npmrc': 'registry=http://system/' };
  const environment = { PATH: '@MACHINE@/nothing:@MACHINE@/system/bin' };
  assert.equal((await settingsOf(files, environment))['registry'], 'http://system/');
  const own = { ...files, 'usr/etc/npmrc': 'registry=http://own/' };
  assert.equal((await settingsOf(own, environment))['registry'], 'http://own/');
});

test('Hosts, scopes and credentials pass through, filled from the environment', async () => {
  const content =
    '@mine:registry=http://mine/\n//mine/:_authToken=${TOKEN}\n//mine/:certfile=/c\n; comment\n';
  const settings = await settingsOf({ 'home/.npmrc': content }, { TOKEN: 's3cret' });
  assert.equal(settings['@mine:registry'], 'http://mine/');
  assert.equal(settings['//mine/:_authToken'], 's3cret');
  assert.equal(settings['//mine/:certfile'], '/c');
});

test('A file of certificates becomes a list; one that is not there is passed over, as npm does', async () => {
  const one = '-----BEGIN CERTIFICATE-----\nAAA\n-----END CERTIFICATE-----';
  const files = { 'home/.npmrc': 'cafile=~/ca.pem', 'home/ca.pem': `${one}\ntext between\n${one}\n` };
  assert.deepEqual((await settingsOf(files))['ca'], [one, one]);
  assert.equal((await settingsOf({ 'home/.npmrc': 'cafile=~/gone.pem' }))['ca'], undefined);
});

test('What is switched off is off', async () => {
  const settings = await settingsOf({
    'home/.npmrc': 'strict-ssl=false\noffline=true\nproxy=null\nhttps-proxy=false',
  });
  assert.deepEqual(settings, { strictSSL: false, offline: true, httpsProxy: undefined });
});

test('A file that is there and cannot be read is an error, not a silence', async () => {
  await assert.rejects(settingsOf({ 'home/.npmrc/a-folder': '' }), { code: 'FILE_UNREADABLE' });
});

test.each([
  ['key = value ; why', { key: 'value' }],
  ['key=a\\;b\\#c', { key: 'a;b#c' }],
  ['key="a ; \\n b"', { key: 'a ; \n b' }],
  ["key='a # b'", { key: 'a # b' }],
  ['key=a=b==', { key: 'a=b==' }],
  ['flag', { flag: 'true' }],
  ['ca[]=one\nca[]=two', { ca: ['one', 'two'] }],
  ['\uFEFF# comment\r\nkey=value\r\n', { key: 'value' }],
  ['key=${SET}/${NOT_SET}/${NOT_SET?}/x', { key: 'here/${NOT_SET}//x' }],
])('%j is read as %j', (content, expected) => {
  assert.deepEqual(parseNpmrc(content, { SET: 'here' }), expected);
});
