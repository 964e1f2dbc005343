import assert from 'node:assert/strict';
import { test } from 'vitest';
import { SimulatedClock } from '../clock/simulated-clock.ts';
import { encodeSamples } from '../audio/decode.ts';
import { frameBytes, type AudioFormat } from '../audio/format.ts';
import type { BatchVadModel, FrameClassifier } from '../contracts/vad.ts';
import { BatchedVadLane } from './vad-lane.ts';

const wide: AudioFormat = { encoding: 'pcm16le', sampleRate: 16000, channels: 1 };
const loud = 6000;

/** Takes every loud frame for speech. */
class LoudClassifier implements FrameClassifier {
  readonly sampleRates = [8000, 16000];
  opened = 0;
  asked = 0;

  open(): number {
    this.opened += 1;
    return this.opened;
  }

  isSpeech(_handle: number, samples: Int16Array, length: number): boolean {
    this.asked += 1;
    assert.equal(samples.length, length);
    return samples.some((sample) => Math.abs(sample) > 1000);
  }

  close(): void {
    this.opened -= 1;
  }

  [Symbol.dispose](): void {
    // Nothing is held.
  }
}

type Answer = (probabilities: Float32Array, count: number) => void;

/** A chunk that is loud for the most part is speech. Answers at once, or when it is told to. */
class LoudModel implements BatchVadModel {
  readonly sampleRate: 8000 | 16000;
  readonly chunkSamples: number;
  readonly maxBatch = 4;
  mode: 'at-once' | 'later' | 'refuse' | 'no-opinion' = 'at-once';
  opened = 0;
  readonly batches: number[][] = [];
  readonly pending: (() => void)[] = [];

  constructor(sampleRate: 8000 | 16000 = 16000) {
    this.sampleRate = sampleRate;
    this.chunkSamples = sampleRate === 16000 ? 512 : 256;
  }

  open(): number {
    this.opened += 1;
    return this.opened;
  }

  reset(): void {
    // It remembers nothing.
  }

  close(): void {
    this.opened -= 1;
  }

  submit(handles: Int32Array, samples: Int16Array, count: number, onResult: Answer): boolean {
    if (this.mode === 'refuse') return false;
    this.batches.push([...handles.subarray(0, count)]);
    const probabilities = new Float32Array(count);
    for (let chunk = 0; chunk < count; chunk += 1) {
      const own = samples.subarray(chunk * this.chunkSamples, (chunk + 1) * this.chunkSamples);
      const share = own.filter((sample) => Math.abs(sample) > 1000).length / own.length;
      probabilities[chunk] = this.mode === 'no-opinion' ? Number.NaN : share;
    }
    if (this.mode === 'later') this.pending.push(() => onResult(probabilities, count));
    else onResult(probabilities, count);
    return true;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // Nothing is held.
  }
}

function setUp({ format = wide, modelRate = 16000 as 8000 | 16000 } = {}) {
  const clock = new SimulatedClock();
  const classifier = new LoudClassifier();
  const model = new LoudModel(modelRate);
  const lane = new BatchedVadLane({ clock, classifier, model });
  const edges: string[] = [];
  const open = (name: string, legFormat = format): number =>
    lane.open(legFormat, {
      onSpeechStart: (mediaMs) => edges.push(`${clock.now()} ${name} start ${Math.round(mediaMs)}`),
      onSpeechEnd: (mediaMs) => edges.push(`${clock.now()} ${name} end ${Math.round(mediaMs)}`),
    });
  return { clock, classifier, model, lane, edges, open };
}

type Scene = ReturnType<typeof setUp>;

/** The pitches of successive frames: a voice wavers, and what does not is no voice. */
const pitchesHz = [170, 230, 190, 260, 210];

function frameOf(format: AudioFormat, amplitude: number, pitchHz = 200): Uint8Array {
  const samples = Int16Array.from({ length: format.sampleRate / 50 }, (_, index) =>
    Math.round(amplitude * Math.sign(Math.sin((2 * Math.PI * pitchHz * (index + 0.5)) / format.sampleRate))),
  );
  const bytes = new Uint8Array(frameBytes(format));
  encodeSamples(format.encoding, samples, 0, samples.length, bytes);
  return bytes;
}

