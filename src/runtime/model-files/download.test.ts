import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'vitest';
import { SimulatedClock } from '../../clock/simulated-clock.ts';
import { nodeDisk } from './disk.ts';
import { download } from './download.ts';
import type { TarballSource } from './npm-tarball-source.ts';
import { fetchFailed } from './registry-failure.ts';
import { archiveOf, noise, temporaryFolder } from './__fixtures__/registry.ts';

const tarball = noise(1_000, 1);
const { archive } = archiveOf(tarball, {});

/** Runs a download against a scripted source in simulated time; notes when each request was made. */
async function attempt(answer: (fromByte: number, request: number) => Uint8Array | 'refused') {
  await using folder = await temporaryFolder();
  const clock = new SimulatedClock();
  const part = join(folder.path, 'it.part');
  const askedAtMs: number[] = [];
  const source: TarballSource = {
    open(_, fromByte) {
      askedAtMs.push(clock.now());
      const bytes = answer(fromByte, askedAtMs.length);
      if (bytes === 'refused') return Promise.reject(fetchFailed(archive, 'refused', { permanent: false }));
      return Promise.resolve({ startByte: fromByte, totalBytes: undefined, body: toBody(bytes) });
    },
  };
  const limits = { attemptsMax: 5, firstPauseMs: 500, silenceMaxMs: 30_000 };
  const state = { settled: false };
  const outcome = download(archive, {
    source,
    disk: nodeDisk,
    clock,
    part,
    folder: folder.path,
    report: () => {},
    ...limits,
  })
    .then(
      () => 'done',
      (thrown: { code: string }) => thrown.code,
    )
    .finally(() => (state.settled = true));
  // The disk is real and takes its time; only pauses (500 ms and more ahead, and nothing else armed) are run off.
  while (!state.settled) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    const next = clock.nextInstant();
    if (clock.pending === 1 && next !== undefined && next - clock.now() < 7_500) clock.advanceTo(next);
  }
  return { outcome: await outcome, askedAtMs, clock, bytes: await readFile(part).catch(() => undefined) };
}

async function* toBody(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

test('Attempts that bring nothing are five, each pause twice the one before', async () => {
  const story = await attempt(() => 'refused');
  assert.equal(story.outcome, 'MODEL_FETCH_FAILED');
  assert.deepEqual(story.askedAtMs, [0, 500, 1_500, 3_500, 7_500]);
  assert.equal(story.clock.pending, 0);
});

test('An attempt that brings bytes sets the count and the pause back', async () => {
  const story = await attempt((fromByte, request) =>
    request % 3 === 0 ? tarball.subarray(fromByte, fromByte + 400) : 'refused',
  );
  assert.equal(story.outcome, 'done');
  assert.deepEqual(story.bytes, tarball);
  assert.deepEqual(story.askedAtMs, [0, 500, 1_500, 2_000, 3_000, 5_000, 5_500, 6_500, 8_500]);
});

test('A server that gives one byte at a time is not followed for ever', async () => {
  const story = await attempt((fromByte) => tarball.subarray(fromByte, fromByte + 1));
  assert.equal(story.outcome, 'MODEL_FETCH_FAILED');
  assert.equal(story.askedAtMs.length, 100);
  assert.equal(story.bytes?.length, 100);
});

test('A server that sends more than the whole is MODEL_CORRUPT at once', async () => {
  const story = await attempt(() => noise(1_001, 1));
  assert.equal(story.outcome, 'MODEL_CORRUPT');
  assert.equal(story.bytes, undefined);
});
