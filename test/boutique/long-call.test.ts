/**
 * Long calls, with prompts as they are compiled: of what was said before the last turns only notes are left. Who has
 * proved who they are is not asked again, and what is under way is gone on with.
 */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { Extractor } from '../../src/index.ts';
import type { LanguageModel } from '../../src/contracts/llm.ts';
import { scenario } from '../../src/testing/scenario/index.ts';
import { concierge } from '../../examples/boutique/agent.ts';
import { ordersOf } from '../../examples/boutique/house/orders.ts';
import { embeddedConcierge } from '../../examples/boutique/language/embedded-concierge.ts';
import { aHouse } from './fixtures.ts';

/** Listens, and has nothing to note: every turn counts as read, and may be left out of the next prompt. */
const listener: Extractor = {
  specificationVersion: '1',
  name: 'listener',
  extract: async ({ turn }) => ({ turn, intent: undefined, changes: [] }),
};

const questions = [
  'where are you in Vienna',
  'do you have the Harbour coat in blue',
  'how do I wash cashmere',
  'when are you open in Paris on Saturday',
  'what is a saddle stitch',
];

test('sixty turns into a call nobody is asked again who they are', async () => {
  using house = aHouse();
  const inner = embeddedConcierge(house, 'UTC');
  let longest = 0;
  let hasNotes = false;
  const llm: LanguageModel = {
    ...inner,
    generate: (request, options) => {
      const { messages } = request.prompt;
      longest = Math.max(longest, messages.length);
      const [first] = messages;
      hasNotes ||= first?.role === 'user' && first.text.startsWith('[Notes on the call so far:');
      return inner.generate(request, options);
    },
  };
  const agent = concierge(house, { llm, extractor: listener });
  await scenario({ agent }, async ({ caller, agent: says }) => {
    await caller.says('my customer number is four one zero zero zero five');
    await says.says('postcode');
    await caller.says('one two one seven two');
    await says.says('What may I do for you');
    for (let turn = 0; turn < 58; turn++) {
      await caller.says(questions[turn % questions.length]!);
      await says.says(/\w/);
    }
    await caller.says('I want to cancel my order of the trench');
    await says.asks('Order seven zero zero zero five will be cancelled for good');
    await caller.says('yes please');
    await says.says('is cancelled');
  })();
  assert.ok(hasNotes, 'the beginning was left out');
  assert.ok(longest < 140, `${longest} messages`);
  assert.equal(
    ordersOf(house.database, '410005').find(({ number }) => number === '70005')?.state,
    'cancelled',
  );
});
