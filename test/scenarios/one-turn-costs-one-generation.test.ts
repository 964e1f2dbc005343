/**
 * A turn that ends in the words it was thought ahead on is paid for once; one that does not closes the first request.
 *
 * Elsewhere (livekit/agents#4219) thinking ahead doubles the bill: the early answer runs to its end, is found to be
 * of no use, and a second one runs to its end as well.
 */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Stage } from '../support/stage.ts';
import { revising } from '../support/odd-recognisers.ts';

const long =
  'We open at ten in the morning. On Sunday we open at noon. On Monday we rest and count our coats.';

for (const final of ['when do you open', 'When do you open?', 'um when do you, uh, open']) {
  test(`Thought ahead on "when do you open", ended as "${final}": one request`, async () => {
    await using stage = new Stage({
      stt: { interimMs: 400 },
      recogniser: revising(() => final),
      llm: { replies: [long] },
    });
    await stage.says('when do you open', 1_500);
    await stage.until('reply-end');
    assert.equal(stage.all('generation-start')[0]!.speculative, true);
    assert.equal(stage.llm.requests.length, 1);
    assert.equal(stage.llm.requests[0]!.state, 'ended');
  });
}

test('Thought ahead on other words than those of the turn: the first request is closed, not paid to its end', async () => {
  await using stage = new Stage({
    stt: { interimMs: 400 },
    recogniser: revising(() => 'when do you close'),
    llm: { replies: [long, 'At eight.'], tokensPerSecond: 10 },
  });
  await stage.says('when do you open', 1_500);
  await stage.until('reply-end');
  assert.deepEqual(
    stage.llm.requests.map(({ state }) => state),
    ['closed', 'ended'],
  );
  assert.deepEqual([...stage.played().keys()], ['At eight.']);
});
