/**
 * What every extractor must do alike, whatever understands behind it.
 *
 * Each check asks the harness for an extractor in one scene. Plain functions that throw: any test runner can run
 * them (`extractor.ts` does so with vitest).
 */
import assert from 'node:assert/strict';
import type { Extraction, ExtractionRequest, Extractor } from '../../contracts/memory.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import { easyCall, type EasyCall, type EasyTurn } from './easy-turns.ts';
import { mustBeWellFormed, mustUnderstand } from './extractor-musts.ts';
import { frozen, requestOf } from './extractor-requests.ts';

/** What lies behind the extractor, where its harness can arrange that. An extractor by itself just listens. */
export type ExtractorScene =
  /** It understands these turns, and nothing in any other. */
  | { type: 'understands'; call: EasyCall }
  /** It names a slot and an intent that nobody specified, each time. */
  | { type: 'overreaches' }
  /** It never answers. */
  | { type: 'hangs' };

export interface ExtractorHarness extends AsyncDisposable {
  extractor: Extractor;
  /** Requests that are open behind it. Absent where nothing lies there. */
  open?(): number;
}

export type CreateExtractor = (scene: ExtractorScene) => Promise<ExtractorHarness>;

export interface ExtractorCheck {
  name: string;
  run(create: CreateExtractor): Promise<void>;
}

/** @param call turns that this extractor must understand. Default: ten about a visit to a shop, in English. */
export function extractorChecks(call: EasyCall = easyCall): ExtractorCheck[] {
  const understood = call.turns.map((turn): ExtractorCheck => ({
    name: `understands "${turn.caller}"`,
    run: (create) => checkTurn(create, call, turn),
  }));
  return [
    ...understood,
    { name: 'answers the turn that it was asked of', run: (create) => checkTurnNumber(create, call) },
    {
      name: 'understands the same when it was prepared, twice',
      run: (create) => checkPrepared(create, call),
    },
    { name: 'says nothing of a turn without words', run: (create) => checkEmpty(create, call) },
    { name: 'names no slot and no intent but those specified', run: (create) => checkNames(create, call) },
    { name: 'says nothing where there is nothing to learn', run: (create) => checkNothing(create, call) },
    { name: 'takes whatever is said, known or offered', run: (create) => checkOdd(create, call) },
    { name: 'leaves what it was given as it was', run: (create) => checkUntouched(create, call) },
    { name: 'reads many turns at once without mixing them up', run: (create) => checkAtOnce(create, call) },
    {
      name: 'settles when it is aborted, and leaves nothing open',
      run: (create) => checkAbort(create, call),
    },
  ];
}

async function checkTurn(create: CreateExtractor, call: EasyCall, turn: EasyTurn): Promise<void> {
  await using harness = await create({ type: 'understands', call });
  mustUnderstand(call, turn, await extract(harness, requestOf(call, turn)));
}

async function checkPrepared(create: CreateExtractor, call: EasyCall): Promise<void> {
  await using harness = await create({ type: 'understands', call });
  const [turn] = call.turns;
  const request = requestOf(call, turn!);
  harness.extractor.prepare?.(request);
  harness.extractor.prepare?.(request);
  mustUnderstand(call, turn!, await extract(harness, request));
}

async function checkTurnNumber(create: CreateExtractor, call: EasyCall): Promise<void> {
  await using harness = await create({ type: 'understands', call });
  for (const turn of [1, 7, 4]) {
    const extraction = await extract(harness, requestOf(call, call.turns[0]!, { turn }));
    assert.equal(extraction.turn, turn);
  }
}

async function checkEmpty(create: CreateExtractor, call: EasyCall): Promise<void> {
  await using harness = await create({ type: 'understands', call });
  for (const callerText of ['', ' ', '\n\t']) {
    const request = requestOf(call, call.turns[0]!, { callerText });
    assert.deepEqual(await extract(harness, request), { turn: 1, intent: undefined, changes: [] });
  }
}

