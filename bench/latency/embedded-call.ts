/**
 * One call with one turn in real time: a recording is said over the WebSocket, and the wait for the reply
 * is taken where a caller takes it, at the loudspeaker. The server's stages come from its log; its clock
 * is set against ours by the event that came soonest.
 */
import type { Clock, InstantMs } from '../../src/clock/clock.ts';
import type { CallEvent, Pipeline } from '../../src/contracts/events.ts';
import { connectWebSocketCaller } from '../../src/transports/websocket/client.ts';
import type { WebSocketCaller } from '../../src/transports/websocket/caller.ts';
import { sampleRate, type Clip } from './embedded-clips.ts';
import type { EmbeddedServer } from './embedded-server.ts';
import { TurnTrace, type ReplyStages } from './turn-trace.ts';

const lookEveryMs = 5;
/** Silence before the caller begins: a call that was answered a moment ago. */
const pauseMs = 300;
/** A reply that sounds for so long is the answer: nothing is owed any more. */
const settledMs = 300;
/** From the last sound. */
const answerMaxMs = 15_000;

type TurnEnd = Extract<CallEvent, { type: 'turn-end' }>;

export interface EmbeddedTurn {
  pipeline: Pipeline;
  clip: Clip;
  /** From the last sound of the recording to the first sample of the reply, as it is played here; Infinity without one. */
  voiceToVoiceMs: number;
  /** The agent spoke, or took the turn for over, before the last sound. */
  cutIn: boolean;
  /** On the clock of `stages`. */
  lastSoundAt: number;
  /** Undefined where no model made the reply. */
  stages: ReplyStages | undefined;
  /** What the house understood. */
  heard: string;
  /** Why the house took the turn for over, and how complete it held its last sentence, 0 to 1. */
  end: Pick<TurnEnd, 'reason' | 'completeness'> | undefined;
  /** For whoever reads why a turn went wrong: "1203 speech-start". */
  events: readonly string[];
  callSeconds: number;
  cpuSeconds: number;
}

/** A turn that is never answered counts as one that is waited for without end: no turn is missing from the figures. */
export async function takeTurn(
  server: EmbeddedServer,
  clock: Clock,
  clip: Clip,
  pipeline: Pipeline,
): Promise<EmbeddedTurn> {
  const cpuBefore = server.cpuSeconds();
  const began = clock.now();
  const line = new Line(clock);
  await using caller = await connectWebSocketCaller(server.callUrl, {
    clock,
    format: { encoding: 'pcm16le', sampleRate, channels: 1 },
    formatOut: { encoding: 'pcm16le', sampleRate: 24_000, channels: 1 },
    pipeline,
    events: true,
    listener: line,
  });
  await line.until(() => clock.now() - began > pauseMs + 100, pauseMs + 1_000);
  const { startedAtMs } = await say(caller, clip);
  const lastSoundAt = startedAtMs + clip.lastSoundMs;
  await line.until(() => line.isAnswered(lastSoundAt), lastSoundAt + answerMaxMs - clock.now());
  const answeredAt = line.answeredAt(lastSoundAt);
  const { callId } = caller;
  await caller.hangup();
  const callSeconds = (clock.now() - began) / 1000;
  const trace = new TurnTrace();
  for (const record of await server.logOf(callId)) trace.take(record);
  return {
    pipeline,
    clip,
    voiceToVoiceMs: (answeredAt ?? Infinity) - lastSoundAt,
    cutIn: line.cutIn(startedAtMs + clip.firstSoundMs, lastSoundAt),
    lastSoundAt: lastSoundAt - line.originAt,
    stages: trace.stages,
    heard: line.heard,
    end: line.end,
    events: line.events,
    callSeconds,
    cpuSeconds: server.cpuSeconds() - cpuBefore,
  };
}

async function say(caller: WebSocketCaller, clip: Clip): Promise<{ startedAtMs: InstantMs }> {
  const spoken = await caller.microphone().say(clip.audio);
  if (!spoken.completed) throw new Error(`the call ended while row ${clip.row} was said`);
  return spoken;
}

/** What a caller notices of a call, as it comes. */
class Line {
  /** The beginning of the call on our clock. */
  originAt = Infinity;
  heard = '';
  end: TurnEnd | undefined;
  readonly events: string[] = [];
  readonly #clock: Clock;
  readonly #decisions: InstantMs[] = [];
  readonly #runStarts: InstantMs[] = [];
  #turnOpen = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  onEvent(event: CallEvent): void {
    const now = this.#clock.now();
    this.originAt = Math.min(this.originAt, now - event.atMs);
    this.events.push(`${Math.round(event.atMs)} ${event.type}`);
    if (event.type === 'turn-start') this.#turnOpen = true;
    if (event.type !== 'turn-end') return;
    this.#turnOpen = false;
    this.end = event;
    this.heard = `${this.heard} ${event.text}`.trim();
    this.#decisions.push(now);
  }

  onRunStart(atMs: InstantMs): void {
    this.#runStarts.push(atMs);
  }

  /** Where a reply to the last words began to sound: behind a decision that came too early, the next one. */
  answeredAt(lastSoundAt: InstantMs): InstantMs | undefined {
    const from = Math.max(lastSoundAt, this.#decisions.at(-1) ?? Infinity);
    return this.#runStarts.find((at) => at >= from);
  }

  isAnswered(lastSoundAt: InstantMs): boolean {
    const answeredAt = this.answeredAt(lastSoundAt);
    return !this.#turnOpen && answeredAt !== undefined && this.#clock.now() - answeredAt >= settledMs;
  }

  cutIn(firstSoundAt: InstantMs, lastSoundAt: InstantMs): boolean {
    const isWithin = (at: InstantMs): boolean => at > firstSoundAt && at < lastSoundAt;
    return this.#decisions.some(isWithin) || this.#runStarts.some(isWithin);
  }

  /** Resolves when it is so, or when the time is up. */
  until(condition: () => boolean, limitMs: number): Promise<void> {
    const giveUpAt = this.#clock.now() + limitMs;
    return new Promise((resolve) => {
      const beat = this.#clock.every(lookEveryMs, () => {
        if (!condition() && this.#clock.now() < giveUpAt) return;
        beat[Symbol.dispose]();
        resolve();
      });
    });
  }
}
