/**
 * The process dies while it acts. Who takes the call up runs again, once and under the same key, what can be done
 * twice without harm; what cannot is told as unknown and is never run again; and the question that stood is asked
 * anew, so that a yes finds something to be a yes to.
 */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { z } from 'zod';
import { defineTool } from '../../src/agent/define-tool.ts';
import type { ToolContext } from '../../src/agent/tool.ts';
import type { GenerateRequest } from '../../src/contracts/llm.ts';
import { restoredCallOf } from '../../src/session/keeping/restored-call.ts';
import { CallMemory, MemoryCallStore } from '../../src/testing/memory-call-store.ts';
import type { ScriptedReply } from '../../src/testing/scripted-llm.ts';
import { Stage, type StageOptions } from '../support/stage.ts';

/** What happens to the world, whichever process does it. */
interface World {
  attempts: { tool: string; key: string }[];
  /** By key, as a diary that honours one would have it. */
  fittings: Map<string, string>;
  notes: string[];
  cancelled: string[];
}

/** @param answers Until it resolves nothing of this process is done. */
function processOf(world: World, answers: Promise<void>): StageOptions {
  const act = async (tool: string, { idempotencyKey }: ToolContext, change: () => void): Promise<string> => {
    world.attempts.push({ tool, key: idempotencyKey });
    await answers;
    change();
    return 'done';
  };
  const order = z.object({ order: z.string() });
  const common = { description: 'Acts', input: order, timeoutMs: 600_000 } as const;
  const tools = [
    defineTool({
      ...common,
      name: 'bookFitting',
      effect: 'write',
      idempotencyKey: true,
      confirm: () => 'Shall I book the fitting?',
      run: (input, context) =>
        act('bookFitting', context, () => world.fittings.set(context.idempotencyKey, input.order)),
    }),
    defineTool({
      ...common,
      name: 'sendNote',
      effect: 'write',
      confirm: () => 'Shall I send the note?',
      run: (input, context) => act('sendNote', context, () => world.notes.push(input.order)),
    }),
    defineTool({
      ...common,
      name: 'cancelOrder',
      effect: 'irreversible',
      confirm: () => 'Shall I cancel order five?',
      run: (input, context) => act('cancelOrder', context, () => world.cancelled.push(input.order)),
    }),
  ];
  return { agent: { tools }, llm: { replies } };
}

const five = { order: 'five' };

/** Speaks of what it was told, and knows nothing else. */
function replies({ prompt: { messages } }: GenerateRequest): ScriptedReply {
  const last = messages.at(-1)!;
  const said = last.role === 'user' ? last.text : '';
  if (said.includes('cancel')) return { toolCalls: [{ name: 'cancelOrder', arguments: five }] };
  if (said.includes('book')) {
    return {
      toolCalls: [
        { name: 'bookFitting', arguments: five },
        { name: 'sendNote', arguments: five },
      ],
    };
  }
  const results = messages.flatMap((message) =>
    message.role === 'tool-result' ? [`${message.name} is ${message.result.status}.`] : [],
  );
  return results.length === 0 ? 'I see.' : results.join(' ');
}

/** Dies behind a question, while two effects run: nothing of it moves any more. Its effects end when `answers` does. */
async function died(world: World, memory: CallMemory, answers: Promise<void>): Promise<Stage> {
  const stage = new Stage({ ...processOf(world, answers), store: new MemoryCallStore(memory) });
  await stage.says('book it and send a note');
  await stage.until('reply-end');
  await stage.says('yes both please');
  await stage.until('effect-begun');
  await stage.run(200);
  await stage.says('and please cancel order five', 1_200);
  while (!stage.all('reply-end').at(-1)!.heardText.endsWith('cancel order five?'))
    await stage.until('reply-end');
  await stage.run(500);
  return stage;
}

/** Takes the call up from what the store has of it. */
async function takenUp(world: World, memory: CallMemory): Promise<Stage> {
  const store = new MemoryCallStore(memory);
  const seen = await store.load('call-1');
  const claim = await store.claim({
    callId: 'call-1',
    host: 'successor',
    why: 'reconnect',
    seenEpoch: seen.claim.epoch,
    claimId: 'claim-1',
    nowMs: 0,
    hostAliveUntilMs: 10_000,
  });
  const stored = await store.load('call-1');
  return new Stage({
    ...processOf(world, Promise.resolve()),
    call: { restored: restoredCallOf(stored, 1_000) },
    store,
    takenOver: {
      claim: claim!,
      lastTurnNo: stored.turns.at(-1)!.turnNo,
      effectIds: stored.effects.map(({ intent }) => intent.effectId),
    },
  });
}

