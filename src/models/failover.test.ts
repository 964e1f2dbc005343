import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { inspect } from 'node:util';
import { describe, test } from 'vitest';
import { SimulatedClock } from '../clock/simulated-clock.ts';
import type { Message } from '../contracts/conversation.ts';
import type { GenerateRequest, GenerationPart } from '../contracts/llm.ts';
import { AntiphonError } from '../errors/antiphon-error.ts';
import { CostLedger } from '../routing/cost-ledger.ts';
import { fails, hangs, PlayedModel, speaks, type Beat } from './__fixtures__/played-model.ts';
import type { ModelAttempt } from './contest.ts';
import type { FailoverOptions } from './failover-options.ts';
import { failover } from './failover.ts';

const fromFirst = 'We are open until eight, every day.';
const fromSecond = 'Until eight, and on Sundays until six.';

function asks(messages: Message[] = [{ role: 'user', text: 'when do you open' }]): GenerateRequest {
  const prompt = { system: 'Be brief.', messages };
  return { prompt, tools: [], toolChoice: 'auto', maxTokens: 100, language: 'en-US' };
}

interface HearOptions {
  request?: GenerateRequest;
  signal?: AbortSignal;
  leavesAt?: (part: GenerationPart, parts: number) => boolean;
}

/** Two or more played models in virtual time, and what is read of them. */
class Table {
  readonly clock = new SimulatedClock();
  readonly attempts: ModelAttempt[] = [];
  readonly models: PlayedModel[];
  readonly llm;

  constructor(takes: (readonly (readonly Beat[])[])[], options: Partial<FailoverOptions> = {}) {
    this.models = takes.map((own, index) => new PlayedModel(this.clock, `model-${index}`, own));
    this.llm = failover({
      models: this.models,
      clock: this.clock,
      onAttempt: (attempt) => this.attempts.push(attempt),
      ...options,
    });
  }

  /** Asks, and reads until the end; time runs by itself. */
  async hears(options: HearOptions = {}) {
    const { request = asks(), signal = new AbortController().signal, leavesAt = () => false } = options;
    const parts: GenerationPart[] = [];
    const startedAt = this.clock.now();
    let firstMs: number | undefined;
    let error: unknown;
    const state = { over: false };
    const reading = (async () => {
      for await (const part of this.llm.generate(request, { signal })) {
        firstMs ??= this.clock.now() - startedAt;
        parts.push(part);
        if (leavesAt(part, parts.length)) break;
      }
    })()
      .catch((thrown: unknown) => (error = thrown))
      .finally(() => (state.over = true));
    while (!state.over && this.clock.now() - startedAt < 60_000) await this.clock.run(5);
    assert.ok(state.over, 'somebody waits for ever');
    await reading;
    const text = parts.map((part) => (part.type === 'text-delta' ? part.text : '')).join('');
    return { text, parts, firstMs, error };
  }

  /** `0 first failed LLM_TIMEOUT, 1 failover won`: what the listener was told. */
  told(): string {
    return this.attempts
      .map(({ position, reason, probe, outcome, error }) =>
        [position, reason, probe ? 'probe' : [], outcome, error?.code ?? []].flat().join(' '),
      )
      .join(', ');
  }
}

const down = new AntiphonError('LLM_FAILED', 'the line is dead');

test('The preferred model answers, and no other hears of it', async () => {
  const table = new Table([[speaks(fromFirst, 300)], [speaks(fromSecond, 100)]]);
  const { text, firstMs, parts } = await table.hears();
  assert.equal(text, fromFirst);
  assert.ok(firstMs! <= 380);
  assert.deepEqual(
    parts.slice(-2).map(({ type }) => type),
    ['usage', 'end'],
  );
  assert.equal(table.models[1]!.requests.length, 0);
  assert.equal(table.told(), '0 first won');
  assert.equal(table.clock.pending, 0);
});

