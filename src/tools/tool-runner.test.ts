import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import type { Tool, ToolDefinition } from '../agent/define-tool.ts';
import { SimulatedClock } from '../clock/simulated-clock.ts';
import type { ToolOutcome } from '../contracts/conversation.ts';
import type { AntiphonError } from '../errors/antiphon-error.ts';
import {
  runOut,
  scriptedTool,
  type ScriptedAttempt,
  type SeenAttempt,
} from './__fixtures__/scripted-tool.ts';
import { ToolRunner, type ToolRunEnd } from './tool-runner.ts';

type Options = Partial<ToolDefinition<never, unknown>>;

interface Story {
  outcome: ToolOutcome;
  /** When the runner answered. */
  atMs: number;
  seen: SeenAttempt[];
  errors: AntiphonError[];
  late: ToolOutcome | undefined;
}

const keyed = { effect: 'write', idempotencyKey: true } as const;

/** One run, watched until nothing of it is left. */
async function tell(
  script: readonly ScriptedAttempt[],
  options: Options = {},
  change: Partial<Tool> = {},
): Promise<Story> {
  const clock = new SimulatedClock();
  const errors: AntiphonError[] = [];
  const { tool, seen } = scriptedTool(clock, script, options as object);
  const runner = new ToolRunner({ clock, random: () => 1 });
  let end: (ToolRunEnd & { atMs: number }) | undefined;
  let late: ToolOutcome | undefined;
  const run = { tool: { ...tool, ...change }, input: { id: '7' }, idempotencyKey: 'call-1:a' };
  void runner.run({ ...run, onError: (error) => errors.push(error) }).then((ended) => {
    end = { ...ended, atMs: clock.now() };
    void ended.late?.then((outcome) => (late = outcome));
  });
  await runOut(clock);
  assert.ok(end !== undefined, 'every run ends');
  return { outcome: end.outcome, atMs: end.atMs, seen, errors, late };
}

