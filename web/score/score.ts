/**
 * The score of a call: what its events say, kept as what can be drawn. Pure; times are milliseconds since
 * the call began. The page adds one thing that only it knows: when sound really began to be heard.
 *
 *   caller   ▆▆▆▆▆▆▆▆▆▆                 ▆▆▆▆
 *   between            end·final·token·heard
 *   agent                              ▆▆▆▆▆▆▆▆▆▆▆▆▆▆┆hollow: never heard┆
 */
import type { CallEvent, Pipeline } from '../../src/contracts/events.ts';

export interface CallerTurn {
  turn: number;
  startMs: number;
  /** The last sound, once the turn is decided. */
  endMs: number | undefined;
  decidedMs: number | undefined;
  text: string;
  final: boolean;
  pipeline: Pipeline;
  finalMs?: number;
  firstTokenMs?: number;
  firstClauseMs?: number;
  firstAudioMs?: number;
}

export interface AgentReply {
  reply: number;
  turn: number;
  /** When it was given to the line; sound may begin later. */
  startMs: number;
  heardFromMs: number | undefined;
  /** When its last heard sample had sounded; undefined while it sounds. */
  endMs: number | undefined;
  /** What it means to say so far, or what was heard once it is over. */
  text: string;
  over: boolean;
  unheardText: string;
}

export interface Doubt {
  atMs: number;
  reply: number;
  outcome: 'open' | 'committed' | 'dismissed';
}

export interface Flag {
  atMs: number;
  toolCallId: string;
  tool: string;
  kind: 'asked' | 'given' | 'refused' | 'expired' | 'begun' | 'done' | 'failed' | 'unknown';
  note: string;
}

export type Activity =
  | { state: 'listening' | 'hearing' | 'thinking' | 'speaking' | 'interrupted' }
  | { state: 'acting'; tool: string };

type Of<Type extends CallEvent['type']> = Extract<CallEvent, { type: Type }>;

/** Sound begins at most this long before the event that tells of its reply has come. */
const togetherMs = 150;

export class Score {
  agent = '';
  pipeline: Pipeline = 'interruptible';
  /** Stretches in which the caller's voice was there, decided to be speech or not. */
  readonly speech: { startMs: number; endMs: number | undefined }[] = [];
  readonly turns: CallerTurn[] = [];
  readonly replies: AgentReply[] = [];
  readonly doubts: Doubt[] = [];
  readonly flags: Flag[] = [];
  activity: Activity = { state: 'listening' };
  endedMs: number | undefined;
  /** When the line was lost, while it is: nothing was heard behind it, on either side. */
  lostMs: number | undefined;
  /** Changes whenever anything else here does. */
  revision = 0;
  readonly #generations = new Map<number, { turn: number; firstTokenMs?: number }>();
  readonly #clauses = new Map<number, { text: string; firstMs: number; audioMs?: number }>();
  readonly #acting = new Map<string, string>();
  readonly #runStarts: number[] = [];

  /** The first sample after silence left the loudspeaker. */
  heard(atMs: number): void {
    this.#runStarts.push(atMs);
    const reply = this.replies.at(-1);
    if (reply !== undefined) {
      this.#matchHeard(reply);
      // It was silent while the line was lost, and goes on.
      if (!reply.over) reply.endMs = undefined;
    }
    this.revision += 1;
  }

  /** Both voices end here, until the line is back and the server tells what has become of them. */
  lineLost(atMs: number): void {
    this.lostMs = atMs;
    const speech = this.speech.at(-1);
    if (speech !== undefined) speech.endMs ??= Math.max(speech.startMs, atMs);
    const reply = this.replies.at(-1);
    if (reply !== undefined) reply.endMs ??= Math.max(reply.startMs, atMs);
    this.revision += 1;
  }

  lineBack(): void {
    this.lostMs = undefined;
    this.revision += 1;
  }

