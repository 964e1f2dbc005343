/**
 * TurnOutbox holds the turns of one call that the store has not acknowledged, oldest first. Pure.
 *
 * What waits is bounded twice. Beyond `turnsMax` a new record is folded into the youngest that was never sent:
 * its messages follow, its checkpoint replaces, so nothing is lost. Beyond `unitsMax` the messages of a new record
 * are not kept and the caller is told so; its checkpoint is. A record that was sent once is never changed
 * again: it may be stored already, and the same turn sent twice must be the same.
 */
import type { CallRecord } from '../../call/output.ts';
import type { TurnRecord } from '../../contracts/call-store.ts';

export interface TurnOutboxOptions {
  newId: () => string;
  /** The last turn that is stored; -1 where there is none. */
  lastTurnNo: number;
  turnsMax?: number;
  /** Of all that waits, in characters of JSON. */
  unitsMax?: number;
}

interface WaitingTurn {
  turn: TurnRecord;
  units: number;
  sent: boolean;
}

const defaults = { turnsMax: 64, unitsMax: 256 * 1024 };

export class TurnOutbox {
  readonly #options: Required<TurnOutboxOptions>;
  readonly #waiting: WaitingTurn[] = [];
  #lastTurnNo: number;
  #turnId: string;
  #units = 0;

  constructor(options: TurnOutboxOptions) {
    this.#options = { ...defaults, ...options };
    this.#lastTurnNo = options.lastTurnNo;
    this.#turnId = options.newId();
  }

  /** The id that the next record will have: what is begun meanwhile belongs to it. */
  get turnId(): string {
    return this.#turnId;
  }

  get size(): number {
    return this.#waiting.length;
  }

  /** @returns false where its messages could not be kept. @throws what JSON cannot carry. */
  add(record: CallRecord): boolean {
    const { turnsMax, unitsMax, newId } = this.#options;
    // Two records of one turn are two turns to the store: it takes rising numbers only.
    const turnNo = Math.max(record.turnNo, this.#lastTurnNo + 1);
    const fits = this.#units + unitsOf(record) <= unitsMax;
    const kept = { ...record, turnNo, messages: fits ? record.messages : [] };
    const youngest = this.#waiting.at(-1);
    if (youngest !== undefined && !youngest.sent && (!fits || this.#waiting.length >= turnsMax)) {
      const messages = [...youngest.turn.messages, ...kept.messages];
      this.#waiting.pop();
      this.#units -= youngest.units;
      this.#push({ ...kept, turnId: youngest.turn.turnId, messages });
    } else {
      this.#push({ ...kept, turnId: this.#turnId });
      this.#turnId = newId();
    }
    this.#lastTurnNo = turnNo;
    return fits;
  }

  /** The oldest, to be sent; the same again until `acknowledge`. */
  next(): TurnRecord | undefined {
    const [oldest] = this.#waiting;
    if (oldest !== undefined) oldest.sent = true;
    return oldest?.turn;
  }

  /** The oldest is stored, or never will be. */
  acknowledge(): void {
    this.#units -= this.#waiting.shift()?.units ?? 0;
  }

  clear(): void {
    this.#waiting.length = 0;
    this.#units = 0;
  }

  #push(turn: TurnRecord): void {
    const units = unitsOf(turn);
    this.#waiting.push({ turn, units, sent: false });
    this.#units += units;
  }
}

function unitsOf(record: CallRecord): number {
  return JSON.stringify(record).length;
}
