import assert from 'node:assert/strict';
import { test } from 'vitest';
import { soundsFinished } from './sounds-finished.ts';

const melodies = [
  { name: 'falls by half an octave: it ends', drop: -6, low: 0.65, high: 0.8 },
  { name: 'falls a little: it could be either', drop: -4, low: 0.45, high: 0.55 },
  { name: 'is held: it goes on', drop: -0.8, low: 0.1, high: 0.25 },
  { name: 'rises: it goes on for sure', drop: 5, low: 0, high: 0.05 },
  { name: 'is not heard: no vote', drop: undefined, low: 0.5, high: 0.5 },
];

for (const { name, drop, low, high } of melodies) {
  test(`a voice that ${name}`, () => {
    const finished = soundsFinished(drop);
    assert.ok(finished >= low && finished <= high, `${finished}`);
  });
}
