import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { CallOutput } from '../src/call/output.ts';
import { invariants } from './invariants.ts';
import { Random } from './random.ts';
import { run } from './run.ts';
import { Schedule } from './schedule.ts';
import { simulate } from './world.ts';

const seed = 1;
const calls = 150;

test(`${calls} calls from seed ${seed} keep every promise, and hold what callers and models do to them`, () => {
  const seen = new Map<string, number>();
  const note = (what: string): void => void seen.set(what, (seen.get(what) ?? 0) + 1);
  const { failures } = run({
    calls,
    seed,
    onCall: ({ steps }) => {
      for (const { outputs } of steps) for (const output of outputs) note(nameOf(output));
    },
  });
  assert.deepEqual(failures, []);
  // A world in which nothing goes wrong proves nothing.
  const rare = [
    'bridge',
    'clause-abandon',
    'consent-asked',
    'consent-expired',
    'consent-given',
    'consent-refused',
    'effect-done',
    'generation-abort',
    'interruption-committed',
    'interruption-dismissed',
    'reply-cut',
    'stt-mode',
    'stt-open',
    'turn-end stt-late',
    'watchdog idle',
    'watchdog leg',
    'watchdog llm',
    'watchdog playout',
    'watchdog stt',
    'watchdog tool',
    'watchdog tts',
  ];
  assert.deepEqual(
    rare.filter((what) => !seen.has(what)),
    [],
    `seed ${seed}: these never happened`,
  );
});

test('One seed is one call, another seed another', () => {
  const [first, again, other] = [simulate(7), simulate(7), simulate(8)];
  assert.deepEqual(again.steps, first.steps);
  assert.notDeepEqual(other.steps, first.steps);
});

test('Invariants have names of their own', () => {
  assert.equal(new Set(invariants.map(({ name }) => name)).size, invariants.length);
});

test('What happens at nearly the same time happens in any order, but in its lane', () => {
  const orders = new Set<string>();
  for (let shuffle = 0; shuffle < 200; shuffle += 1) {
    const schedule = new Schedule(new Random(shuffle), 5);
    const happened: string[] = [];
    for (const [at, lane, what] of [
      [10, 'a', 'a1'],
      [11, 'a', 'a2'],
      [12, undefined, 'b'],
      [13, undefined, 'c'],
      [40, undefined, 'd'],
    ] as const) {
      schedule.after(at, lane, () => happened.push(what));
    }
    while (schedule.step());
    assert.ok(happened.indexOf('a1') < happened.indexOf('a2'), `seed ${shuffle}`);
    assert.equal(happened.at(-1), 'd', `seed ${shuffle}: too far apart to change places`);
    orders.add(happened.join(' '));
  }
  assert.equal(orders.size, 12, 'four things, two of them in order');
});

test('An event that was cancelled does not happen', () => {
  const schedule = new Schedule(new Random(1), 0);
  const happened: string[] = [];
  schedule.after(10, undefined, () => happened.push('first'));
  schedule.after(20, undefined, () => happened.push('second')).cancelled = true;
  while (schedule.step());
  assert.deepEqual(happened, ['first']);
  assert.equal(schedule.now, 10);
});

function nameOf(output: CallOutput): string {
  if (output.type !== 'emit') return output.type;
  const { event } = output;
  if (event.type === 'watchdog') return `watchdog ${event.stage}`;
  return event.type === 'turn-end' ? `turn-end ${event.reason}` : event.type;
}
