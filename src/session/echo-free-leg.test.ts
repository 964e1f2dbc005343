import assert from 'node:assert/strict';
import { test } from 'vitest';
import { encodeSamples } from '../audio/decode.ts';
import { frameBytes, type AudioFormat, type SampleRate } from '../audio/format.ts';
import type { EchoCancellation } from '../contracts/echo-canceller.ts';
import type { LegListener, MediaLeg } from '../contracts/media-leg.ts';
import { withoutEcho } from './echo-free-leg.ts';

const tailMs = 100;

const pcm = (sampleRate: SampleRate): AudioFormat => ({ encoding: 'pcm16le', sampleRate, channels: 1 });

/** One frame of a square wave, so that its level is its amplitude. */
function frameOf(format: AudioFormat, amplitude: number): Uint8Array {
  const samples = Int16Array.from({ length: format.sampleRate / 50 }, (_, index) =>
    index % 16 < 8 ? amplitude : -amplitude,
  );
  const bytes = new Uint8Array(frameBytes(format));
  encodeSamples(format.encoding, samples, 0, samples.length, bytes);
  return bytes;
}

/** A leg whose far end hands everything over at once, and a canceller that remembers what it was given. */
interface SetUp {
  formatIn?: AudioFormat;
  formatOut?: AudioFormat;
  echoCancelled?: boolean;
  /** Bytes that the leg takes at a time. */
  takes?: number;
}

