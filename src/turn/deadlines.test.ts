import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Deadlines, earlier } from './deadlines.ts';

test('The earliest deadline is the next one, and what is due comes out once, in the order it fell due', () => {
  const deadlines = new Deadlines<'bridge' | 'idle' | 'tts'>();
  deadlines.set('idle', 300);
  deadlines.set('bridge', 100);
  deadlines.set('tts', 200);
  assert.equal(deadlines.next(), 100);
  assert.equal(deadlines.takeDue(99), undefined, 'a timer that fires early');
  assert.equal(deadlines.takeDue(250), 'bridge');
  assert.equal(deadlines.takeDue(250), 'tts', 'a timer that fires late finds both');
  assert.equal(deadlines.takeDue(250), undefined, 'a timer that fires twice');
  assert.equal(deadlines.next(), 300);
});

test('A limit that must not be pushed back is set once; any other is moved by setting it again', () => {
  const deadlines = new Deadlines<'limit' | 'pause'>();
  deadlines.setOnce('limit', 100);
  deadlines.setOnce('limit', 500);
  deadlines.set('pause', 100);
  deadlines.set('pause', 500);
  assert.equal(deadlines.takeDue(100), 'limit');
  assert.equal(deadlines.next(), 500);
  deadlines.clear('pause');
  assert.equal(deadlines.has('pause'), false);
  assert.equal(deadlines.next(), undefined);
});

test('The earlier of two deadlines, either of which may be absent', () => {
  assert.equal(earlier(undefined, undefined), undefined);
  assert.equal(earlier(5, undefined), 5);
  assert.equal(earlier(undefined, 7), 7);
  assert.equal(earlier(5, 7), 5);
});
