/**
 * What the processes of the kill trials say to each other, one JSON value a line.
 *
 *   trials ─ order ─▶ host      trials ◀─ lines ─ host ─ effects ─▶ counter ◀─ list ─ trials
 *
 * An action is what a caller wants done once, whoever asks for it and how often: `call/order/tool`.
 */

/** How far an effect has come; between two of these a process can die. */
export const phases = ['beforeIntent', 'intentStored', 'effectApplied', 'resultStored'] as const;
export type Phase = (typeof phases)[number];

/** `takeUp`: while the calls of the host before are still being taken up. */
export const aims = [...phases, 'takeUp', 'anyMoment'] as const;
export type Aim = (typeof aims)[number];

export interface CallToHost {
  callId: string;
  /** The first that its caller says; after a crash, the one that was said last. */
  order: number;
  isTakenUp: boolean;
}

export type HostOrder =
  | {
      type: 'go';
      file: string;
      counterPort: number;
      seed: number;
      /** Where it lingers, so that it can be hit there. */
      aim: Aim;
      calls: CallToHost[];
    }
  | { type: 'stop' };

export interface AcknowledgedTurn {
  turnNo: number;
  turnId: string;
  /** Of its messages. */
  digest: string;
}

export type HostLine =
  | { type: 'ready' }
  /** The caller begins to say it. */
  | { type: 'order'; callId: string; order: number }
  /** `commit` has resolved. */
  | { type: 'turn'; callId: string; turn: AcknowledgedTurn }
  /** An effect has reached a phase, or has left the last. */
  | { type: 'at'; action: string; phase: Phase | 'over' }
  /** Somebody was told that nobody knows how this effect ended. */
  | { type: 'unknown'; callId: string; toolCallId: string; to: 'caller' | 'model' }
  /** Whatever acted when the host before died has an end. */
  | { type: 'settled' }
  | { type: 'error'; code: string; message: string };

/** An effect that reached the world. */
export interface Arrival {
  action: string;
  tool: string;
  /** Where the tool has one. */
  key?: string;
  /** False: the key was known, and nothing was done. */
  applied: boolean;
}

export type CounterQuestion = { id: number } & ({ effect: Omit<Arrival, 'applied'> } | { list: true });
export type CounterAnswer = { id: number; applied?: boolean; arrivals?: Arrival[] };

export function actionOf(callId: string, order: number, tool: string): string {
  return `${callId}/${order}/${tool}`;
}
