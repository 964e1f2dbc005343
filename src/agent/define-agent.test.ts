import assert from 'node:assert/strict';
import { expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import type { GenerationPart, LanguageModel } from '../contracts/llm.ts';
import { AntiphonError } from '../errors/antiphon-error.ts';
import type { Agent, AgentDefinition } from './agent.ts';
import { defineAgent } from './define-agent.ts';
import { defineSlots } from './define-slots.ts';
import { defineTool } from './define-tool.ts';

const llm: LanguageModel = {
  specificationVersion: '1',
  name: 'silent',
  async *generate(): AsyncGenerator<GenerationPart> {
    yield { type: 'end', reason: 'stop' };
  },
};
const tool = defineTool({
  name: 'look',
  description: 'Looks.',
  input: z.object({ where: z.string() }),
  effect: 'read',
  run: () => null,
});
const asking = defineTool({
  name: 'order',
  description: 'Orders.',
  input: z.object({}),
  effect: 'irreversible',
  run: () => null,
});
const least = { name: 'concierge', instructions: 'Be brief.' };

test('two texts make an agent; everything else has a default', () => {
  const agent = defineAgent(least);
  assert.equal(agent.pipeline, 'interruptible');
  assert.equal(agent.language, 'en-US');
  assert.equal(agent.expects, 'free');
  assert.equal(agent.greeting, undefined);
  assert.equal(agent.mayEndCall, false);
  assert.equal(agent.callMaxMs, 3_600_000);
  assert.deepEqual([agent.tools, agent.phrases, agent.models], [[], [], {}]);
  assert.deepEqual([agent.slots, agent.intents], [undefined, []]);
  assert.deepEqual(agent.bargeIn, {});
  expectTypeOf(agent).toEqualTypeOf<Agent>();
});

test('a part of a policy leaves the rest of it at its default', () => {
  const agent = defineAgent({ ...least, bargeIn: { minWords: 1 }, idle: { prompt: 'Hello?' } });
  assert.deepEqual(agent.bargeIn, { minWords: 1 });
  assert.equal(agent.idle.prompt, 'Hello?');
  assert.equal(agent.idle.promptsMax, 2);
});

test('the language chooses what is said when nobody speaks', () => {
  const german = defineAgent({ ...least, language: 'de-DE', tools: [asking] });
  assert.equal(german.idle.prompt, 'Sind Sie noch da?');
  assert.equal(defineAgent({ ...least, language: 'de', idle: { prompt: 'Na?' } }).idle.prompt, 'Na?');
  assert.equal(defineAgent({ ...least, language: 'fr-FR' }).idle.prompt, 'Are you still there?');
});

test('an agent is frozen all the way, and what it was made from may change', () => {
  const phrases = ['good afternoon'];
  const agent = defineAgent({ ...least, phrases, tools: [tool], models: { llm } });
  phrases.push('later');
  assert.deepEqual(agent.phrases, ['good afternoon']);
  for (const value of [agent, agent.phrases, agent.tools, agent.models, agent.bargeIn, agent.idle]) {
    assert.ok(Object.isFrozen(value));
  }
});

test('an agent remembers slots, and knows what callers may want', () => {
  const slots = defineSlots(z.object({ store: z.string() }));
  const intents = [{ name: 'book', description: 'Wants a visit.' }];
  const agent = defineAgent({ ...least, slots, intents });
  intents[0]!.name = 'later';
  assert.equal(agent.slots, slots);
  assert.deepEqual(agent.intents, [{ name: 'book', description: 'Wants a visit.' }]);
  assert.ok(Object.isFrozen(agent.intents) && Object.isFrozen(agent.intents[0]));
});

test('a typo is a type error', () => {
  // @ts-expect-error: `greting` is no option
  assert.throws(() => defineAgent({ ...least, greting: 'Hello.' }), /no option `greting`/);
  // @ts-expect-error: a model is a value, not a name
  assert.throws(() => defineAgent({ ...least, models: { llm: 'gpt' } }), /`models.llm` is "gpt"/);
});

const mistakes: { name: string; change: object; says: RegExp; cure: RegExp }[] = [
  { name: 'an empty name', change: { name: '' }, says: /`name` is empty/, cure: /'concierge'/ },
  { name: 'a name with a slash', change: { name: 'a/b' }, says: /a\/b/, cure: /letters, digits/ },
  { name: 'no instructions', change: { instructions: undefined }, says: /is missing/, cure: /Write a text/ },
  { name: 'an empty greeting', change: { greeting: '' }, says: /`greeting` is empty/, cure: /leave it out/ },
  { name: 'two tools alike', change: { tools: [tool, tool] }, says: /called "look"/, cure: /of its own/ },
  { name: 'what is no tool', change: { tools: [{ name: 'x' }] }, says: /`tools`/, cure: /defineTool/ },
  { name: 'a pipeline unheard of', change: { pipeline: 'fast' }, says: /"fast"/, cure: /streaming/ },
  {
    name: 'tools run in a way unheard of',
    change: { toolRuns: 'twice' },
    says: /"twice"/,
    cure: /one-at-a-time/,
  },
  { name: 'an expectation unheard of', change: { expects: 'song' }, says: /"song"/, cure: /yes-no/ },
  { name: 'a language by its name', change: { language: 'English!' }, says: /"English!"/, cure: /en-US/ },
  {
    name: 'a model in the wrong place',
    change: { models: { stt: llm } },
    says: /models\.stt/,
    cure: /embedded/,
  },
  { name: 'a model role unheard of', change: { models: { lmm: llm } }, says: /`lmm`/, cure: /`llm`/ },
  { name: 'no tokens', change: { maxTokens: 0 }, says: /`maxTokens` is 0/, cure: /above 0/ },
  {
    name: 'a time out of range',
    change: { bargeIn: { commitAfterMs: 0 } },
    says: /commitAfterMs/,
    cure: /20/,
  },
  {
    name: 'a question whose answer nobody understands',
    change: { language: 'fr-FR', tools: [asking] },
    says: /"order" needs a yes.*"fr-FR"/,
    cure: /German/,
  },
  { name: 'slots as zod', change: { slots: z.object({}) }, says: /`slots`/, cure: /defineSlots/ },
  { name: 'intents by name', change: { intents: 'book' }, says: /`intents` is "book"/, cure: /name: / },
  {
    name: 'an intent that says nothing',
    change: { intents: [{ name: 'book' }] },
    says: /description of "book"` is missing/,
    cure: /Write a text/,
  },
  {
    name: 'an intent with a space in it',
    change: { intents: [{ name: 'a b', description: 'x' }] },
    says: /"a b"/,
    cure: /Begin with a letter/,
  },
  {
    name: 'two intents alike',
    change: { intents: [1, 2].map(() => ({ name: 'book', description: 'x' })) },
    says: /two intents are called "book"/,
    cure: /of its own/,
  },
  {
    name: 'an intent with more than it can hold',
    change: { intents: [{ name: 'book', description: 'x', descripton: 'y' }] },
    says: /`descripton`/,
    cure: /`description`/,
  },
  { name: 'a call of a second', change: { callMaxMs: 1_000 }, says: /`callMaxMs` is 1000/, cure: /60000/ },
  { name: 'a misspelt policy', change: { idle: { promt: 'x' } }, says: /`promt`/, cure: /`prompt`/ },
  { name: 'phrases that are no text', change: { phrases: [1] }, says: /`phrases`/, cure: /phrases: \[/ },
];
for (const { name, change, says, cure } of mistakes) {
  test(`defineAgent refuses ${name} and says what to write`, () => {
    const refused = (thrown: unknown): boolean =>
      AntiphonError.is(thrown) &&
      thrown.code === 'CONFIG_INVALID' &&
      says.test(thrown.message) &&
      cure.test(thrown.cure);
    assert.throws(() => defineAgent({ ...least, ...change } as AgentDefinition), refused);
  });
}

test('an agent that may end the call has no tool of that name', () => {
  const endCall = defineTool({
    name: 'endCall',
    description: 'Ends.',
    input: z.object({}),
    effect: 'read',
    run: () => 0,
  });
  assert.throws(() => defineAgent({ ...least, tools: [endCall], mayEndCall: true }), /called "endCall"/);
  assert.doesNotThrow(() => defineAgent({ ...least, tools: [endCall] }));
});
