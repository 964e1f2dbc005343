import assert from 'node:assert/strict';
import { test } from 'vitest';
import { SimulatedClock } from './simulated-clock.ts';
import { SystemClock } from './system-clock.ts';

test('A simulated clock runs what is due, each at its own instant, in order', () => {
  const clock = new SimulatedClock();
  const seen: string[] = [];
  const note = (name: string) => () => seen.push(`${clock.now()} ${name}`);
  clock.at(30, note('c'));
  clock.at(10, note('a'));
  clock.at(10, note('b'));
  const cancelled = clock.at(20, note('never'));
  cancelled[Symbol.dispose]();
  clock.advanceTo(30);
  assert.deepEqual(seen, ['10 a', '10 b', '30 c']);
  assert.equal(clock.pending, 0);
});

test('A simulated clock runs what a callback arms within the same advance', () => {
  const clock = new SimulatedClock();
  const seen: number[] = [];
  clock.at(10, () => clock.at(15, () => seen.push(clock.now())));
  clock.advanceTo(20);
  assert.deepEqual(seen, [15]);
});

test('A period keeps its pace whatever the size of the steps, until it is disposed', () => {
  const clock = new SimulatedClock();
  const seen: number[] = [];
  const period = clock.every(20, () => seen.push(clock.now()));
  clock.advanceTo(50);
  clock.advanceTo(61);
  period[Symbol.dispose]();
  clock.advanceTo(200);
  assert.deepEqual(seen, [20, 40, 60]);
});

test('A simulated clock can shuffle what is due at the same instant', () => {
  const orders = new Set<string>();
  for (let seed = 1; seed <= 20; seed += 1) {
    let state = Math.imul(seed, 2654435761) >>> 0;
    const clock = new SimulatedClock({
      tieBreak: () => (state = Math.imul(state ^ (state >>> 15), 2246822519) >>> 0),
    });
    let order = '';
    for (const name of 'abc') clock.at(5, () => (order += name));
    clock.advanceTo(5);
    orders.add(order);
  }
  assert.ok(orders.size > 2, `only saw ${[...orders].join(' ')}`);
});

test('The system clock never fires early, and stops ticking when nothing is armed', async () => {
  using clock = new SystemClock();
  const start = clock.now();
  const firedAt = await new Promise<number>((resolve) => {
    clock.at(start + 23, () => resolve(clock.now()));
  });
  assert.ok(firedAt - start >= 23);
  assert.equal(clock.pending, 0);
});

test('The system clock keeps a period, and a disposed one is silent', async () => {
  using clock = new SystemClock();
  let count = 0;
  await new Promise<void>((resolve) => {
    const period = clock.every(10, () => {
      count += 1;
      if (count === 5) {
        period[Symbol.dispose]();
        resolve();
      }
    });
  });
  assert.equal(count, 5);
  assert.equal(clock.pending, 0);
});
