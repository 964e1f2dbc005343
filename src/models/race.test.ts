import assert from 'node:assert/strict';
import { test } from 'vitest';
import { CircuitBreaker } from '../routing/circuit-breaker.ts';
import { Race, type RaceOutput } from './race.ts';

const breakerOptions = { failuresInARow: 2, coolOffMs: 1_000, coolOffMaxMs: 8_000 };
const newBreaker = (): CircuitBreaker => new CircuitBreaker(breakerOptions);

/** Opened `agoMs` before instant 0. */
function openBreaker(agoMs: number): CircuitBreaker {
  const breaker = newBreaker();
  for (let failures = 0; failures < 2; failures += 1) breaker.failed(-agoMs, 'go');
  return breaker;
}

/** `ask 1 hedge`, `over 0 outrun`: a story in short. */
function told(outputs: readonly RaceOutput[]): string[] {
  return outputs.map((output) => {
    if (output.type === 'lost') return 'lost';
    if (output.type === 'over') return `over ${output.position} ${output.outcome}`;
    return `ask ${output.position} ${output.reason}${output.probe ? ' probe' : ''}`;
  });
}

const patient = { firstClauseMaxMs: 3_000, hedgeAfterMs: undefined };
const hasty = { firstClauseMaxMs: 3_000, hedgeAfterMs: 500 };
const three = (): CircuitBreaker[] => [newBreaker(), newBreaker(), newBreaker()];

test('The preferred model is asked, and its clause wins', () => {
  const race = new Race(three(), patient);
  assert.deepEqual(told(race.start(0)), ['ask 0 first']);
  assert.equal(race.deadline(), 3_000);
  assert.deepEqual(told(race.clause(400, 0)), ['over 0 won']);
  assert.equal(race.deadline(), undefined);
});

test('Whoever fails is followed by the next, until nobody is left', () => {
  const race = new Race(three(), patient);
  race.start(0);
  assert.deepEqual(told(race.failed(10, 0, 'LLM_FAILED')), ['over 0 failed', 'ask 1 failover']);
  assert.deepEqual(told(race.failed(20, 1, 'LLM_FAILED')), ['over 1 failed', 'ask 2 failover']);
  assert.deepEqual(told(race.failed(30, 2, 'LLM_FAILED')), ['over 2 failed', 'lost']);
  assert.equal(race.deadline(), undefined);
});

test('Whoever yields no clause in time has failed; early, late and doubled timeouts do no harm', () => {
  const race = new Race(three(), patient);
  race.start(0);
  assert.deepEqual(told(race.timeout(2_999)), []);
  assert.deepEqual(told(race.timeout(3_000)), ['over 0 failed', 'ask 1 failover']);
  assert.deepEqual(told(race.timeout(3_000)), []);
  assert.equal(race.deadline(), 6_000);
  assert.deepEqual(told(race.clause(3_100, 0)), [], 'what is over is over');
  assert.deepEqual(told(race.clause(3_200, 1)), ['over 1 won']);
  assert.deepEqual(told(race.timeout(9_000)), []);
});

test('Who is quiet for too long gets a rival; never more than two race', () => {
  const race = new Race(three(), hasty);
  race.start(0);
  assert.equal(race.deadline(), 500);
  assert.deepEqual(told(race.timeout(500)), ['ask 1 hedge']);
  assert.equal(race.deadline(), 3_000);
  assert.deepEqual(told(race.timeout(1_500)), []);
  assert.deepEqual(told(race.failed(1_600, 0, 'LLM_FAILED')), ['over 0 failed', 'ask 2 hedge']);
  race.clause(1_700, 2);
  assert.deepEqual(told(race.timeout(1_700)), ['over 2 won', 'over 1 outrun']);
});

test('Of two clauses at the same instant the preferred one wins, whichever came first', () => {
  for (const order of [
    [0, 1],
    [1, 0],
  ] as const) {
    const race = new Race(three(), hasty);
    race.start(0);
    race.timeout(500);
    const outputs = order.flatMap((position) => race.clause(700, position));
    assert.equal(told([...outputs, ...race.timeout(700)])[0], 'over 0 won');
  }
});

