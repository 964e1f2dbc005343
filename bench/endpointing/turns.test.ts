import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Random } from '../../sim/random.ts';
import type { Boundary } from './boundaries.ts';
import { trimmed } from './clip.ts';
import { composeTurns, type Recording } from './turns.ts';

const sampleRate = 16_000;

/** A second of a loud buzz. */
function recording(row: number, text: string, boundaries: Partial<Boundary>[] = []): Recording {
  const samples = Int16Array.from({ length: sampleRate }, (_, index) => (index % 80 < 40 ? 8_000 : -8_000));
  const whole = boundaries.map((boundary): Boundary => ({
    atSample: 8_000,
    gapMs: 0,
    mark: 'none',
    before: 'please',
    ...boundary,
  }));
  return { row, name: `row ${row}`, text, clip: { samples, sampleRate }, boundaries: whole };
}

const recordings = [
  recording(1, 'Please hold the line.', [{ atSample: 6_000 }, { atSample: 10_000 }]),
  recording(3, 'Press one, then two.', [{ mark: 'comma', gapMs: 40 }]),
  recording(5, 'a word run over', [{ gapMs: 150 }]),
  recording(7, 'seven'),
];

const compose = (seed: number) =>
  composeTurns(recordings, { midSentence: 12, betweenSentences: 9 }, new Random(seed));

test('every recording comes alone, and as many composed turns as were asked for', () => {
  const turns = compose(1);
  const count = (kind: string): number => turns.filter((turn) => turn.kind === kind).length;
  assert.deepEqual([count('alone'), count('mid-sentence'), count('between-sentences')], [4, 12, 9]);
});

test('the same seed composes the same turns, another one others', () => {
  assert.deepEqual(compose(5), compose(5));
  assert.notDeepEqual(compose(5), compose(6));
});

test('pauses last 200 to 1,200 ms, are silent, and speech ends with the last sample', () => {
  const composed = compose(2).filter(({ kind }) => kind !== 'alone');
  for (const { samples, pauses } of composed) {
    const [pause] = pauses;
    const lengthMs = pause!.endMs - pause!.startMs;
    assert.ok(lengthMs >= 199.9 && lengthMs <= 1_200.1, `${lengthMs}`);
    const silence = samples.subarray(
      Math.round((pause!.startMs * sampleRate) / 1000),
      Math.round((pause!.endMs * sampleRate) / 1000),
    );
    assert.ok(silence.every((sample) => sample === 0));
    assert.equal(trimmed({ samples, sampleRate })!.samples.length, samples.length);
  }
  const lengths = composed.map(({ pauses }) => pauses[0]!.endMs - pauses[0]!.startMs);
  assert.ok(Math.max(...lengths) - Math.min(...lengths) > 500, 'they differ');
});

test('mid-sentence pauses lie only where the speaker ran on: no comma, no gap', () => {
  const sources = compose(3).filter(({ kind }) => kind === 'mid-sentence');
  assert.ok(sources.every(({ name }) => name.startsWith('row 1 ')));
  assert.equal(new Set(sources.map(({ samples }) => samples.length)).size > 1, true);
});

test('a single word is never half of a pair', () => {
  const pairs = compose(4).filter(({ kind }) => kind === 'between-sentences');
  assert.ok(pairs.every(({ name }) => !name.includes('row 7')));
});

test('where no recording has a boundary there are no mid-sentence turns, and no endless search', () => {
  const turns = composeTurns([recording(1, 'one')], { midSentence: 5, betweenSentences: 5 }, new Random(1));
  assert.deepEqual(
    turns.map(({ kind }) => kind),
    ['alone'],
  );
});
