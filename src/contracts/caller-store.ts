/**
 * What is remembered of callers from one call to the next: values by slot, under an id that the house has proved.
 *
 *   a call ends ─▶ remember ─▶ (days pass) ─▶ recall ─▶ the next call        export, forget: when the caller asks
 *
 * A store apart from that of the calls: it is kept longer, holds less, and what is forgotten in it is gone from its
 * bytes too. Every method may be repeated: a write that timed out is not a write that failed. Values are JSON.
 */
import type { Clock } from '../clock/clock.ts';

export interface RememberedSlot {
  /** As it was handed in: a list where the slot holds several. */
  value: unknown;
  /** The call that brought it. */
  callId: string;
  /** When that was, in milliseconds since 1970. */
  atMs: number;
}

/** What one call leaves of its caller. */
export interface CallerNotes {
  callId: string;
  /** When the call ended, in milliseconds since 1970. The same whenever it is sent again. */
  atMs: number;
  /** By slot. */
  values: Readonly<Record<string, unknown>>;
  /** Slots that the caller took back: what earlier calls brought of them goes. */
  cleared?: readonly string[];
}

/** Everything that is kept of one caller, to be read by a person. */
export interface CallerExport {
  callerId: string;
  /** By name of slot. Times as in 2026-03-01T09:30:00.000Z. */
  remembered: readonly { slot: string; value: unknown; rememberedAt: string; callId: string }[];
  /** Slots that were taken back, and nothing else of them. */
  cleared: readonly { slot: string; clearedAt: string; callId: string }[];
}

/**
 * Every method rejects with an AntiphonError: STORE_RECORD_INVALID for an id or a value that cannot be stored; the
 * retryable ones (STORE_TIMEOUT, STORE_BUSY, STORE_OVERLOADED, STORE_FULL, STORE_FAILED) say that it may work a
 * moment later; STORE_CORRUPT, STORE_CLOSED. An id of a caller has 1 to 128 characters, any other 1 to 512.
 */
export interface CallerStore extends AsyncDisposable {
  /** By slot; empty for a caller of whom nothing is kept. */
  recall(callerId: string): Promise<Readonly<Record<string, RememberedSlot>>>;
  /**
   * The newest wins, slot by slot, whatever the order of arrival; of two at the same instant, the call with the greater
   * id. The same call sent again changes nothing.
   * At most 64 slots with 65,536 bytes of JSON for one caller: where a call brings more than fits beside what is
   * there, the oldest goes; a call that brings more by itself is refused with STORE_RECORD_INVALID.
   */
  remember(callerId: string, notes: CallerNotes): Promise<void>;
  /** Undefined where nothing is kept. */
  export(callerId: string): Promise<CallerExport | undefined>;
  /**
   * Removes all that is kept of a caller; once it resolves, the values are not in the files of the store either.
   * @param during The call in which it was asked: nothing is remembered of this call any more. Only its id and the time
   * are kept, without the caller, until `forgetBefore` passes them. What other calls bring later is remembered anew.
   * @returns whether there was anything: false also where it had been forgotten before.
   */
  forget(callerId: string, during?: { callId: string; atMs: number }): Promise<boolean>;
  /** Removes what was remembered before then, of everybody. @param limit 1 to 1,000. @returns how many slots went. */
  forgetBefore(atMs: number, limit: number): Promise<number>;
}

/** A store that whoever serves opens, and closes at its end. @throws AntiphonError STORE_* */
export type OpenCallerStore = (options: { clock: Clock }) => Promise<CallerStore>;
