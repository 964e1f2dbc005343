import assert from 'node:assert/strict';
import { test } from 'vitest';
import { encodeSamples } from '../audio/decode.ts';
import type { SttStream } from '../contracts/stt.ts';
import type { VadLane } from '../contracts/vad.ts';
import { Ear } from './ear.ts';

const sampleRate = 16_000;
const frameSamples = 320;
const lane: VadLane = {
  open: () => 1,
  push: () => undefined,
  skip: () => undefined,
  close: () => undefined,
} as unknown as VadLane;

/** An ear whose recogniser notes which samples it was sent, and where it was flushed. */
class Listening {
  readonly sent: { from: number; until: number }[] = [];
  readonly ear = new Ear({ encoding: 'pcm16le', sampleRate, channels: 1 }, false, lane, {
    onSpeechStart: () => undefined,
    onSpeechEnd: () => undefined,
  });
  #frames = 0;

  constructor() {
    const stream: Partial<SttStream> = {
      write: (_bytes, _offset, length, _sequence, start) => {
        this.sent.push({ from: start, until: start + length / 2 });
      },
      flush: () => undefined,
    };
    this.ear.connect(stream as SttStream);
  }

  /** @param hertz at the beginning and at the end; 0: silence. */
  hears(ms: number, fromHertz = 0, toHertz = fromHertz): void {
    const count = ms / 20;
    let phase = 0;
    for (let frame = 0; frame < count; frame += 1) {
      const samples = new Int16Array(frameSamples);
      const hertz = fromHertz + ((toHertz - fromHertz) * frame) / count;
      for (let index = 0; index < frameSamples; index += 1) {
        phase += (2 * Math.PI * hertz) / sampleRate;
        samples[index] = hertz === 0 ? 0 : 8_000 * (Math.sin(phase) + 0.4 * Math.sin(2 * phase));
      }
      const bytes = new Uint8Array(2 * frameSamples);
      encodeSamples('pcm16le', samples, 0, frameSamples, bytes);
      this.ear.write(bytes, 0, bytes.length, this.#frames, this.#frames * frameSamples, 0);
      this.#frames += 1;
    }
  }

  /** What was sent twice or left out between the first sample sent and the last. */
  get flaws(): string[] {
    return this.sent.flatMap(({ from }, index) => {
      const before = this.sent[index - 1]?.until ?? from;
      return from === before ? [] : [`${before} to ${from}`];
    });
  }
}

test('The recogniser hears the voice from a little before its onset', () => {
  const listening = new Listening();
  listening.hears(2_000);
  listening.hears(100, 150);
  listening.ear.startSpeech(2_000);
  listening.hears(100, 150);
  assert.equal(listening.sent[0]!.from, 1_600 * 16);
  assert.equal(listening.sent.at(-1)!.until, 2_200 * 16);
  assert.deepEqual(listening.flaws, []);
});

test('A voice that comes back at once is sent no sound twice', () => {
  const listening = new Listening();
  listening.hears(1_000, 150);
  listening.ear.startSpeech(0);
  listening.ear.flush(0);
  listening.ear.stopSpeech();
  listening.hears(200);
  listening.ear.startSpeech(1_100);
  listening.hears(100, 150);
  assert.deepEqual(listening.flaws, []);
});

test('A segment that ends while the caller speaks is followed by the next without a gap', () => {
  const listening = new Listening();
  listening.hears(1_000, 150);
  listening.ear.startSpeech(0);
  listening.ear.flush(0);
  listening.hears(200, 150);
  assert.equal(listening.sent.at(-1)!.until, 1_200 * 16);
  assert.deepEqual(listening.flaws, []);
});

test.each([
  ['falls', 180, 110, (drop: number) => drop < -3],
  ['is held', 150, 150, (drop: number) => Math.abs(drop) < 1],
  ['rises', 110, 160, (drop: number) => drop > 2],
])('A voice that %s is told from its last moments, the silence behind it left out', (_, from, to, right) => {
  const listening = new Listening();
  listening.ear.startSpeech(0);
  listening.hears(700, from, to);
  listening.hears(160);
  const drop = listening.ear.prosody()?.pitchDropSemitones;
  assert.ok(drop !== undefined && right(drop), `${drop} semitones`);
});

test('Of silence no melody is told', () => {
  const listening = new Listening();
  listening.hears(1_000);
  assert.equal(listening.ear.prosody(), undefined);
});