const stories: {
  name: string;
  script: ScriptedAttempt[];
  options?: Options;
  status: ToolOutcome['status'];
  code?: string;
  attemptsAt: number[];
  late?: ToolOutcome;
}[] = [
  { name: 'A result is told', script: [{ answers: 'done' }], status: 'done', attemptsAt: [0] },
  {
    name: 'A read is not repeated unless it asks for it',
    script: [{ answers: 'broken' }],
    status: 'failed',
    code: 'TOOL_FAILED',
    attemptsAt: [0],
  },
  {
    name: 'A read that asks for it is repeated with a pause that doubles, up to its limit',
    script: [{ answers: 'broken' }],
    options: { retry: { attemptsMax: 5, firstDelayMs: 200, delayMaxMs: 500 }, breaker: false },
    status: 'failed',
    code: 'TOOL_FAILED',
    attemptsAt: [0, 210, 620, 1130, 1640],
  },
  {
    name: 'The second attempt of a read may help',
    script: [{ answers: 'broken' }, { answers: 'done' }],
    options: { retry: 3 },
    status: 'done',
    attemptsAt: [0, 210],
  },
  {
    name: 'A read that hangs is given up at its limit and tried again',
    script: [{ answers: 'never' }, { answers: 'done' }],
    options: { retry: 2 },
    status: 'done',
    attemptsAt: [0, 1200],
  },
  {
    name: 'A read that hangs for good has failed: nothing can have happened',
    script: [{ answers: 'aborted' }],
    status: 'failed',
    code: 'TOOL_TIMEOUT',
    attemptsAt: [0],
  },
  {
    name: 'The tool’s own no is not tried again',
    script: [{ answers: 'declined' }],
    options: { retry: 3 },
    status: 'failed',
    code: 'TOOL_DECLINED',
    attemptsAt: [0],
  },
  {
    name: 'A keyed write is repeated, also behind a time-out',
    script: [{ answers: 'never' }, { answers: 'broken' }, { answers: 'done' }],
    options: { ...keyed, retry: 3 },
    status: 'done',
    attemptsAt: [0, 1200, 1610],
  },
  {
    name: 'A keyed write that broke every time has failed',
    script: [{ answers: 'broken' }],
    options: { ...keyed, retry: 2 },
    status: 'failed',
    code: 'TOOL_FAILED',
    attemptsAt: [0, 210],
  },
  {
    name: 'A keyed write of which one attempt timed out is unknown, however the last one failed',
    script: [{ answers: 'never' }, { answers: 'broken' }],
    options: { ...keyed, retry: 2 },
    status: 'unknown',
    attemptsAt: [0, 1200],
  },
  {
    name: 'The first attempt of a keyed write answers while it waits for the second: that is the answer',
    script: [{ answers: 'done', afterMs: 1_100 }, { answers: 'never' }],
    options: { ...keyed, retry: 2 },
    status: 'done',
    attemptsAt: [0],
  },
  {
    name: 'The first attempt of a keyed write answers while the second runs: that is the answer',
    script: [{ answers: 'done', afterMs: 1_500 }, { answers: 'never' }],
    options: { ...keyed, retry: 2 },
    status: 'done',
    attemptsAt: [0, 1200],
  },
  {
    name: 'A write without a key that broke has failed, once',
    script: [{ answers: 'broken' }],
    options: { effect: 'write' },
    status: 'failed',
    code: 'TOOL_FAILED',
    attemptsAt: [0],
  },
  {
    name: 'A write without a key that timed out may have happened',
    script: [{ answers: 'aborted' }],
    options: { effect: 'write' },
    status: 'unknown',
    attemptsAt: [0],
  },
  {
    name: 'A write whose connection broke off may have happened',
    script: [{ answers: 'reset' }],
    options: { effect: 'write' },
    status: 'unknown',
    attemptsAt: [0],
  },
  {
    name: 'A read whose connection broke off has failed',
    script: [{ answers: 'reset' }],
    status: 'failed',
    code: 'TOOL_FAILED',
    attemptsAt: [0],
  },
  {
    name: 'What is irreversible and timed out may have happened, and its late result is told',
    script: [{ answers: 'done', afterMs: 30_000 }],
    options: { effect: 'irreversible' },
    status: 'unknown',
    attemptsAt: [0],
    late: { status: 'done', value: 'table 4' },
  },
  {
    name: 'A late no is told too',
    script: [{ answers: 'declined', afterMs: 30_000 }],
    options: { effect: 'irreversible' },
    status: 'unknown',
    attemptsAt: [0],
    late: { status: 'failed', code: 'TOOL_DECLINED', message: 'No table is free at seven.' },
  },
  {
    name: 'A late failure tells nothing of what happened before it',
    script: [{ answers: 'broken', afterMs: 30_000 }],
    options: { effect: 'irreversible' },
    status: 'unknown',
    attemptsAt: [0],
  },
  {
    name: 'No attempt begins behind the time that retries have',
    script: [{ answers: 'never' }],
    options: { retry: { attemptsMax: 5, withinMs: 3_000 }, breaker: false },
    status: 'failed',
    code: 'TOOL_TIMEOUT',
    attemptsAt: [0, 1200, 2600],
  },
];
for (const { name, script, options, status, code, attemptsAt, late } of stories) {
  test(name, async () => {
    const story = await tell(script, options);
    assert.equal(story.outcome.status, status);
    assert.equal(story.outcome.status === 'failed' ? story.outcome.code : undefined, code);
    assert.deepEqual(
      story.seen.map(({ at }) => at),
      attemptsAt,
    );
    assert.deepEqual([...new Set(story.seen.map((seen) => seen.idempotencyKey))], ['call-1:a']);
    assert.deepEqual(story.late, late);
  });
}

test('Each attempt has a signal of its own, which aborts at its limit and for no other reason', async () => {
  const { seen } = await tell([{ answers: 'never' }, { answers: 'done' }], { retry: 2 });
  assert.deepEqual(
    seen.map(({ signal }) => signal.aborted),
    [true, false],
  );
  assert.equal((seen[0]!.signal.reason as AntiphonError).code, 'TOOL_TIMEOUT');
});

test('A failure is told in the house’s words; what was thrown is for people', async () => {
  const { outcome, errors } = await tell([{ answers: 'broken' }]);
  assert.ok(outcome.status === 'failed');
  assert.match(outcome.message, /^bookTable failed\. .*offer to try again, a call back, or a person/);
  assert.equal(outcome.say, undefined);
  assert.deepEqual([errors.length, errors[0]!.message], [1, 'bookTable failed']);
  assert.match((errors[0]!.cause as Error).message, /hunter2/);
});