function setUp(options: SetUp = {}) {
  const {
    formatIn = pcm(16_000),
    formatOut = pcm(16_000),
    echoCancelled = false,
    takes = Infinity,
  } = options;
  const told: string[] = [];
  const farPeaks: number[] = [];
  let attached: LegListener | undefined;
  const leg: MediaLeg = {
    legId: 'leg-1',
    formatIn,
    formatOut,
    capabilities: { clear: true, pause: true, receipts: 'played', wideband: true, echoCancelled, dtmf: true },
    attach: (listener) => (attached = listener),
    play: (_bytes, _offset, length) => Math.min(length, takes),
    mark: (markId) => told.push(`mark ${markId}`),
    clear: () => told.push('clear'),
    pause: (on) => told.push(`pause ${on}`),
    close: (reason) => {
      told.push(`close ${reason}`);
      attached?.onClosed({ by: 'us', reason });
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
  const cancellation: EchoCancellation = {
    name: 'perfect',
    tailMs,
    open: (sampleRate) => ({
      frameSamples: sampleRate / 50,
      cancel: (near, far, out) => {
        farPeaks.push(far.reduce((peak, sample) => Math.max(peak, sample), 0));
        out.set(near);
      },
      reset: () => undefined,
      [Symbol.dispose]: () => told.push('canceller closed'),
    }),
  };
  const heard: { peak: number; sequence: number; lostFrames: number }[] = [];
  const echoless = withoutEcho(leg, cancellation);
  echoless.attach({
    audio: {
      write: (bytes, offset, length, sequence, _mediaTimeSamples, lostFrames) => {
        let peak = 0;
        for (let at = offset; at < offset + length; at += 2) {
          peak = Math.max(peak, ((bytes[at]! | (bytes[at + 1]! << 8)) << 16) >> 16);
        }
        heard.push({ peak, sequence, lostFrames });
      },
    },
    onReceipt: ({ markId }) => told.push(`receipt ${markId}`),
    onDtmf: (digit) => told.push(`digit ${digit}`),
    onClosed: ({ by }) => told.push(`closed by ${by}`),
  });
  let sequence = 0;
  const hear = (amplitude: number, lostFrames = 0): number => {
    const frame = frameOf(formatIn, amplitude);
    attached!.audio.write(
      frame,
      0,
      frame.length,
      sequence,
      (sequence * formatIn.sampleRate) / 50,
      lostFrames,
    );
    sequence += 1;
    return heard.at(-1)!.peak;
  };
  const say = (amplitude: number, frames = 1): number => {
    const frame = frameOf(formatOut, amplitude);
    let taken = 0;
    for (let index = 0; index < frames; index += 1) taken += echoless.play(frame, 0, frame.length);
    return taken;
  };
  return { leg, cancellation, echoless, attached: () => attached!, told, farPeaks, heard, hear, say };
}

test('a leg that cancels echo is left as it is, and so is any where nothing else can', () => {
  const { leg, cancellation } = setUp({ echoCancelled: true });
  assert.equal(withoutEcho(leg, cancellation), leg);
  const { leg: echoing } = setUp();
  assert.equal(withoutEcho(echoing, undefined), echoing);
});

test('the session sees a leg without echo', () => {
  assert.equal(setUp().echoless.capabilities.echoCancelled, true);
});

test('while we are silent a frame passes untouched, and the canceller is not asked', () => {
  const scene = setUp();
  assert.equal(scene.hear(300), 300);
  assert.deepEqual(scene.farPeaks, []);
});

test('what we say is drawn at the pace of the frames that come in, and expected until its echo has died away', () => {
  const scene = setUp();
  scene.say(8_000, 2);
  for (let frame = 0; frame < 10; frame += 1) scene.hear(0);
  assert.deepEqual(scene.farPeaks, [8_000, 8_000, 0, 0, 0, 0, 0]);
});

test('our echo is lowered to the noise of the line; a caller who speaks over us is not touched', () => {
  const scene = setUp();
  for (let frame = 0; frame < 20; frame += 1) scene.hear(20);
  scene.say(8_000, 10);
  assert.ok(scene.hear(1_200) < 40);
  assert.equal(scene.hear(6_000), 6_000);
});

test('what the leg does not take is not expected back', () => {
  const scene = setUp({ takes: frameBytes(pcm(16_000)) / 2 });
  assert.equal(scene.say(8_000), 320);
  scene.hear(0);
  scene.hear(0);
  assert.deepEqual(scene.farPeaks, [8_000, 0]);
});

test('after a clear nothing more of it is expected', () => {
  const scene = setUp();
  scene.say(8_000, 50);
  scene.hear(0);
  scene.echoless.clear();
  for (let frame = 0; frame < 10; frame += 1) scene.hear(0);
  assert.deepEqual(scene.farPeaks, [8_000, 0, 0, 0, 0, 0]);
});

test('while the far end holds its playout nothing sounds; then it goes on', () => {
  const scene = setUp();
  scene.say(8_000, 3);
  scene.hear(0);
  scene.echoless.pause?.(true);
  scene.hear(0);
  scene.echoless.pause?.(false);
  scene.hear(0);
  assert.deepEqual(scene.farPeaks, [8_000, 0, 8_000]);
});

test('our voice goes on while frames of the caller are lost', () => {
  const scene = setUp();
  scene.say(8_000, 2);
  scene.say(5_000, 2);
  scene.hear(0);
  scene.hear(0, 2);
  assert.deepEqual(scene.farPeaks, [8_000, 8_000, 5_000, 5_000]);
  assert.equal(scene.heard.at(-1)!.lostFrames, 2);
});

test('a voice at another rate than the microphone is brought to its rate', () => {
  const scene = setUp({ formatIn: pcm(16_000), formatOut: pcm(24_000) });
  scene.say(8_000, 4);
  for (let frame = 0; frame < 4; frame += 1) scene.hear(0);
  assert.ok(Math.abs(scene.farPeaks[2]! - 8_000) < 2_500, `${scene.farPeaks}`);
});

test('everything else goes through, and the canceller is closed once, with the leg', async () => {
  const scene = setUp();
  scene.echoless.mark('a');
  scene.attached().onReceipt({ epoch: 0, markId: 'a', status: 'played' });
  scene.attached().onDtmf('5');
  scene.echoless.close('done');
  await scene.echoless[Symbol.asyncDispose]();
  assert.deepEqual(scene.told, [
    'mark a',
    'receipt a',
    'digit 5',
    'close done',
    'canceller closed',
    'closed by us',
  ]);
  assert.equal(scene.hear(700), 700, 'a frame that was under way does no harm');
});
