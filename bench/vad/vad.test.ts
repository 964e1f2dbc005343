/** The whole chain on real models and synthetic voices: what it promises about edges, in virtual time. */
import assert from 'node:assert/strict';
import { beforeAll, test } from 'vitest';
import type { AudioFormat } from '../../src/audio/format.ts';
import { measureLane } from './measure.ts';
import type { Sound } from '../recognition/sound.ts';
import { recordTape, synthesizeSpeech } from './tape.ts';

let speech: Sound[];

beforeAll(async () => {
  speech = await synthesizeSpeech();
});

const lines: { name: string; format: AudioFormat; modelRate: 8000 | 16000 }[] = [
  { name: 'wideband', format: { encoding: 'pcm16le', sampleRate: 16000, channels: 1 }, modelRate: 16000 },
  { name: 'mu-law', format: { encoding: 'mulaw', sampleRate: 8000, channels: 1 }, modelRate: 16000 },
  {
    name: 'mu-law with the 8 kHz model',
    format: { encoding: 'mulaw', sampleRate: 8000, channels: 1 },
    modelRate: 8000,
  },
];

for (const { name, format, modelRate } of lines) {
  test(`on a ${name} line every sentence is heard, soon, and its end is too`, async () => {
    const figures = await measureLane(recordTape(speech, format), { legs: 20, seconds: 20, modelRate });
    const told = JSON.stringify(figures);
    assert.ok(figures['sentences']! >= 30, told);
    assert.equal(figures['missedSentences'], 0, told);
    assert.ok(figures['onsetMsP50']! <= 80 && figures['onsetMsP95']! <= 140, told);
    assert.ok(
      figures['endMsP50']! >= 100 && figures['endMsP50']! <= 150 && figures['endMsP95']! <= 200,
      told,
    );
    // Each stage sees a small part of what the one before it saw.
    assert.ok(figures['fvadFrames']! < figures['gateFrames']! * 0.1, told);
    assert.ok(figures['sileroChunks']! * 1.6 < figures['gateFrames']! * 0.15, told);
  });
}
