/**
 * OrphanSweep ends the calls of processes that died, once nobody came back to them: without a caller, without
 * sound. And it forgets what has been kept long enough. What acts is settled first: what has a key runs again under it, the rest is `unknown`, since it may have
 * happened. Then the call gets its one final record.
 *
 * A round takes a few calls and never overlaps the next. What it has claimed it holds until it is done, also
 * where the store fails in between: nobody else would look for it while this host lives.
 */
import { randomUUID } from 'node:crypto';
import type { TurnPlanner } from '../agent/turn-planner.ts';
import type { ToolRunOrder } from '../call/output.ts';
import type { Clock, InstantMs } from '../clock/clock.ts';
import type { CallStore, Claim, EffectIntent, StoredCall } from '../contracts/call-store.ts';
import { AntiphonError } from '../errors/antiphon-error.ts';
import { CallKeeper } from '../session/keeping/call-keeper.ts';
import { toldOutcome } from '../session/keeping/restored-call.ts';
import { ToolBench } from '../session/tool-bench.ts';

export interface OrphanSweepOptions {
  store: CallStore;
  clock: Clock;
  planner: TurnPlanner;
  host: string;
  legReturnMs: number;
  /** How long what was said in a call that has ended is kept. */
  keepEndedCallsMs: number;
  /** Of this host, as of now. */
  aliveUntilMs: () => number;
  onError?: (error: AntiphonError) => void;
}

const everyMs = 5_000;
const callsPerRound = 16;
const forgetEveryMs = 60_000;
/** At a time: a store that has kept much forgets it little by little. */
const forgottenAtOnce = 100;
/** Goodbyes are said to nobody: what is not settled by then is somebody else's orphan. */
const closeMaxMs = 5_000;

export class OrphanSweep implements AsyncDisposable {
  readonly #options: OrphanSweepOptions;
  readonly #adopted = new Map<string, { claim: Claim; dueAt: InstantMs }>();
  readonly #ticking: Disposable;
  #round: Promise<void> | undefined;
  #closed = false;
  #forgetAt: InstantMs = 0;

  constructor(options: OrphanSweepOptions) {
    this.#options = options;
    this.#begin();
    this.#ticking = options.clock.every(everyMs, () => this.#begin());
  }

