import assert from 'node:assert/strict';
import { test } from 'vitest';
import { InterimTracker } from './interim-tracker.ts';

test('an interim is told when it changes and once more when it has stood', () => {
  const tracker = new InterimTracker();
  const told: string[] = [];
  const heard = ['', 'when', 'when', 'when', 'when', 'when', 'when', 'when do', 'when do'];
  for (const [index, text] of heard.entries()) {
    const stability = tracker.look(text, 'domain', index * 100);
    if (stability !== undefined) told.push(`${index * 100} ${text} ${stability}`);
  }
  assert.deepEqual(told, ['100 when 0.85', '500 when 0.93', '700 when do 0.85']);
});

test('free-form interims are trusted less, and a withdrawn text is told too', () => {
  const tracker = new InterimTracker();
  assert.equal(tracker.look('the', 'free', 100), 0.63);
  assert.equal(tracker.look('', 'free', 200), 0.63);
  assert.equal(tracker.look('', 'free', 900), undefined);
});

test('a new segment begins afresh', () => {
  const tracker = new InterimTracker();
  tracker.look('yes', 'domain', 5000);
  tracker.clear();
  assert.equal(tracker.look('', 'domain', 100), undefined);
  assert.equal(tracker.look('yes', 'domain', 200), 0.85);
});