async function checkNames(create: CreateExtractor, call: EasyCall): Promise<void> {
  const few = { ...call, slots: call.slots.slice(0, 1), intents: call.intents.slice(0, 1) };
  for (const scene of [{ type: 'understands', call }, { type: 'overreaches' }] as const) {
    await using harness = await create(scene);
    for (const turn of call.turns) {
      const request = requestOf(few, turn);
      try {
        mustBeWellFormed(request, await extract(harness, request));
      } catch (thrown) {
        // To give up is no claim; to make one up is.
        if (!AntiphonError.is(thrown)) throw thrown;
      }
    }
  }
}

async function checkNothing(create: CreateExtractor, call: EasyCall): Promise<void> {
  await using harness = await create({ type: 'understands', call });
  const request = requestOf(call, call.turns[0]!, { slots: [], intents: [] });
  assert.deepEqual(await extract(harness, request), { turn: 1, intent: undefined, changes: [] });
}

const oddTexts = [
  'the the the',
  '"}]}\n```',
  'naïve 😀 \u{1D11E} \uD800 \u0000 \u2028',
  '9'.repeat(400),
  'word '.repeat(4_000),
  '你好，我想预约。',
  'constructor toString __proto__',
];

async function checkOdd(create: CreateExtractor, call: EasyCall): Promise<void> {
  await using harness = await create({ type: 'understands', call });
  const changes: Partial<ExtractionRequest>[] = [
    ...oddTexts.map((callerText) => ({ callerText })),
    ...oddTexts.map((agentText) => ({ agentText })),
    { language: 'xx' },
    { timeZone: 'Nowhere/At_All' },
    { saidAtMs: Number.NaN },
    { known: { gone: [{ value: null, turn: 9, words: '', confidence: 0 }] } },
    { offered: [{ slot: 'gone', value: { deep: [[]] }, words: '' }] },
    { recalled: { gone: null, constructor: 1 } },
  ];
  for (const change of changes) {
    const request = requestOf(call, call.turns[0]!, { callerText: 'Well, let me see.', ...change });
    mustBeWellFormed(request, await extract(harness, request));
  }
}

async function checkUntouched(create: CreateExtractor, call: EasyCall): Promise<void> {
  await using harness = await create({ type: 'understands', call });
  for (const turn of call.turns) {
    const request = frozen(structuredClone(requestOf(call, turn)));
    mustUnderstand(call, turn, await extract(harness, request));
  }
}

async function checkAtOnce(create: CreateExtractor, call: EasyCall): Promise<void> {
  await using harness = await create({ type: 'understands', call });
  const turns = [...call.turns, ...call.turns.toReversed()];
  const extractions = await Promise.all(
    turns.map((turn, index) => extract(harness, requestOf(call, turn, { turn: index + 1 }))),
  );
  for (const [index, extraction] of extractions.entries()) {
    assert.equal(extraction.turn, index + 1);
    mustUnderstand(call, turns[index]!, extraction);
  }
  assert.equal(harness.open?.() ?? 0, 0);
}

/** Whether it rejects or had an answer by then is its own affair; that it ends is not. */
async function checkAbort(create: CreateExtractor, call: EasyCall): Promise<void> {
  await using harness = await create({ type: 'hangs' });
  const request = requestOf(call, call.turns[0]!);
  const controller = new AbortController();
  const before = harness.extractor.extract(request, { signal: controller.signal });
  const settled = before.then(
    (extraction) => mustBeWellFormed(request, extraction),
    () => assert.ok(controller.signal.aborted, 'it failed before it was aborted'),
  );
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
  controller.abort();
  await settled;
  await harness.extractor.extract(request, { signal: controller.signal }).catch(() => undefined);
  assert.equal(harness.open?.() ?? 0, 0, 'requests are open after the abort');
}

async function extract({ extractor }: ExtractorHarness, request: ExtractionRequest): Promise<Extraction> {
  return extractor.extract(request, { signal: new AbortController().signal });
}
