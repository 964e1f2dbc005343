import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { AudioFormat } from '../../audio/format.ts';
import type { Clock } from '../../clock/clock.ts';
import { SimulatedClock } from '../../clock/simulated-clock.ts';
import { SystemClock } from '../../clock/system-clock.ts';
import type { SttStream, Transcript } from '../../contracts/stt.ts';
import type { AntiphonError } from '../../errors/antiphon-error.ts';
import { speak } from './__fixtures__/scripted-engine.ts';
import { openVosk, openVoskWith, type VoskOptions, type VoskSpeechToText } from './vosk.ts';

const wideband: AudioFormat = { encoding: 'pcm16le', sampleRate: 16000, channels: 1 };

async function openScripted(clock: Clock, options: Partial<VoskOptions> = {}): Promise<VoskSpeechToText> {
  return openVoskWith(
    { processes: 1, clock, ...options },
    { engineModule: new URL('./__fixtures__/scripted-engine.ts', import.meta.url), engineParameters: {} },
  );
}

/** A stream with frames of 20 ms going in and everything it tells kept. */
class TestCall {
  readonly finals: Transcript[] = [];
  readonly interims: Transcript[] = [];
  readonly errors: AntiphonError[] = [];
  readonly stream: SttStream;
  #mediaSamples = 0;
  #sequence = 0;
  #onNews: () => void = () => undefined;

  constructor(stt: VoskSpeechToText, phrases: string[] = ['yes please', 'no']) {
    this.stream = stt.open({
      format: wideband,
      language: 'en-US',
      hints: { phrases },
      listener: {
        onTranscript: (transcript) => {
          (transcript.final ? this.finals : this.interims).push(transcript);
          this.#onNews();
        },
        onError: (error) => {
          this.errors.push(error);
          this.#onNews();
        },
      },
    });
  }

