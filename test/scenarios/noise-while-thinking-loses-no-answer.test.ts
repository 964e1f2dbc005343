/**
 * A noise while the model thinks holds the answer back, and loses nothing of it.
 *
 * Elsewhere (pipecat#4308) a cough within a second behind the question cancels the request that is under way;
 * as no words follow, no other is ever sent, and the agent is silent until the caller speaks again.
 */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Stage } from '../support/stage.ts';

const answer = 'We open at ten in the morning.';

for (const latencyMs of [0, 120]) {
  for (const afterMs of [0, 20, 100, 300, 500, 700, 900, 1_100]) {
    for (const noiseMs of [120, 400]) {
      test(`${noiseMs} ms of noise ${afterMs} ms behind the turn, ${latencyMs} ms from us: the answer is heard whole`, async () => {
        await using stage = new Stage({
          leg: { latencyMs },
          llm: { replies: [answer], firstTokenMs: 700, tokensPerSecond: 20 },
        });
        await stage.says('when do you open');
        await stage.until('turn-end');
        await stage.run(afterMs);
        await stage.sounds(noiseMs);
        const silentSince = stage.clock.now();
        const end = await stage.until('reply-end', 8_000);
        assert.ok(end.type === 'reply-end' && end.heardText === answer, stage.tell());
        assert.equal(stage.all('turn-end').length, 1, 'noise is no turn');
        assert.equal(stage.llm.requests.length, 1, 'and costs no second request');
        const resumed = stage.heardRuns().find(({ fromMs }) => fromMs >= silentSince)?.fromMs;
        assert.ok(resumed !== undefined && resumed - silentSince <= 1_600, `${resumed} ${silentSince}`);
      });
    }
  }
}
