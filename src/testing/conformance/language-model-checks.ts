/**
 * What every language model must do alike, whatever answers behind it.
 *
 * Each check asks the harness for a model that will play one scene, and listens to what comes of it.
 * Plain functions that throw: any test runner can run them (`language-model.ts` does so with vitest).
 */
import assert from 'node:assert/strict';
import type { GenerateRequest, GenerationPart, LanguageModel } from '../../contracts/llm.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';

/** What the model is to do when it is asked. Its harness arranges that, each in its own way. */
export type ModelScene =
  | { type: 'says'; text: string }
  /** `text` is said before the calls, where the model can. */
  | {
      type: 'calls';
      text: string;
      calls: readonly { name: string; arguments: Readonly<Record<string, unknown>> }[];
    }
  | { type: 'fails' };

export interface LanguageModelHarness extends AsyncDisposable {
  model: LanguageModel;
  /**
   * What the provider sees: requests that are open, and requests that were closed before their answer was
   * over. Absent where nothing lies behind the model.
   */
  requests?(): { open: number; closed: number };
}

export type CreateLanguageModel = (scene: ModelScene) => Promise<LanguageModelHarness>;

export interface LanguageModelTraits {
  /** It can call several tools at once. */
  parallelToolCalls: boolean;
}

export interface LanguageModelCheck {
  name: string;
  run(create: CreateLanguageModel): Promise<void>;
}

const story =
  'It began in spring, with one table and a lamp. Then came the garden, where the old trees stand. ' +
  'In autumn the kitchen was built, and in winter the guests came. So it went on for many a year.';
const book = { name: 'book', arguments: { day: 'Friday', guests: 4 } };
const ask = { name: 'hours', arguments: { day: 'Friday' } };

/** The words that every request ends in: a model that has to understand them can be taught them. */
export const conformanceWords = 'tell me what there is to tell';

/** The checks that a model of these traits must pass, each a story of its own. */
export function languageModelChecks(traits: LanguageModelTraits): LanguageModelCheck[] {
  return [
    { name: 'streams text in pieces, whole and in order, and ends once', run: checkText },
    { name: 'calls a tool whole: name, parsed arguments, an id of its own', run: checkToolCall },
    ...(traits.parallelToolCalls
      ? [
          {
            name: 'calls several tools in one turn, in the order asked, told apart by id',
            run: checkParallelCalls,
          },
        ]
      : []),
    { name: 'calls none where it must not', run: checkToolChoiceNone },
    { name: 'tells its usage at most once, before the end, in whole tokens', run: checkUsage },
    { name: 'yields nothing when it was aborted before it began', run: checkAbortedBefore },
    { name: 'yields nothing more once it is aborted, and closes its request', run: checkAbort },
    { name: 'closes its request when the reader goes away', run: checkEarlyReturn },
    { name: 'fails with an AntiphonError, and ends without an end', run: checkFailure },
    { name: 'serves many at once without mixing them up', run: checkManyAtOnce },
  ];
}

async function checkText(create: CreateLanguageModel): Promise<void> {
  await using harness = await create({ type: 'says', text: story });
  const parts = await partsOf(harness.model);
  const deltas = parts.filter((part) => part.type === 'text-delta');
  assert.ok(deltas.length > 3, `${deltas.length} pieces are no stream`);
  assert.ok(
    deltas.every((part) => part.text !== ''),
    'an empty piece came',
  );
  assert.equal(textOf(parts).trim(), story);
  mustEndOnce(parts, 'stop');
}

async function checkToolCall(create: CreateLanguageModel): Promise<void> {
  await using harness = await create({ type: 'calls', text: 'One moment.', calls: [book] });
  const [first, again] = [await partsOf(harness.model), await partsOf(harness.model)];
  assert.deepEqual(callsOf(first), [book]);
  mustEndOnce(first, 'tool-calls');
  const ids = [...idsOf(first), ...idsOf(again)];
  assert.equal(new Set(ids).size, 2, `two turns gave the ids ${ids.join(' and ')}`);
  assert.ok(!ids.includes(''), 'an id is empty');
}

async function checkParallelCalls(create: CreateLanguageModel): Promise<void> {
  await using harness = await create({ type: 'calls', text: '', calls: [book, ask, book] });
  const parts = await partsOf(harness.model);
  assert.deepEqual(callsOf(parts), [book, ask, book]);
  assert.equal(new Set(idsOf(parts)).size, 3);
  mustEndOnce(parts, 'tool-calls');
}

async function checkToolChoiceNone(create: CreateLanguageModel): Promise<void> {
  await using harness = await create({ type: 'calls', text: 'One moment.', calls: [book] });
  const parts = await partsOf(harness.model, { ...request(), toolChoice: 'none' });
  assert.deepEqual(callsOf(parts), []);
  mustEndOnce(parts, 'stop');
}