for (const { says, cancelled } of [
  { says: 'yes please', cancelled: ['five'] },
  { says: 'no thank you', cancelled: [] },
]) {
  test(`Two effects and a question: taken up, settled and asked anew; "${says}" is understood`, async () => {
    const world: World = { attempts: [], fittings: new Map(), notes: [], cancelled: [] };
    const memory = new CallMemory();
    const answers = Promise.withResolvers<void>();
    await using dead = await died(world, memory, answers.promise);
    using _ghosts = { [Symbol.dispose]: () => answers.resolve() };
    assert.deepEqual(
      world.attempts.map(({ tool }) => tool),
      ['bookFitting', 'sendNote'],
      dead.tell(),
    );
    const [first] = world.attempts;

    await using stage = await takenUp(world, memory);
    const asked = await stage.until('reply-end');
    assert.ok(
      asked.type === 'reply-end' && asked.heardText.endsWith('Shall I cancel order five?'),
      stage.tell(),
    );
    assert.ok(stage.playedMs('Shall I cancel order five?') > 1_000, 'it was really played');
    assert.ok(!asked.heardText.includes('book') && !asked.heardText.includes('note'), 'these had their yes');
    const told = await stage.until('reply-end');
    assert.ok(told.type === 'reply-end');
    assert.ok(told.heardText.includes('bookFitting is done. sendNote is unknown.'), stage.tell());

    await stage.says(says);
    await stage.until('reply-end');
    await stage.run(3_000);
    assert.deepEqual(world.cancelled, cancelled, stage.tell());
    assert.deepEqual(
      world.attempts.map(({ tool }) => tool),
      ['bookFitting', 'sendNote', 'bookFitting', ...cancelled.map(() => 'cancelOrder')],
    );
    assert.equal(world.attempts[2]!.key, first!.key, 'again under the same key');
    assert.deepEqual([...world.fittings], [[first!.key, 'five']]);
    const { effects } = await new MemoryCallStore(memory).load('call-1');
    assert.deepEqual(
      effects.map(({ intent, outcome }) => `${intent.tool} ${outcome.status}`),
      ['bookFitting done', 'sendNote unknown', ...cancelled.map(() => 'cancelOrder done')],
    );

    // What the dead process had sent still arrives: one fitting all the same, and the one note that was ever sent.
    answers.resolve();
    await stage.run(100);
    assert.deepEqual([...world.fittings], [[first!.key, 'five']]);
    assert.deepEqual(world.notes, ['five']);
  });
}

test('It dies again while it is taken up: still once for the key, and never again what is unknown', async () => {
  const world: World = { attempts: [], fittings: new Map(), notes: [], cancelled: [] };
  const memory = new CallMemory();
  const answers = Promise.withResolvers<void>();
  await using first = await died(world, memory, answers.promise);
  using _ghosts = { [Symbol.dispose]: () => answers.resolve() };
  await using second = await takenUp(world, memory);
  await second.run(1_200);
  await using third = await takenUp(world, memory);
  await third.until('reply-end');
  await third.run(6_000);
  await third.says('yes please');
  await third.until('reply-end');
  await third.run(3_000);
  const ran = (tool: string): number => world.attempts.filter((attempt) => attempt.tool === tool).length;
  assert.equal(ran('sendNote'), 1, third.tell());
  assert.equal(ran('cancelOrder'), 1);
  assert.ok(ran('bookFitting') <= 3 && world.fittings.size === 1);
  assert.equal(
    new Set(world.attempts.filter(({ tool }) => tool === 'bookFitting').map(({ key }) => key)).size,
    1,
  );
  assert.deepEqual(world.cancelled, ['five']);
  assert.equal(first.all('call-end').length + second.all('call-end').length, 0);
});

test('It dies between the yes and the act: nobody knows of that yes, and the question is asked anew', async () => {
  const world: World = { attempts: [], fittings: new Map(), notes: [], cancelled: [] };
  const memory = new CallMemory();
  const store = new MemoryCallStore(memory);
  await using dead = new Stage({ ...processOf(world, Promise.resolve()), store });
  await dead.says('please cancel order five');
  await dead.until('reply-end');
  await dead.says('yes please');
  await dead.until('consent-given');
  assert.deepEqual(world.attempts, [], 'it waits a moment for a "no, stop"');

  await using stage = await takenUp(world, memory);
  const asked = await stage.until('reply-end');
  assert.ok(
    asked.type === 'reply-end' && asked.heardText.endsWith('Shall I cancel order five?'),
    stage.tell(),
  );
  await stage.run(5_000);
  assert.deepEqual(world.attempts, [], 'an old yes sets nothing in motion');
  await stage.says('yes please');
  await stage.until('reply-end');
  await stage.run(1_000);
  assert.deepEqual(world.cancelled, ['five'], stage.tell());
  assert.equal(world.attempts.length, 1);
});
