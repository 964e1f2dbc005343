import assert from 'node:assert/strict';
import { test } from 'vitest';
import { z } from 'zod';
import type { Tool } from '../agent/define-tool.ts';
import type { ToolRunOrder } from '../call/output.ts';
import { SimulatedClock } from '../clock/simulated-clock.ts';
import type { BeginAnswer, EffectOutcome } from '../contracts/call-store.ts';
import type { ToolOutcome } from '../contracts/conversation.ts';
import { AntiphonError } from '../errors/antiphon-error.ts';
import { runOut, scriptedTool, type ScriptedAttempt } from '../tools/__fixtures__/scripted-tool.ts';
import { ToolRunner } from '../tools/tool-runner.ts';
import type { EffectLog } from './effect-log.ts';
import { ToolBench, type ToolBenchOptions } from './tool-bench.ts';

type Answers = BeginAnswer | AntiphonError;

/** A bench, a log that answers after a while, and all that happened in the order it did. */
class Workshop {
  readonly clock = new SimulatedClock();
  readonly happened: string[] = [];
  readonly outcomes: ToolOutcome[] = [];
  readonly noted: EffectOutcome[] = [];
  readonly begun: { order: ToolRunOrder; keyed: boolean }[] = [];
  readonly errors: AntiphonError[] = [];
  readonly bench: ToolBench;

