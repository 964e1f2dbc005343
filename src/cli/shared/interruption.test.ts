import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Interruption } from './interruption.ts';

function pressing() {
  const left: number[] = [];
  let nowMs = 0;
  const interruption = new Interruption(
    (status) => left.push(status),
    () => nowMs,
  );
  const press = (signal: 'SIGINT' | 'SIGTERM', atMs: number): void => {
    nowMs = atMs;
    process.emit(signal);
  };
  return { interruption, left, press };
}

test('The first Ctrl-C asks, the second ends the process', async () => {
  const { interruption, left, press } = pressing();
  using _ = interruption;
  assert.equal(interruption.signal.aborted, false);
  press('SIGINT', 0);
  assert.equal(await interruption.first, 'SIGINT');
  assert.ok(interruption.signal.aborted);
  assert.deepEqual(left, []);
  press('SIGINT', 2000);
  assert.deepEqual(left, [130]);
});

test('One press that npm passes on a second time is one press', () => {
  const { interruption, left, press } = pressing();
  using _ = interruption;
  press('SIGINT', 0);
  press('SIGINT', 30);
  assert.deepEqual(left, []);
});

test('SIGTERM is told from Ctrl-C by the status', () => {
  const { interruption, press } = pressing();
  using _ = interruption;
  press('SIGTERM', 0);
  assert.equal(interruption.status, 143);
});

test('Nothing listens afterwards', () => {
  const before = process.listenerCount('SIGINT');
  pressing().interruption[Symbol.dispose]();
  assert.equal(process.listenerCount('SIGINT'), before);
});
