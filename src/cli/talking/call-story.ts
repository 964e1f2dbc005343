/**
 * Tells a call as its caller lived it, from the feed of events and from what the caller's own ear and
 * mouth noticed: who said what, how much of it was heard, and how long each step took.
 *
 *   last sound ─▶ turn decided ─▶ first token ─▶ first audio ─▶ first sample heard = voice to voice
 *
 * The first steps are the server's own account. Voice to voice is measured here, at the caller.
 */
import type { CallEvent, CallEventBody } from '../../contracts/events.ts';

/** Milliseconds after the caller's last sound. A first token may be earlier: the model guessed at a pause. */
export interface TurnLatencies {
  turnDecidedMs?: number;
  firstTokenMs?: number;
  firstAudioMs?: number;
  voiceToVoiceMs?: number;
}

export type StoryLine =
  | { type: 'caller-said'; turn: number; text: string }
  | {
      type: 'agent-said';
      /** Undefined where nobody had asked: a greeting, "are you still there?". */
      turn: number | undefined;
      heardText: string;
      /** What was cut off, and why. */
      cut?: { unheardText: string; reason: string };
      latencies: TurnLatencies;
    }
  | { type: 'note'; text: string };

interface CallerTurn {
  turnDecidedMs: number;
  /** On the server's clock. */
  lastSoundAtMs: number;
  /** On ours. */
  lastSoundHereMs: number | undefined;
  decidedHereMs: number;
}

type Of<Type extends CallEventBody['type']> = Extract<CallEvent, { type: Type }>;

export interface CallStoryOptions {
  now(): number;
  /** The caller's last sound before an instant, as the microphone knows it. */
  lastSoundBefore(instantMs: number): number | undefined;
  onLine(line: StoryLine): void;
}

export class CallStory {
  readonly #options: CallStoryOptions;
  readonly #turns = new Map<number, CallerTurn>();
  /** Of the generations that nobody has thrown away. */
  readonly #firstTokens = new Map<number, { turn: number; atMs?: number }>();
  readonly #replies = new Map<number, { turn: number; firstAudioAtMs?: number }>();
  readonly #effects = new Set<string>();
  readonly #runStarts: number[] = [];
  #speakingTurn: number | undefined;
  #replyActive = false;
  readonly #thinking = new Set<number>();
  /** Replies that came to an end, in full or cut. */
  repliesEnded = 0;

  constructor(options: CallStoryOptions) {
    this.#options = options;
  }

  /** The agent is thinking, acting or speaking, or waits for us to finish. */
  get agentIsBusy(): boolean {
    return (
      this.#replyActive ||
      this.#thinking.size > 0 ||
      this.#effects.size > 0 ||
      this.#speakingTurn !== undefined
    );
  }

  /** The first sample after silence was heard. */
  onRunStart(atMs: number): void {
    this.#runStarts.push(atMs);
  }

  onEvent(event: CallEvent): void {
    switch (event.type) {
      case 'turn-start':
        this.#speakingTurn = event.turn;
        return undefined;
      case 'turn-end':
        return this.#onTurnEnd(event);
      case 'generation-start':
      case 'generation-first-token':
      case 'generation-end':
      case 'generation-discarded':
        return this.#onGeneration(event);
      case 'reply-audio':
        return this.#onReplyAudio(event);
      case 'reply-start':
        this.#replies.set(event.reply, { ...this.#replies.get(event.reply), turn: event.turn });
        this.#replyActive = true;
        return undefined;
      case 'reply-end':
        return this.#onReplyEnd(event, undefined);
      case 'reply-cut':
        return this.#onReplyEnd(event, { unheardText: event.unheardText, reason: event.reason });
      default:
        return this.#onOther(event);
    }
  }

