/** What becomes of the tools a model asks for, told as calls: several at once, twice, one by one, slow, failing, taken back. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { heard, playedOut, speechEnd, speechStart, Story, voiced } from './__fixtures__/story.ts';
import type { CallInput, ToolCallInput } from './input.ts';
import { defaultLimits } from './options.ts';
import type { ToolOutcome } from '../contracts/conversation.ts';

interface Asked {
  effect?: 'read' | 'write' | 'irreversible';
  question?: string;
  speakWhile?: string;
  duplicates?: 'reject' | 'replace' | 'allow';
  input?: unknown;
}

function wants(generation: number, name: string, asked: Asked = {}): ToolCallInput {
  const { input = { name }, effect = 'read', ...rest } = asked;
  return {
    type: 'generation-tool-call',
    generation,
    toolCallId: `${name}-${generation}`,
    name,
    arguments: input,
    check: { ok: true, effect, ...rest },
  };
}

const ends = (generation: number): CallInput => ({ type: 'generation-end', generation });
const result = (toolCallId: string, outcome: ToolOutcome): CallInput => ({
  type: 'tool-result',
  toolCallId,
  outcome,
});
const done = (toolCallId: string, value: unknown = 'ok'): CallInput =>
  result(toolCallId, { status: 'done', value });
const quiet = { ...defaultLimits, bridgeAfterMs: 60_000, toolBridgeAfterMs: 60_000 };

/** A story told in steps from one instant to the next. */
class Tale extends Story {
  #segment = 0;

  after(ms: number, ...inputs: CallInput[]): this {
    return this.at(this.now + ms, ...inputs);
  }

