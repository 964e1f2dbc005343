/**
 * An agent with slots: what a turn said is read behind its answer, merged, and told to the model as notes. The
 * answer never waits for the reading, a value that does not fit is dropped, and nobody's reading outlives the call.
 */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { z } from 'zod';
import { defineSlots } from '../../src/agent/define-slots.ts';
import type { SlotChange } from '../../src/contracts/memory.ts';
import { replay } from '../../src/call/replay.ts';
import { ScriptedExtractor, type ScriptedFinding } from '../../src/testing/scripted-extractor.ts';
import { Stage } from '../support/stage.ts';

const slots = defineSlots(
  z.object({
    store: z.enum(['Paris', 'Milan']).describe('Which of our stores.'),
    sizes: z.array(z.number().int()),
  }),
);
const set = (slot: string, value: unknown): SlotChange => ({
  slot,
  change: slot === 'sizes' ? 'add' : 'set',
  value,
  words: String(value),
  confidence: 0.9,
});

/** Finds a store and sizes by their words. */
function reader(stage: () => Stage, afterMs = 50, fails = false): ScriptedExtractor {
  const finds = ({ callerText }: { callerText: string }): ScriptedFinding => {
    if (fails) return { fails: 'no answer' };
    const changes = callerText.split(' ').flatMap((word): SlotChange[] => {
      if (/^(paris|milan|rome)$/.test(word)) return [set('store', word[0]!.toUpperCase() + word.slice(1))];
      return /^\d+$/.test(word) ? [set('sizes', Number(word))] : [];
    });
    return { intent: { name: 'book', confidence: 0.9 }, changes };
  };
  return new ScriptedExtractor({
    get clock() {
      return stage().clock;
    },
    finds,
    afterMs,
  });
}

function stageWith(afterMs = 50, fails = false): { stage: Stage; extractor: ScriptedExtractor } {
  const extractor = reader(() => stage, afterMs, fails);
  const intents = [{ name: 'book', description: 'Wants a visit.' }];
  const stage: Stage = new Stage({
    agent: { slots, intents, models: { extractor }, timeZone: 'Europe/Paris' },
  });
  return { stage, extractor };
}

async function says(stage: Stage, text: string): Promise<void> {
  await stage.says(text);
  await stage.until('reply-end');
  await stage.run(500);
}

test('values come from the turn, corrections win, what does not fit its slot is dropped', async () => {
  const { stage, extractor } = stageWith();
  await using _ = stage;
  await says(stage, 'i would like a fitting in milan');
  await says(stage, 'sizes 38 and 40 please');
  await says(stage, 'no make it rome');
  await says(stage, 'then paris it is');
  await says(stage, 'thank you very much');
  const [notes] = stage.messages();
  assert.ok(notes !== undefined && 'text' in notes);
  assert.match(notes.text, /store: "Paris"\nsizes: 38, 40/);
  assert.deepEqual(
    stage.all('slots-extracted').map(({ turn, changed }) => [turn, changed]),
    [
      [1, ['store']],
      [2, ['sizes']],
      [4, ['store']],
    ],
  );
  const { timeZone, saidAtMs, known } = extractor.requests[1]!;
  assert.deepEqual([timeZone, Object.keys(known)], ['Europe/Paris', ['store']]);
  assert.ok(saidAtMs > stage.clock.wallTime() - 60_000 && saidAtMs < stage.clock.wallTime());
  assert.equal(replay(stage.log).difference, undefined);
});

test('an answer is as quick with a reader that takes seven seconds as with one that takes none', async () => {
  const waits: number[] = [];
  for (const afterMs of [0, 7_000]) {
    const { stage } = stageWith(afterMs);
    await using _ = stage;
    await stage.says('a fitting in milan please');
    const { atMs } = await stage.until('reply-start');
    waits.push(atMs);
  }
  assert.equal(waits[0], waits[1]);
});

test('a reader that fails costs the call nothing: people are told why, and the words stay in the prompt', async () => {
  const { stage } = stageWith(50, true);
  await using _ = stage;
  await says(stage, 'a fitting in milan please');
  await says(stage, 'on thursday if you can');
  assert.deepEqual(
    stage.all('extraction-failed').map(({ turn, givenUp }) => [turn, givenUp]),
    [
      [1, false],
      [1, true],
      [2, false],
    ],
  );
  assert.ok(stage.errors.every(({ code }) => code === 'EXTRACTION_FAILED'));
  assert.deepEqual(
    stage
      .messages()
      .map((message) => ('text' in message ? message.text : ''))
      .slice(0, 1),
    ['a fitting in milan please'],
  );
});

test('whoever hangs up while a turn is read leaves nothing open', async () => {
  const { stage, extractor } = stageWith(60_000);
  await says(stage, 'a fitting in milan please');
  assert.equal(extractor.requests.length, 1);
  await stage[Symbol.asyncDispose]();
  assert.deepEqual(stage.session.open(), { generations: 0, timers: 0, effects: 0 });
  assert.equal(stage.clock.pending, 0);
});
