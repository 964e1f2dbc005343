import assert from 'node:assert/strict';
import { test } from 'vitest';
import { TurnText } from './turn-text.ts';

test('Segments are joined in the order of speech, whatever the order of arrival', () => {
  const text = new TurnText();
  assert.equal(text.flush(), 0);
  assert.equal(text.flush(), 1);
  text.take(1, ' on friday ', true);
  assert.equal(text.complete, false);
  text.take(0, 'a fitting', true);
  assert.equal(text.complete, true);
  assert.equal(text.current(), 'a fitting on friday');
});

test('An interim stands until its final comes, and never against it', () => {
  const text = new TurnText();
  text.take(0, 'a fit', false);
  assert.equal(text.current(), 'a fit');
  text.flush();
  assert.equal(text.take(0, 'a fitting', true), true);
  assert.equal(text.take(0, 'a fit', false), false, 'too late');
  assert.equal(text.take(0, 'a fitting', true), false, 'twice');
  assert.equal(text.current(), 'a fitting');
});

test('A final of the segment that is still open is nonsense and left out', () => {
  const text = new TurnText();
  assert.equal(text.take(0, 'a fitting', true), false);
  assert.equal(text.current(), '');
});

test('The open segment is known, but not part of what was flushed', () => {
  const text = new TurnText();
  text.flush();
  text.take(0, 'a fitting', true);
  text.take(1, 'on fri', false);
  assert.equal(text.openHasWords, true);
  assert.equal(text.current(), 'a fitting on fri');
  assert.equal(text.flushed(), 'a fitting');
});

test('Segments of a turn that is over belong to nobody, the open one to the next', () => {
  const text = new TurnText();
  text.flush();
  text.take(1, 'on fri', false);
  text.startTurn();
  assert.equal(text.take(0, 'a fitting', true), false);
  assert.equal(text.owns(0), false);
  assert.equal(text.owns(1), true);
  assert.equal(text.current(), 'on fri', 'what has begun is not forgotten');
  text.flush();
  text.take(1, 'on friday', true);
  assert.equal(text.flushed(), 'on friday');
});

test('A stream that broke is waited for no longer: what it told stays', () => {
  const text = new TurnText();
  text.take(0, 'a fit', false);
  text.flush();
  text.take(1, 'on fri', false);
  text.settle();
  assert.equal(text.openSegment, 2);
  assert.equal(text.complete, true);
  assert.equal(text.flushed(), 'a fit on fri');
  assert.equal(text.take(0, 'a fitting', true), false);
});
