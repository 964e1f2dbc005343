/**
 * Workers that are killed under two calls that talk: who loses words is told, and the other call never knows.
 * The voices, the recognisers and the VAD are the real ones; what is answered is written down, and short.
 * Which words are heard is not judged here: a busy machine may mishear one.
 */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, test } from 'vitest';
import { singleAgentPlanner } from '../../src/agent/turn-planner.ts';
import { PhoneCall } from '../../src/cli/talking/phone-call.ts';
import { soundEnds, type Utterance } from '../../src/cli/talking/recording.ts';
import { SystemClock } from '../../src/clock/system-clock.ts';
import type { CallEvent } from '../../src/contracts/events.ts';
import type { AntiphonError } from '../../src/errors/antiphon-error.ts';
import { Host } from '../../src/host/host.ts';
import { BatchedVadLane } from '../../src/host/vad-lane.ts';
import { flite } from '../../src/providers/flite/flite.ts';
import { FvadClassifier } from '../../src/providers/fvad/fvad-classifier.ts';
import { SileroModel } from '../../src/providers/silero/silero-model.ts';
import { openVosk } from '../../src/providers/vosk/vosk.ts';
import { acceptCalls } from '../../src/server/accept-calls.ts';
import { demoAgent } from '../../src/server/demo-agent/demo-agent.ts';
import { embeddedArchives, fetchModel } from '../../src/server/embedded.ts';
import { ScriptedLanguageModel } from '../../src/testing/scripted-llm.ts';
import { spoken } from '../support/spoken.ts';

const rate = 16_000;
const clock = new SystemClock();
const opened = new AsyncDisposableStack();
const events: CallEvent[] = [];
const vadFailures: AntiphonError[] = [];
let question: Utterance;
let vosk: Awaited<ReturnType<typeof openVosk>>;
let silero: SileroModel;
let url: string;

