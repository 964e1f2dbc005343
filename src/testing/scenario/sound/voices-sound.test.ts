/** Voices that work in real time, at a pace of their own: virtual time waits for them, and the order is theirs no more. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { defineAgent } from '../../../agent/define-agent.ts';
import type { Clock } from '../../../clock/clock.ts';
import type { TextToSpeech, TtsListener, TtsStreamOptions } from '../../../contracts/tts.ts';
import { EnergyVadLane } from '../../energy-vad-lane.ts';
import { ScriptedStt } from '../../scripted-stt.ts';
import { speakLine } from './speak-line.ts';
import { runScenario, type ScenarioReport, type ScenarioVoices } from '../index.ts';

/** Speaks each word as 200 ms of a loud tone, after so many turns of the event loop; `broken` words it cannot speak. */
class SlowVoice implements TextToSpeech {
  readonly specificationVersion = '1';
  readonly name = 'slow';
  readonly capabilities: TextToSpeech['capabilities'];
  /** Who spoke what. */
  readonly spoken: string[] = [];
  readonly #turns: number;

  constructor(turns: number, sampleRate: 16_000 | 8_000 = 16_000) {
    this.#turns = turns;
    this.capabilities = {
      format: { encoding: 'pcm16le', sampleRate, channels: 1 },
      wordTimings: false,
      voices: ['a', 'b'],
      highWaterMs: 2_000,
    };
  }

  open({ listener, voice = '-' }: TtsStreamOptions) {
    let open = true;
    const speak = (clause: number, text: string): void => {
      this.spoken.push(`${voice}: ${text}`);
      void this.#afterTurns().then(() => (open ? this.#speak(listener, clause, text) : undefined));
    };
    return { speak, cancel: () => void (open = false), close: () => void (open = false) };
  }

  async [Symbol.asyncDispose](): Promise<void> {}

  #speak(listener: TtsListener, clause: number, text: string): void {
    const words = text.split(/\s+/).length;
    const samples = new Int16Array(words * 3_200 + 4_800).fill(8_000, 0, words * 3_200);
    listener.onAudio(clause, new Uint8Array(samples.buffer), 0, samples.byteLength);
    listener.onClauseEnd(clause);
  }

  async #afterTurns(): Promise<void> {
    for (let turn = 0; turn < this.#turns; turn += 1)
      await new Promise<void>((resolve) => setImmediate(resolve));
  }
}

interface FakeVoices extends ScenarioVoices {
  tts: SlowVoice;
  closed: number;
}

/** @param heard What the recogniser makes of the lines. */
function voices(turns: number, heard: readonly string[]): FakeVoices {
  const fake: FakeVoices = {
    tts: new SlowVoice(turns),
    callerVoices: ['a', 'b'],
    closed: 0,
    openEars: async (clock: Clock) => {
      const stt = new ScriptedStt({ clock });
      stt.texts.push(...heard);
      const close = async (): Promise<void> => void (fake.closed += 1);
      return { stt, vadLane: new EnergyVadLane(), settle: async () => false, [Symbol.asyncDispose]: close };
    },
  };
  return fake;
}

async function play(fake: ScenarioVoices): Promise<ScenarioReport> {
  const agent = defineAgent({ name: 'desk', instructions: 'Be brief.', greeting: 'Good day.', voice: 'a' });
  const options = { agent, mode: 'voices', voices: fake, replies: ['We are open. Every day.'] } as const;
  return runScenario(options, async ({ caller, agent: desk }) => {
    await caller.says('When are you open?');
    await desk.says('every day');
    await caller.says('Thank you.', { bargeInAfterMs: 400 });
    await caller.hangsUp();
  });
}

test('However slow the voice is, the call is the same', async () => {
  const [quick, slow] = [
    voices(0, ['When are you open?', 'Thanks.']),
    voices(40, ['When are you open?', 'Thanks.']),
  ];
  const [first, second] = [await play(quick), await play(slow)];
  assert.equal(first.failure, undefined);
  assert.ok(first.events.length > 20);
  assert.deepEqual(second.events, first.events);
  assert.deepEqual([quick.closed, slow.closed], [1, 1]);
});

test('The caller speaks with another voice than the agent, and the call hears what was recognised', async () => {
  const fake = voices(3, ['when are you open', 'thank goodness']);
  const report = await play(fake);
  assert.deepEqual(fake.tts.spoken.slice(0, 2), ['a: Good day.', 'b: When are you open?']);
  const turns = report.events.flatMap((event) => (event.type === 'turn-end' ? [event.text] : []));
  assert.deepEqual(turns, ['when are you open', 'thank goodness']);
  const told = report.transcript.filter(({ text }) => text.startsWith('heard'));
  assert.deepEqual(
    told.map(({ text }) => text),
    ['heard "thank goodness"'],
  );
});

test('A line ends with its last sound, not with the silence that the voice leaves behind it', async () => {
  const bytes = await speakLine(new SlowVoice(0), undefined, 'en-US', 'When are you open?');
  assert.equal(bytes.length, (4 * 200 + 20) * 32);
});

test.each<[what: string, given: Partial<ScenarioVoices> | undefined, code: string]>([
  ['no voices', undefined, 'CONFIG_INVALID'],
  ['a voice of another rate', { tts: new SlowVoice(0, 8_000) }, 'FORMAT_UNSUPPORTED'],
])('It refuses to be spoken with %s', async (_, given, code) => {
  const agent = defineAgent({ name: 'desk', instructions: 'Be brief.' });
  const with_ = given === undefined ? {} : { voices: { ...voices(0, []), ...given } };
  await assert.rejects(
    runScenario({ agent, mode: 'voices', replies: ['Yes.'], ...with_ }, async () => {}),
    { code },
  );
});
