import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { CircuitBreaker, type BreakerOptions } from './circuit-breaker.ts';

const options: BreakerOptions = { failuresInARow: 3, coolOffMs: 1_000, coolOffMaxMs: 3_000 };

/** Open since instant 0. */
function opened(): CircuitBreaker {
  const breaker = new CircuitBreaker({ ...options, failuresInARow: 1 });
  breaker.failed(0, 'go');
  return breaker;
}

test('Three failures in a row open it, and in the cool-off nothing leaves', () => {
  const breaker = new CircuitBreaker(options);
  for (const now of [0, 10, 20]) {
    assert.equal(breaker.admit(now), 'go');
    breaker.failed(now, 'go');
  }
  assert.equal(breaker.state, 'open');
  assert.equal(breaker.retryAt, 1_020);
  assert.equal(breaker.admit(20), 'no');
  assert.equal(breaker.admit(1_019), 'no');
});

test('A success in between starts the count anew', () => {
  const breaker = new CircuitBreaker(options);
  breaker.failed(0, 'go');
  breaker.failed(1, 'go');
  breaker.succeeded(2, 'go');
  breaker.failed(3, 'go');
  breaker.failed(4, 'go');
  assert.equal(breaker.state, 'closed');
  assert.equal(breaker.retryAt, undefined);
  breaker.failed(5, 'go');
  assert.equal(breaker.state, 'open');
});

test('What is given up by us counts neither for nor against it', () => {
  const breaker = new CircuitBreaker(options);
  breaker.failed(0, 'go');
  breaker.failed(1, 'go');
  breaker.abandoned(2, 'go');
  assert.equal(breaker.state, 'closed');
  breaker.failed(3, 'go');
  assert.equal(breaker.state, 'open');
});

test('Behind the cool-off one probe leaves, and its success closes it', () => {
  const breaker = opened();
  assert.equal(breaker.admit(1_000), 'probe');
  assert.equal(breaker.state, 'probing');
  assert.equal(breaker.admit(1_000), 'no');
  assert.equal(breaker.admit(9_000), 'no');
  breaker.succeeded(9_001, 'probe');
  assert.equal(breaker.state, 'closed');
  assert.equal(breaker.admit(9_001), 'go');
});

test('Each failed probe doubles the cool-off up to its limit, and recovery forgets it', () => {
  const breaker = opened();
  let now = 1_000;
  for (const coolOffMs of [2_000, 3_000, 3_000]) {
    assert.equal(breaker.admit(now), 'probe');
    breaker.failed(now, 'probe');
    assert.equal(breaker.retryAt, now + coolOffMs);
    assert.equal(breaker.admit(now + coolOffMs - 1), 'no');
    now += coolOffMs;
  }
  assert.equal(breaker.admit(now), 'probe');
  breaker.succeeded(now, 'probe');
  breaker.failed(now, 'go');
  assert.equal(breaker.retryAt, now + 1_000);
});

test('A late failure of what left before it opened does not prolong the cool-off', () => {
  const breaker = opened();
  breaker.failed(900, 'go');
  assert.equal(breaker.retryAt, 1_000);
  assert.equal(breaker.admit(1_000), 'probe');
  breaker.failed(1_001, 'go');
  assert.equal(breaker.state, 'probing');
  breaker.failed(1_002, 'probe');
  assert.equal(breaker.retryAt, 3_002);
});

test('A late success of what left before it opened does not close it', () => {
  const breaker = opened();
  breaker.succeeded(500, 'go');
  assert.equal(breaker.state, 'open');
  assert.equal(breaker.admit(1_000), 'probe');
  breaker.succeeded(1_001, 'go');
  assert.equal(breaker.state, 'probing');
});

test('An abandoned probe leaves its place to the next request at once', () => {
  const breaker = opened();
  assert.equal(breaker.admit(1_000), 'probe');
  breaker.abandoned(1_200, 'probe');
  assert.equal(breaker.state, 'open');
  assert.equal(breaker.retryAt, 1_000);
  assert.equal(breaker.admit(1_200), 'probe');
});

test.each([
  [{ failuresInARow: 0 }, /failuresInARow is 0/],
  [{ failuresInARow: 101 }, /failuresInARow is 101/],
  [{ failuresInARow: 1.5 }, /failuresInARow is 1.5/],
  [{ coolOffMs: 0 }, /coolOffMs is 0/],
  [{ coolOffMs: Number.NaN }, /coolOffMs is NaN/],
  [{ coolOffMaxMs: 999 }, /coolOffMaxMs is 999/],
  [{ coolOffMaxMs: Number.POSITIVE_INFINITY }, /coolOffMaxMs is Infinity/],
])('It refuses %j', (wrong, message) => {
  assert.throws(() => new CircuitBreaker({ ...options, ...wrong }), { code: 'CONFIG_INVALID', message });
});

/** Requests come, and each that was let through ends in some way at some later step, in any order. */
const step = fc.record({
  waitMs: fc.integer({ min: 0, max: 1_500 }),
  act: fc.constantFrom('ask', 'ask', 'succeeded', 'failed', 'failed', 'abandoned'),
  which: fc.nat(),
});

test('Whatever happens: never two probes at once, nothing in the cool-off, no request shut out for ever', () => {
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 120 }),
      fc.integer({ min: 1, max: 4 }),
      (steps, failuresInARow) => {
        const breaker = new CircuitBreaker({ ...options, failuresInARow });
        const running: ('go' | 'probe')[] = [];
        let now = 0;
        let openUntil = 0;
        for (const { waitMs, act, which } of steps) {
          now += waitMs;
          const before = breaker.state;
          if (act === 'ask') {
            const admitted = breaker.admit(now);
            if (before !== 'closed') assert.notEqual(admitted, 'go');
            if (before !== 'closed' && now < openUntil) assert.equal(admitted, 'no');
            const probed = running.includes('probe');
            if (admitted === 'no') assert.ok(probed || now < openUntil, 'nobody probes and nobody may');
            if (admitted === 'probe') assert.ok(!probed, 'two probes at once');
            if (admitted !== 'no') running.push(admitted);
          } else if (running.length > 0) {
            const [ended] = running.splice(which % running.length, 1);
            const retryBefore = breaker.retryAt;
            breaker[act](now, ended!);
            if (before !== 'closed' && ended === 'go') {
              assert.equal(breaker.state, before);
              assert.equal(breaker.retryAt, retryBefore);
            }
            if (before !== 'open' && breaker.state === 'open') openUntil = breaker.retryAt!;
          }
          assert.equal(breaker.state === 'probing', running.includes('probe'));
          assert.ok((breaker.retryAt ?? 0) <= now + options.coolOffMaxMs);
        }
      },
    ),
    { seed: 20261122, numRuns: 500 },
  );
});