beforeAll(async () => {
  const [audio] = await spoken(['Where are the shoes?'], clock, 'kal16');
  question = { name: 'shoes', audio: audio!, soundEndsMs: soundEnds(audio!, rate) };
  const { library, libraryFile, model } = embeddedArchives();
  vosk = opened.use(
    await openVosk({
      libraryFile: join(await fetchModel(library, { clock }), libraryFile),
      modelFolder: await fetchModel(model, { clock }),
      clock,
      processes: 2,
    }),
  );
  const tts = opened.use(await flite({ clock }));
  const classifier = opened.use(await FvadClassifier.create());
  silero = opened.use(await SileroModel.start({ clock, onFailure: (error) => vadFailures.push(error) }));
  const vadLane = opened.use(new BatchedVadLane({ clock, classifier, model: silero }));
  const host = opened.use(new Host({ clock, vadLane, seats: 4 }));
  const server = createServer();
  const llm = new ScriptedLanguageModel({ clock, replies: ['On the second floor.'], firstTokenMs: 10 });
  const agent = {
    ...demoAgent({ wallTime: () => clock.wallTime(), models: { llm } }),
    // The caller begins at once.
    greeting: undefined,
  };
  const models = { stt: vosk, tts, llm, vadLane, [Symbol.asyncDispose]: () => Promise.resolve() };
  opened.use(
    acceptCalls(server, {
      clock,
      host,
      planner: singleAgentPlanner(agent),
      models,
      onEvent: (event) => events.push(event),
    }),
  );
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  opened.defer(() => void server.close());
  url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/call`;
}, 60_000);

afterAll(async () => {
  await opened.disposeAsync();
  clock[Symbol.dispose]();
});

/** A call in which one thing is asked again and again. */
class Talking implements AsyncDisposable {
  readonly callId: string;
  readonly #phone: PhoneCall;

  static async dial(): Promise<Talking> {
    return new Talking(
      await PhoneCall.dial({
        url,
        clock,
        rate,
        signal: AbortSignal.timeout(100_000),
        record: false,
        onLine: () => undefined,
      }),
    );
  }

  private constructor(phone: PhoneCall) {
    this.#phone = phone;
    this.callId = phone.caller.callId;
  }

  all<Type extends CallEvent['type']>(type: Type): Extract<CallEvent, { type: Type }>[] {
    return events.filter((event) => event.callId === this.callId && event.type === type) as Extract<
      CallEvent,
      { type: Type }
    >[];
  }

  /**
   * Asks where the shoes are, and waits until the agent has said all it has to say.
   * @throws where the turn had no end, or was answered by nothing that could be heard.
   * @returns what of the question was heard.
   */
  async asks(): Promise<string> {
    const turnsBefore = this.all('turn-end').length;
    const repliesBefore = this.#phone.story.repliesEnded;
    await this.#phone.say(question);
    const isAnswered = await this.#phone.answered(repliesBefore);
    assert.ok(isAnswered, 'an answer');
    const turns = this.all('turn-end').slice(turnsBefore);
    assert.ok(turns.length > 0, 'a turn that ended');
    const started = this.all('reply-start').filter(({ turn }) => turn >= turns[0]!.turn);
    const heard = this.all('reply-end').filter(({ reply }) => started.some((one) => one.reply === reply));
    assert.notEqual(heard.map(({ heardText }) => heardText).join(''), '', 'an answer to this very turn');
    assert.equal(this.#phone.ending(), undefined, 'the call goes on');
    return turns.map(({ text }) => text).join(' ');
  }

  /** Waits for an event that has not come before. */
  async next(type: CallEvent['type']): Promise<void> {
    const before = this.all(type).length;
    const limitMs = 20_000;
    assert.ok(await this.#phone.until(() => this.all(type).length > before, limitMs), `a further ${type}`);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#phone[Symbol.asyncDispose]();
  }
}

let calls: [Talking, Talking];

beforeEach(async () => {
  calls = await Promise.all([Talking.dial(), Talking.dial()]);
});

afterEach(async () => {
  await Promise.all(calls.map((call) => call[Symbol.asyncDispose]()));
});

/** Both ask, and `strike` comes when both have been heard that far. */
async function askAndStrike(heard: CallEvent['type'], strike: () => void): Promise<[string, string]> {
  const [first, second] = calls;
  const under = Promise.all(calls.map((call) => call.next(heard))).then(strike);
  const told = Promise.all([first.asks(), second.asks()]);
  await Promise.all([under, told]);
  return await told;
}

async function assertHeard(): Promise<void> {
  const [first, second] = calls;
  for (const text of await Promise.all([first.asks(), second.asks()])) assert.notEqual(text, '');
}

test('One of two recognisers is killed in mid-sentence: its caller is answered all the same or asked again, the other never knows', async () => {
  const before = new Set(vosk.children.map(({ pid }) => pid));
  let victim: number | undefined;
  const told = await askAndStrike('transcript', () => {
    victim = vosk.children.find(({ leases }) => leases > 0)?.pid;
    assert.ok(victim !== undefined, 'a recogniser at work');
    process.kill(victim, 'SIGKILL');
  });
  const losses = calls.map((call) => call.all('watchdog').filter(({ stage }) => stage === 'stt').length);
  assert.deepEqual(losses.toSorted(), [0, 1], 'one of the two calls lost its recogniser');
  const other = losses.indexOf(0);
  assert.notEqual(told[other], '', 'the call whose recogniser lives was heard');
  assert.deepEqual(calls[other]!.all('watchdog'), []);
  await assertHeard();
  const after = vosk.children.map(({ pid }) => pid);
  assert.equal(after.filter((pid) => pid !== undefined && !before.has(pid)).length, 1, 'a successor');
  assert.equal(after.includes(victim), false);
  assert.equal(calls.flatMap((call) => call.all('watchdog')).length, 1, 'nothing else was lost');
});

test('The thread that tells speech from noise dies under two calls: both are heard as before', async () => {
  const told = await askAndStrike('speech-start', () => {
    // A handle that cannot exist: the worker's memory for it cannot be had, and it dies.
    const wasTaken = silero.submit(
      Int32Array.of(-1),
      new Int16Array(silero.chunkSamples),
      1,
      () => undefined,
    );
    assert.ok(wasTaken);
  });
  for (const text of told) assert.notEqual(text, '');
  assert.deepEqual(
    vadFailures.map(({ code }) => code),
    ['VAD_FAILED'],
  );
  await assertHeard();
  assert.deepEqual(
    calls.flatMap((call) => call.all('watchdog')),
    [],
  );
});