describe('The next model answers where the first', () => {
  const malformed = new AntiphonError('LLM_REJECTED', 'no such model');
  test.each<[string, Beat[], number, string]>([
    ['fails at once', fails(down, 0), 110, 'LLM_FAILED'],
    ['refuses for good', fails(malformed, 20), 130, 'LLM_REJECTED'],
    ['throws what is no error of ours', fails('busy', 20), 130, 'LLM_FAILED'],
    ['fails behind some letters', fails(down, 50, 'We are'), 160, 'LLM_FAILED'],
    ['hangs', [], 1_010, 'LLM_TIMEOUT'],
    ['trickles letters', speaks('so and so '.repeat(30), 0, 200), 1_010, 'LLM_TIMEOUT'],
    ['ends without a word', [{ atMs: 30, part: { type: 'end', reason: 'stop' } }], 140, 'LLM_FAILED'],
    [
      'says more than anybody keeps, and no clause',
      [
        { atMs: 10, part: { type: 'text-delta', text: 'x'.repeat(4_001) } },
        { atMs: 900, part: { type: 'end', reason: 'stop' } },
      ],
      120,
      'LLM_MALFORMED',
    ],
  ])('%s', async (_, take, withinMs, code) => {
    const table = new Table([[take], [speaks(fromSecond, 0)]], { firstClauseMaxMs: 1_000 });
    const { text, firstMs } = await table.hears();
    assert.equal(text, fromSecond, 'nothing of the first is heard');
    assert.ok(firstMs! <= withinMs, `${firstMs} ms`);
    assert.equal(table.told(), `0 first failed ${code}, 1 failover won`);
    assert.equal(table.models[0]!.open, 0, 'its request is closed');
    assert.equal(table.clock.pending, 0);
  });
});

test('A stream that stops without an end before its first clause is followed by the next model', async () => {
  const table = new Table([[], [speaks(fromSecond, 0)]]);
  table.models[0]!.generate = async function* () {
    yield { type: 'text-delta', text: 'We are' };
  };
  assert.equal((await table.hears()).text, fromSecond);
});

test('A tool call counts as a clause, and its id is never that of another model', async () => {
  const call: GenerationPart = { type: 'tool-call', toolCallId: 'call-1', name: 'hours', arguments: {} };
  const calls: Beat[] = [
    { atMs: 10, part: call },
    { atMs: 20, part: { type: 'end', reason: 'tool-calls' } },
  ];
  const table = new Table([[calls, fails(down, 0)], [calls]]);
  const first = await table.hears();
  const second = await table.hears();
  const ids = [...first.parts, ...second.parts].flatMap((part) =>
    part.type === 'tool-call' ? part.toolCallId : [],
  );
  assert.equal(new Set(ids).size, 2, ids.join(' '));
});

test('Behind the result of a tool a model may have nothing to add', async () => {
  const silent: Beat[] = [{ atMs: 10, part: { type: 'end', reason: 'stop' } }];
  const table = new Table([[silent], [speaks(fromSecond, 0)]]);
  const request = asks([
    { role: 'user', text: 'book it' },
    { role: 'tool-call', toolCallId: 'a', name: 'book', arguments: {} },
    { role: 'tool-result', toolCallId: 'a', name: 'book', result: { status: 'done', value: 7 } },
  ]);
  assert.deepEqual((await table.hears({ request })).parts, [{ type: 'end', reason: 'stop' }]);
  assert.equal(table.told(), '0 first won');
});

test('An answer that breaks behind its first clause is broken: the caller has heard it', async () => {
  const table = new Table([[fails(down, 80, fromFirst)], [speaks(fromSecond, 0)]]);
  const { text, error } = await table.hears();
  assert.equal(text, fromFirst);
  assert.equal(error, down);
  assert.equal(table.models[1]!.requests.length, 0);
});

