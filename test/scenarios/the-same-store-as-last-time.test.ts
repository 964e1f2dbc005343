/**
 * A caller who was proved is known again in the next call, through the whole session: what the first call brought
 * goes to whoever reads the turns of the second. Whoever is not proved is nobody, and what was taken back is gone.
 */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { z } from 'zod';
import { defineSlots } from '../../src/agent/define-slots.ts';
import { defineTool } from '../../src/agent/define-tool.ts';
import type { ExtractionRequest, SlotChange } from '../../src/contracts/memory.ts';
import { CallerMemory } from '../../src/memory/caller-memory.ts';
import { memoryCallerStore } from '../../src/testing/memory-caller-store.ts';
import { ScriptedExtractor, type ScriptedFinding } from '../../src/testing/scripted-extractor.ts';
import { Stage } from '../support/stage.ts';

const slots = defineSlots(z.object({ store: z.string(), day: z.string() }), { remember: ['store'] });
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

const said = { words: '', confidence: 0.9 };
const finds = ({ callerText, recalled }: ExtractionRequest): ScriptedFinding => {
  const found: Record<string, SlotChange> = {
    'milan on friday': { slot: 'store', change: 'set', value: 'Milan', ...said },
    'the same store as last time': {
      slot: 'store',
      change: 'set',
      value: recalled['store'] ?? 'nobody knows',
      ...said,
    },
    'forget my store': { slot: 'store', change: 'clear', ...said },
  };
  return { changes: callerText in found ? [found[callerText]!] : [] };
};

class House {
  readonly store = memoryCallerStore();

  /** One call: "i am NAME" proves it. @returns what the call remembered of the store at its end. */
  async call(...lines: string[]): Promise<{ store: unknown; recalled: boolean }> {
    const extractor: ScriptedExtractor = new ScriptedExtractor({
      get clock() {
        return stage.clock;
      },
      finds,
    });
    const stage: Stage = new Stage({
      agent: { slots, tools: [prove], models: { extractor } },
      llm: {
        replies: ({ prompt }) => {
          const last = prompt.messages.at(-1);
          const customer = last?.role === 'user' ? /^i am (\w+)$/.exec(last.text)?.[1] : undefined;
          return customer === undefined
            ? 'Very well.'
            : { toolCalls: [{ name: 'prove', arguments: { customer } }] };
        },
      },
      callers: (clock) => new CallerMemory({ store: this.store, slots, clock }),
    });
    await using _ = stage;
    for (const line of lines) {
      await stage.says(line);
      await stage.until('reply-end');
      await stage.run(300);
    }
    stage.far.hangup();
    await stage.run(500);
    assert.deepEqual(stage.errors, []);
    const [value] = stage.all('slots-extracted').at(-1)?.slots['store'] ?? [];
    return { store: value?.value, recalled: stage.all('caller-recalled').length > 0 };
  }
}

test('who was proved in both calls is known again; what is not named to outlive the call is not kept', async () => {
  const house = new House();
  await house.call('i am ada', 'milan on friday');
  assert.deepEqual(await house.call('i am ada', 'the same store as last time'), {
    store: 'Milan',
    recalled: true,
  });
  assert.deepEqual(Object.keys(await house.store.recall('ada')), ['store']);
});

test('it does not matter when in a call somebody is proved', async () => {
  const house = new House();
  await house.call('milan on friday', 'i am ada');
  assert.deepEqual(await house.call('i am ada', 'the same store as last time'), {
    store: 'Milan',
    recalled: true,
  });
});

test('who was not proved is nobody: neither in the call that tells nor in the one that asks', async () => {
  const house = new House();
  await house.call('milan on friday');
  await house.call('i am ada', 'milan on friday');
  const unknown = await house.call('the same store as last time');
  assert.deepEqual(unknown, { store: 'nobody knows', recalled: false });
  const other = await house.call('i am bea', 'the same store as last time');
  assert.deepEqual(other, { store: 'nobody knows', recalled: false });
});

test('what the caller took back is not recalled again', async () => {
  const house = new House();
  await house.call('i am ada', 'milan on friday');
  await house.call('i am ada', 'forget my store');
  const later = await house.call('i am ada', 'the same store as last time');
  assert.deepEqual(later, { store: 'nobody knows', recalled: false });
});
