import assert from 'node:assert/strict';
import { test } from 'vitest';
import { SimulatedClock } from '../../src/clock/simulated-clock.ts';
import type { SpeechToText, SttStream, SttStreamOptions } from '../../src/contracts/stt.ts';
import { AntiphonError } from '../../src/errors/antiphon-error.ts';
import { say } from './caller.ts';

/** Hears nothing, keeps what it was given, and answers when the test says so. */
class RecordingStt implements SpeechToText {
  readonly specificationVersion = '1';
  readonly name = 'recording';
  readonly capabilities = {
    interim: false,
    phrases: false,
    formats: [],
    endpointAuthority: 'local',
    finalMsP99: 0,
  } as const;
  readonly frames: { bytes: Uint8Array; sequence: number; mediaTimeSamples: number }[] = [];
  flushes = 0;
  closed = 0;
  options: SttStreamOptions | undefined;
  onFlush: (() => void) | undefined;

  open(options: SttStreamOptions): SttStream {
    this.options = options;
    return {
      write: (bytes, offset, length, sequence, mediaTimeSamples) =>
        void this.frames.push({ bytes: bytes.slice(offset, offset + length), sequence, mediaTimeSamples }),
      flush: () => {
        this.flushes += 1;
        this.onFlush?.();
      },
      update: () => undefined,
      close: () => void (this.closed += 1),
    };
  }

  answer(text: string, final: boolean): void {
    this.options!.listener.onTranscript({
      segment: 0,
      text,
      final,
      stability: 1,
      language: 'en-US',
      mediaEndMs: 0,
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // Nothing was opened.
  }
}

/** 50 ms: two whole frames and a half one. */
const sound = { samples: Int16Array.from({ length: 400 }, (_, index) => index), sampleRate: 8000 };

test('a sound arrives in frames of 20 ms, in order and whole, and is flushed once', async () => {
  const stt = new RecordingStt();
  stt.onFlush = () => {
    stt.answer('so f', false);
    stt.answer('so far', true);
  };
  const heard = await say(sound, stt, new SimulatedClock(), 'unhurried');
  assert.deepEqual(heard, { text: 'so far', finalMs: 0, audioSeconds: 0.05 });
  assert.deepEqual(
    stt.frames.map(({ bytes, sequence, mediaTimeSamples }) => [bytes.length, sequence, mediaTimeSamples]),
    [
      [320, 0, 0],
      [320, 1, 160],
      [160, 2, 320],
    ],
  );
  const bytes = Buffer.concat(stt.frames.map((frame) => frame.bytes));
  assert.deepEqual(
    Int16Array.from({ length: 400 }, (_, index) => bytes.readInt16LE(index * 2)),
    sound.samples,
  );
  assert.equal(stt.flushes, 1);
  assert.equal(stt.closed, 1);
  assert.deepEqual(stt.options?.format, { encoding: 'pcm16le', sampleRate: 8000, channels: 1 });
  assert.deepEqual(stt.options?.hints, {});
});

test('at the pace of speech a frame is written every 20 ms, and the wait for the final is timed', async () => {
  const clock = new SimulatedClock();
  const stt = new RecordingStt();
  const hearing = say(sound, stt, clock, 'speech');
  clock.advanceBy(40);
  assert.equal(stt.frames.length, 2);
  clock.advanceBy(40);
  assert.equal(stt.frames.length, 3);
  assert.equal(stt.flushes, 1);
  clock.advanceBy(75);
  stt.answer('hello', true);
  const { text, finalMs } = await hearing;
  assert.equal(text, 'hello');
  assert.equal(finalMs, 75);
});

test('a stream that fails in mid-speech ends the recording and is closed', async () => {
  const clock = new SimulatedClock();
  const stt = new RecordingStt();
  const hearing = say(sound, stt, clock, 'speech');
  clock.advanceBy(20);
  stt.options!.listener.onError(new AntiphonError('STT_FAILED', 'gone'));
  await assert.rejects(hearing, { code: 'STT_FAILED' });
  clock.advanceBy(1000);
  assert.equal(stt.frames.length, 1);
  assert.equal(stt.closed, 1);
});

test('a stream that never answers is not waited for in all eternity', async () => {
  const clock = new SimulatedClock();
  const hearing = say(sound, new RecordingStt(), clock, 'unhurried');
  clock.advanceBy(130_000);
  await assert.rejects(hearing, { code: 'STT_TIMEOUT' });
});