describe('Hedging', () => {
  test('A quiet model gets a rival, the first clause wins whole, and the loser is closed at once', async () => {
    const table = new Table([[speaks(fromFirst, 2_000)], [speaks(fromSecond, 300)]], { hedgeAfterMs: 500 });
    const { text, firstMs } = await table.hears();
    assert.equal(text, fromSecond);
    assert.ok(firstMs! >= 800 && firstMs! <= 830, `${firstMs} ms`);
    const [loser] = table.models[0]!.requests;
    assert.equal(loser!.state, 'closed');
    assert.ok(loser!.overAt! <= firstMs!, 'before the reader has anything');
    assert.equal(table.told(), '1 hedge won, 0 first outrun');
    assert.equal(table.clock.pending, 0);
  });

  test('The first may still win, in mid-sentence of the other, and words are never mixed', async () => {
    const table = new Table([[speaks(fromFirst, 600, 15)], [speaks('Till eight o clock, yes.', 60, 40)]], {
      hedgeAfterMs: 500,
    });
    assert.equal((await table.hears()).text, fromFirst);
    assert.equal(table.told(), '0 first won, 1 hedge outrun');
  });

  test('The preferred one wins where both yield their clause in the same tick', async () => {
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      let state = seed;
      const clock = new SimulatedClock({ tieBreak: () => (state = (state * 16_807) % 2_147_483_647) });
      const clause: Beat[] = speaks('Of course, we are.', 0, 0);
      const models = [0, 500].map(
        (later, index) =>
          new PlayedModel(clock, `m${index}`, [
            clause.map((beat) => ({ ...beat, atMs: 900 - later })) as Beat[],
          ]),
      );
      const attempts: ModelAttempt[] = [];
      const llm = failover({ models, hedgeAfterMs: 500, clock, onAttempt: (one) => attempts.push(one) });
      let over = false;
      void (async () => {
        for await (const _ of llm.generate(asks(), { signal: new AbortController().signal }));
        over = true;
      })();
      await clock.run(2_000);
      assert.ok(over);
      assert.equal(attempts.find(({ outcome }) => outcome === 'won')?.position, 0, `seed ${seed}`);
    }
  });

  test('Tokens of a loser that told them reach a ledger; those of the winner come with the answer', async () => {
    const ledger = new CostLedger();
    const usage = { inputTokens: 7, cachedInputTokens: 0, outputTokens: 3 };
    const told: Beat[] = [
      { atMs: 5, part: { type: 'usage', usage } },
      { atMs: 50, throws: down },
    ];
    const table = new Table([[told], [speaks(fromSecond, 0)]], {
      onAttempt: ({ model, usage: used }) => used && ledger.addTokens(model, used),
    });
    const { parts } = await table.hears();
    assert.deepEqual(Object.keys(ledger.totals()), ['model-0']);
    assert.equal(ledger.totals()['model-0']!.inputTokens, 7);
    assert.equal(parts.filter(({ type }) => type === 'usage').length, 1);
  });
});

describe('When nobody answers', () => {
  test('one error names each model and its code, and nothing that a provider wrote', async () => {
    const secret = 'sk-live-123456';
    const table = new Table([
      [fails(new AntiphonError('LLM_REJECTED', `no such key ${secret}`), 0)],
      [fails(new TypeError(`fetch failed: https://user:${secret}@host`), 0)],
    ]);
    const { error, parts } = await table.hears();
    assert.ok(AntiphonError.is(error));
    assert.equal(error.code, 'LLM_FAILED');
    assert.match(error.message, /model-0: LLM_REJECTED; model-1: LLM_FAILED/);
    assert.ok(!inspect(error, { depth: 9 }).includes(secret));
    assert.deepEqual(parts, []);
    assert.equal(table.clock.pending, 0);
  });

  test('a code that all share is the code of it', async () => {
    const { error } = await new Table([[hangs], [hangs]], { firstClauseMaxMs: 500 }).hears();
    assert.ok(AntiphonError.is(error));
    assert.equal(error.code, 'LLM_TIMEOUT');
    assert.ok(error.retryable);
  });
});