test('A rival that waits for the preferred one wins when that fails, or when the instant is over', () => {
  const failing = new Race(three(), hasty);
  failing.start(0);
  failing.timeout(500);
  assert.deepEqual(told(failing.clause(700, 1)), []);
  assert.equal(failing.deadline(), 700);
  assert.deepEqual(told(failing.failed(700, 0, 'LLM_FAILED')), ['over 0 failed', 'over 1 won']);
  const quiet = new Race(three(), hasty);
  quiet.start(0);
  quiet.timeout(500);
  quiet.clause(700, 1);
  assert.deepEqual(told(quiet.timeout(700)), ['over 1 won', 'over 0 outrun']);
});

test('Silent in spite of a head start is a failure; outrun in mid-sentence is none', () => {
  for (const begun of [false, true]) {
    const breakers = three();
    for (let calls = 0; calls < 2; calls += 1) {
      const race = new Race(breakers, hasty);
      race.start(0);
      race.timeout(500);
      if (begun) race.begun(0);
      race.clause(700, 1);
      race.timeout(700);
    }
    assert.equal(breakers[0]!.state, begun ? 'closed' : 'open');
    assert.equal(breakers[1]!.state, 'closed');
  }
});

test('A model whose breaker is open is passed over', () => {
  const race = new Race([openBreaker(0), newBreaker()], patient);
  assert.deepEqual(told(race.start(0)), ['ask 1 first']);
});

test('A probe never makes the caller wait: another model is asked with it', () => {
  const breakers = [openBreaker(1_000), newBreaker(), newBreaker()];
  const race = new Race(breakers, patient);
  assert.deepEqual(told(race.start(0)), ['ask 0 first probe', 'ask 1 hedge']);
  race.clause(300, 1);
  assert.deepEqual(told(race.timeout(300)), ['over 1 won'], 'the probe reads on');
  assert.equal(race.deadline(), 3_000);
  assert.deepEqual(told(race.clause(900, 0)), ['over 0 outrun']);
  assert.equal(breakers[0]!.state, 'closed');
});

test('A probe that is sooner wins, and closes its breaker', () => {
  const breakers = [openBreaker(1_000), newBreaker()];
  const race = new Race(breakers, patient);
  race.start(0);
  assert.deepEqual(told(race.clause(200, 0)), ['over 0 won', 'over 1 outrun']);
  assert.equal(breakers[0]!.state, 'closed');
});

test('A probe that reads on and yields nothing in time fails: the cool-off doubles', () => {
  const breakers = [openBreaker(1_000), newBreaker()];
  const race = new Race(breakers, patient);
  race.start(0);
  race.clause(300, 1);
  race.timeout(300);
  assert.deepEqual(told(race.timeout(3_000)), ['over 0 failed']);
  assert.equal(breakers[0]!.retryAt, 5_000);
  assert.equal(race.deadline(), undefined);
});

test('Where all breakers are open, the one whose probe is due soonest is asked all the same, and only that one', () => {
  const breakers = [openBreaker(100), openBreaker(700), openBreaker(300)];
  const race = new Race(breakers, patient);
  assert.deepEqual(told(race.start(0)), ['ask 1 last-resort']);
  assert.deepEqual(told(race.failed(50, 1, 'LLM_FAILED')), ['over 1 failed', 'lost']);
  assert.equal(breakers[1]!.retryAt, 300, 'the advice stands as it was');
});

test('Where the last that was admitted fails, one that was passed over is asked all the same', () => {
  const race = new Race([openBreaker(100), newBreaker()], patient);
  assert.deepEqual(told(race.start(0)), ['ask 1 first']);
  assert.deepEqual(told(race.failed(50, 1, 'LLM_FAILED')), ['over 1 failed', 'ask 0 last-resort']);
});

test('As long as a probe may still answer, nothing is asked against advice', () => {
  const race = new Race([openBreaker(1_000), newBreaker(), openBreaker(100)], patient);
  race.start(0);
  assert.deepEqual(told(race.failed(50, 1, 'LLM_FAILED')), ['over 1 failed']);
  assert.deepEqual(told(race.clause(90, 0)), ['over 0 won']);
});

test('A caller who goes closes everything, and that counts against nobody', () => {
  const breakers = [openBreaker(1_000), newBreaker()];
  const race = new Race(breakers, hasty);
  race.start(0);
  assert.deepEqual(told(race.abandon(100)), ['over 0 abandoned', 'over 1 abandoned']);
  assert.deepEqual(told(race.timeout(9_000)), []);
  assert.equal(race.deadline(), undefined);
  assert.deepEqual(
    breakers.map(({ state }) => state),
    ['open', 'closed'],
  );
  assert.equal(breakers[0]!.admit(100), 'probe', 'the place of the probe is free again');
});