async function checkUsage(create: CreateLanguageModel): Promise<void> {
  await using harness = await create({ type: 'says', text: story });
  const parts = await partsOf(harness.model);
  const told = parts.filter((part) => part.type === 'usage');
  assert.equal(told.length, 1, `usage was told ${told.length} times`);
  const { inputTokens, cachedInputTokens, outputTokens } = told[0]!.usage;
  for (const count of [inputTokens, cachedInputTokens, outputTokens]) {
    assert.ok(Number.isInteger(count) && count >= 0, `${count} tokens`);
  }
  assert.ok(inputTokens > 0 && outputTokens > 0, 'nothing was used');
  assert.ok(cachedInputTokens <= inputTokens, 'more was cached than sent');
}

async function checkAbortedBefore(create: CreateLanguageModel): Promise<void> {
  await using harness = await create({ type: 'says', text: story });
  assert.deepEqual(await partsOf(harness.model, request(), AbortSignal.abort('barge-in')), []);
  await mustSee(harness, 0);
}

async function checkAbort(create: CreateLanguageModel): Promise<void> {
  await using harness = await create({ type: 'says', text: story });
  const controller = new AbortController();
  const before: GenerationPart[] = [];
  const after: GenerationPart[] = [];
  try {
    for await (const part of harness.model.generate(request(), { signal: controller.signal })) {
      (controller.signal.aborted ? after : before).push(part);
      if (before.length === 3) controller.abort('barge-in');
    }
  } catch (thrown) {
    // An abort may end the iteration by an error; nothing else may.
    assert.ok(controller.signal.aborted, `it failed before it was aborted: ${String(thrown)}`);
  }
  assert.equal(before.length, 3);
  assert.deepEqual(after, []);
  await mustSee(harness, 1);
}

async function checkEarlyReturn(create: CreateLanguageModel): Promise<void> {
  await using harness = await create({ type: 'says', text: story });
  let parts = 0;
  for await (const _ of harness.model.generate(request(), { signal: never() })) {
    parts += 1;
    if (parts === 2) break;
  }
  assert.equal(parts, 2);
  await mustSee(harness, 1);
}

async function checkFailure(create: CreateLanguageModel): Promise<void> {
  await using harness = await create({ type: 'fails' });
  const parts: GenerationPart[] = [];
  await assert.rejects(
    async () => {
      for await (const part of harness.model.generate(request(), { signal: never() })) parts.push(part);
    },
    (thrown) => AntiphonError.is(thrown) && thrown.code.startsWith('LLM_'),
    'a failure must be an AntiphonError of the family LLM_',
  );
  assert.ok(!parts.some((part) => part.type === 'end'), 'it ended although it failed');
  await mustSee(harness, 0);
}

async function checkManyAtOnce(create: CreateLanguageModel): Promise<void> {
  await using harness = await create({ type: 'says', text: story });
  const all = await Promise.all(Array.from({ length: 24 }, () => partsOf(harness.model)));
  for (const parts of all) {
    assert.equal(textOf(parts).trim(), story);
    mustEndOnce(parts, 'stop');
  }
  await mustSee(harness, 0);
}

function request(): GenerateRequest {
  const parameters = {
    type: 'object',
    properties: { day: { type: 'string' }, guests: { type: 'integer' } },
    required: ['day'],
  };
  return {
    prompt: {
      system: 'You answer for a small restaurant.',
      messages: [{ role: 'user', text: conformanceWords }],
    },
    tools: [
      { name: 'book', description: 'Books a table.', effect: 'write', parameters },
      { name: 'hours', description: 'Tells the hours of a day.', effect: 'read', parameters },
    ],
    toolChoice: 'auto',
    maxTokens: 400,
    language: 'en-US',
  };
}

async function partsOf(model: LanguageModel, asked = request(), signal = never()): Promise<GenerationPart[]> {
  const parts: GenerationPart[] = [];
  for await (const part of model.generate(asked, { signal })) parts.push(part);
  return parts;
}

function mustEndOnce(parts: readonly GenerationPart[], reason: string): void {
  const ends = parts.filter((part) => part.type === 'end');
  assert.deepEqual(ends, [{ type: 'end', reason }]);
  assert.equal(parts.at(-1)?.type, 'end', 'something came after the end');
}

/** A provider learns of a closed connection a moment later: within a second of real time. */
async function mustSee(harness: LanguageModelHarness, closed: number): Promise<void> {
  if (harness.requests === undefined) return;
  for (let looks = 0; looks < 100 && harness.requests().open > 0; looks += 1) {
    await new Promise((resolve) => {
      setTimeout(resolve, 10);
    });
  }
  assert.deepEqual(harness.requests(), { open: 0, closed }, 'what the provider sees of the requests');
}

function textOf(parts: readonly GenerationPart[]): string {
  return parts.map((part) => (part.type === 'text-delta' ? part.text : '')).join('');
}

function callsOf(parts: readonly GenerationPart[]): unknown[] {
  return parts.flatMap((part) =>
    part.type === 'tool-call' ? [{ name: part.name, arguments: part.arguments }] : [],
  );
}

function idsOf(parts: readonly GenerationPart[]): string[] {
  return parts.flatMap((part) => (part.type === 'tool-call' ? [part.toolCallId] : []));
}

function never(): AbortSignal {
  return new AbortController().signal;
}
