/**
 * What the hosts of one store have promised, told and left open, against what is stored and what reached the world.
 *
 * Counted are actions and not tool calls: what a caller wants done once counts as done twice, whether the same tool
 * call ran again or another one was made for it.
 */
import type { StoredCall, StoredEffect } from '../../src/contracts/call-store.ts';
import { acknowledged, actionOfIntent, resultsOf } from './announcing-store.ts';
import { keylessTools } from './order-desk.ts';
import { aims, type AcknowledgedTurn, type Aim, type Arrival, type HostLine } from './protocol.ts';

export interface Verdict {
  killTrials: number;
  killsByPhase: Record<Aim, number>;
  /** Actions without a key that arrived more than once, and those with one that were done under several. */
  doubleEffects: number;
  /** Acknowledged turns that are not stored, not the same, or not in their order. */
  lostTurns: number;
  acknowledgedTurns: number;
  /** Effects without a key that had an intent and no told result when their host was killed. */
  unknownOwed: number;
  /** Of these, those that the model and the caller were told nobody knows the end of. */
  unknownTold: number;
  /** Others that somebody was told nobody knows the end of, though there was no reason to. */
  unknownUnowed: number;
  arrivals: number;
  /** Sent again under its key after a crash, and not done again. */
  sentAgain: number;
  /** Reached the world without a stored intent. */
  withoutIntent: number;
  /** Stored as done, and never reached the world. */
  doneUnseen: number;
  /** Took calls up and did not settle them, or tell what is unknown, in time. */
  stalledHosts: number;
}

export class Ledger {
  readonly #turns = new Map<string, AcknowledgedTurn[]>();
  readonly #owed = new Set<string>();
  readonly #told = { caller: new Set<string>(), model: new Set<string>() };
  readonly #stored = new Map<string, StoredCall>();
  readonly #kills = Object.fromEntries(aims.map((aim) => [aim, 0])) as Record<Aim, number>;
  #stalled = 0;

  stalled(): void {
    this.#stalled += 1;
  }

  hear(line: HostLine): void {
    if (line.type === 'turn') {
      const turns = this.#turns.get(line.callId) ?? [];
      this.#turns.set(line.callId, turns);
      turns.push(line.turn);
    }
    if (line.type === 'unknown') this.#told[line.to].add(`${line.callId}:${line.toolCallId}`);
  }

  /** @param stored As it is after the kill, before anybody else has written. */
  killed(phase: Aim, stored: readonly StoredCall[]): void {
    this.#kills[phase] += 1;
    this.look(stored);
    for (const call of stored) {
      const told = new Set(call.turns.flatMap(resultsOf));
      for (const { intent, outcome } of call.effects) {
        const isOpen = outcome.status === 'intended' || outcome.status === 'unknown';
        if (!isOpen || told.has(intent.effectId) || !keylessTools.has(intent.tool)) continue;
        this.#owed.add(`${call.claim.callId}:${intent.effectId}`);
      }
    }
  }

  look(stored: readonly StoredCall[]): void {
    for (const call of stored) this.#stored.set(call.claim.callId, call);
  }

  /** Effects that somebody still has to be told of. */
  get untold(): string[] {
    return [...this.#owed].filter((id) => !this.#told.caller.has(id) || !this.#told.model.has(id));
  }

  /** @param arrivals All that reached the world; those of other stores do not count. */
  verdict(arrivals: readonly Arrival[]): Verdict {
    const calls = this.#calls();
    const callIds = new Set(this.#stored.keys());
    const ours = arrivals.filter(({ action }) => callIds.has(action.slice(0, action.indexOf('/'))));
    const effects = new Map<string, StoredEffect[]>();
    for (const { claim, effects: ofCall } of calls) {
      for (const effect of ofCall) {
        const action = actionOfIntent(claim.callId, effect.intent);
        effects.set(action, [...(effects.get(action) ?? []), effect]);
      }
    }
    const { caller, model } = this.#told;
    const done = Map.groupBy(
      ours.filter(({ applied }) => applied),
      ({ action }) => action,
    );
    const isUnseen = ([action, ofAction]: [string, StoredEffect[]]): boolean =>
      ofAction.some(({ outcome }) => outcome.status === 'done') && !done.has(action);
    return {
      killTrials: Object.values(this.#kills).reduce((sum, kills) => sum + kills, 0),
      killsByPhase: { ...this.#kills },
      doubleEffects: [...done.values()].filter(({ length }) => length > 1).length,
      lostTurns: calls.reduce((sum, call) => sum + this.#lostOf(call), 0),
      acknowledgedTurns: [...this.#turns.values()].reduce((sum, { length }) => sum + length, 0),
      unknownOwed: this.#owed.size,
      unknownTold: this.#owed.size - this.untold.length,
      unknownUnowed: new Set([...caller, ...model].filter((id) => !this.#owed.has(id))).size,
      arrivals: ours.length,
      sentAgain: ours.filter(({ applied }) => !applied).length,
      withoutIntent: ours.filter(({ action }) => !effects.has(action)).length,
      doneUnseen: [...effects].filter(isUnseen).length,
      stalledHosts: this.#stalled,
    };
  }

  /** For whoever looks for the reason: each action that was done twice, and how the store knows it. */
  describe(arrivals: readonly Arrival[]): string[] {
    return this.#calls().flatMap(({ claim: { callId }, effects }) => {
      const actions = Map.groupBy(effects, ({ intent }) => actionOfIntent(callId, intent));
      return [...actions].flatMap(([action, stored]) => {
        const times = arrivals.filter((arrival) => arrival.action === action && arrival.applied).length;
        const known = stored.map(({ intent, outcome }) => `${intent.effectId} ${outcome.status}`).join(', ');
        return times > 1 ? [`${action} was done ${times} times; stored: ${known}`] : [];
      });
    });
  }

  #calls(): StoredCall[] {
    return [...this.#stored.values()];
  }

  #lostOf({ claim, turns }: StoredCall): number {
    const places = new Map(turns.map((turn, place) => [JSON.stringify(acknowledged(turn)), place]));
    let last = -1;
    let lost = 0;
    for (const turn of this.#turns.get(claim.callId) ?? []) {
      const place = places.get(JSON.stringify(turn));
      if (place === undefined || place <= last) lost += 1;
      else last = place;
    }
    return lost;
  }
}

/** Of several stores together. */
export function sumOf(verdicts: readonly Verdict[]): Verdict {
  const sum = new Ledger().verdict([]);
  for (const { killsByPhase, ...numbers } of verdicts) {
    for (const aim of aims) sum.killsByPhase[aim] += killsByPhase[aim];
    for (const name of Object.keys(numbers) as (keyof typeof numbers)[]) sum[name] += numbers[name];
  }
  return sum;
}
