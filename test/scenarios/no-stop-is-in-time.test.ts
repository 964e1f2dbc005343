/**
 * Behind the yes to what cannot be undone a moment passes, whatever the pipeline: who says "no, stop" in it is
 * heard, also where a reply cannot be interrupted and words are otherwise kept for its end.
 */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { z } from 'zod';
import { defineTool } from '../../src/agent/define-tool.ts';
import { Stage } from '../support/stage.ts';

function orderDesk(pipeline: 'sequential' | 'streaming' | 'interruptible', ordered: string[]): Stage {
  const order = defineTool({
    name: 'order',
    description: 'Orders a coat.',
    input: z.object({}),
    effect: 'irreversible',
    confirm: () => 'Shall I order it?',
    run: () => ordered.push('a coat'),
  });
  return new Stage({
    agent: { tools: [order], pipeline },
    llm: {
      replies: ({ prompt }) => {
        const said = prompt.messages.findLast((message) => message.role === 'user');
        const wants = said?.text.includes('order') === true;
        return wants ? { toolCalls: [{ name: 'order', arguments: {} }] } : 'Very well.';
      },
    },
  });
}

async function sayYes(stage: Stage): Promise<void> {
  await stage.says('order it please');
  await stage.until('reply-end');
  await stage.says('yes please');
  await stage.until('consent-given');
}

test.each(['sequential', 'streaming', 'interruptible'] as const)(
  '%s: it is not ordered',
  async (pipeline) => {
    const ordered: string[] = [];
    await using stage = orderDesk(pipeline, ordered);
    await sayYes(stage);
    await stage.run(100);
    await stage.says('no stop', 900);
    await stage.run(6_000);
    assert.deepEqual(ordered, [], stage.tell());
    assert.equal(stage.all('consent-refused')[0]?.reason, 'taken back before it ran');
    assert.ok(
      stage.all('reply-end').at(-1)!.atMs > stage.all('consent-refused')[0]!.atMs,
      'and that is told',
    );
  },
);

test.each(['sequential', 'streaming', 'interruptible'] as const)(
  '%s: a cough in that moment changes nothing',
  async (pipeline) => {
    const ordered: string[] = [];
    await using stage = orderDesk(pipeline, ordered);
    await sayYes(stage);
    await stage.run(100);
    await stage.sounds(200);
    await stage.run(6_000);
    assert.deepEqual(ordered, ['a coat'], stage.tell());
  },
);
