/**
 * When we stop, the far end stops: what its buffer holds is dropped, not played out.
 *
 * Elsewhere (pipecat#366) a reply is handed to the carrier as fast as it is synthesised; an interruption stops
 * the program, and the caller hears out several seconds that are already on the other side.
 */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { AudioFormat } from '../../src/audio/format.ts';
import { Stage } from '../support/stage.ts';

const story =
  'Our house was founded ninety years ago. It made gloves, then coats. Today it makes everything.';
const telephone: AudioFormat = { encoding: 'mulaw', sampleRate: 8_000, channels: 1 };

for (const latencyMs of [0, 80, 250]) {
  for (const afterMs of [100, 900, 2_600]) {
    test(`A telephone ${latencyMs} ms from us with a buffer of 20 s, interrupted after ${afterMs} ms`, async () => {
      await using stage = new Stage({
        leg: { formatIn: telephone, latencyMs, farBufferMs: 20_000 },
        tts: { timesRealTime: 100, firstByteMs: 20 },
        llm: { replies: [story, 'Yes.'], tokensPerSecond: 1_000 },
      });
      await stage.says('tell me about the house');
      await stage.until('reply-start');
      await stage.run(afterMs);
      const onsetAt = stage.clock.now();
      await stage.says('do you also make shoes', 1_200);
      // The edge of the VAD, one way to us and one way back, and a frame for the raster of either side.
      const stoppedBy = onsetAt + 60 + 2 * latencyMs + 40;
      assert.equal(stage.heardMs(stoppedBy, stage.clock.now()), 0, 'nothing sounds any more');
      assert.equal(stage.far.queuedSamples, 0, 'and nothing is left that could');
      assert.ok(stage.far.clearedSamples > 0, 'there was something to drop');
      await stage.until('reply-end');
    });
  }
}