  /** The caller says something; the story goes on when it is a turn. */
  says(text: string): this {
    const turns = event(this, 'turn-end').length;
    this.after(500, speechStart).after(700, speechEnd).after(30, heard(this.#segment, text));
    this.#segment += 1;
    while (event(this, 'turn-end').length === turns) this.after(10);
    return this;
  }

  /** Everything spoken so far of this reply was heard. */
  hears(reply: number): this {
    const clauses = this.all('speak').filter((speak) => speak.reply === reply);
    for (const { clause } of clauses) this.after(10, ...voiced(reply, clause, 8_000));
    return this.after(1_000, ...playedOut(reply, clauses.length * 8_000));
  }
}

const runs = (story: Story): string[] => story.all('tool-run').map((run) => run.toolCallId);
const spoken = (story: Story): string[] => story.all('speak').map(({ text }) => text);
const event = (story: Story, type: string): { at: number; toolCallId?: string; reason?: string }[] =>
  story.seen.flatMap(({ at, output }) =>
    output.type === 'emit' && output.event.type === type ? [{ ...output.event, at }] : [],
  );

const book: Asked = { effect: 'write', question: 'Shall I book Friday?' };
const cancel: Asked = { effect: 'irreversible', question: 'Shall I cancel order five?' };

/** Two actions in one sentence, and the question for both was heard. */
function askedForTwo(): Tale {
  const story = new Tale({ limits: quiet }).says('cancel order five and book friday');
  story.after(100, wants(0, 'cancel', cancel), wants(0, 'book', book), ends(0));
  return story.hears(0);
}

test('Two actions of one reply are one question; the first yes, the second no', () => {
  const story = askedForTwo();
  assert.deepEqual(spoken(story), [
    'First: Shall I cancel order five? Second: Shall I book Friday? Shall I do both?',
  ]);
  story.says('the first yes the second no');
  assert.deepEqual(
    event(story, 'consent-given').map(({ toolCallId }) => toolCallId),
    ['cancel-0'],
  );
  assert.deepEqual(
    event(story, 'consent-refused').map(({ toolCallId }) => toolCallId),
    ['book-0'],
  );
  story.after(600);
  assert.deepEqual(
    story.all('tool-run').map(({ name, consentId }) => [name, consentId]),
    [['cancel', 'cancel-0']],
  );
});

test('What an answer leaves out is asked for by itself, and nothing else is said behind that question', () => {
  const story = askedForTwo().says('no to the first');
  assert.deepEqual(runs(story), []);
  assert.equal(spoken(story).at(-1), 'Shall I book Friday?');
  assert.equal(story.all('generate').length, 1, 'the model is not asked: its words might ask something else');
  story.hears(1).says('yes please');
  assert.deepEqual(
    story.all('tool-run').map(({ name }) => name),
    ['book'],
  );
});

test('An irreversible action waits a moment behind its yes: "no, stop" is in time', () => {
  const story = new Tale({ limits: quiet }).says('cancel order five');
  story.after(100, wants(0, 'cancel', cancel), ends(0)).hears(0);
  story.says('yes').after(200, speechStart);
  story.after(900, speechEnd);
  story.after(30, heard(2, 'no stop')).after(2_000);
  assert.deepEqual(runs(story), []);
  assert.equal(event(story, 'consent-refused')[0]?.reason, 'taken back before it ran');
});

test('"No, stop" behind an action that has its yes and waits for the shell is passed on to it', () => {
  const story = new Tale({ limits: quiet }).says('book friday');
  story.after(100, wants(0, 'book', book), ends(0)).hears(0);
  story.says('yes please');
  const [run] = runs(story);
  story.says('no stop');
  assert.deepEqual(
    story.all('tool-withdraw').map(({ toolCallId }) => toolCallId),
    [run],
  );
});

test('A no is respected: in the same turn the same action is not asked for again', () => {
  const story = new Tale({ limits: quiet }).says('book friday');
  story.after(100, wants(0, 'book', book), ends(0)).hears(0);
  story.says('no thank you').after(300, wants(1, 'book', book), ends(1));
  assert.equal(event(story, 'consent-asked').length, 1);
  const last = story.all('generate').at(-1)!.request.prompt.messages.at(-1);
  assert.ok(last?.role === 'tool-result' && last.result.status === 'refused');
});

test('Tools run together, or one after the other where the agent wants it so', () => {
  const tools = [wants(0, 'stock'), wants(0, 'price'), wants(0, 'hours')];
  const together = new Tale({ limits: quiet }).says('what do you have').after(100, ...tools);
  assert.deepEqual(runs(together), ['stock-0', 'price-0', 'hours-0'], 'before the model is through');

  const story = new Tale({ limits: quiet, toolRuns: 'one-at-a-time' }).says('what do you have');
  story.after(100, ...tools, ends(0));
  assert.deepEqual(runs(story), ['stock-0']);
  story.after(300, done('stock-0')).after(300, done('price-0'));
  assert.deepEqual(runs(story), ['stock-0', 'price-0', 'hours-0']);
  assert.equal(story.all('generate').length, 1);
  story.after(300, done('hours-0'));
  assert.equal(story.all('generate').length, 2, 'the model is asked once all have answered');
});

test.each([
  { policy: undefined, effect: 'write', second: 'TOOL_DUPLICATE', runs: 1 },
  { policy: 'reject', effect: 'read', second: 'TOOL_DUPLICATE', runs: 1 },
  { policy: undefined, effect: 'read', second: undefined, runs: 2 },
  { policy: 'allow', effect: 'write', second: undefined, runs: 2 },
  { policy: 'replace', effect: 'read', second: undefined, runs: 2 },
  { policy: 'replace', effect: 'write', second: 'TOOL_DUPLICATE', runs: 1 },
] as const)('The same $effect twice under $policy: $runs run', ({ policy, effect, second, runs: count }) => {
  const asked: Asked = { effect, ...(policy === undefined ? {} : { duplicates: policy }) };
  const story = new Tale({ limits: quiet }).says('note that');
  story.after(100, wants(0, 'note', asked), { ...wants(0, 'note', asked), toolCallId: 'again' }, ends(0));
  assert.equal(runs(story).length, count);
  for (const id of runs(story)) story.after(10, done(id, id));
  const { messages } = story.all('generate').at(-1)!.request.prompt;
  const results = messages.flatMap((message) => (message.role === 'tool-result' ? message.result : []));
  const codes = results.flatMap((one) => (one.status === 'failed' ? one.code : []));
  assert.deepEqual(codes, second === undefined ? [] : [second]);
});

test('A tool call keeps an id of its own, whatever ids the model gives', () => {
  const story = new Tale({ limits: quiet }).says('where is my order');
  story.after(100, { ...wants(0, 'track'), toolCallId: 'call_1' }, ends(0)).after(300, done('call_1'));
  story.after(300, { ...wants(1, 'price'), toolCallId: 'call_1' }, ends(1));
  assert.deepEqual(runs(story), ['call_1', 'call_1-2']);
});

test('A slow tool is bridged after 700 ms in its own words, and again when it lasts', () => {
  const limits = { ...defaultLimits, bridgeAfterMs: 60_000 };
  const story = new Tale({ limits }).says('where is my order');
  story.after(100, wants(0, 'track', { speakWhile: 'I am asking the carrier.' }), ends(0)).after(690);
  assert.deepEqual(spoken(story), []);
  story.after(20);
  assert.deepEqual(spoken(story), ['I am asking the carrier.']);
  story.hears(0).after(3_900);
  assert.equal(spoken(story).length, 1);
  story.after(200);
  assert.equal(spoken(story)[1], 'I am still looking, thank you for waiting.');
});

test('A failure with a sentence of its own is told in that sentence: no model is asked', () => {
  const say = 'The diary does not answer just now. May a colleague call you back?';
  const story = new Tale({ limits: quiet }).says('book friday');
  story.after(100, wants(0, 'diary'), ends(0));
  story.after(300, result('diary-0', { status: 'failed', code: 'TOOL_FAILED', message: 'down', say }));
  assert.equal(spoken(story).join(' '), say);
  assert.equal(story.all('generate').length, 1);
  story.hears(0).says('yes please');
  const { messages } = story.all('generate').at(-1)!.request.prompt;
  assert.ok(messages.some((message) => message.role === 'assistant' && message.text === say));
});

test('Beside a result that came, the model tells of both', () => {
  const failed: ToolOutcome = { status: 'failed', code: 'TOOL_FAILED', message: 'down', say: 'It is down.' };
  const story = new Tale({ limits: quiet }).says('price and stock');
  story.after(100, wants(0, 'price'), wants(0, 'stock'), ends(0));
  story.after(300, result('stock-0', failed)).after(300, done('price-0'));
  assert.deepEqual(spoken(story), []);
  assert.equal(story.all('generate').length, 2);
});

test('An effect whose end nobody knows is told so, and a result that comes late replaces it', () => {
  const story = new Tale({ limits: quiet }).says('note that');
  story.after(100, wants(0, 'note', { effect: 'write' }), ends(0));
  story.after(300, result('note-0', { status: 'unknown', reason: 'it did not answer' }));
  assert.equal(event(story, 'effect-unknown').length, 1);
  story.after(300, { type: 'generation-text', generation: 1, text: 'I cannot tell. ' }, ends(1));
  story.hears(0).after(300, done('note-0', 'late'));
  const { messages } = story.all('generate').at(-1)!.request.prompt;
  const results = messages.filter((message) => message.role === 'tool-result');
  assert.deepEqual(
    results.map((message) => message.result),
    [{ status: 'done', value: 'late' }],
  );
  assert.deepEqual(event(story, 'effect-done').length, 1);
});

test('A barge-in during a tool cancels nothing: its result is told behind the answer', () => {
  const story = new Tale({ limits: quiet }).says('note that');
  story.after(100, wants(0, 'note', { effect: 'write' }), ends(0));
  story.says('and what are your hours');
  story.after(300, { type: 'generation-text', generation: 1, text: 'From ten to six. ' }, ends(1));
  assert.deepEqual(story.all('tool-withdraw'), []);
  story.after(300, done('note-0'));
  story.hears(story.all('speak').at(-1)!.reply).after(300);
  const { messages } = story.all('generate').at(-1)!.request.prompt;
  assert.ok(messages.some((message) => message.role === 'tool-result' && message.toolCallId === 'note-0'));
});