/** `s` is a loud frame, `.` a quiet one, `x` a lost one; each arrives when it is complete. */
function play({ clock, lane }: Scene, leg: number, frames: string, format = wide): void {
  const speech = pitchesHz.map((pitchHz) => frameOf(format, loud, pitchHz));
  const silence = frameOf(format, 2);
  for (const frame of frames.replaceAll(' ', '')) {
    clock.advanceBy(20);
    const index = Math.floor(clock.now() / 20);
    if (frame === 'x') lane.skip(leg, 1);
    else lane.push(leg, frame === 's' ? speech[index % speech.length]! : silence, 0, silence.length);
  }
}

const sentence = `${'.'.repeat(25)} ${'s'.repeat(20)} ${'.'.repeat(10)}`;

test('a sentence gives one start and one end, soon, each where it lies in the audio', () => {
  const scene = setUp();
  play(scene, scene.open('a'), sentence);
  assert.deepEqual(scene.edges, ['550 a start 500', '1020 a end 900']);
});

const formats: AudioFormat[] = [
  { encoding: 'mulaw', sampleRate: 8000, channels: 1 },
  { encoding: 'alaw', sampleRate: 8000, channels: 1 },
  { encoding: 'pcm16le', sampleRate: 8000, channels: 1 },
  { encoding: 'pcm16le', sampleRate: 24000, channels: 1 },
  { encoding: 'pcm16le', sampleRate: 48000, channels: 1 },
];
for (const format of formats) {
  for (const modelRate of [8000, 16000] as const) {
    test(`${format.encoding} at ${format.sampleRate} Hz is heard at the same places by a model at ${modelRate} Hz`, () => {
      const scene = setUp({ format, modelRate });
      play(scene, scene.open('a'), sentence, format);
      assert.deepEqual(
        scene.edges.map((edge) => edge.split(' ').slice(1).join(' ')),
        ['a start 500', 'a end 900'],
      );
    });
  }
}

test('lost frames move what comes after them, and nothing else', () => {
  const scene = setUp();
  play(
    scene,
    scene.open('a'),
    `${'.'.repeat(20)} xxxxx ${'s'.repeat(10)} xx ${'s'.repeat(8)} ${'.'.repeat(10)}`,
  );
  assert.deepEqual(
    scene.edges.map((edge) => edge.split(' ').slice(1).join(' ')),
    ['a start 500', 'a end 900'],
  );
});

test('a connection that goes dead in the middle of a word ends the speech', () => {
  const scene = setUp();
  const leg = scene.open('a');
  play(scene, leg, `${'.'.repeat(25)} ${'s'.repeat(10)}`);
  scene.clock.advanceBy(20);
  scene.lane.skip(leg, 1_000_000);
  assert.deepEqual(scene.edges, ['550 a start 500', '720 a end 700']);
});

test('silence asks nobody, once the beginning has been heard', () => {
  const scene = setUp();
  const leg = scene.open('a');
  play(scene, leg, '.'.repeat(50));
  const { classifier, lane } = scene;
  const { sileroChunks } = lane.counters();
  play(scene, leg, '.'.repeat(500));
  assert.equal(classifier.asked, 0);
  assert.equal(lane.counters().sileroChunks, sileroChunks);
  assert.equal(lane.counters().gateFrames, 550);
});

test('the model sees transitions and confirmations, not all of a long speech', () => {
  const scene = setUp();
  const leg = scene.open('a');
  play(scene, leg, '.'.repeat(50));
  const before = scene.lane.counters().sileroChunks;
  play(scene, leg, 's'.repeat(500));
  const seen = scene.lane.counters().sileroChunks - before;
  assert.ok(seen >= 40 && seen < 60, `${seen} of 312 chunks`);
});

test('legs that start together share batches, each leg once in a batch', () => {
  const scene = setUp();
  const legs = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => scene.open(name));
  const speech = pitchesHz.map((pitchHz) => frameOf(wide, loud, pitchHz));
  const silence = frameOf(wide, 2);
  for (let frame = 0; frame < 40; frame += 1) {
    scene.clock.advanceBy(20);
    const sound = frame < 25 ? silence : speech[frame % speech.length]!;
    for (const leg of legs) scene.lane.push(leg, sound, 0, sound.length);
  }
  assert.equal(scene.edges.filter((edge) => edge.includes('start 500')).length, 6);
  for (const batch of scene.model.batches) {
    assert.ok(batch.length <= 4);
    assert.equal(new Set(batch).size, batch.length);
  }
  const full = scene.model.batches.filter((batch) => batch.length === 4);
  assert.ok(full.length * 4 >= scene.lane.counters().sileroChunks / 2);
});