describe('A caller who goes', () => {
  test.each([
    ['while two race', 600, []],
    ['in mid-answer', 1_100, ['won']],
  ])('%s closes everything, and no breaker counts it', async (_, afterMs, outcomes) => {
    const long = `${fromSecond} `.repeat(40);
    const table = new Table([[hangs], [speaks(long, 400)]], {
      hedgeAfterMs: 500,
      breaker: { failuresInARow: 100 },
    });
    const controller = new AbortController();
    table.clock.at(afterMs, () => controller.abort('barge-in'));
    const { error } = await table.hears({ signal: controller.signal });
    assert.equal(error, undefined, 'an abort is no error');
    assert.deepEqual(
      table.models.flatMap(({ states }) => states),
      ['closed', 'closed'],
    );
    assert.deepEqual(
      table.attempts.filter(({ outcome }) => outcome === 'won').map(({ outcome }) => outcome),
      outcomes,
    );
    assert.equal(table.clock.pending, 0);
  });

  test('while the answer stands still closes it at once', async () => {
    const stalls = speaks(fromFirst, 0).slice(0, -2);
    const table = new Table([[stalls], [hangs]]);
    const controller = new AbortController();
    table.clock.at(1_000, () => controller.abort('barge-in'));
    await table.hears({ signal: controller.signal });
    assert.deepEqual([table.models[0]!.states, table.models[0]!.requests[0]!.overAt], [['closed'], 1_000]);
  });

  test('at the end of the answer leaves nothing that waits to go on', async () => {
    const { signal } = new AbortController();
    const table = new Table([[speaks(fromFirst, 0)], [hangs]]);
    await table.hears({ signal, leavesAt: ({ type }) => type === 'end' });
    assert.equal(table.models[0]!.iterating, 0);
    assert.deepEqual(table.models[0]!.states, ['ended']);
    assert.deepEqual(getEventListeners(signal, 'abort'), []);
  });

  test('does so a hundred times, and the model is still trusted', async () => {
    const table = new Table([[hangs], [hangs]], { breaker: { failuresInARow: 1 } });
    for (let calls = 0; calls < 100; calls += 1) {
      const controller = new AbortController();
      table.clock.at(table.clock.now() + 50, () => controller.abort('barge-in'));
      await table.hears({ signal: controller.signal });
    }
    assert.deepEqual(table.llm.states, [
      { model: 'model-0', state: 'closed' },
      { model: 'model-1', state: 'closed' },
    ]);
  });

  test('by leaving the loop closes the request too', async () => {
    const table = new Table([[speaks(fromFirst, 0)], [hangs]]);
    await table.hears({ leavesAt: (_, parts) => parts === 2 });
    assert.deepEqual(table.models[0]!.states, ['closed']);
    assert.equal(table.clock.pending, 0);
  });
});

describe('A model that keeps failing', () => {
  const breaker = { failuresInARow: 2, coolOffMs: 4_000, coolOffMaxMs: 60_000 };

  test('is spared, asked again behind its cool-off, and answers again when it is well', async () => {
    const table = new Table([[fails(down, 900)], [speaks(fromSecond, 200)]], { breaker });
    for (let calls = 0; calls < 2; calls += 1) assert.ok((await table.hears()).firstMs! >= 1_100);
    const spared = await table.hears();
    assert.ok(spared.firstMs! <= 280, `${spared.firstMs} ms`);
    assert.equal(table.models[0]!.requests.length, 2);

    await table.clock.run(4_000);
    table.models[0]!.takes = [speaks(fromFirst, 500)];
    table.attempts.length = 0;
    const probed = await table.hears();
    assert.equal(probed.text, fromSecond, 'the caller does not pay for the probe');
    assert.ok(probed.firstMs! <= 280, `${probed.firstMs} ms`);
    await table.clock.run(1_000);
    assert.equal(table.told(), '1 hedge won, 0 first probe outrun');
    assert.deepEqual(table.models[0]!.states.at(-1), 'closed', 'it read on to its first clause, no further');

    assert.equal((await table.hears()).text, fromFirst);
    assert.equal(table.clock.pending, 0);
  });

  test('that hangs is found out by hedging alone', async () => {
    const table = new Table([[hangs], [speaks(fromSecond, 200)]], { breaker, hedgeAfterMs: 500 });
    const waits: number[] = [];
    for (let calls = 0; calls < 3; calls += 1) waits.push((await table.hears()).firstMs!);
    assert.ok(waits[0]! >= 700 && waits[1]! >= 700 && waits[2]! <= 280, waits.join(' '));
  });

  test('keeps no request open for longer than its time, though nobody waits for it', async () => {
    const table = new Table([[hangs], [speaks(fromSecond, 0)]], { breaker, hedgeAfterMs: 100 });
    for (let calls = 0; calls < 2; calls += 1) await table.hears();
    await table.clock.run(4_000);
    await table.hears();
    assert.equal(table.models[0]!.open, 1, 'the probe reads on');
    await table.clock.run(3_500);
    assert.equal(table.models[0]!.open, 0);
    assert.equal(table.llm.states[0]!.state, 'open');
    assert.equal(table.clock.pending, 0);
  });

  test.each<[string, (part: GenerationPart) => boolean, number]>([
    ['has had the whole answer', ({ type }) => type === 'end', 1],
    ['leaves in the midst of it', ({ type }) => type === 'text-delta', 0],
  ])('and is probed: what becomes of the probe where the caller %s', async (_, leavesAt, open) => {
    const table = new Table([[hangs], [speaks(fromSecond, 0)]], { breaker, hedgeAfterMs: 100 });
    for (let calls = 0; calls < 2; calls += 1) await table.hears();
    await table.clock.run(4_000);
    await table.hears({ leavesAt });
    assert.equal(table.models[0]!.open, open);
    table.llm[Symbol.dispose]();
  });

  test('is not one that is outrun in mid-sentence', async () => {
    const begins = speaks('We are', 100).slice(0, -2);
    const table = new Table([[begins], [speaks(fromSecond, 200)]], { breaker, hedgeAfterMs: 500 });
    for (let calls = 0; calls < 5; calls += 1) await table.hears();
    assert.equal(table.models[0]!.requests.length, 5);
  });

  test('leaves nothing behind when the failover is disposed of during a probe', async () => {
    const table = new Table([[hangs], [speaks(fromSecond, 0)]], { breaker, hedgeAfterMs: 100 });
    for (let calls = 0; calls < 2; calls += 1) await table.hears();
    await table.clock.run(4_000);
    await table.hears();
    table.llm[Symbol.dispose]();
    assert.equal(table.models[0]!.open, 0);
    assert.equal(table.clock.pending, 0);
  });
});