  constructor(
    tools: (clock: SimulatedClock) => readonly Tool[],
    log?: { afterMs: number; answers: Answers },
  ) {
    const options: ToolBenchOptions = {
      tools: tools(this.clock),
      clock: this.clock,
      onResult: (toolCallId, outcome) => {
        this.happened.push(`${toolCallId} told ${outcome.status}`);
        this.outcomes.push(outcome);
      },
      onError: (error) => this.errors.push(error),
    };
    this.bench = new ToolBench(log === undefined ? options : { ...options, effects: this.#log(log) });
  }

  #log({ afterMs, answers }: { afterMs: number; answers: Answers }): EffectLog {
    return {
      begin: (order, keyed) => {
        this.begun.push({ order, keyed });
        const { promise, resolve, reject } = Promise.withResolvers<BeginAnswer>();
        this.clock.at(this.clock.now() + afterMs, () =>
          answers instanceof AntiphonError ? reject(answers) : resolve(answers),
        );
        return promise;
      },
      complete: (toolCallId, outcome) => {
        this.happened.push(`${toolCallId} noted ${outcome.status}`);
        this.noted.push(outcome);
        // A log may take for ever to be acknowledged: the call does not wait for it.
        return new Promise(() => {});
      },
    };
  }

  order(change: Partial<ToolRunOrder> = {}): ToolRunOrder {
    return {
      type: 'tool-run',
      toolCallId: 'a',
      name: 'bookTable',
      arguments: { id: '7' },
      effect: 'write',
      idempotencyKey: 'call-1:a',
      ...change,
    };
  }
}

type Definition = NonNullable<Parameters<typeof scriptedTool>[2]>;

interface Set {
  workshop: Workshop;
  seen: ReturnType<typeof scriptedTool>['seen'];
}

/** A workshop with one scripted tool. Unless told otherwise it writes, and the log stores an intent in 50 ms. */
function set(
  script: readonly ScriptedAttempt[],
  definition: Definition = {},
  log: { afterMs: number; answers: Answers } | 'no store' = { afterMs: 50, answers: 'run' },
): Set {
  let seen: Set['seen'] = [];
  const workshop = new Workshop(
    (clock) => {
      const scripted = scriptedTool(clock, script, { effect: 'write', ...definition });
      ({ seen } = scripted);
      return [scripted.tool];
    },
    log === 'no store' ? undefined : log,
  );
  return { workshop, seen };
}

test('What acts leaves once its intent is stored, and its end is noted before it is told', async () => {
  const { workshop, seen } = set([{ answers: 'done' }]);
  const order = workshop.order({ consentId: 'question-1' });
  workshop.bench.run(order);
  workshop.clock.advanceBy(49);
  assert.equal(seen.length, 0);
  await runOut(workshop.clock);
  assert.deepEqual(workshop.begun, [{ order, keyed: false }]);
  assert.equal(seen[0]!.at, 50);
  assert.deepEqual(workshop.happened, ['a noted done', 'a told done']);
  assert.deepEqual(workshop.outcomes, [{ status: 'done', value: 'table 4' }]);
  await workshop.bench.settled();
  assert.equal(workshop.bench.running, 0);
});

test('A read is noted nowhere', async () => {
  const { workshop, seen } = set([{ answers: 'done' }], { effect: 'read' });
  workshop.bench.run(workshop.order({ effect: 'read' }));
  assert.equal(seen.length, 1, 'it leaves at once');
  await runOut(workshop.clock);
  assert.deepEqual([workshop.begun.length, workshop.happened], [0, ['a told done']]);
});

test('Without a store, what acts runs at once', async () => {
  const { workshop, seen } = set([{ answers: 'done' }], {}, 'no store');
  workshop.bench.run(workshop.order());
  assert.equal(seen.length, 1);
  await runOut(workshop.clock);
  assert.deepEqual(workshop.happened, ['a told done']);
});

test('A key made of the arguments is what the intent is stored with and the tool is run with', async () => {
  const { workshop, seen } = set([{ answers: 'done' }], { idempotencyKey: ({ id }) => `table-${id}` });
  workshop.bench.run(workshop.order());
  await runOut(workshop.clock);
  const [{ order, keyed }] = workshop.begun as [{ order: ToolRunOrder; keyed: boolean }];
  assert.deepEqual(
    [order.idempotencyKey, keyed, seen[0]!.idempotencyKey],
    ['bookTable:table-7', true, 'bookTable:table-7'],
  );
});

const fallback = 'The diary does not answer. Shall we call you back?';
const declined = { status: 'failed', code: 'TOOL_DECLINED', message: 'No table is free.' } as const;
const broken = { status: 'failed', code: 'TOOL_FAILED', message: 'bookTable failed' } as const;
const beginnings: { name: string; answers: Answers; told: ToolOutcome; noted: EffectOutcome[] }[] = [
  {
    name: 'What has begun before a crash and has no key is unknown, and does not run',
    answers: 'unknown',
    told: { status: 'unknown', reason: 'bookTable had begun before a restart, and nothing was heard of it' },
    noted: [
      { status: 'unknown', reason: 'bookTable had begun before a restart, and nothing was heard of it' },
    ],
  },
  {
    name: 'What was done before a crash is told, and does not run again',
    answers: { result: { status: 'done', value: 'table 9' } },
    told: { status: 'done', value: 'table 9' },
    noted: [],
  },
  {
    name: 'What failed before a crash is told with its fallback',
    answers: { result: broken },
    told: { ...broken, say: fallback },
    noted: [],
  },
  {
    name: 'What was declined before a crash needs no apology',
    answers: { result: declined },
    told: declined,
    noted: [],
  },
  {
    name: 'What cannot be recorded is refused aloud, and does not run',
    answers: new AntiphonError('STORE_FULL', 'the disk is full'),
    told: {
      status: 'failed',
      code: 'STORE_FULL',
      message: 'bookTable was not called: just now nothing can be done that has to be recorded',
      say: fallback,
    },
    noted: [],
  },
];
for (const { name, answers, told, noted } of beginnings) {
  test(name, async () => {
    const { workshop, seen } = set([{ answers: 'done' }], { fallback }, { afterMs: 50, answers });
    workshop.bench.run(workshop.order());
    await runOut(workshop.clock);
    assert.deepEqual(workshop.outcomes, [told]);
    assert.deepEqual(workshop.noted, noted);
    assert.equal(seen.length, 0);
    assert.equal(workshop.errors.length, answers instanceof AntiphonError ? 1 : 0);
  });
}

test('A fallback is how a failure is told, and is not stored', async () => {
  const { workshop } = set([{ answers: 'broken' }], { fallback });
  workshop.bench.run(workshop.order());
  await runOut(workshop.clock);
  assert.deepEqual(workshop.outcomes, [{ ...broken, say: fallback }]);
  assert.deepEqual(workshop.noted, [broken]);
});

test('A yes taken back while the intent is being stored: it does not run, and the store knows why', async () => {
  const { workshop, seen } = set([{ answers: 'done' }]);
  workshop.bench.run(workshop.order());
  workshop.clock.advanceBy(49);
  workshop.bench.withdraw('a', 'the caller said no, stop');
  await runOut(workshop.clock);
  assert.equal(seen.length, 0);
  assert.deepEqual(workshop.outcomes, [{ status: 'refused', reason: 'the caller said no, stop' }]);
  const [noted] = workshop.noted;
  assert.ok(noted?.status === 'failed' && noted.code === 'TOOL_WITHDRAWN');
});

for (const { name, answers, status } of [
  {
    name: 'could not be stored',
    answers: new AntiphonError('STORE_TIMEOUT', 'no answer'),
    status: 'refused',
  },
  { name: 'had begun before a crash', answers: 'unknown', status: 'unknown' },
  {
    name: 'was done before a crash',
    answers: { result: { status: 'done', value: 1 } },
    status: 'done',
  },
] as const) {
  test(`A yes taken back of what ${name} is told as ${status}`, async () => {
    const { workshop, seen } = set([{ answers: 'done' }], {}, { afterMs: 50, answers });
    workshop.bench.run(workshop.order());
    workshop.bench.withdraw('a', 'no, stop');
    await runOut(workshop.clock);
    assert.deepEqual([workshop.outcomes.map((outcome) => outcome.status), seen.length], [[status], 0]);
  });
}

for (const { name, retry, script } of [
  { name: 'while it runs', retry: 1, script: [{ answers: 'done', afterMs: 500 }] },
  { name: 'between two attempts', retry: 2, script: [{ answers: 'broken' }, { answers: 'done' }] },
] as const) {
  test(`A yes taken back ${name} comes too late: it goes on and its result is told`, async () => {
    const { workshop, seen } = set(script, { retry, idempotencyKey: true });
    workshop.bench.run(workshop.order());
    await workshop.clock.run(70, 10);
    assert.equal(seen.length, 1);
    workshop.bench.withdraw('a', 'no, stop');
    await runOut(workshop.clock);
    assert.deepEqual(workshop.outcomes, [{ status: 'done', value: 'table 4' }]);
  });
}

test('What was withdrawn is forgotten: taking back what is not there does nothing', async () => {
  const { workshop } = set([{ answers: 'done' }]);
  workshop.bench.withdraw('a', 'too early');
  workshop.bench.run(workshop.order());
  await runOut(workshop.clock);
  workshop.bench.withdraw('a', 'too late');
  assert.deepEqual(workshop.happened, ['a noted done', 'a told done']);
});

test('A write that times out is unknown; what it answers later is noted and told', async () => {
  const { workshop } = set([{ answers: 'done', afterMs: 5_000 }]);
  workshop.bench.run(workshop.order());
  await workshop.clock.run(1_200);
  await workshop.bench.settled();
  assert.deepEqual(workshop.happened, ['a noted unknown', 'a told unknown']);
  await runOut(workshop.clock);
  assert.deepEqual(workshop.happened.slice(2), ['a noted done', 'a told done']);
});

test('Behind the end of a call nobody is told, and everything is noted', async () => {
  const { workshop, seen } = set([{ answers: 'done', afterMs: 5_000 }]);
  workshop.bench.run(workshop.order());
  workshop.bench.detach();
  assert.equal(workshop.bench.running, 1);
  await runOut(workshop.clock);
  assert.deepEqual(workshop.happened, ['a noted unknown', 'a noted done']);
  assert.equal(seen[0]!.signal.aborted, true, 'by its own limit');
  assert.equal(workshop.bench.running, 0);
});

test('An order for a tool that this process does not have was begun by another, and is unknown', async () => {
  const { workshop } = set([{ answers: 'done' }]);
  workshop.bench.run(workshop.order({ name: 'cancelOrder' }));
  workshop.bench.run(workshop.order({ toolCallId: 'b', arguments: { id: 7 } }));
  await runOut(workshop.clock);
  assert.deepEqual(
    workshop.outcomes.map(({ status }) => status),
    ['unknown', 'unknown'],
  );
  const reads = set([{ answers: 'done' }]).workshop;
  reads.bench.run(reads.order({ name: 'cancelOrder', effect: 'read' }));
  assert.ok(reads.outcomes[0]?.status === 'failed' && reads.outcomes[0].code === 'TOOL_UNKNOWN');
});

test('Two calls of one process share what they learn of a tool', async () => {
  const clock = new SimulatedClock();
  const { tool, seen } = scriptedTool(clock, [{ answers: 'broken' }], { breaker: { failuresInARow: 1 } });
  const runner = new ToolRunner({ clock });
  const outcomes: ToolOutcome[] = [];
  for (let call = 0; call < 2; call++) {
    const bench = new ToolBench({ tools: [tool], clock, runner, onResult: (_, end) => outcomes.push(end) });
    bench.run(new Workshop(() => []).order({ effect: 'read' }));
    await runOut(clock);
  }
  assert.deepEqual(
    outcomes.map((outcome) => outcome.status === 'failed' && outcome.code),
    ['TOOL_FAILED', 'TOOL_UNAVAILABLE'],
  );
  assert.equal(seen.length, 1);
});

test('A check tells the call what it has to know of the tool', () => {
  const { workshop } = set([{ answers: 'done' }], {
    confirm: ({ id }) => `Table ${id}?`,
    speakWhile: 'One moment.',
    duplicates: 'replace',
  });
  assert.deepEqual(workshop.bench.check('bookTable', { id: '7' }), {
    ok: true,
    effect: 'write',
    question: 'Table 7?',
    speakWhile: 'One moment.',
    duplicates: 'replace',
  });
  const plain = set([{ answers: 'done' }], { effect: 'read' }).workshop;
  assert.deepEqual(plain.bench.check('bookTable', { id: '7' }), {
    ok: true,
    effect: 'read',
    duplicates: 'allow',
  });
});

test('A check tells the model what is wrong with its arguments, and never at length', () => {
  const { workshop } = set([{ answers: 'done' }]);
  const wrong = workshop.bench.check('bookTable', { id: 7 });
  assert.ok(!wrong.ok && wrong.code === 'TOOL_INPUT_INVALID' && /id/.test(wrong.message));
  const unknown = workshop.bench.check('x'.repeat(10_000), {});
  assert.ok(!unknown.ok && unknown.code === 'TOOL_UNKNOWN' && unknown.message.length <= 2_000);
});

for (const { name, definition, code } of [
  { name: 'its question', definition: { confirm: () => fail() }, code: 'TOOL_FAILED' },
  { name: 'its key', definition: { idempotencyKey: () => fail() }, code: 'TOOL_FAILED' },
  {
    name: 'its schema',
    definition: { input: z.object({ id: z.string().refine(() => fail()) }) },
    code: 'CONFIG_INVALID',
  },
]) {
  test(`A tool that cannot make ${name} may not run, and what it threw is not told`, () => {
    const { workshop } = set([{ answers: 'done' }], definition as Definition);
    const check = workshop.bench.check('bookTable', { id: '7' });
    assert.ok(!check.ok && check.code === code);
    assert.doesNotMatch(JSON.stringify(check), /hunter2/);
    assert.equal(workshop.errors[0]!.code, code);
  });
}

test('A tool may decline instead of asking: the model is told its reason, and nobody is troubled', () => {
  const declined = { confirm: () => decline('It has been dispatched already.') };
  const { workshop } = set([{ answers: 'done' }], { effect: 'write', ...declined } as Definition);
  assert.deepEqual(workshop.bench.check('bookTable', { id: '7' }), {
    ok: false,
    code: 'TOOL_DECLINED',
    message: 'It has been dispatched already.',
  });
  assert.deepEqual(workshop.errors, []);
});

test('Tools of one call run side by side, each with its own end', async () => {
  const workshop = new Workshop(
    (clock) =>
      (
        [
          ['slow', { answers: 'done', afterMs: 300 }],
          ['breaks', { answers: 'broken', afterMs: 100 }],
          ['quick', { answers: 'done', afterMs: 200 }],
        ] as const
      ).map(([name, attempt]) => scriptedTool(clock, [attempt], { name }).tool),
    { afterMs: 0, answers: 'run' },
  );
  for (const name of ['slow', 'breaks', 'quick']) {
    workshop.bench.run(workshop.order({ toolCallId: name, name, effect: 'read' }));
  }
  await runOut(workshop.clock);
  assert.deepEqual(workshop.happened, ['breaks told failed', 'quick told done', 'slow told done']);
  assert.equal(workshop.clock.now(), 300, 'together they take as long as the slowest');
});

function decline(message: string): never {
  throw new AntiphonError('TOOL_DECLINED', message);
}

function fail(): never {
  throw new Error('postgres://user:hunter2@host');
}
