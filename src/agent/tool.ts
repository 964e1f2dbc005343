/**
 * A tool as a value: what a user writes (`ToolDefinition`), and what everything else reads (`Tool`), where
 * every default is filled in and everything is frozen.
 *
 * Two answers decide how far it may be repeated: its effect, and whether what it writes to honours a key.
 *
 *   read                  again whenever it helps
 *   write, keyed          again under the same key: in the call (`retry`) and after a crash
 *   irreversible, keyed   again after a crash only: in the call its failure is told, and the caller decides
 *   neither is keyed      never: where it broke off, its end is `unknown` and is told so
 */
import type { z } from 'zod';
import type { DuplicatePolicy, Effect, ToolSpecification } from '../contracts/conversation.ts';

/** Who is on the line, as far as a tool may know. */
export interface CallerOfTool {
  readonly callId: string;
  /** Whom `verified` has named in this call; undefined: nobody yet. */
  readonly callerId: string | undefined;
  /**
   * The caller has proved who they are: from now on everything else of this call may know them by this id, and what
   * earlier calls of theirs left is recalled. Once in a call: another id is refused.
   * @param callerId an id of the house's own, 1 to 128 characters, never a name.
   * @throws AntiphonError CONFIG_INVALID for an id that cannot be one, CALLER_CHANGED where somebody else was named before.
   */
  verified(callerId: string): void;
}

export interface ToolContext {
  /** Aborts at the tool's own time limit, never because the caller spoke or hung up. */
  signal: AbortSignal;
  /** The same for every attempt of one intended effect, after a crash too: hand it to whatever the tool writes to. */
  idempotencyKey: string;
  caller: CallerOfTool;
}

/** What whoever runs a tool hands in. */
export type RunContext = Omit<ToolContext, 'caller'> & Partial<Pick<ToolContext, 'caller'>>;

export interface ConsentContext {
  /** Of the agent that asks, BCP-47. */
  language: string;
  caller: Omit<CallerOfTool, 'verified'>;
}

export interface ToolRetry {
  /** Runs at most, the first one included: 1 to 5. */
  attemptsMax: number;
  /** Pause before the second run; it doubles with each, and half of it is left to chance. Default 200 ms. */
  firstDelayMs?: number;
  /** Default 2 s. */
  delayMaxMs?: number;
  /** No run begins later than this behind the first one. Default 20 s. */
  withinMs?: number;
}

/** Shared by all calls of a process: what is down for one is not hammered by the others. */
export interface ToolBreaker {
  /** So many failures without a success between them keep everybody away: 1 to 100. Default 5. */
  failuresInARow?: number;
  /** How long; then one run finds out whether it is well again. Default 10 s. */
  coolOffMs?: number;
  /** The pause doubles as long as it is not, up to this. Default 2 min. */
  coolOffMaxMs?: number;
}

/**
 * `run` tells of a failure by throwing. A no of the tool's own ("nothing is free at seven") is an AntiphonError
 * TOOL_DECLINED: its message, and no other, is told to the model. Of every other error the model, the caller and
 * the log learn the code only, for messages carry addresses, queries and keys; people find it behind `onError`.
 * Throw TOOL_OUTCOME_UNKNOWN where nobody can say whether it happened (a connection that broke after the request).
 *
 * What it returns goes into prompts and logs as JSON, and no more than 16,000 characters of it.
 */
export interface ToolDefinition<Schema extends z.ZodObject, Output> {
  /** Letters, digits, `_` and `-`, at most 64; begins with a letter. */
  name: string;
  /** What it does, in one sentence: the model chooses by it. */
  description: string;
  input: Schema;
  effect: Effect;
  /**
   * The question the caller hears before the tool acts: it must name what will happen. Default: one made of the
   * description and the arguments. `false`, for `write` only: it acts unasked, whatever made the model want it,
   * be it a web page that it has read; for what does no harm and can be mended. It may throw TOOL_DECLINED, as
   * `run` may, where nothing need be asked because it cannot be done.
   */
  confirm?: false | ((input: z.output<Schema>, asked: ConsentContext) => string);
  /** How long one run may take, 100 ms to 10 min. Default 10 s. */
  timeoutMs?: number;
  /**
   * How a run that failed is repeated: a number is `attemptsMax`. For `read`, and for `write` with an
   * `idempotencyKey`. Default 1: it is not.
   */
  retry?: number | ToolRetry;
  /**
   * What the tool writes to does the same thing once for one key, however often it is sent. `true`: the key that
   * comes with each call. A function: a key made of the arguments (an order's number), so that the same action
   * asked twice is one; the tool's name is put before it. Default: it honours none. A `read` needs none.
   */
  idempotencyKey?: true | ((input: z.output<Schema>) => string);
  /** False: it is tried every time, however often it has failed. */
  breaker?: false | ToolBreaker;
  /** When the model asks for what is under way already. Default `allow` for `read`, `reject` for the others. */
  duplicates?: DuplicatePolicy;
  /** Said while the tool runs, when it is slow. */
  speakWhile?: string;
  /** Said when the tool has failed: a graceful sentence, and an offer (to try again, a call back, a person). */
  fallback?: string;
  /**
   * False: the reply that asks for it, runs it or tells its result is heard to its end (terms, a legal notice). What
   * the caller says meanwhile is kept and answered behind it; a yes counts only once the question is out. Default true.
   */
  interruptible?: boolean;
  run: (input: z.output<Schema>, context: ToolContext) => Output | Promise<Output>;
}

export type ParsedInput<Input> =
  | { ok: true; input: Input }
  /** `message` is meant for the model: what is wrong with which argument. */
  | { ok: false; message: string };

export interface Tool<Input = unknown, Output = unknown> {
  readonly name: string;
  readonly effect: Effect;
  /** It never runs without a yes of the caller's. */
  readonly asks: boolean;
  /** What it writes to honours its key: after a crash it may run again. */
  readonly keyed: boolean;
  readonly interruptible: boolean;
  readonly timeoutMs: number;
  readonly retry: Readonly<Required<ToolRetry>>;
  /** Undefined: none. */
  readonly breaker: Readonly<Required<ToolBreaker>> | undefined;
  readonly duplicates: DuplicatePolicy;
  readonly speakWhile: string | undefined;
  readonly fallback: string | undefined;
  /** The tool as a model sees it. */
  readonly specification: ToolSpecification;
  /**
   * Reads what a model sent.
   * @throws AntiphonError CONFIG_INVALID when the schema throws, or only works asynchronously.
   */
  parse(argumentsSent: unknown): ParsedInput<Input>;
  /**
   * What the caller must say yes to before this may run, or undefined when nothing needs asking.
   * @param asked Default: in English, of a caller whom nobody knows.
   * @throws AntiphonError TOOL_DECLINED when `confirm` declines, TOOL_FAILED when it throws anything else: then the tool must not run.
   */
  consentQuestion(input: Input, asked?: Partial<ConsentContext>): string | undefined;
  /**
   * The key this action goes by: the tool's own where it makes one, or else the call's.
   * @throws AntiphonError TOOL_FAILED when it cannot be made: then the tool must not run.
   */
  keyOf(input: Input, callKey: string): string;
  /** @param context Without a `caller` it runs outside a call: nobody is verified, and nobody can be. */
  run(input: Input, context: RunContext): Promise<Output>;
}