test('edges come when the model answers late, with the same places', () => {
  const scene = setUp();
  scene.model.mode = 'later';
  const leg = scene.open('a');
  const answerAll = (): void => {
    for (const answer of scene.model.pending.splice(0)) answer();
  };
  for (const frame of sentence.replaceAll(' ', '')) {
    play(scene, leg, frame);
    answerAll();
  }
  assert.deepEqual(
    scene.edges.map((edge) => edge.split(' ').slice(1).join(' ')),
    ['a start 500', 'a end 900'],
  );
});

for (const mode of ['refuse', 'no-opinion', 'later'] as const) {
  test(`a call does not go deaf when the model is out (${mode}), and hears better again when it is back`, () => {
    const scene = setUp();
    scene.model.mode = mode;
    const leg = scene.open('a');
    play(scene, leg, sentence);
    assert.deepEqual(scene.edges, ['640 a start 500', '1020 a end 900']);
    scene.model.mode = 'at-once';
    scene.edges.length = 0;
    play(scene, leg, sentence);
    assert.deepEqual(scene.edges, ['1650 a start 1600', '2120 a end 2000']);
  });
}

test('answers for a closed leg are dropped, also when its handle is in use again', () => {
  const scene = setUp();
  scene.model.mode = 'later';
  const first = scene.open('first');
  play(scene, first, `${'.'.repeat(25)} sss`);
  scene.clock.advanceBy(10);
  scene.lane.close(first);
  const second = scene.open('second');
  assert.equal(second, first);
  assert.ok(scene.model.pending.length > 0);
  for (const answer of scene.model.pending.splice(0)) answer();
  play(scene, second, '.....');
  scene.lane.push(99, frameOf(wide, loud), 0, 640);
  assert.deepEqual(scene.edges, []);
});

test('answers about an onset that was given up do not count for the next one', () => {
  const scene = setUp();
  const leg = scene.open('a');
  play(scene, leg, '.'.repeat(25));
  scene.model.mode = 'later';
  play(scene, leg, 'sss ..... ..... s');
  scene.clock.advanceBy(10);
  const old = scene.model.pending.splice(0);
  assert.ok(old.length >= 3);
  for (const answer of old.slice(0, 3)) answer();
  assert.deepEqual(scene.edges, []);
  play(scene, leg, 's');
  scene.clock.advanceBy(10);
  for (const answer of scene.model.pending.splice(0)) answer();
  assert.deepEqual(scene.edges, ['820 a start 760']);
});

test('when batches pile up, old chunks are passed over and the latest are heard', () => {
  const scene = setUp();
  const leg = scene.open('a');
  play(scene, leg, '.'.repeat(25));
  scene.model.mode = 'later';
  play(scene, leg, 's'.repeat(200));
  assert.equal(scene.model.pending.length, 16);
  assert.ok(scene.lane.counters().refusedBatches > 0);
  scene.model.mode = 'at-once';
  for (const answer of scene.model.pending.splice(0)) answer();
  play(scene, leg, `${'s'.repeat(30)} ${'.'.repeat(10)}`);
  assert.deepEqual(scene.edges, ['640 a start 500', '5220 a end 5100']);
});

test('a listener may close its leg from inside an edge', () => {
  const scene = setUp();
  const leg: number = scene.lane.open(wide, {
    onSpeechStart: () => scene.lane.close(leg),
    onSpeechEnd: () => assert.fail('the leg is closed'),
  });
  play(scene, leg, sentence);
  assert.equal(scene.model.opened, 0);
  assert.equal(scene.classifier.opened, 0);
});

test('disposing closes every leg and disarms the tick', async () => {
  const scene = setUp();
  scene.open('a');
  scene.open('b');
  await scene.lane[Symbol.asyncDispose]();
  await scene.lane[Symbol.asyncDispose]();
  assert.equal(scene.model.opened, 0);
  assert.equal(scene.classifier.opened, 0);
  assert.equal(scene.clock.pending, 0);
  assert.throws(() => scene.open('c'), { code: 'INVARIANT_BROKEN' });
});

test('a frame longer than 20 ms is a defect of whoever pushes it', () => {
  const scene = setUp();
  const leg = scene.open('a');
  assert.throws(() => scene.lane.push(leg, new Uint8Array(800), 0, 800), { code: 'INVARIANT_BROKEN' });
});
