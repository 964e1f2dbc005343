/**
 * The endpointer that everybody has: so much silence after the VAD's last edge, and the turn is over.
 *
 * It hears the very edges that the call heard, when the call heard them. It waits for no words, so it is
 * never later than it has to be.
 */
import type { HeardInput } from './heard-call.ts';

export interface VadEdge {
  type: 'speech-start' | 'speech-end';
  /** When the edge was told of. */
  atMs: number;
  /** How long before that it lay in the sound. */
  agoMs: number;
}

/** @returns the instants at which turns ended. */
export function fixedSilenceTurnEnds(edges: readonly VadEdge[], silenceMs: number): number[] {
  const turnEnds: number[] = [];
  let dueMs: number | undefined;
  for (const { type, atMs, agoMs } of edges) {
    if (dueMs !== undefined && dueMs <= atMs) turnEnds.push(dueMs);
    dueMs = type === 'speech-end' ? Math.max(atMs, atMs - agoMs + silenceMs) : undefined;
  }
  if (dueMs !== undefined) turnEnds.push(dueMs);
  return turnEnds;
}

/** The edges among all that a call was told. */
export function vadEdges(inputs: readonly HeardInput[]): VadEdge[] {
  return inputs.flatMap(({ nowMs, input }): VadEdge[] =>
    input.type === 'speech-start' || input.type === 'speech-end'
      ? [{ type: input.type, atMs: nowMs, agoMs: input.agoMs }]
      : [],
  );
}
