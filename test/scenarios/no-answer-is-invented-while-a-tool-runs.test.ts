/**
 * What is thought while a tool runs knows that there is no result yet; what it found out is told once, when it is there.
 *
 * Elsewhere (agents-js#1365) words that fall into the run of a tool start a reply ahead of its result: the model makes
 * the outcome up or calls the tool again, and the caller hears two accounts of one action.
 */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { z } from 'zod';
import { defineTool } from '../../src/agent/define-tool.ts';
import { Stage } from '../support/stage.ts';

for (const runsForMs of [1_500, 2_500, 4_000, 7_000]) {
  test(`A tool of ${runsForMs} ms, and a caller who speaks while it runs`, async () => {
    let runs = 0;
    const sleeping: (() => void)[] = [];
    const reserve = defineTool({
      name: 'reserve',
      description: 'Reserves a table.',
      input: z.object({}),
      effect: 'write',
      confirm: false,
      run: () => {
        runs += 1;
        return new Promise<string>((resolve) => sleeping.push(() => resolve('table 4')));
      },
    });
    await using stage = new Stage({
      agent: { tools: [reserve] },
      stt: { interimMs: 300 },
      llm: {
        replies: ({ prompt }) => {
          const result = prompt.messages.findLast(({ role }) => role === 'tool-result');
          const done = result?.role === 'tool-result' && result.result.status === 'done';
          if (done)
            return prompt.messages.at(-1)!.role === 'user' ? 'You have table four.' : 'Table four is yours.';
          const called = prompt.messages.some(({ role }) => role === 'tool-call');
          return called ? 'I do not know yet.' : { toolCalls: [{ name: 'reserve', arguments: {} }] };
        },
      },
    });
    await stage.says('reserve a table please');
    await stage.until('effect-begun');
    const begunAt = stage.clock.now();
    stage.clock.at(begunAt + runsForMs, () => sleeping.forEach((wake) => wake()));
    await stage.run(700);
    await stage.says('have you got it yet', 1_000);
    await stage.run(16_000);

    assert.equal(runs, 1);
    for (const { request, startedAt } of stage.llm.requests) {
      const { messages } = request.prompt;
      const results = messages.filter(({ role }) => role === 'tool-result');
      // A call without a result is one that still runs: whoever answers meanwhile can say so, and no more.
      if (startedAt < begunAt + runsForMs) assert.equal(results.length, 0);
      else assert.equal(results.length, 1);
      assert.ok(messages.filter(({ role }) => role === 'tool-call').length <= 1);
    }
    const heard = stage.all('reply-end').map(({ heardText }) => heardText);
    const accounts = heard.filter((text) => text.includes('able four'));
    assert.equal(accounts.length, 1, `${heard.join(' | ')}\n${stage.tell()}`);
    const told = stage.all('reply-end').find(({ heardText }) => heardText.includes('able four'))!;
    assert.ok(told.atMs >= begunAt + runsForMs, 'not before it is true');
  });
}