  say(...script: (string | number)[]): void {
    const bytes = speak(script);
    for (let at = 0; at < bytes.length; at += 640) {
      this.stream.write(bytes, at, Math.min(640, bytes.length - at), this.#sequence, this.#mediaSamples, 0);
      this.#sequence += 1;
      this.#mediaSamples += 320;
    }
  }

  async until(isTrue: () => boolean): Promise<void> {
    while (!isTrue()) {
      await new Promise<void>((resolve) => {
        this.#onNews = resolve;
      });
    }
  }

  async final(): Promise<Transcript> {
    await this.until(() => this.finals.length + this.errors.length > 0);
    assert.deepEqual(this.errors, []);
    return this.finals.shift()!;
  }

  async error(): Promise<AntiphonError> {
    await this.until(() => this.errors.length > 0);
    return this.errors[0]!;
  }
}

test('a caller is heard through a child process, interims first', async () => {
  await using stt = await openScripted(new SimulatedClock());
  const call = new TestCall(stt);
  call.say(300, 'yes', 'please', 200);
  call.stream.flush(0);
  const final = await call.final();
  assert.deepEqual([final.text, final.language, final.mediaEndMs], ['yes please', 'en-US', 900]);
  assert.deepEqual(
    call.interims.map(({ text }) => text),
    ['yes', 'yes please'],
  );
  call.stream.update({ phrases: ['taxi'] });
  call.say('taxi', 100);
  call.stream.flush(1);
  assert.equal((await call.final()).text, 'taxi');
});

test('a native crash is one error to each of its streams, and the next stream is heard', async () => {
  const clock = new SimulatedClock();
  const ends: string[] = [];
  await using stt = await openScripted(clock, { onChildEnd: ({ reason }) => ends.push(reason) });
  const [doomed, neighbour] = [new TestCall(stt), new TestCall(stt)];
  doomed.say('abort');
  doomed.stream.flush(0);
  const error = await doomed.error();
  assert.deepEqual([error.code, error.retryable], ['STT_FAILED', true]);
  assert.match(error.message, /crashed/);
  assert.equal((await neighbour.error()).code, 'STT_FAILED');
  // Dead streams take no harm from a session that has not noticed yet.
  doomed.say('yes');
  doomed.stream.flush(1);
  doomed.stream.close();
  const next = new TestCall(stt);
  next.say('no', 100);
  next.stream.flush(0);
  clock.advanceBy(1000);
  assert.equal((await next.final()).text, 'no');
  assert.deepEqual([doomed.errors.length, neighbour.errors.length, doomed.finals.length], [1, 1, 0]);
  assert.deepEqual(ends, ['crashed']);
});

test('a crash in one child leaves the calls of the other alone', async () => {
  await using stt = await openScripted(new SimulatedClock(), { processes: 2 });
  const [doomed, safe] = [new TestCall(stt), new TestCall(stt)];
  doomed.say('abort');
  await doomed.error();
  safe.say('yes', 'please', 100);
  safe.stream.flush(0);
  assert.equal((await safe.final()).text, 'yes please');
});

test('a child that hangs is killed, and the caller hears of it', async () => {
  const clock = new SimulatedClock();
  await using stt = await openScripted(clock, { flushMaxMs: 60_000 });
  const call = new TestCall(stt);
  call.say('hang');
  for (let second = 0; second < 7; second += 1) clock.advanceBy(1000);
  const error = await call.error();
  assert.equal(error.code, 'STT_FAILED');
  assert.match(error.message, /hung/);
});

test('a flush without an answer in time fails its stream alone', async () => {
  const clock = new SimulatedClock();
  await using stt = await openScripted(clock, { flushMaxMs: 5000 });
  const [late, other] = [new TestCall(stt), new TestCall(stt)];
  // No turn of the event loop lies between: the answer cannot have come.
  late.say('yes');
  late.stream.flush(0);
  clock.advanceBy(5000);
  assert.equal((await late.error()).code, 'STT_TIMEOUT');
  other.say('no', 100);
  other.stream.flush(0);
  assert.equal((await other.final()).text, 'no');
  assert.deepEqual(late.finals, []);
});

test('more audio than may wait is refused with an error, not kept', async () => {
  await using stt = await openScripted(new SimulatedClock(), { queueMaxMs: 2000 });
  const call = new TestCall(stt);
  call.say(2000);
  assert.equal(call.errors.length, 0);
  call.say(100);
  assert.deepEqual(
    call.errors.map(({ code }) => code),
    ['STT_OVERLOADED'],
  );
  call.say(5000);
  assert.equal(call.errors.length, 1);
});

test('audio that has been worked off makes room for more', async () => {
  await using stt = await openScripted(new SimulatedClock(), { queueMaxMs: 2000 });
  const call = new TestCall(stt);
  for (let segment = 0; segment < 5; segment += 1) {
    call.say(1000, 'no', 100);
    call.stream.flush(segment);
    assert.equal((await call.final()).text, 'no');
  }
});

test('a stream opened while its child is being replaced is bounded too', async () => {
  const clock = new SimulatedClock();
  await using stt = await openScripted(clock, { queueMaxMs: 1000 });
  const doomed = new TestCall(stt);
  doomed.say('abort');
  await doomed.error();
  const waiting = new TestCall(stt);
  waiting.say(1200);
  assert.deepEqual(
    waiting.errors.map(({ code }) => code),
    ['STT_OVERLOADED'],
  );
});

test('a closed stream says nothing more, and may be closed again', async () => {
  await using stt = await openScripted(new SimulatedClock());
  const [closed, open] = [new TestCall(stt), new TestCall(stt)];
  closed.say('yes', 100);
  closed.stream.flush(0);
  closed.stream.close();
  closed.stream.close();
  open.say('no', 100);
  open.stream.flush(0);
  await open.final();
  assert.deepEqual([closed.finals, closed.errors], [[], []]);
  assert.equal(stt.children[0]!.leases, 1);
});

test('closing the provider leaves no process, no timer and no word to anybody', async () => {
  const clock = new SystemClock();
  const stt = await openScripted(clock);
  const call = new TestCall(stt);
  call.say('yes');
  call.stream.flush(0);
  const { pid } = stt.children[0]!;
  await stt[Symbol.asyncDispose]();
  await stt[Symbol.asyncDispose]();
  assert.throws(() => process.kill(pid!, 0), { code: 'ESRCH' });
  assert.equal(clock.pending, 0);
  assert.deepEqual([call.finals, call.errors], [[], []]);
});

test('files that are not there are named before anything is started', async () => {
  const clock = new SimulatedClock();
  await assert.rejects(openVosk({ libraryFile: '/nowhere/libvosk.so', modelFolder: '/nowhere', clock }), {
    code: 'MODEL_MISSING',
    message: /libvosk\.so/,
  });
});

test('a format that is not offered is a mistake of the program', async () => {
  await using stt = await openScripted(new SimulatedClock());
  const listener = { onTranscript: () => undefined, onError: () => undefined };
  const format: AudioFormat = { encoding: 'alaw', sampleRate: 48000, channels: 1 };
  assert.throws(() => stt.open({ format, language: 'en-US', hints: {}, listener }), {
    code: 'INVARIANT_BROKEN',
  });
});
