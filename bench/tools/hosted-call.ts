/**
 * One call of the benchmark: a real session over a loopback leg, scripted models, and a caller who says one thing
 * after the other, yes to what is asked, and the same again where nothing is answered.
 */
import type { Agent } from '../../src/agent/agent.ts';
import { singleAgentPlanner } from '../../src/agent/turn-planner.ts';
import { encodeSamples } from '../../src/audio/decode.ts';
import type { RestoredCall } from '../../src/call/options.ts';
import type { Clock } from '../../src/clock/clock.ts';
import type { CallEvent } from '../../src/contracts/events.ts';
import type { GenerateRequest } from '../../src/contracts/llm.ts';
import type { AntiphonError } from '../../src/errors/antiphon-error.ts';
import { callOptionsOf } from '../../src/session/call-options.ts';
import type { CallKeeper } from '../../src/session/keeping/call-keeper.ts';
import { modelsOf } from '../../src/session/session-models.ts';
import { Session } from '../../src/session/session.ts';
import { EnergyVadLane } from '../../src/testing/energy-vad-lane.ts';
import { ScriptedLanguageModel, type ScriptedReply } from '../../src/testing/scripted-llm.ts';
import { ScriptedStt } from '../../src/testing/scripted-stt.ts';
import { ScriptedTts } from '../../src/testing/scripted-tts.ts';
import { createLoopback, type LoopbackFarEnd } from '../../src/transports/loopback/loopback.ts';

export interface HostedCallOptions {
  callId: string;
  clock: Clock;
  agent: Agent;
  keeper: CallKeeper;
  restored?: RestoredCall;
  replies: (request: GenerateRequest) => ScriptedReply;
  /** What the caller says next, when nothing is asked of them; undefined: nothing. */
  nextWords: () => string | undefined;
  onEvent?: (event: CallEvent) => void;
  onError: (error: AntiphonError) => void;
}

const tickMs = 20;
const sayMs = 600;
/** From the end of a reply to the caller's next words. */
const breathMs = 200;
/** A caller who hears nothing for so long says something again. */
const patienceMs = 6_000;
const sampleRate = 16_000;

export class HostedCall implements AsyncDisposable {
  readonly session: Session;
  readonly #options: HostedCallOptions;
  readonly #stt: ScriptedStt;
  readonly #far: LoopbackFarEnd;
  readonly #ticker: Disposable;
  readonly #questions = new Set<string>();
  #speaking: Disposable | undefined;

  constructor(options: HostedCallOptions) {
    const { clock, agent, callId, keeper, restored, replies, onEvent, onError } = options;
    this.#options = options;
    this.#stt = new ScriptedStt({ clock });
    const llm = new ScriptedLanguageModel({ clock, replies, firstTokenMs: 50 });
    const tts = new ScriptedTts({ clock, msPerWord: 100, firstByteMs: 20 });
    const { leg, far } = createLoopback({ clock });
    this.#far = far;
    const planner = singleAgentPlanner(agent);
    this.session = new Session({
      leg,
      call: {
        ...callOptionsOf(planner, callId, leg, this.#stt),
        recorded: true,
        ...(restored === undefined
          ? {}
          : { restored, plan: planner.plan({ turn: restored.turnNo + 1, messages: restored.messages }) }),
      },
      models: modelsOf(agent, { stt: this.#stt, llm, tts }),
      clock,
      vadLane: new EnergyVadLane(),
      keeper,
      onEvent: (event) => {
        this.#listen(event);
        onEvent?.(event);
      },
      onError,
    });
    this.#ticker = clock.every(tickMs, () => this.session.tick());
    far.microphone();
    this.session.start();
    this.#sayAfter(restored === undefined ? breathMs : patienceMs);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#speaking?.[Symbol.dispose]();
    await this.session[Symbol.asyncDispose]();
    this.#ticker[Symbol.dispose]();
    this.#far.microphone()[Symbol.dispose]();
  }

  #listen(event: CallEvent): void {
    switch (event.type) {
      case 'consent-asked':
        this.#questions.add(event.toolCallId);
        break;
      case 'consent-given':
      case 'consent-refused':
      case 'consent-expired':
        this.#questions.delete(event.toolCallId);
        break;
      case 'reply-end':
        this.#sayAfter(breathMs);
        break;
      case 'reply-start':
      case 'effect-begun':
        this.#sayAfter(patienceMs);
        break;
      case 'call-end':
        this.#speaking?.[Symbol.dispose]();
        break;
    }
  }

  #sayAfter(ms: number): void {
    const { clock, nextWords } = this.#options;
    this.#speaking?.[Symbol.dispose]();
    this.#speaking = clock.at(clock.now() + ms, () => {
      const words = this.#questions.size > 0 ? 'Yes, please.' : nextWords();
      if (words === undefined) return;
      this.#stt.texts.push(words);
      void this.#far.microphone().say(tone);
      this.#sayAfter(patienceMs);
    });
  }
}

/** Loud enough for a detector that goes by energy. */
const tone = toneOf(sayMs);

function toneOf(ms: number): Uint8Array {
  const samples = Int16Array.from({ length: (ms * sampleRate) / 1000 }, (_, index) =>
    Math.round(8_000 * Math.sin((2 * Math.PI * 220 * index) / sampleRate)),
  );
  const bytes = new Uint8Array(samples.length * 2);
  encodeSamples('pcm16le', samples, 0, samples.length, bytes);
  return bytes;
}
