import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { Boundary } from './boundaries.ts';
import { examplesOf } from './examples.ts';
import type { Recording } from './turns.ts';

const sampleRate = 16_000;

/** A buzz of a second whose pitch falls by an octave in its second half. */
function recording(text: string, boundary: Partial<Boundary>): Recording {
  let phase = 0;
  const samples = Int16Array.from({ length: sampleRate }, (_, index) => {
    phase += index < sampleRate / 2 ? 1 / 80 : 1 / (80 + (80 * (index - 8_000)) / 8_000);
    return phase % 1 < 0.5 ? 8_000 : -8_000;
  });
  const boundaries = [{ atSample: 8_000, gapMs: 0, mark: 'none' as const, before: 'please', ...boundary }];
  return { row: 1, name: 'one', text, clip: { samples, sampleRate }, boundaries };
}

const kinds = (text: string, boundary: Partial<Boundary>): string[] =>
  examplesOf([recording(text, boundary)], 1).map(({ kind }) => kind);

test('a boundary is an example of what the speaker did there', () => {
  const text = 'please hold the line';
  assert.deepEqual(kinds(text, { gapMs: 20 }), ['end', 'run-over']);
  assert.deepEqual(kinds(text, { gapMs: 200 }), ['end', 'pause']);
  assert.deepEqual(kinds(text, { gapMs: 200, mark: 'comma' }), ['end', 'pause']);
  // Too short for a pause, too long for running on; and behind a full stop there is an ending.
  assert.deepEqual(kinds(text, { gapMs: 100 }), ['end']);
  assert.deepEqual(kinds(text, { gapMs: 300, mark: 'sentence-end' }), ['end']);
});

test('a single word and a piece of a sentence have no end that counts', () => {
  assert.deepEqual(kinds('seven', {}), ['run-over']);
  assert.deepEqual(kinds('currently there are more than ...', {}), ['run-over']);
});

test('the falling end is heard to fall, the boundary before it is not', () => {
  const [end, runOver] = examplesOf([recording('please hold the line', {})], 1);
  assert.ok(end!.measures.pitchDropSemitones! < -5, `${end!.measures.pitchDropSemitones}`);
  assert.ok(Math.abs(runOver!.measures.pitchDropSemitones!) < 1);
});
