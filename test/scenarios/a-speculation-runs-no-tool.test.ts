/**
 * A tool that a reply thought ahead asks for runs when the turn is decided, once, or never.
 *
 * agents-js#1791 is one of the threads about replies that are thought ahead and act: what they began cannot be
 * discarded with their words.
 */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { z } from 'zod';
import { defineTool } from '../../src/agent/define-tool.ts';
import { Stage, type StageOptions } from '../support/stage.ts';

interface Bookings {
  made: string[];
  options: StageOptions;
}

/** An agent that books whatever day was named last, by a tool of this effect. */
function bookings(effect: 'read' | 'write'): Bookings {
  const made: string[] = [];
  const book = defineTool({
    name: 'book',
    description: 'Books a fitting.',
    input: z.object({ day: z.string() }),
    effect,
    ...(effect === 'write' ? { confirm: false as const } : {}),
    run: ({ day }) => {
      made.push(day);
      return Promise.resolve('booked');
    },
  });
  const options: StageOptions = {
    agent: { tools: [book] },
    llm: {
      firstTokenMs: 50,
      replies: ({ prompt }) => {
        const last = prompt.messages.at(-1)!;
        if (last.role !== 'user') return 'It is booked.';
        const day = last.text.split(' ').at(-1)!;
        return { toolCalls: [{ name: 'book', arguments: { day } }] };
      },
    },
  };
  return { made, options };
}

for (const effect of ['read', 'write'] as const) {
  test(`${effect}: it waits for the end of the turn, and runs once`, async () => {
    const { made, options } = bookings(effect);
    await using stage = new Stage(options);
    await stage.says('book a fitting on friday');
    const turnEnd = await stage.until('turn-end');
    const [thought] = stage.all('generation-start');
    assert.ok(thought!.speculative && thought!.atMs < turnEnd.atMs, 'it was thought ahead');
    assert.ok(stage.all('effect-begun').every(({ atMs }) => atMs >= turnEnd.atMs));
    await stage.until('reply-end');
    assert.deepEqual(made, ['friday']);
  });

  test(`${effect}: words that change while it is thought leave nothing done`, async () => {
    const { made, options } = bookings(effect);
    await using stage = new Stage(options);
    await stage.says('book a fitting on friday');
    // Time enough to think and to ask for the tool, too little for an end.
    await stage.run(260);
    assert.equal(stage.llm.requests.length, 1, 'it was thought ahead');
    await stage.says('no on saturday', 800);
    await stage.until('reply-end');
    assert.deepEqual(made, ['saturday']);
  });
}
