/** Workers that are killed under two calls that talk: who loses words is told, and the other call never knows. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, test } from 'vitest';
import { singleAgentPlanner } from '../../src/agent/turn-planner.ts';
import type { StoryLine } from '../../src/cli/talking/call-story.ts';
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
import { embeddedArchives, fetchModel, openEmbeddedLlm } from '../../src/server/embedded.ts';
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
  const [audio] = await spoken(['Where can I find the shoes?'], clock, 'kal16');
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
  const agent = demoAgent({ wallTime: () => clock.wallTime() });
  const llm = await openEmbeddedLlm({ clock });
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

interface Talking extends AsyncDisposable {
  phone: PhoneCall;
  callId: string;
  /** Asks where the shoes are. @returns what was answered. */
  asks(): Promise<string>;
}

async function dial(): Promise<Talking> {
  const lines: StoryLine[] = [];
  const phone = await PhoneCall.dial({
    url,
    clock,
    rate,
    signal: AbortSignal.timeout(100_000),
    record: false,
    onLine: (line) => lines.push(line),
  });
  await phone.greeted();
  return {
    phone,
    callId: phone.caller.callId,
    asks: async () => {
      const linesBefore = lines.length;
      const repliesBefore = phone.story.repliesEnded;
      await phone.say(question);
      await phone.answered(repliesBefore);
      const answers = lines.slice(linesBefore).filter((line) => line.type === 'agent-said');
      return answers.map((line) => line.heardText).join(' ');
    },
    [Symbol.asyncDispose]: () => phone[Symbol.asyncDispose](),
  };
}

/** The calls that noticed that their recogniser died. */
function bereft(): Set<string> {
  const found = events.filter((event) => event.type === 'watchdog' && event.stage === 'stt');
  return new Set(found.map(({ callId }) => callId));
}

const understood = /second floor/;
/** For the whole sentence, or for the words of it that were lost. */
const askedAgain = /say it again|say that again|\?$/;

test('One of two recognisers is killed in mid-sentence: its caller is understood or asked again, the other is answered', async () => {
  await using first = await dial();
  await using second = await dial();
  assert.deepEqual(
    [await first.asks(), await second.asks()].map((answer) => understood.test(answer)),
    [true, true],
  );
  const victim = vosk.children.find(({ leases }) => leases > 0);
  assert.ok(victim?.pid !== undefined, 'a recogniser at work');
  const answers = Promise.all([first.asks(), second.asks()]);
  // In the middle of both sentences.
  await new Promise((resolve) => setTimeout(resolve, 700));
  process.kill(victim.pid, 'SIGKILL');
  const told = await answers;
  const victims = bereft();
  assert.equal(victims.size, 1, 'one of the two calls lost its recogniser');
  for (const [index, { callId }] of [first, second].entries()) {
    if (victims.has(callId))
      assert.match(told[index]!, new RegExp(`${understood.source}|${askedAgain.source}`));
    else assert.match(told[index]!, understood, 'the call whose recogniser lives');
  }
  for (const call of [first, second]) {
    // A dialogue that was asked back has its own way to go on, and a busy machine may mishear a word.
    assert.ok(understood.test(await call.asks()) || understood.test(await call.asks()));
    assert.equal(call.phone.ending(), undefined, 'the call goes on');
  }
});

test('The thread that tells speech from noise dies under two calls: both are heard as before', async () => {
  await using first = await dial();
  await using second = await dial();
  const answers = Promise.all([first.asks(), second.asks()]);
  await new Promise((resolve) => setTimeout(resolve, 400));
  // A handle that cannot exist: the worker's memory for it cannot be had, and it dies.
  assert.ok(silero.submit(Int32Array.of(-1), new Int16Array(silero.chunkSamples), 1, () => undefined));
  for (const answer of await answers) assert.match(answer, understood);
  assert.deepEqual(
    vadFailures.map(({ code }) => code),
    ['VAD_FAILED'],
  );
  for (const call of [first, second]) {
    assert.match(await call.asks(), understood);
    assert.equal(call.phone.ending(), undefined);
  }
});
