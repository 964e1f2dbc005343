import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Receipts } from './receipts.ts';

test('What has been played and cleared is told as it is', () => {
  const receipts = new Receipts();
  const mark = { type: 'mark-played', id: '0:480', epoch: 0 } as const;
  assert.deepEqual(receipts.of(mark), mark);
  assert.deepEqual(receipts.of({ type: 'cleared', epoch: 1, marks: ['0:960'], played: 700 }), {
    type: 'cleared',
    epoch: 1,
    marks: ['0:960'],
    playedSamples: 700,
  });
});

test('What the audio thread says of a lost line is told to nobody, and the next line counts from zero', () => {
  const receipts = new Receipts();
  assert.deepEqual(receipts.forget(), { type: 'clear', epoch: -1 });
  assert.equal(receipts.of({ type: 'mark-played', id: '0:480', epoch: 0 }), undefined);
  // A clear of the old server was on its way, too.
  assert.equal(receipts.of({ type: 'cleared', epoch: 1, marks: [], played: 500 }), undefined);
  assert.equal(receipts.of({ type: 'cleared', epoch: -1, marks: ['0:960'], played: 500 }), undefined);
  const mark = { type: 'mark-played', id: '0:960', epoch: 0 } as const;
  assert.deepEqual(receipts.of(mark), mark);
  const cleared = receipts.of({ type: 'cleared', epoch: 1, marks: [], played: 900 });
  assert.deepEqual(cleared, { type: 'cleared', epoch: 1, marks: [], playedSamples: 400 });
});

test('Two lines lost one after the other: nothing is told before the second is cleared', () => {
  const receipts = new Receipts();
  receipts.forget();
  receipts.forget();
  assert.equal(receipts.of({ type: 'cleared', epoch: -1, marks: [], played: 100 }), undefined);
  assert.equal(receipts.of({ type: 'mark-played', id: '1:0', epoch: 0 }), undefined);
  assert.equal(receipts.of({ type: 'cleared', epoch: -1, marks: [], played: 100 }), undefined);
  assert.notEqual(receipts.of({ type: 'mark-played', id: '1:0', epoch: 0 }), undefined);
});