  /** This host holds the call and nobody talks to it: it is ended, unless somebody comes within `waitMs`. */
  adopt(claim: Claim, waitMs: number): void {
    this.#adopted.set(claim.callId, { claim, dueAt: this.#options.clock.now() + waitMs });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    this.#ticking[Symbol.dispose]();
    const { clock } = this.#options;
    const { promise: late, resolve } = Promise.withResolvers<void>();
    using _limit = clock.at(clock.now() + closeMaxMs, resolve);
    await Promise.race([this.#round, late]);
  }

  #begin(): void {
    this.#round ??= this.#sweep()
      .catch((thrown: unknown) => this.#tell(thrown))
      .finally(() => (this.#round = undefined));
  }

  async #sweep(): Promise<void> {
    await this.#claimDead();
    const now = this.#options.clock.now();
    const due = [...this.#adopted.values()].filter(({ dueAt }) => dueAt <= now).slice(0, callsPerRound);
    await Promise.all(
      due.map(async ({ claim }) => {
        try {
          await this.#settle(claim);
          this.#adopted.delete(claim.callId);
        } catch (thrown) {
          const error = AntiphonError.from(thrown, 'STORE_FAILED', `call ${claim.callId}`);
          // Somebody took it, or its records are damaged: told once, and no round is spent on it again.
          if (!error.retryable) this.#adopted.delete(claim.callId);
          if (error.code !== 'STORE_FENCED') this.#tell(error);
        }
      }),
    );
    await this.#forget();
  }

  async #forget(): Promise<void> {
    const { store, clock, keepEndedCallsMs } = this.#options;
    const now = clock.now();
    if (now < this.#forgetAt || this.#closed) return;
    this.#forgetAt = now + forgetEveryMs;
    await store.forget(Math.max(0, clock.wallTime() - keepEndedCallsMs), forgottenAtOnce);
  }

  async #claimDead(): Promise<void> {
    const { store, clock, host, legReturnMs, aliveUntilMs } = this.#options;
    const room = callsPerRound - this.#adopted.size;
    if (room <= 0 || this.#closed) return;
    const nowMs = clock.wallTime();
    const orphans = await store.orphans(Math.max(0, nowMs - legReturnMs), room);
    for (const { callId, epoch, host: owner } of orphans) {
      // A host that could not say for a while that it lives has not died of it.
      if (owner === host) continue;
      const claimId = randomUUID();
      const request = { callId, host, why: 'dead', seenEpoch: epoch, claimId, nowMs } as const;
      // Held once the store takes it, whether or not its answer comes; settling looks who holds it.
      const claim: Claim = { callId, host, epoch: epoch + 1, rev: 0 };
      try {
        const answer = await store.claim({ ...request, hostAliveUntilMs: aliveUntilMs() });
        if (answer !== undefined) this.adopt(answer, 0);
      } catch (thrown) {
        this.adopt(claim, 0);
        throw thrown;
      }
    }
  }

  async #settle(claim: Claim): Promise<void> {
    const { store, clock } = this.#options;
    const stored = await store.load(claim.callId);
    // Somebody came for it: it is theirs.
    if (stored.claim.epoch !== claim.epoch || stored.claim.host !== claim.host) return;
    await this.#runAgain(stored);
    const after = await store.load(claim.callId);
    for (const { effectId } of intendedOf(after)) {
      const told = toldOutcome(after, effectId);
      const reason = 'its process died, and nobody can say how it ended';
      await store.complete(claim, effectId, told ?? { status: 'unknown', reason });
    }
    if (stored.outcome !== undefined) return;
    const detail = 'the process that held the call died, and nobody came back to it';
    await store.end(claim, { reason: 'failed', detail, endedAtMs: clock.wallTime() });
  }

  /** Keyed effects of whose end nobody was told, through the tools that this host has. */
  async #runAgain(stored: StoredCall): Promise<void> {
    const { store, clock, planner, onError } = this.#options;
    const tools = planner.agents.flatMap((agent) => agent.tools);
    const again = intendedOf(stored).filter(
      ({ effectId, idempotencyKey, tool }) =>
        idempotencyKey !== undefined &&
        toldOutcome(stored, effectId) === undefined &&
        tools.some(({ name }) => name === tool),
    );
    if (again.length === 0) return;
    const told = onError === undefined ? {} : { onError };
    await using keeper = new CallKeeper({
      store,
      clock,
      call: {
        claim: stored.claim,
        lastTurnNo: stored.turns.at(-1)?.turnNo ?? -1,
        effectIds: stored.effects.map(({ intent }) => intent.effectId),
      },
      newId: randomUUID,
      ...told,
    });
    const bench = new ToolBench({ tools, clock, effects: keeper, onResult: () => undefined, ...told });
    for (const intent of again) bench.run(orderOf(intent));
    await bench.settled();
  }

  #tell(thrown: unknown): void {
    // A store that fails says so by its health, at every admission.
    const error = AntiphonError.from(thrown, 'STORE_FAILED', 'calls of a dead process');
    if (!error.retryable && !this.#closed) this.#options.onError?.(error);
  }
}

function intendedOf({ effects }: StoredCall): EffectIntent[] {
  return effects.flatMap(({ intent, outcome }) => (outcome.status === 'intended' ? [intent] : []));
}

function orderOf({ effectId, tool, arguments: input, effect, idempotencyKey }: EffectIntent): ToolRunOrder {
  return {
    type: 'tool-run',
    toolCallId: effectId,
    name: tool,
    arguments: input,
    effect,
    idempotencyKey: idempotencyKey!,
  };
}
