/**
 * ToolRuns knows what runs: begun and not done, waiting for its turn, or ended in a way that nobody knows.
 *
 *   start ─▶ (queued, where tools run one at a time) ─▶ running ─▶ result ─┬─ done, failed
 *                                                                        └─ unknown ─ a later result still counts
 *
 * What has begun is never cancelled. What has not begun can be taken back.
 */
import type { InstantMs } from '../clock/clock.ts';
import type { Effect, ToolOutcome } from '../contracts/conversation.ts';
import type { CallContext } from './context.ts';
import { isSameJson } from './same-json.ts';

export interface ToolRun {
  toolCallId: string;
  name: string;
  effect: Effect;
  arguments: unknown;
  idempotencyKey: string;
  /** The tool call whose question the caller said yes to. */
  consentId: string | undefined;
  /** Whose reply waits for it; undefined where none does. */
  reply: number | undefined;
  speakWhile: string | undefined;
}

interface Kept extends ToolRun {
  since: InstantMs;
  phase: 'queued' | 'running';
  bridged: boolean;
  /** Another of its kind has taken its place: its result is told to nobody. */
  replaced: boolean;
}

/** Of so many effects whose end nobody knows a late result is still waited for. */
const unknownKept = 32;

export class ToolRuns {
  readonly #runs = new Map<string, Kept>();
  readonly #unknown = new Map<string, Kept>();
  readonly #context: CallContext;

  constructor(context: CallContext) {
    this.#context = context;
  }

  /** Something that changes the world has been set going and is not done. */
  get acting(): boolean {
    return [...this.#runs.values()].some(({ effect }) => effect !== 'read');
  }

  start(run: ToolRun): 'queued' | 'running' {
    const oneByOne = this.#context.options.toolRuns === 'one-at-a-time';
    const phase = oneByOne && this.#runs.size > 0 ? 'queued' : 'running';
    const kept: Kept = { ...run, phase, since: this.#context.now, bridged: false, replaced: false };
    this.#runs.set(run.toolCallId, kept);
    if (phase === 'running') this.#begin(kept);
    return phase;
  }

  /** The same tool with the same arguments, if it is under way. */
  same(name: string, input: unknown): ToolRun | undefined {
    return [...this.#runs.values()].find(
      (run) => run.name === name && !run.replaced && isSameJson(run.arguments, input),
    );
  }

  /** @returns true where the earlier one gave way: it only read, or had not begun. */
  replace(toolCallId: string): boolean {
    const run = this.#runs.get(toolCallId);
    if (run === undefined) return true;
    if (run.phase === 'queued') this.#runs.delete(toolCallId);
    else if (run.effect === 'read') run.replaced = true;
    else return false;
    return true;
  }

  /** @returns the run, where its result is news to somebody. */
  result(toolCallId: string, outcome: ToolOutcome): ToolRun | undefined {
    const run = this.#runs.get(toolCallId) ?? this.#unknown.get(toolCallId);
    if (run === undefined) return undefined;
    const wasUnknown = this.#unknown.delete(toolCallId);
    // Nobody knows still: that has been told.
    if (wasUnknown && outcome.status === 'unknown') {
      this.#unknown.set(toolCallId, run);
      return undefined;
    }
    this.#runs.delete(toolCallId);
    this.#emitEnd(run, outcome);
    if (outcome.status === 'unknown') this.#keepUnknown(run);
    if (!run.replaced) this.#context.history.addToolResult(toolCallId, run.name, outcome);
    this.#startNext();
    return run.replaced ? undefined : run;
  }

  /** The caller takes back what they said yes to. What has not begun is dropped; the shell is asked about the rest. */
  takeBack(reason: string): ToolRun[] {
    const dropped: ToolRun[] = [];
    for (const run of this.#runs.values()) {
      if (run.effect === 'read' || run.consentId === undefined) continue;
      if (run.phase === 'running') {
        this.#context.send({ type: 'tool-withdraw', toolCallId: run.toolCallId, reason });
        continue;
      }
      this.#runs.delete(run.toolCallId);
      dropped.push(run);
    }
    return dropped;
  }

  /** When every tool that this reply waits for should have answered. */
  dueAt(reply: number): InstantMs {
    const waited = [...this.#runs.values()].filter((run) => run.reply === reply);
    const last = Math.max(...waited.map((run) => run.since));
    const limitMs = this.#context.options.limits.toolTimeoutMs;
    // One after another, each is given its time.
    const turns = Math.max(1, waited.filter((run) => run.phase === 'queued').length + 1);
    return (Number.isFinite(last) ? last : this.#context.now) + limitMs * turns;
  }

  /** What a tool of this reply wants to be said while it runs, once. */
  takeSpeakWhile(reply: number): string | undefined {
    const busy = [...this.#runs.values()].find(
      (run) => run.reply === reply && !run.bridged && run.speakWhile !== undefined,
    );
    if (busy !== undefined) busy.bridged = true;
    return busy?.speakWhile;
  }

  #begin(run: Kept): void {
    const { toolCallId, name, effect, idempotencyKey, consentId } = run;
    run.phase = 'running';
    run.since = this.#context.now;
    this.#context.emit({ type: 'effect-begun', toolCallId, tool: name, effect });
    this.#context.send({
      type: 'tool-run',
      toolCallId,
      name,
      arguments: run.arguments,
      effect,
      idempotencyKey,
      ...(consentId === undefined ? {} : { consentId }),
    });
  }

  #startNext(): void {
    const runs = [...this.#runs.values()];
    if (runs.some((run) => run.phase === 'running')) return;
    const next = runs.find((run) => run.phase === 'queued');
    if (next !== undefined) this.#begin(next);
  }

  #keepUnknown(run: Kept): void {
    this.#unknown.set(run.toolCallId, { ...run, reply: undefined });
    const [oldest] = this.#unknown.keys();
    if (this.#unknown.size > unknownKept) this.#unknown.delete(oldest!);
  }

  #emitEnd(run: Kept, outcome: ToolOutcome): void {
    const { toolCallId, name: tool, effect } = run;
    switch (outcome.status) {
      case 'unknown':
        return this.#context.emit({
          type: 'effect-unknown',
          toolCallId,
          tool,
          effect,
          reason: outcome.reason,
        });
      case 'refused':
        return this.#context.emit({ type: 'consent-refused', toolCallId, tool, reason: outcome.reason });
      default: {
        const reason = outcome.status === 'failed' ? { reason: outcome.code } : {};
        const ok = outcome.status === 'done';
        return this.#context.emit({ type: 'effect-done', toolCallId, tool, effect, ok, ...reason });
      }
    }
  }
}
