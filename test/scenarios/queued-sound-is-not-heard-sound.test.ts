/**
 * Sound that has left us and has not left the loudspeaker was not heard.
 *
 * Elsewhere (agents-js#1269) a reply that is interrupted just when its first frame was queued is entered whole:
 * asked to repeat itself, the agent repeats a question that it never asked.
 */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Stage, type StageOptions } from '../support/stage.ts';

const reply = 'Would you like it in blue or in green? Both are here.';
/** From the onset at the caller's end to the edge of the VAD, on a line without latency. */
const vadMs = 60;

function options(latencyMs: number): StageOptions {
  return {
    leg: { latencyMs, farBufferMs: 4_000 },
    tts: { firstByteMs: 500 },
    // The turn is over before its answer is there: the onset interrupts, and does not join it.
    llm: { replies: [reply, 'I said nothing yet.'], firstTokenMs: 800 },
  };
}

/** When the first frame of the reply leaves us if nobody interrupts: virtual time repeats itself. */
async function firstFrameAt(latencyMs: number): Promise<number> {
  await using stage = new Stage(options(latencyMs));
  await stage.says('i want a coat');
  return (await stage.until('reply-start')).atMs;
}

for (const latencyMs of [0, 100, 200]) {
  for (const sentForMs of [-20, 0, 20, 120, 220]) {
    test(`${latencyMs} ms from us, stopped ${sentForMs} ms behind its first frame: no word of it is remembered`, async () => {
      const onsetAt = (await firstFrameAt(latencyMs)) + sentForMs - vadMs - latencyMs;
      await using stage = new Stage(options(latencyMs));
      await stage.says('i want a coat');
      await stage.run(onsetAt - stage.clock.now());
      await stage.says('what was it that you said', 1_200);
      await stage.until('reply-end');

      const playedMs = stage.played().get('Would you like it in blue or in green?') ?? 0;
      assert.ok(playedMs < 300, `${playedMs} ms: less than a word`);
      if (sentForMs > 20) assert.ok(playedMs > 0, 'some of it was on its way and heard');
      assert.equal(stage.all('interruption-committed').length, 1);
      assert.equal(
        stage.messages().some(({ role }) => role === 'assistant'),
        false,
        stage.tell(),
      );
    });
  }
}
