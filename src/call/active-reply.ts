/** One reply in the making: what has been asked of models for it, and what has come. Data and questions, no decisions. */
import type { InstantMs } from '../clock/clock.ts';
import type { Expectation } from '../contracts/turn-detector.ts';
import type { ToolCallInput } from './input.ts';
import { ClauseSplitter } from '../conversation/clause-splitter.ts';

export interface ReplyClause {
  text: string;
  hasAudio: boolean;
  ended: boolean;
  retried: boolean;
}

export interface ReplyToolCall {
  toolCallId: string;
  name: string;
  arguments: unknown;
  /** `held` until the reply counts, `granted` for a moment behind a yes, `queued` where tools run one at a time. */
  state: 'held' | 'asked' | 'granted' | 'queued' | 'running' | 'settled';
  /** Of what a model has asked for. */
  check?: ToolCallInput['check'];
  /** It failed, and this is the house's own sentence for that. */
  say?: string;
}

export class ActiveReply {
  readonly id: number;
  turn: number;
  /** A speculation until the turn is decided: nothing of it may be heard or act. */
  committed = false;
  phase: 'preparing' | 'playing' | 'paused' = 'preparing';
  /** Someone speaks while nothing of ours is heard yet: do not begin. */
  held = false;
  /** When the first sample was sent to the leg. */
  begunAt: InstantMs | undefined;
  /** The generation in work, if any. */
  generation: number | undefined;
  lastGeneration = 0;
  /** The caller's words that this reply answers. */
  basis = '';
  /** When the caller fell silent; undefined for what we say unasked. */
  silentSince: InstantMs | undefined;
  interruptible = true;
  hangUpAfter = false;
  /** It is said because the call has lasted long enough. */
  takesLeave = false;
  /** It only asks whether somebody is there. */
  nudges = false;
  bridges = 0;
  /** When the tools that it waits for were set going; undefined while it waits for none. */
  toolsSince: InstantMs | undefined;
  toolSteps = 0;
  /** What it asks for, where the model said so. */
  expects: Expectation | undefined;
  /** An apology stands for the answer. */
  failed = false;
  readonly clauses: ReplyClause[] = [];
  readonly toolCalls: ReplyToolCall[] = [];
  /** Text that waits for the end of its generation: the sequential pipeline speaks it whole. */
  wholeText = '';
  splitter = newSplitter();

  constructor(id: number, turn: number) {
    this.id = id;
    this.turn = turn;
  }

  get begun(): boolean {
    return this.begunAt !== undefined;
  }

  get waitsForTools(): boolean {
    return this.toolCalls.some(({ state }) => state !== 'asked' && state !== 'settled');
  }

  /** It ends in a question of consent: nothing more is said behind it. */
  get asks(): boolean {
    return this.toolCalls.some((call) => call.state === 'asked');
  }

  /** No further words will come for this reply. */
  get textComplete(): boolean {
    return this.generation === undefined && !this.waitsForTools;
  }

  get audioComplete(): boolean {
    return this.textComplete && this.clauses.every((clause) => clause.ended);
  }

  /** The clause that the TTS is busy with. */
  get clauseInWork(): number | undefined {
    const index = this.clauses.findIndex((clause) => !clause.ended);
    return index < 0 ? undefined : index;
  }
}

/** A first clause may be as short as "Of course,"; without punctuation nobody should wait for more than a line. */
export function newSplitter(): ClauseSplitter {
  return new ClauseSplitter({ firstClauseMinLetters: 10, clauseMaxLetters: 180 });
}