  #onOther(event: CallEvent): void {
    switch (event.type) {
      case 'interruption-dismissed':
        return this.#note(`the agent fell silent and went on: ${event.reason}`);
      case 'interruption-committed':
        return this.#note(`the caller took the floor: ${event.reason}`);
      case 'effect-begun':
        this.#effects.add(event.toolCallId);
        return undefined;
      case 'effect-done':
        this.#effects.delete(event.toolCallId);
        return this.#note(
          event.ok ? `${event.tool} is done` : `${event.tool} failed: ${event.reason ?? 'no reason given'}`,
        );
      case 'consent-given':
        return this.#note(`consent given to ${event.tool}`);
      case 'consent-refused':
        return this.#note(`consent to ${event.tool} refused: ${event.reason}`);
      case 'slots-extracted':
        return this.#note(noted(event));
      case 'watchdog':
        return this.#note(`${event.stage} kept us waiting: ${event.action}`);
      default:
        return undefined;
    }
  }

  #onTurnEnd(event: Of<'turn-end'>): void {
    const { turn, text, silenceMs, atMs } = event;
    const decidedHereMs = this.#options.now();
    this.#speakingTurn = undefined;
    this.#turns.set(turn, {
      lastSoundAtMs: atMs - silenceMs,
      lastSoundHereMs: this.#options.lastSoundBefore(decidedHereMs),
      decidedHereMs,
      turnDecidedMs: silenceMs,
    });
    this.#options.onLine({ type: 'caller-said', turn, text });
  }

  #onGeneration(
    event: Of<'generation-start' | 'generation-first-token' | 'generation-end' | 'generation-discarded'>,
  ): void {
    const { generation } = event;
    const known = this.#firstTokens.get(generation);
    switch (event.type) {
      case 'generation-start':
        this.#thinking.add(generation);
        this.#firstTokens.set(generation, { turn: event.turn });
        return;
      case 'generation-first-token':
        if (known !== undefined) known.atMs = event.atMs;
        return;
      case 'generation-end':
        this.#thinking.delete(generation);
        return;
      case 'generation-discarded':
        this.#thinking.delete(generation);
        this.#firstTokens.delete(generation);
    }
  }

  /** Untold for the first clause where it was synthesised before the turn was decided. */
  #onReplyAudio({ reply, clause, atMs }: Of<'reply-audio'>): void {
    if (clause === 0)
      this.#replies.set(reply, { turn: -1, ...this.#replies.get(reply), firstAudioAtMs: atMs });
  }

  #onReplyEnd(
    event: Of<'reply-end' | 'reply-cut'>,
    cut: { unheardText: string; reason: string } | undefined,
  ): void {
    this.#replyActive = false;
    this.repliesEnded += 1;
    const reply = this.#replies.get(event.reply);
    this.#replies.delete(event.reply);
    const turn = reply === undefined ? undefined : this.#turns.get(reply.turn);
    this.#options.onLine({
      type: 'agent-said',
      turn: turn === undefined ? undefined : reply?.turn,
      heardText: event.heardText,
      ...(cut === undefined ? {} : { cut }),
      latencies: turn === undefined ? {} : this.#latencies(reply!, turn),
    });
    // A second reply to the same turn, as after a tool, has no last sound to count from.
    if (reply !== undefined) this.#turns.delete(reply.turn);
  }

  #latencies(reply: { turn: number; firstAudioAtMs?: number }, turn: CallerTurn): TurnLatencies {
    const token = [...this.#firstTokens.values()].find(
      (one) => one.turn === reply.turn && one.atMs !== undefined,
    );
    const heardAtMs = this.#runStarts.find((instant) => instant >= turn.decidedHereMs - 5);
    const since = (atMs: number | undefined): number | undefined =>
      atMs === undefined ? undefined : Math.round(atMs - turn.lastSoundAtMs);
    const firstTokenMs = since(token?.atMs);
    const firstAudioMs = since(reply.firstAudioAtMs);
    const { lastSoundHereMs, turnDecidedMs } = turn;
    const measured = lastSoundHereMs !== undefined && heardAtMs !== undefined;
    return {
      turnDecidedMs: Math.round(turnDecidedMs),
      ...(firstTokenMs === undefined ? {} : { firstTokenMs }),
      ...(firstAudioMs === undefined ? {} : { firstAudioMs }),
      ...(measured ? { voiceToVoiceMs: Math.round(heardAtMs - lastSoundHereMs) } : {}),
    };
  }

  #note(text: string): void {
    this.#options.onLine({ type: 'note', text });
  }
}

/** What a turn changed of what is remembered: `noted: store Milan; day nothing any more`. */
function noted({ changed, slots, intent }: Of<'slots-extracted'>): string {
  const values = changed.map((slot) => {
    const held = (slots[slot] ?? []).map(({ value }) =>
      typeof value === 'string' ? value : JSON.stringify(value),
    );
    return `${slot} ${held.length === 0 ? 'nothing any more' : held.join(' and ')}`;
  });
  return `noted: ${values.length === 0 ? `the caller wants ${intent ?? 'nothing'}` : values.join('; ')}`;
}