test('A fallback is said for a failure, but not for a no of the tool’s own', async () => {
  const fallback = 'The diary does not answer. May I have a colleague call you back?';
  const broken = await tell([{ answers: 'broken' }], { fallback });
  assert.deepEqual(broken.outcome, {
    status: 'failed',
    code: 'TOOL_FAILED',
    message: 'bookTable failed',
    say: fallback,
  });
  const declined = await tell([{ answers: 'declined' }], { fallback });
  const message = 'No table is free at seven.';
  assert.deepEqual(declined.outcome, { status: 'failed', code: 'TOOL_DECLINED', message });
  assert.equal(declined.errors.length, 0, 'nothing is broken');
});

test('A tool that throws what cannot be looked at still has an outcome', async () => {
  const trap = new Proxy({}, { has: () => assert.fail('looked'), get: () => assert.fail('looked') });
  const clock = new SimulatedClock();
  const { tool } = scriptedTool(clock, [{ answers: 'done' }]);
  const broken = { ...tool, run: () => Promise.reject(trap as Error) };
  const { outcome } = await new ToolRunner({ clock }).run({ tool: broken, input: {}, idempotencyKey: 'a' });
  assert.equal(outcome.status, 'failed');
});

test('Pauses are left to chance by half', async () => {
  for (const { random, secondAt } of [
    { random: 0, secondAt: 110 },
    { random: 1, secondAt: 210 },
  ]) {
    const clock = new SimulatedClock();
    const { tool, seen } = scriptedTool(clock, [{ answers: 'broken' }, { answers: 'done' }], { retry: 2 });
    const run = new ToolRunner({ clock, random: () => random }).run({ tool, input: {}, idempotencyKey: 'a' });
    await clock.run(1_000, 10);
    assert.equal((await run).outcome.status, 'done');
    assert.equal(seen[1]!.at, secondAt);
  }
});

test('Parallel runs have limits of their own: one that hangs neither stops nor fails the others', async () => {
  const clock = new SimulatedClock();
  const runner = new ToolRunner({ clock });
  const ends: [string, string, number][] = [];
  for (const { name, timeoutMs, script } of [
    { name: 'slow', timeoutMs: 5_000, script: { answers: 'done', afterMs: 4_000 } },
    { name: 'hangs', timeoutMs: 2_000, script: { answers: 'never' } },
    { name: 'quick', timeoutMs: 1_000, script: { answers: 'done', afterMs: 300 } },
    { name: 'breaks', timeoutMs: 1_000, script: { answers: 'broken', afterMs: 100 } },
  ] as const) {
    const { tool } = scriptedTool(clock, [script], { name, timeoutMs });
    void runner
      .run({ tool, input: {}, idempotencyKey: name })
      .then(({ outcome }) => ends.push([name, outcome.status, clock.now()]));
  }
  await clock.run(10_000, 10);
  assert.deepEqual(ends, [
    ['breaks', 'failed', 100],
    ['quick', 'done', 300],
    ['hangs', 'failed', 2_000],
    ['slow', 'done', 4_000],
  ]);
});

test('A tool that keeps failing rests, for all calls; nothing leaves until one run has found it well', async () => {
  const clock = new SimulatedClock();
  const script: ScriptedAttempt[] = [
    { answers: 'broken' },
    { answers: 'broken' },
    { answers: 'broken' },
    { answers: 'done', afterMs: 500 },
  ];
  const fallback = 'Our diary is closed. Shall we call you back?';
  const { tool, seen } = scriptedTool(clock, script, {
    fallback,
    breaker: { failuresInARow: 2, coolOffMs: 1_000 },
  });
  const runner = new ToolRunner({ clock });
  const outcomes: ToolOutcome[] = [];
  const call = async (waitMs: number): Promise<void> => {
    void runner.run({ tool, input: {}, idempotencyKey: 'a' }).then(({ outcome }) => outcomes.push(outcome));
    await clock.run(waitMs, 10);
  };
  await call(20);
  await call(20);
  assert.equal(seen.length, 2);
  await call(0);
  await clock.run(10, 10);
  assert.deepEqual(outcomes[2], {
    status: 'failed',
    code: 'TOOL_UNAVAILABLE',
    message: 'bookTable is out of order just now and was not called',
    say: fallback,
  });
  assert.equal(seen.length, 2, 'nothing has left');
  await clock.run(1_000);
  await call(20);
  assert.equal(seen.length, 3, 'one finds out: it is not well');
  await clock.run(1_000);
  await call(20);
  assert.equal(seen.length, 3, 'the second rest is twice as long');
  await clock.run(1_000);
  await call(20);
  await call(20);
  assert.equal(seen.length, 4, 'while one finds out, nobody else is let through');
  await clock.run(500);
  await call(600);
  assert.equal(seen.length, 5, 'and then all are');
  assert.equal(outcomes.at(-1)?.status, 'done');
});

