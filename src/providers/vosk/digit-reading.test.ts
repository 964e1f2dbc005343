import assert from 'node:assert/strict';
import { test } from 'vitest';
import { DigitReading } from './digit-reading.ts';
import type { EngineReading, SpeechEngine } from './engine.ts';
import { Hypothesis } from './hypothesis.ts';
import { Loudness } from './loudness.ts';
import { Recognisers } from './recognisers.ts';

/** A second of loud sound, of which the words explain as much as they last. */
const sound = new Int16Array(16_000).fill(8000);

function reading(text: string, score: number, seconds: number): EngineReading {
  const words = text.split(' ');
  const each = seconds / words.length;
  return {
    score,
    words: words.map((word, at) => ({ text: word, start: at * each, end: (at + 1) * each, conf: 1 })),
  };
}

/** What is made of readings, where the recogniser beside it heard `domain`. */
function concluded(
  said: readonly (readonly [text: string, score: number])[],
  { domain = 'my one', confidence = 0.5, seconds = 1, wanted = 6 } = {},
): string | undefined {
  const engine: SpeechEngine = {
    hasWord: () => true,
    createRecogniser: () => ({
      accept: () => undefined,
      partial: () => '',
      final: () => [],
      readings: () => said.map(([text, score]) => reading(text, score, seconds)),
      free: () => undefined,
    }),
  };
  const loudness = new Loudness();
  loudness.add(sound, sound.length);
  const digits = new DigitReading(wanted, new Recognisers(engine));
  digits.hear(sound, sound.length);
  const heard = reading(domain, 0, 1).words.map(({ text, start, end }) => ({
    text,
    confidence,
    startSample: start * 16_000,
    endSample: end * 16_000,
  }));
  return digits
    .conclude(new Hypothesis(heard, loudness), loudness)
    ?.map(({ text }) => text)
    .join(' ');
}

const number = 'four one zero zero zero five';

test('a whole number is taken, bare or behind what leads to it', () => {
  assert.equal(concluded([[number, 90]]), number);
  assert.equal(concluded([[`my number is ${number}`, 90]]), `my number is ${number}`);
  assert.equal(concluded([['four one triple oh five', 90]]), 'four one triple oh five');
});

test('where the likeliest lacks a digit, the next that has them all is taken', () => {
  const short = ['four one zero zero five', 90] as const;
  assert.equal(concluded([short, [number, 88.5]]), number);
  assert.notEqual(concluded([short, [number, 87]]), number);
});

test('a digit that may be one or another is not guessed', () => {
  const short = ['one zero zero zero five', 90] as const;
  const rival = 'eight one zero zero zero five';
  assert.notEqual(concluded([short, [number, 89], [rival, 88.8]]), number);
  assert.equal(concluded([short, [number, 89], [rival, 88.4]]), number);
});

test('who says more digits than were asked for says something else', () => {
  assert.equal(
    concluded(
      [
        [number, 90],
        ['four one zero zero five', 89.9],
      ],
      { wanted: 5 },
    ),
    undefined,
  );
});

test('what was surely heard stays, unless it is nearly the number', () => {
  assert.equal(concluded([[number, 90]], { domain: 'i do not have it', confidence: 1 }), undefined);
  assert.equal(concluded([[number, 90]], { domain: number, confidence: 1 }), undefined);
  assert.equal(concluded([[number, 90]], { domain: 'want four one zero five', confidence: 1 }), number);
});

test('a part of the number is taken where digits were heard anyhow', () => {
  assert.equal(concluded([['two eight one', 90]], { domain: 'two each one' }), 'two eight one');
  assert.equal(concluded([['two eight one', 90]], { domain: 'to eat on' }), undefined);
  assert.equal(concluded([['zero', 90]], { domain: 'it is zero' }), undefined);
});

test('words that leave loud sound unexplained are not taken', () => {
  assert.equal(concluded([[number, 90]], { seconds: 0.7 }), undefined);
});

test('sound that is no digits, or none at all, is left to the others', () => {
  assert.equal(concluded([['[unk] four [unk]', 90]]), undefined);
  assert.equal(concluded([]), undefined);
});
