/**
 * A caller with manners, on the phone: says one thing, waits until it has been answered, says the next.
 *
 * "Answered" is read off three things at once: a reply has ended since, nothing is left in our
 * loudspeaker, and the agent neither thinks nor acts. It must stay so for a moment, because an agent may
 * speak twice in a row: an answer, then the news of a tool.
 */
import type { Clock, InstantMs } from '../../clock/clock.ts';
import type { CallEvent, Pipeline } from '../../contracts/events.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import {
  connectWebSocketCaller,
  type CallerEnd,
  type WebSocketCaller,
} from '../../transports/websocket/index.ts';
import { CallStory, type StoryLine } from './call-story.ts';
import type { CallRate, Utterance } from './recording.ts';

export interface PhoneCallOptions {
  url: string | URL;
  clock: Clock;
  rate: CallRate;
  pipeline?: Pipeline | undefined;
  signal: AbortSignal;
  /** Keeps both sides of the call. */
  record: boolean;
  onLine(line: StoryLine): void;
  onEvent?(event: CallEvent): void;
  onClear?(): void;
}

const lookEveryMs = 20;
/** How long it must have been quiet for a reply to count as over. */
const settleMs = 700;
/** An agent that has not begun by then has no greeting. */
const greetingMaxMs = 4000;
/** An agent that has not answered by then does not. */
const answerMaxMs = 20_000;
/** Nor does one that has not come to an end by then. */
const busyMaxMs = 180_000;

/** When an utterance began, and where its sounds end. */
interface Said {
  startedAtMs: InstantMs;
  soundEndsMs: readonly number[];
}

export class PhoneCall implements AsyncDisposable {
  readonly caller: WebSocketCaller;
  readonly story: CallStory;
  readonly #options: PhoneCallOptions;
  readonly #said: Said[];
  #end: CallerEnd | undefined;

  /** @throws AntiphonError CONNECT_FAILED, or what the server refuses with; the reason of `signal`. */
  static async dial(options: PhoneCallOptions): Promise<PhoneCall> {
    const { clock, rate, url, pipeline, signal, record, onLine } = options;
    const said: Said[] = [];
    const story = new CallStory({
      now: () => clock.now(),
      lastSoundBefore: (instantMs) => lastSoundBefore(said, instantMs),
      onLine,
    });
    const caller = await connectWebSocketCaller(url, {
      clock,
      format: { encoding: 'pcm16le', sampleRate: rate, channels: 1 },
      events: true,
      record: record ? 'audio' : 'runs',
      signal,
      ...(pipeline === undefined ? {} : { pipeline }),
      listener: {
        onEvent: (event) => {
          story.onEvent(event);
          options.onEvent?.(event);
        },
        onRunStart: (atMs) => story.onRunStart(atMs),
        onClear: () => options.onClear?.(),
      },
    });
    return new PhoneCall(caller, story, said, options);
  }

  private constructor(caller: WebSocketCaller, story: CallStory, said: Said[], options: PhoneCallOptions) {
    this.caller = caller;
    this.story = story;
    this.#said = said;
    this.#options = options;
    void caller.ended.then((end) => (this.#end = end));
    // Opens the microphone: from now on the agent hears silence, not nothing.
    caller.microphone();
  }

  /** How the call ended; undefined while it lasts. */
  ending(): CallerEnd | undefined {
    return this.#end;
  }

  /** Waits for the end of the greeting, where there is one. */
  async greeted(): Promise<void> {
    const { clock } = this.#options;
    const since = clock.now();
    await this.until(() => this.#agentIsHeard() || clock.now() - since > greetingMaxMs, Infinity);
    if (this.#agentIsHeard()) await this.answered(0);
  }

  /** Says something now. Resolves when its last sample has been sent, or the call has ended. */
  async say(utterance: Utterance): Promise<void> {
    // A microphone of a call that is over takes nothing any more.
    if (this.#end !== undefined) return;
    this.#said.push({ startedAtMs: this.#options.clock.now(), soundEndsMs: utterance.soundEndsMs });
    await this.caller.microphone().say(utterance.audio);
  }

  /**
   * Waits until the agent has said all it has to say.
   * @param repliesBefore `story.repliesEnded` of before.
   * @returns false where no reply came.
   */
  async answered(repliesBefore: number): Promise<boolean> {
    const { clock } = this.#options;
    const since = clock.now();
    let quietSince: InstantMs | undefined;
    await this.until(() => {
      const now = clock.now();
      const isQuiet = !this.story.agentIsBusy && this.caller.queuedSamples === 0;
      quietSince = isQuiet ? (quietSince ?? now) : undefined;
      if (now - since > busyMaxMs) return true;
      if (quietSince === undefined || now - quietSince < settleMs) return false;
      return this.story.repliesEnded > repliesBefore || now - since > answerMaxMs;
    }, Infinity);
    return this.story.repliesEnded > repliesBefore;
  }

  async pause(ms: number): Promise<void> {
    const { clock } = this.#options;
    const since = clock.now();
    await this.until(() => clock.now() - since >= ms, Infinity);
  }

  /**
   * Waits for something, or for the end of the call.
   * @returns false where it has not come within `limitMs` or before the call ended.
   * @throws the reason of the signal.
   */
  until(condition: () => boolean, limitMs: number): Promise<boolean> {
    const { clock, signal } = this.#options;
    const since = clock.now();
    return new Promise((resolve, reject) => {
      const look = (): void => {
        if (signal.aborted) return settle(() => reject(signal.reason));
        if (condition()) return settle(() => resolve(true));
        if (this.#end !== undefined || clock.now() - since > limitMs) return settle(() => resolve(false));
      };
      const timer = clock.every(lookEveryMs, look);
      const settle = (how: () => void): void => {
        timer[Symbol.dispose]();
        how();
      };
    });
  }

  /** @throws AntiphonError where the call was lost rather than ended. */
  throwIfLost(): void {
    const end = this.#end;
    if (end === undefined || end.code === 'OK') return;
    throw new AntiphonError('CONNECT_FAILED', `the call was lost: ${end.reason} (${end.code})`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.caller[Symbol.asyncDispose]();
  }

  #agentIsHeard(): boolean {
    return this.caller.queuedSamples > 0 || this.caller.playedSamples > 0;
  }
}

function lastSoundBefore(said: readonly Said[], instantMs: InstantMs): InstantMs | undefined {
  for (const { startedAtMs, soundEndsMs } of [...said].reverse()) {
    const end = soundEndsMs.findLast((endMs) => startedAtMs + endMs <= instantMs);
    if (end !== undefined) return startedAtMs + end;
  }
  return undefined;
}