test('Retries of one call count too, and end when the tool begins to rest', async () => {
  const { outcome, seen, atMs } = await tell([{ answers: 'broken' }], {
    retry: 5,
    breaker: { failuresInARow: 2, coolOffMs: 10_000 },
  });
  assert.equal(seen.length, 2);
  assert.ok(outcome.status === 'failed' && outcome.code === 'TOOL_FAILED');
  assert.equal(atMs, 220, 'nobody waits for an attempt that would not be let through');
});

test('A no of the tool’s own and a result that cannot be told are no reasons to rest', async () => {
  const clock = new SimulatedClock();
  const script: ScriptedAttempt[] = [{ answers: 'declined' }, { answers: 'done', value: 10n }];
  const { tool, seen } = scriptedTool(clock, script, { breaker: { failuresInARow: 1 } });
  const runner = new ToolRunner({ clock });
  for (let call = 0; call < 4; call++) {
    void runner.run({ tool, input: {}, idempotencyKey: 'a' });
    await clock.run(20, 10);
  }
  assert.equal(seen.length, 4);
});

test('What cannot be told as JSON fails a read, and is not a failure of what has acted', async () => {
  const circle: Record<string, unknown> = {};
  circle['self'] = circle;
  for (const value of [circle, { total: 10n }]) {
    const read = await tell([{ answers: 'done', value }]);
    assert.ok(read.outcome.status === 'failed' && read.outcome.code === 'TOOL_RESULT_INVALID');
    const write = await tell([{ answers: 'done', value }], { effect: 'write' });
    assert.deepEqual(write.outcome, { status: 'done', value: { note: 'Done; its result cannot be told.' } });
    assert.equal(write.errors[0]!.code, 'TOOL_RESULT_INVALID');
  }
});

const attempt: fc.Arbitrary<ScriptedAttempt> = fc.record({
  afterMs: fc.integer({ min: 0, max: 3_000 }),
  answers: fc.constantFrom('done', 'broken', 'declined', 'reset', 'never', 'aborted'),
});

test('Whatever goes wrong, what has no key runs at most once, and no success is ever told of what none had', async () => {
  const tools = fc.constantFrom<Options>(
    { effect: 'write' },
    { effect: 'irreversible' },
    { effect: 'irreversible', idempotencyKey: true },
    { ...keyed, retry: 4 },
    { effect: 'read', retry: 4 },
  );
  await fc.assert(
    fc.asyncProperty(tools, fc.array(attempt, { minLength: 1, maxLength: 5 }), async (options, script) => {
      // As if the definition had let every tool ask for retries: the runner does not take its word for it.
      const retry = { attemptsMax: 4, firstDelayMs: 200, delayMaxMs: 2_000, withinMs: 20_000 };
      const { outcome, seen, late } = await tell(script, options, { retry });
      assert.ok(seen.length <= ('retry' in options ? 4 : 1), `${seen.length} attempts`);
      const answered = script.slice(0, seen.length);
      if (outcome.status === 'done') assert.ok(answered.some(({ answers }) => answers === 'done'));
      if (outcome.status === 'unknown') assert.notEqual(options.effect, 'read');
      // A failure is only told of an effect that did not happen.
      if (outcome.status === 'failed' && outcome.code !== 'TOOL_DECLINED' && options.effect !== 'read') {
        assert.ok(answered.every(({ answers, afterMs }) => answers === 'broken' && afterMs! <= 1_000));
      }
      if (late?.status === 'done') assert.ok(answered.some(({ answers }) => answers === 'done'));
    }),
    { numRuns: 1_000 },
  );
});