  take(event: CallEvent): void {
    this.revision += 1;
    switch (event.type) {
      case 'call-start':
        this.agent = event.agent;
        this.pipeline = event.pipeline;
        return undefined;
      case 'speech-start':
        this.speech.push({ startMs: event.atMs - lagOf(event), endMs: undefined });
        return undefined;
      case 'speech-end': {
        const last = this.speech.at(-1);
        if (last !== undefined) last.endMs = Math.max(last.startMs, event.atMs - lagOf(event));
        return undefined;
      }
      case 'turn-start':
      case 'transcript':
      case 'turn-end':
        return this.#onTurn(event);
      case 'generation-start':
      case 'generation-first-token':
      case 'generation-discarded':
        return this.#onGeneration(event);
      case 'call-end':
        this.endedMs = event.atMs;
        return undefined;
      default:
        return this.#onReply(event);
    }
  }

  #onTurn(event: Of<'turn-start' | 'transcript' | 'turn-end'>): void {
    const turn = this.#turn(event.turn, event.atMs);
    if (event.type === 'turn-start') {
      this.activity = { state: this.activity.state === 'interrupted' ? 'interrupted' : 'hearing' };
    } else if (event.type === 'transcript') {
      turn.text = event.text;
      turn.final = event.final;
      if (event.final) turn.finalMs = event.atMs;
    } else {
      turn.text = event.text;
      turn.final = true;
      turn.decidedMs = event.atMs;
      turn.endMs = Math.max(turn.startMs, event.atMs - event.silenceMs);
      turn.pipeline = this.pipeline;
      this.activity = { state: 'thinking' };
    }
  }

  #turn(number: number, atMs: number): CallerTurn {
    const known = this.turns.findLast(({ turn }) => turn === number);
    if (known !== undefined) return known;
    const speech = this.speech.at(-1);
    // A turn begins with the speech that it was noticed in, unless that belongs to the turn before.
    const before = this.turns.at(-1)?.endMs ?? 0;
    const startMs = speech !== undefined && speech.startMs >= before ? speech.startMs : atMs;
    const { pipeline } = this;
    const turn = {
      turn: number,
      startMs,
      endMs: undefined,
      decidedMs: undefined,
      text: '',
      final: false,
      pipeline,
    };
    this.turns.push(turn);
    return turn;
  }

  #onGeneration(event: Of<'generation-start' | 'generation-first-token' | 'generation-discarded'>): void {
    if (event.type === 'generation-start') this.#generations.set(event.generation, { turn: event.turn });
    if (event.type === 'generation-discarded') this.#generations.delete(event.generation);
    if (event.type !== 'generation-first-token') return;
    const generation = this.#generations.get(event.generation);
    if (generation !== undefined) generation.firstTokenMs = event.atMs;
  }

  #onReply(event: CallEvent): void {
    switch (event.type) {
      case 'reply-clause': {
        const clauses = this.#clauses.get(event.reply) ?? { text: '', firstMs: event.atMs };
        clauses.text = `${clauses.text} ${event.text}`.trim();
        this.#clauses.set(event.reply, clauses);
        const reply = this.#reply(event.reply);
        if (reply !== undefined && !reply.over) reply.text = clauses.text;
        return undefined;
      }
      case 'reply-audio': {
        const clauses = this.#clauses.get(event.reply);
        if (clauses !== undefined) clauses.audioMs ??= event.atMs;
        return undefined;
      }
      case 'reply-start':
        return this.#onReplyStart(event);
      case 'reply-end':
        return this.#endReply(event.reply, event.atMs, event.heardText, '');
      case 'reply-cut': {
        const doubt = this.doubts.findLast(({ reply }) => reply === event.reply);
        // The sound stopped when doubt arose, and did not go on.
        const endMs = doubt?.outcome === 'dismissed' ? event.atMs : (doubt?.atMs ?? event.atMs);
        this.#endReply(event.reply, endMs, event.heardText, event.unheardText);
        this.activity = { state: 'interrupted' };
        return undefined;
      }
      default:
        return this.#onDoubt(event);
    }
  }

  #onReplyStart({ reply, turn, atMs }: Of<'reply-start'>): void {
    const clauses = this.#clauses.get(reply);
    const text = clauses?.text ?? '';
    const one: AgentReply = {
      reply,
      turn,
      startMs: atMs,
      heardFromMs: undefined,
      endMs: undefined,
      text,
      over: false,
      unheardText: '',
    };
    this.replies.push(one);
    this.#matchHeard(one);
    this.activity = { state: 'speaking' };
    const caller = this.turns.findLast((known) => known.turn === turn);
    if (caller === undefined || caller.firstClauseMs !== undefined) return;
    const generation = [...this.#generations.values()].findLast((known) => known.turn === turn);
    if (generation?.firstTokenMs !== undefined) caller.firstTokenMs = generation.firstTokenMs;
    if (clauses !== undefined) caller.firstClauseMs = clauses.firstMs;
    caller.firstAudioMs = clauses?.audioMs ?? atMs;
  }

  #matchHeard(reply: AgentReply): void {
    reply.heardFromMs ??= this.#runStarts.find((atMs) => atMs >= reply.startMs - togetherMs);
  }

  #reply(number: number): AgentReply | undefined {
    return this.replies.findLast(({ reply }) => reply === number);
  }

  #endReply(number: number, endMs: number, heardText: string, unheardText: string): void {
    this.#clauses.delete(number);
    const reply = this.#reply(number);
    if (reply === undefined) return;
    Object.assign(reply, { endMs: Math.max(endMs, reply.startMs), over: true, text: heardText, unheardText });
    this.activity = { state: 'listening' };
  }

  #onDoubt(event: CallEvent): void {
    switch (event.type) {
      case 'interruption-suspected':
        this.doubts.push({ atMs: event.atMs, reply: event.reply, outcome: 'open' });
        return undefined;
      case 'interruption-committed':
      case 'interruption-dismissed': {
        const doubt = this.doubts.findLast(({ reply }) => reply === event.reply);
        if (doubt !== undefined)
          doubt.outcome = event.type === 'interruption-committed' ? 'committed' : 'dismissed';
        return undefined;
      }
      default:
        return this.#onTool(event);
    }
  }

  #onTool(event: CallEvent): void {
    switch (event.type) {
      case 'consent-asked':
        return this.#flag(event, 'asked', event.question);
      case 'consent-given':
        return this.#flag(event, 'given', '');
      case 'consent-refused':
        return this.#flag(event, 'refused', event.reason);
      case 'consent-expired':
        return this.#flag(event, 'expired', '');
      case 'effect-begun':
        this.#acting.set(event.toolCallId, event.tool);
        this.activity = { state: 'acting', tool: event.tool };
        return this.#flag(event, 'begun', '');
      case 'effect-done':
        this.#settle(event.toolCallId);
        return this.#flag(event, event.ok ? 'done' : 'failed', event.reason ?? '');
      case 'effect-unknown':
        this.#settle(event.toolCallId);
        return this.#flag(event, 'unknown', event.reason);
      default:
        return undefined;
    }
  }

  #settle(toolCallId: string): void {
    this.#acting.delete(toolCallId);
    const next = [...this.#acting.values()][0];
    if (this.activity.state !== 'acting') return;
    this.activity = next === undefined ? { state: 'thinking' } : { state: 'acting', tool: next };
  }

  #flag(
    { toolCallId, tool, atMs }: { toolCallId: string; tool: string; atMs: number },
    kind: Flag['kind'],
    note: string,
  ): void {
    this.flags.push({ atMs, toolCallId, tool, kind, note });
  }
}

/** Events about sound come when it has been judged; the sound itself was earlier. Clocks of sound cards drift: bounded. */
function lagOf({ atMs, mediaMs }: { atMs: number; mediaMs: number }): number {
  return Math.min(500, Math.max(0, atMs - mediaMs));
}
