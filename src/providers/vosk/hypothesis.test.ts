import assert from 'node:assert/strict';
import { test } from 'vitest';
import { choose, Hypothesis, type HeardWord } from './hypothesis.ts';
import { Loudness } from './loudness.ts';

/** Ten seconds of which `loudMs` from the first second on are loud. */
function soundOf(loudMs: number): Loudness {
  const loudness = new Loudness();
  const samples = new Int16Array(160_000).fill(5);
  samples.fill(8000, 16_000, 16_000 + loudMs * 16);
  loudness.add(samples, samples.length);
  return loudness;
}

function word(text: string, startMs: number, endMs: number, confidence = 1): HeardWord {
  return { text, confidence, startSample: startMs * 16, endSample: endMs * 16 };
}

const oneSecond = soundOf(1000);
const whole = new Hypothesis([word('what', 1000, 1500), word('now', 1500, 2000, 0.9)], oneSecond);

test('a hypothesis is worth its confidence times the sound it explains', () => {
  const half = new Hypothesis([word('what', 1000, 1500, 0.8)], oneSecond);
  assert.ok(Math.abs(half.coverage - 0.53) < 1e-9, `the half and one uncertain edge, not ${half.coverage}`);
  assert.ok(Math.abs(half.fit - 0.8 * half.coverage) < 1e-9);
  assert.equal(whole.coverage, 1);
});

const sureness: { name: string; words: HeardWord[]; sure: boolean }[] = [
  { name: 'confident words over all the sound', words: [word('yes', 1000, 2000, 0.95)], sure: true },
  {
    name: 'an unknown word among them',
    words: [word('yes', 1000, 1600), word('[unk]', 1600, 2000)],
    sure: false,
  },
  { name: 'low confidence', words: [word('yes', 1000, 2000, 0.8)], sure: false },
  { name: 'sound left over', words: [word('yes', 1000, 1700)], sure: false },
  { name: 'no words', words: [], sure: false },
];

for (const { name, words, sure } of sureness) {
  test(`${name}: ${sure ? 'sure' : 'not sure'}`, () => {
    assert.equal(new Hypothesis(words, oneSecond).sure, sure);
  });
}

const saturday = new Hypothesis([word('saturday', 1000, 1500)], oneSecond);
const choices: { name: string; domain: Hypothesis; free: Hypothesis; wins: 'domain' | 'free' }[] = [
  { name: 'what explains all beats what explains half', domain: saturday, free: whole, wins: 'free' },
  {
    name: 'near equals go to the domain',
    domain: new Hypothesis([word('yes', 1000, 2000, 0.85)], oneSecond),
    free: new Hypothesis([word('yeah', 1000, 2000, 0.92)], oneSecond),
    wins: 'domain',
  },
  {
    name: 'an unknown word gives it to free-form, however poor',
    domain: new Hypothesis([word('yes', 1000, 1900), word('[unk]', 1900, 2000)], oneSecond),
    free: new Hypothesis([word('yes', 1000, 1200, 0.3)], oneSecond),
    wins: 'free',
  },
  {
    name: 'nothing in the domain gives it to free-form',
    domain: new Hypothesis([], oneSecond),
    free: saturday,
    wins: 'free',
  },
];

for (const { name, domain, free, wins } of choices) {
  test(name, () => assert.equal(choose(domain, free), wins === 'domain' ? domain : free));
}

test('silence is covered by no words at all', () => {
  const loudness = new Loudness();
  loudness.add(new Int16Array(16_000), 16_000);
  assert.equal(new Hypothesis([], loudness).coverage, 1);
  assert.equal(loudness.loudMs(0), 0);
});

test('loud sound is counted up to the lag of the words', () => {
  assert.equal(oneSecond.loudMs(0), 1000);
  assert.equal(oneSecond.loudMs(8500), 500);
});
