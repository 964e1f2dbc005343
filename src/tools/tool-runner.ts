/**
 * ToolRunner runs tools: each within its own limit, again where that is safe, and not at all where the tool
 * keeps failing. One runner serves all calls of a process, so that its breakers know what every call has seen.
 *
 *   admitted? ──no──▶ failed TOOL_UNAVAILABLE
 *      └▶ attempt ─▶ done | declined
 *            └─ failed, timed out ─▶ may it be repeated? ─▶ pause ─▶ attempt
 *                                          └─ no ─▶ failed; or unknown, where it may have happened
 *
 * An effect that has begun is not cancelled by anything the caller does: its signal aborts at its own limit and
 * at nothing else. What answers behind that limit is still told: time that ran out undoes nothing.
 */
import type { CallerOfTool, Tool } from '../agent/tool.ts';
import type { Clock } from '../clock/clock.ts';
import type { ToolOutcome } from '../contracts/conversation.ts';
import { AntiphonError, type ErrorCode } from '../errors/antiphon-error.ts';
import { CircuitBreaker, type Admitted } from '../routing/circuit-breaker.ts';
import { retryDelayMs } from './backoff.ts';
import { judgeFailure } from './judge-failure.ts';
import { declinedOutcome, failedOutcome, unknownOutcome } from './tell-outcome.ts';
import { toolResult } from './tool-result.ts';

export interface ToolRun {
  tool: Tool;
  /** As the tool has parsed it. */
  input: unknown;
  idempotencyKey: string;
  /** Default: nobody, outside a call. */
  caller?: CallerOfTool;
  /** Told, for people, of every attempt that failed, with what was thrown as its cause. Must not throw. */
  onError?: (error: AntiphonError) => void;
}

export interface ToolRunEnd {
  outcome: ToolOutcome;
  /** Only where the outcome is `unknown`: resolves if it is ever learnt how it ended. */
  late?: Promise<ToolOutcome>;
}

export interface ToolRunnerOptions {
  clock: Clock;
  /** 0 to 1, for the pauses between attempts. Default `Math.random`. */
  random?: () => number;
}

type AttemptEnd = { kind: 'told'; outcome: ToolOutcome } | { kind: 'broken' | 'unknown' | 'timed-out' };

export class ToolRunner {
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #breakers = new WeakMap<Tool, CircuitBreaker>();

  constructor({ clock, random = Math.random }: ToolRunnerOptions) {
    this.#clock = clock;
    this.#random = random;
  }

  /** Never rejects: whatever happens is an outcome that the model can speak of. */
  async run(run: ToolRun): Promise<ToolRunEnd> {
    const { tool } = run;
    const late = Promise.withResolvers<AttemptEnd>();
    const attempts = { since: this.#clock.now(), made: 0 };
    /** As long as no attempt was made, that is how it ends. */
    let failed = failedOutcome(tool, 'TOOL_UNAVAILABLE');
    let perhaps: 'timed-out' | 'unknown' | undefined;
    for (;;) {
      const admitted = this.#breakerOf(tool)?.admit(this.#clock.now()) ?? 'go';
      if (admitted === 'no') break;
      attempts.made += 1;
      const end = await Promise.race([this.#attempt(run, admitted, late.resolve), late.promise]);
      if (end.kind === 'told') return { outcome: end.outcome };
      if (end.kind !== 'broken') perhaps = end.kind;
      failed = failedOutcome(tool, end.kind === 'timed-out' ? 'TOOL_TIMEOUT' : 'TOOL_FAILED');
      const delayMs = retryDelayMs(tool, attempts, this.#clock.now(), this.#random());
      if (delayMs === undefined || this.#restsLonger(tool, delayMs)) break;
      const sooner = await Promise.race([this.#pause(delayMs), late.promise]);
      if (sooner?.kind === 'told') return { outcome: sooner.outcome };
    }
    if (perhaps === undefined || tool.effect === 'read') return { outcome: failed };
    return {
      outcome: unknownOutcome(tool, perhaps),
      late: late.promise.then((end) => (end.kind === 'told' ? end.outcome : failed)),
    };
  }

  /** One run within its limit. What it answers behind the limit goes to `onLate`, if it is an answer. */
  async #attempt(run: ToolRun, admitted: Admitted, onLate: (end: AttemptEnd) => void): Promise<AttemptEnd> {
    const { tool } = run;
    const controller = new AbortController();
    const limit = Promise.withResolvers<AttemptEnd>();
    const timedOut = new AntiphonError('TOOL_TIMEOUT', `${tool.name} took longer than ${tool.timeoutMs} ms`);
    using _timer = this.#clock.at(this.#clock.now() + tool.timeoutMs, () => {
      limit.resolve({ kind: 'timed-out' });
      controller.abort(timedOut);
    });
    const answer = answerOf(run, controller.signal);
    const end = await Promise.race([answer, limit.promise]);
    const breaker = this.#breakerOf(tool);
    if (end.kind === 'told') breaker?.succeeded(this.#clock.now(), admitted);
    else breaker?.failed(this.#clock.now(), admitted);
    if (end.kind === 'timed-out') {
      run.onError?.(timedOut);
      // A run that broke because its signal aborted says nothing of what it had done by then.
      void answer.then((later) => {
        if (later.kind === 'told') onLate(later);
      });
    }
    return end;
  }

  #breakerOf(tool: Tool): CircuitBreaker | undefined {
    let breaker = this.#breakers.get(tool);
    if (breaker === undefined && tool.breaker !== undefined) {
      breaker = new CircuitBreaker(tool.breaker);
      this.#breakers.set(tool, breaker);
    }
    return breaker;
  }

  /** Nobody is kept waiting for an attempt that the breaker will not admit. */
  #restsLonger(tool: Tool, delayMs: number): boolean {
    return (this.#breakers.get(tool)?.retryAt ?? 0) > this.#clock.now() + delayMs;
  }

  async #pause(ms: number): Promise<undefined> {
    const over = Promise.withResolvers<undefined>();
    using _timer = this.#clock.at(this.#clock.now() + ms, () => over.resolve(undefined));
    return await over.promise;
  }
}

/** Runs the tool once, with no limit of time. Never rejects. */
async function answerOf(run: ToolRun, signal: AbortSignal): Promise<AttemptEnd> {
  const { tool, input, idempotencyKey, caller } = run;
  const context = { signal, idempotencyKey, ...(caller === undefined ? {} : { caller }) };
  const tell = (code: ErrorCode, what: string, cause: unknown): void =>
    run.onError?.(new AntiphonError(code, `${tool.name} ${what}`, { cause, data: { tool: tool.name } }));
  try {
    const result = toolResult(await tool.run(input, context));
    if (result.ok) return { kind: 'told', outcome: { status: 'done', value: result.value } };
    tell('TOOL_RESULT_INVALID', 'gave a result that JSON cannot carry', result.thrown);
    if (tool.effect === 'read') return { kind: 'told', outcome: failedOutcome(tool, 'TOOL_RESULT_INVALID') };
    // It has acted. That must not be told as a failure, or it is done again.
    return { kind: 'told', outcome: { status: 'done', value: { note: 'Done; its result cannot be told.' } } };
  } catch (thrown) {
    const failure = judgeFailure(thrown);
    if (failure.kind === 'declined') return { kind: 'told', outcome: declinedOutcome(failure.message) };
    if (!signal.aborted) {
      if (failure.kind === 'broken') tell('TOOL_FAILED', 'failed', thrown);
      else tell('TOOL_OUTCOME_UNKNOWN', 'broke off', thrown);
    }
    return { kind: failure.kind };
  }
}
