/** A host that slept through the loss of its call wakes up: one writer there is, and it is another. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { z } from 'zod';
import { defineTool } from '../../src/agent/define-tool.ts';
import type { CallStore } from '../../src/contracts/call-store.ts';
import { CallMemory, MemoryCallStore } from '../../src/testing/memory-call-store.ts';
import { Stage } from '../support/stage.ts';

async function takeAway(store: CallStore): Promise<void> {
  const claim = await store.claim({
    callId: 'call-1',
    host: 'another',
    why: 'reconnect',
    seenEpoch: 1,
    claimId: 'theirs',
    nowMs: 0,
    hostAliveUntilMs: 1,
  });
  assert.equal(claim?.epoch, 2);
}

function stageOn(memory: CallMemory, ran: string[]): Stage {
  const tool = defineTool({
    name: 'cancelOrder',
    description: 'Cancels.',
    input: z.object({}),
    effect: 'write',
    confirm: false,
    run: () => {
      ran.push('cancelled');
      return 'cancelled';
    },
  });
  return new Stage({
    store: new MemoryCallStore(memory),
    agent: { tools: [tool] },
    llm: {
      replies: ({ prompt }) => {
        const last = prompt.messages.at(-1);
        const cancels = last?.role === 'user' && last.text.startsWith('cancel');
        return cancels ? { toolCalls: [{ name: 'cancelOrder', arguments: {} }] } : 'At ten.';
      },
    },
  });
}

test('What it would do is refused before it leaves: nothing acts, and its media is closed at once', async () => {
  const memory = new CallMemory();
  const ran: string[] = [];
  await using stage = stageOn(memory, ran);
  await stage.says('when do you open');
  await stage.until('reply-end');
  await stage.run(500);
  await takeAway(new MemoryCallStore(memory));
  await stage.says('cancel my order');
  const end = await stage.until('call-end');
  assert.ok(end.type === 'call-end' && end.reason === 'shut-down');
  assert.equal(end.detail, 'another host holds the call');
  const begun = stage.all('effect-begun').at(-1)!;
  assert.ok(end.atMs - begun.atMs < 100, `${end.atMs - begun.atMs} ms later`);
  assert.deepEqual(ran, []);
  const { outcome, effects, turns } = await new MemoryCallStore(memory).load('call-1');
  assert.deepEqual([outcome, effects.length, turns.length], [undefined, 0, 1], 'the call is theirs');
});

test('What it would store is refused, and it falls silent with the first turn', async () => {
  const memory = new CallMemory();
  await using stage = stageOn(memory, []);
  await stage.says('when do you open');
  await stage.until('reply-end');
  await stage.run(500);
  await takeAway(new MemoryCallStore(memory));
  await stage.says('and on sunday');
  const end = await stage.until('call-end');
  assert.ok(end.type === 'call-end' && end.detail === 'another host holds the call');
  const endedAt = stage.clock.now();
  await stage.run(5_000);
  assert.equal(stage.heardMs(endedAt + 100, endedAt + 5_000), 0);
  const { turns } = await new MemoryCallStore(memory).load('call-1');
  assert.equal(turns.length, 1);
});