test('A failover that is disposed of tells whoever waits', async () => {
  const table = new Table([[hangs], [hangs]]);
  table.clock.at(100, () => table.llm[Symbol.dispose]());
  const { error } = await table.hears();
  assert.ok(AntiphonError.is(error) && error.code === 'LLM_FAILED' && /disposed/.test(error.message));
  assert.equal(table.models[0]!.open, 0);
});

test('It is told as many turns as the most curious of them wants', () => {
  const clock = new SimulatedClock();
  const plain = new PlayedModel(clock, 'cloud', []);
  const curious = Object.assign(new PlayedModel(clock, 'house', []), { heardTurnsMax: 24 });
  assert.equal(failover({ models: [plain, curious], clock }).heardTurnsMax, 24);
  assert.equal(failover({ models: [plain], clock }).heardTurnsMax, undefined);
});

test('It has a name that tells of all, and the phrases of all', () => {
  const clock = new SimulatedClock();
  const models = [
    new PlayedModel(clock, 'cloud', [], ['Solène', 'fitting']),
    new PlayedModel(clock, 'house', [], ['fitting', 'hem']),
  ];
  const llm = failover({ models, clock });
  assert.equal(llm.name, 'failover(cloud, house)');
  assert.deepEqual(llm.phrases, ['Solène', 'fitting', 'hem']);
});

test.each<[string, Partial<FailoverOptions>, RegExp]>([
  ['no model', { models: [] }, /`models` has 0/],
  ['too short a limit', { firstClauseMaxMs: 10 }, /`firstClauseMaxMs` is 10/],
  ['a limit that is no number', { firstClauseMaxMs: Number.NaN }, /`firstClauseMaxMs` is NaN/],
  ['a negative wait', { hedgeAfterMs: -1 }, /`hedgeAfterMs` is -1/],
  ['a breaker that never opens', { breaker: { failuresInARow: 0 } }, /failuresInARow is 0/],
])('It refuses %s', (_, wrong, message) => {
  const models = [new PlayedModel(new SimulatedClock(), 'one', [])];
  assert.throws(() => failover({ models, ...wrong }), { code: 'CONFIG_INVALID', message });
  assert.throws(() => failover({ models: [models[0]!, models[0]!] }), { code: 'CONFIG_INVALID' });
});
