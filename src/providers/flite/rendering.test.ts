import assert from 'node:assert/strict';
import { test } from 'vitest';
import { render } from './rendering.ts';

const sampleRate = 16000;
const at = (ms: number): number => (ms * sampleRate) / 1000;

/** 1 s: silence, a tone from 200 to 600 ms, a quieter one to `tailEndMs`, silence. */
function tone(tailEndMs = 600): Int16Array<ArrayBuffer> {
  const samples = new Int16Array(sampleRate);
  for (let index = at(200); index < at(tailEndMs); index += 1) {
    const loudness = index < at(600) ? 8000 : 400;
    samples[index] = Math.round(loudness * Math.sin(index / 3));
  }
  return samples;
}

const utterance = {
  tokens: [
    {
      name: 'Well',
      phones: [
        { startS: 0.2, endS: 0.3 },
        { startS: 0.3, endS: 0.4 },
      ],
    },
    { name: '.', phones: [] },
    { name: 'so', phones: [{ startS: 0.4, endS: 0.6 }] },
  ],
  endS: 0.8,
};
const spoken = 'Well. so';

test('silence before and after is cut to what the clause wants', () => {
  const { samples, soundStartMs, soundEndMs, durationMs } = render(
    { samples: tone(), sampleRate, utterance },
    spoken,
    40,
  );
  assert.equal(soundStartMs, 15);
  assert.equal(soundEndMs, 415);
  assert.equal(durationMs, 455);
  assert.equal(samples.length, at(455));
  assert.ok(samples.subarray(0, at(14)).every((sample) => sample === 0));
  assert.ok(samples.subarray(at(15), at(20)).some((sample) => Math.abs(sample) > 4000));
});

test('a pause longer than what flite wrote is filled with silence', () => {
  const samples = tone().subarray(0, at(600));
  const rendering = render({ samples, sampleRate, utterance }, spoken, 150);
  assert.equal(rendering.durationMs, 15 + 400 + 150);
  assert.ok(rendering.samples.subarray(at(415)).every((sample) => sample === 0));
});

test('tokens that sound are told with their place and shifted times', () => {
  const { tokens } = render({ samples: tone(), sampleRate, utterance }, spoken, 40);
  const told = tokens.map(
    ({ spokenStart, spokenEnd, startMs, endMs }) =>
      `${spoken.slice(spokenStart, spokenEnd)} ${Math.round(startMs)}-${Math.round(endMs)}`,
  );
  assert.deepEqual(told, ['Well 15-215', 'so 215-415']);
});

test('a word that rings on into the pause ends when it is silent, within reason', () => {
  const endOf = (tailEndMs: number): number =>
    Math.round(render({ samples: tone(tailEndMs), sampleRate, utterance }, spoken, 40).tokens.at(-1)!.endMs);
  assert.equal(endOf(640), 455);
  assert.equal(endOf(780), 475, 'no more than 60 ms later than planned');
});

test('without the utterance, or with one that is not of this text, no token is told', () => {
  assert.deepEqual(render({ samples: tone(), sampleRate, utterance: undefined }, spoken, 40).tokens, []);
  assert.deepEqual(render({ samples: tone(), sampleRate, utterance }, 'Well then', 40).tokens, []);
});

test('noise before the first phone is silence, and a last phone too faint to hear is not', () => {
  const samples = tone();
  samples.set([300, -300, 300, -300, 300, -300, 300, -300], at(50));
  samples.fill(0, at(560), at(600));
  const rendering = render({ samples, sampleRate, utterance }, spoken, 40);
  assert.equal(rendering.soundStartMs, 15);
  assert.equal(rendering.durationMs, 455);
});

test('silence alone renders to nothing', () => {
  const { samples, durationMs } = render(
    { samples: new Int16Array(8000), sampleRate, utterance },
    spoken,
    40,
  );
  assert.equal(samples.length, 0);
  assert.equal(durationMs, 0);
});
