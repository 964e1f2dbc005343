/**
 * Speech while we are silent interrupts nothing: the reply that was heard stays as it is, whole.
 *
 * Elsewhere (openai-agents-js#523) every word of the caller counts as an interruption, also when the agent has
 * long finished: its last reply is truncated, and its words vanish from the history.
 */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Stage } from '../support/stage.ts';

const reply = 'We open at ten in the morning.';

for (const receipts of ['played', 'none'] as const) {
  for (const afterMs of [0, 40, 200, 1_000, 5_000]) {
    test(`Receipts "${receipts}": ${afterMs} ms behind its end, a reply can no longer be cut`, async () => {
      await using stage = new Stage({
        leg: { capabilities: { receipts } },
        llm: { replies: [reply, 'At eight in the evening.'] },
      });
      await stage.says('when do you open');
      await stage.until('reply-end');
      await stage.run(afterMs);
      await stage.says('and when do you close');
      await stage.until('reply-end');
      for (const type of ['interruption-suspected', 'interruption-committed', 'reply-cut'] as const) {
        assert.equal(stage.all(type).length, 0, type);
      }
      assert.deepEqual(stage.messages(), [
        { role: 'user', text: 'when do you open' },
        { role: 'assistant', text: reply },
        { role: 'user', text: 'and when do you close' },
      ]);
    });
  }
}
