/** Real calls in virtual time: what answers may not do is come too early. */
import assert from 'node:assert/strict';
import { afterAll, beforeAll, test } from 'vitest';
import { defineAgent } from '../../src/agent/define-agent.ts';
import { SimulatedClock } from '../../src/clock/simulated-clock.ts';
import type { SpeechEngine } from '../../src/providers/vosk/engine.ts';
import { ScriptedLanguageModel } from '../../src/testing/scripted-llm.ts';
import { ScriptedTts } from '../../src/testing/scripted-tts.ts';
import { atRate } from '../recognition/sound.ts';
import { synthesizeSpeech } from '../vad/tape.ts';
import { LockStep } from './lock-step.ts';
import { cpuMs } from './process-cpu.ts';
import { openTimedVosk } from './timed-vosk.ts';
import { TimedVadModel, type SettlingVadModel } from './timed-vad-model.ts';

const pieceCostMs = 15;

/** Uses a core for so long, as a recogniser does. */
function work(ms: number): void {
  for (const until = cpuMs() + ms; cpuMs() < until;);
}

/** Hears one "hello" per piece of 100 ms, at a price. */
function costlyEngine(costMs: number): SpeechEngine {
  return {
    hasWord: () => true,
    createRecogniser: () => {
      let pieces = 0;
      const text = (): string => Array.from({ length: pieces }, () => 'hello').join(' ');
      return {
        accept: () => {
          work(costMs);
          pieces += 1;
        },
        partial: text,
        final: () => {
          pieces = 0;
          return [{ text: 'hello', start: 0, end: 0.1, conf: 1 }];
        },
        free: () => undefined,
      };
    },
  };
}

test('a recogniser answers when its steps have taken their time, and no step before the last one ended', async () => {
  const clock = new SimulatedClock();
  const vosk = await openTimedVosk({ clock, engine: costlyEngine(pieceCostMs), freeForm: 'beside' });
  await using speechToText = vosk.speechToText;
  const finals: number[] = [];
  const stream = speechToText.open({
    format: { encoding: 'pcm16le', sampleRate: 16_000, channels: 1 },
    language: 'en-US',
    hints: {},
    listener: {
      onTranscript: ({ final }) => {
        if (final) finals.push(clock.now());
      },
      onError: (error) => assert.fail(error),
    },
  });
  const second = new Uint8Array(32_000);
  stream.write(second, 0, second.length, 0, 0, 0);
  stream.flush(0);
  while (finals.length === 0 && clock.now() < 5_000) {
    clock.advanceTo(clock.nextInstant() ?? 5_000);
    await vosk.settle();
  }
  const steps = 5; // Free-form works off a second in pieces of 200 ms.
  assert.ok(finals[0]! >= steps * pieceCostMs, `final after ${finals[0]} ms`);
  assert.ok(finals[0]! < steps * pieceCostMs + 100, `final after ${finals[0]} ms`);
  assert.ok(vosk.computeMs >= steps * pieceCostMs);
  stream.close();
});

test('a VAD model answers one batch after the other, each when it has taken its time', () => {
  const clock = new SimulatedClock();
  const costMs = 20;
  let answer = (): void => undefined;
  const costly: SettlingVadModel = {
    sampleRate: 16_000,
    chunkSamples: 512,
    maxBatch: 32,
    open: () => 0,
    reset: () => undefined,
    close: () => undefined,
    submit: (_handles, _samples, count, onResult) => {
      answer = () => onResult(new Float32Array(count).fill(0.5), count);
      return true;
    },
    settle: () => {
      work(costMs);
      answer();
      return true;
    },
    async [Symbol.asyncDispose]() {
      // Nothing is held.
    },
  };
  const model = new TimedVadModel(costly, clock);
  const answeredAt: number[] = [];
  const submit = (): boolean =>
    model.submit(new Int32Array(1), new Int16Array(512), 1, () => answeredAt.push(clock.now()));
  submit();
  submit();
  assert.deepEqual(answeredAt, []);
  clock.advanceTo(1_000);
  assert.equal(answeredAt.length, 2);
  assert.ok(answeredAt[0]! >= costMs && answeredAt[0]! < 2 * costMs, String(answeredAt));
  assert.ok(answeredAt[1]! >= 2 * costMs && answeredAt[1]! < 4 * costMs, String(answeredAt));

  for (let batch = 0; batch < 8; batch += 1) assert.ok(submit());
  assert.ok(!submit(), 'a ninth batch is refused while eight are out');
});

let world: LockStep;
let sentence: Int16Array;

beforeAll(async () => {
  world = await LockStep.open({ engine: costlyEngine(1), freeForm: 'beside' });
  sentence = atRate((await synthesizeSpeech())[0]!, 16_000).samples;
});

afterAll(() => world[Symbol.asyncDispose]());

test('a caller who speaks over a reply stops it, and the recording shows when', async () => {
  const { clock } = world;
  const agent = defineAgent({
    name: 'desk',
    instructions: 'Be brief.',
    greeting:
      'We are open every day of the week from nine in the morning until five in the afternoon, and longer on Fridays.',
  });
  await using call = world.call({
    agent,
    llm: new ScriptedLanguageModel({ clock, replies: ['Of course.'] }),
    tts: new ScriptedTts({ clock }),
  });
  await world.run(1_010);
  const saidAt = clock.now() - call.startedAt;
  call.say(sentence);
  await world.run(6_000);

  const types = call.events.map(({ type }) => type);
  assert.ok(types.includes('interruption-committed') && types.includes('turn-end'), types.join(' '));
  const [first] = call.far.heard!.runs();
  const stoppedAt = call.far.heard!.msAt(first!.endSample);
  assert.ok(stoppedAt > saidAt + 20, `stopped at ${stoppedAt}, said at ${saidAt}`);
  assert.ok(stoppedAt < saidAt + 500, `stopped at ${stoppedAt}, said at ${saidAt}`);
  const suspected = call.events.find(({ type }) => type === 'interruption-suspected')!;
  assert.ok(Math.abs(suspected.atMs - stoppedAt) < 1);
  assert.ok(world.computeMs.vad > 0 && world.computeMs.stt > 0);
});

test('a call that fails is not measured', async () => {
  const { clock } = world;
  const llm = new ScriptedLanguageModel({ clock, replies: ['Of course.'] });
  const agent = defineAgent({ name: 'desk', instructions: 'Be brief.', greeting: 'Good morning.' });
  await using call = world.call({ agent, llm, tts: new ScriptedTts({ clock, behaviour: 'fails' }) });
  await assert.rejects(() => world.run(3_000));
  assert.equal(call.events.at(-1)?.type, 'call-end');
});
