/**
 * R5, through the whole session: the agent asks before it forgets; after a yes nothing is kept, of this call neither;
 * after a no everything is; whoever was not proved is asked nothing.
 */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { z } from 'zod';
import { defineSlots } from '../../src/agent/define-slots.ts';
import { defineTool } from '../../src/agent/define-tool.ts';
import { CallerMemory } from '../../src/memory/caller-memory.ts';
import { forgetMe } from '../../src/memory/forget-me.ts';
import { memoryCallerStore } from '../../src/testing/memory-caller-store.ts';
import { ScriptedExtractor } from '../../src/testing/scripted-extractor.ts';
import { Stage } from '../support/stage.ts';

const slots = defineSlots(z.object({ store: z.string() }), { remember: ['store'] });
const prove = defineTool({
  name: 'prove',
  description: 'Proves who the caller is.',
  input: z.object({ customer: z.string() }),
  effect: 'read',
  run: ({ customer }, { caller }) => {
    caller.verified(customer);
    return 'proved';
  },
});

/** Calls that are made of lines: "i am NAME" proves it, "forget me" asks for it, "milan" is the store. */
class House {
  readonly store = memoryCallerStore();

  /** @returns the questions that the caller heard. */
  async call(...lines: string[]): Promise<string[]> {
    const set = { slot: 'store', change: 'set', value: 'Milan', words: 'milan', confidence: 0.9 } as const;
    const extractor: ScriptedExtractor = new ScriptedExtractor({
      get clock() {
        return stage.clock;
      },
      finds: ({ callerText }) => ({ changes: /milan/.test(callerText) ? [set] : [] }),
    });
    const clock = { wallTime: () => stage.clock.wallTime() };
    const stage: Stage = new Stage({
      agent: { slots, tools: [prove, forgetMe({ store: this.store, clock })], models: { extractor } },
      llm: {
        replies: ({ prompt }) => {
          const last = prompt.messages.at(-1);
          const text = last?.role === 'user' ? last.text : '';
          const customer = /^i am (\w+)$/.exec(text)?.[1];
          if (customer !== undefined) return { toolCalls: [{ name: 'prove', arguments: { customer } }] };
          if (text === 'forget me') return { toolCalls: [{ name: 'forgetMe', arguments: {} }] };
          return 'Very well.';
        },
      },
      callers: (simulated) => new CallerMemory({ store: this.store, slots, clock: simulated }),
    });
    await using _ = stage;
    for (const line of lines) {
      await stage.says(line);
      await stage.until('reply-end');
      await stage.run(500);
    }
    stage.far.hangup();
    await stage.run(500);
    return stage.all('consent-asked').map(({ question }) => question);
  }
}

test('after a yes nothing is kept: not what was there, and not what this call brought', async () => {
  const house = new House();
  await house.call('i am ada', 'milan on friday');
  assert.deepEqual(Object.keys(await house.store.recall('ada')), ['store']);
  const asked = await house.call('i am ada', 'milan on friday', 'forget me', 'yes please', 'milan again');
  assert.match(asked.join(), /^Everything that I remember of you .* will be deleted for good/);
  assert.equal(await house.store.export('ada'), undefined);
});

test('after a no everything is kept', async () => {
  const house = new House();
  await house.call('i am ada', 'milan on friday');
  assert.equal((await house.call('i am ada', 'forget me', 'no thanks')).length, 1);
  assert.deepEqual(Object.keys(await house.store.recall('ada')), ['store']);
});

test('whoever was not proved is asked nothing, and nobody is forgotten', async () => {
  const house = new House();
  await house.call('i am ada', 'milan on friday');
  assert.deepEqual(await house.call('forget me', 'yes please'), []);
  assert.deepEqual(Object.keys(await house.store.recall('ada')), ['store']);
});
