/** What the parts of one call share: its options, its truth (ledger and history), and the tray its outputs are laid on. */
import type { InstantMs } from '../clock/clock.ts';
import type { CallEventBody, Pipeline } from '../contracts/events.ts';
import type { TurnPlan } from '../contracts/turn-plan.ts';
import { estimateTokens } from '../conversation/estimate-tokens.ts';
import { History } from '../conversation/history.ts';
import { CostLedger } from '../routing/cost-ledger.ts';
import { Deadlines } from '../turn/deadlines.ts';
import { PlayoutLedger } from '../turn/playout-ledger.ts';
import type { CallOptions } from './options.ts';
import type { CallOutput } from './output.ts';

export type DeadlineName =
  | 'bridge'
  | 'give-up'
  | 'tts'
  | 'tts-stall'
  | 'playout'
  | 'resume'
  | 'cut-settle'
  | 'idle'
  | 'leg'
  | 'leg-return'
  | 'call-length'
  | 'extraction';

export interface ReplyCut {
  heardText: string;
  unheardText: string;
}

/** How many tokens a text has. Pure, and quick: a replay counts again. */
export type CountTokens = (text: string) => number;

export class CallContext {
  now: InstantMs = 0;
  turn: number;
  pipeline: Pipeline;
  plan: TurnPlan;
  /** The reply that is being given: its words count as said, unless it is cut. */
  activeReply: number | undefined;
  /** Where the last reply was cut, if it was. */
  lastCut: ReplyCut | undefined;
  /** The leg is lost and another is waited for: whatever is sent now is heard by nobody. */
  away = false;
  /** Of this process's turns, replies and generations. */
  readonly firstNumber: number;
  readonly options: CallOptions;
  readonly ledger: PlayoutLedger;
  readonly history: History;
  readonly countTokens: CountTokens;
  readonly costs = new CostLedger();
  readonly deadlines = new Deadlines<DeadlineName>();
  #legId: string;
  #startedAt: InstantMs | undefined;
  #startedAtWallMs = 0;
  #mediaAnchor = { mediaMs: 0, at: 0 };
  #seq: number;
  #closed = false;
  #outputs: CallOutput[] = [];

  /** @param countTokens By the tokenizer that the options name. Default: an estimate. */
  constructor(options: CallOptions, countTokens: CountTokens = estimateTokens) {
    this.countTokens = countTokens;
    this.options = options;
    this.#legId = options.legId;
    this.firstNumber = options.restored?.firstEventSeq ?? 0;
    this.#seq = this.firstNumber;
    this.turn = this.firstNumber;
    this.pipeline = options.pipeline;
    this.plan = options.plan;
    this.ledger = new PlayoutLedger(options.leg);
    this.history = new History((reply, fromClause, toClause) => {
      if (reply !== this.activeReply) return this.ledger.text(this.now, reply, fromClause, toClause);
      return { heard: this.ledger.wholeText(reply, fromClause, toClause), unheard: '' };
    }, this.firstNumber);
  }

  /** How long the call has lasted. */
  sinceStartMs(): number {
    return this.now - (this.#startedAt ?? this.now);
  }

  /** @param wallTimeMs Now, in milliseconds since 1970. */
  start(wallTimeMs: number): void {
    this.#startedAt = this.now;
    this.#startedAtWallMs = wallTimeMs;
    this.#mediaAnchor = { mediaMs: 0, at: this.now };
  }

  /** Now, in milliseconds since 1970. */
  get wallTimeMs(): number {
    return Math.round(this.#startedAtWallMs + this.sinceStartMs());
  }

  /** From now on events belong to this leg, whose audio begins now. */
  changeLeg(legId: string): void {
    this.#legId = legId;
    this.#mediaAnchor = { mediaMs: 0, at: this.now };
  }

  /** An edge tells where the leg's audio stands. */
  anchorMedia(mediaMs: number, at: InstantMs): void {
    this.#mediaAnchor = { mediaMs, at };
  }

  send(output: CallOutput): void {
    if (!this.#closed) this.#outputs.push(output);
  }

  /** Whatever is sent from now on goes nowhere. */
  close(): void {
    this.#closed = true;
  }

  emit(body: CallEventBody, options: { language?: string; mediaMs?: number } = {}): void {
    const mediaMs = options.mediaMs ?? this.#mediaAnchor.mediaMs + (this.now - this.#mediaAnchor.at);
    this.send({
      type: 'emit',
      event: {
        callId: this.options.callId,
        legId: this.#legId,
        seq: this.#seq,
        atMs: rounded(this.sinceStartMs()),
        mediaMs: rounded(mediaMs),
        ...(options.language === undefined ? {} : { language: options.language }),
        ...body,
      },
    });
    this.#seq += 1;
  }

  takeOutputs(): CallOutput[] {
    const outputs = this.#outputs;
    this.#outputs = [];
    return outputs;
  }
}

function rounded(ms: number): number {
  return Math.round(ms * 10) / 10;
}
