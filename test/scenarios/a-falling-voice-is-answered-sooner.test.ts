/** The same words, and the melody tells whether they were the end: a voice that falls is answered sooner than one that is held up. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { replay } from '../../src/call/replay.ts';
import type { Pipeline } from '../../src/contracts/events.ts';
import { Stage } from '../support/stage.ts';

const sampleRate = 16_000;

/** A buzz with falling harmonics, as a voice has: level for most of it, then at its last moment at `endHertz`. */
function voice(endHertz: number, ms = 1_200): Uint8Array {
  const count = (ms * sampleRate) / 1000;
  const samples = new Int16Array(count);
  const glideFrom = 0.7;
  let phase = 0;
  for (let index = 0; index < count; index += 1) {
    const share = Math.max(0, Math.min(1, (index / count - glideFrom) / 0.2));
    phase += (2 * Math.PI * 200 * (endHertz / 200) ** share) / sampleRate;
    let value = 0;
    for (let harmonic = 1; harmonic <= 10; harmonic += 1) value += Math.sin(harmonic * phase) / harmonic;
    samples[index] = Math.round(value * 5_000);
  }
  return new Uint8Array(samples.buffer);
}

/** @returns the silence that ended the turn. */
async function silenceAfter(endHertz: number, pipeline: Pipeline): Promise<number> {
  await using stage = new Stage({ agent: { pipeline } });
  // A statement: by its words it is finished as often as not.
  stage.stt.texts.push('i bought a coat from you');
  void stage.far.microphone().say(voice(endHertz));
  const end = await stage.until('turn-end');
  assert.equal(replay(stage.log).difference, undefined, 'what was measured is in the log');
  return end.type === 'turn-end' ? end.silenceMs : Infinity;
}

test.each(['streaming', 'interruptible'] as const)(
  '%s: a fall is an end, a voice held up is none',
  async (pipeline) => {
    const falling = await silenceAfter(110, pipeline);
    const held = await silenceAfter(210, pipeline);
    assert.ok(
      falling <= held - 200,
      `${falling} ms after a falling voice, ${held} ms after one that is held up`,
    );
  },
);

test('sequential: the one silence is the one silence', async () => {
  const silences = [await silenceAfter(110, 'sequential'), await silenceAfter(210, 'sequential')];
  assert.ok(Math.abs(silences[0]! - silences[1]!) <= 20, silences.join());
});
