/**
 * What of a reply the caller really heard, read off the recording of the far end.
 *
 * Every stretch of sound in the recording is looked up in the reply as it was synthesised: samples are
 * equal or they are not. So a word that was skipped or said twice is found whatever the house believes.
 */
import type { TrackRun } from '../../src/transports/shared/track.ts';

export interface ReplyWord {
  startSample: number;
  endSample: number;
}

export interface KnownReply {
  samples: Int16Array;
  words: readonly ReplyWord[];
}

/** A stretch of the recording that is a stretch of the reply. */
export interface HeardPart {
  /** On the timeline of the recording. */
  startSample: number;
  endSample: number;
  /** Where in the reply it begins. */
  replySample: number;
}

/** Shorter stretches may be found in several places; a pause of the voice is all zeros. */
const sureSamples = 4_000;
/** Word times are rounded. */
const toleranceSamples = 16;

export function findParts(recording: Int16Array, runs: readonly TrackRun[], reply: KnownReply): HeardPart[] {
  const parts: HeardPart[] = [];
  let expected = 0;
  for (const { startSample, endSample } of runs) {
    const replySample = find(reply.samples, recording.subarray(startSample, endSample), expected);
    if (replySample === undefined) continue;
    parts.push({ startSample, endSample, replySample });
    expected = replySample + endSample - startSample;
  }
  return parts;
}

/** Words lost or said twice where the reply went on after a pause. */
export function countWords(
  parts: readonly HeardPart[],
  words: readonly ReplyWord[],
): { repeated: number; skipped: number } {
  let repeated = 0;
  let skipped = 0;
  for (let index = 1; index < parts.length; index += 1) {
    const before = parts[index - 1]!;
    const resumedAt = parts[index]!.replySample;
    const heardUntil = before.replySample + before.endSample - before.startSample;
    for (const { startSample, endSample } of words) {
      const wasHeard = endSample <= heardUntil + toleranceSamples;
      if (wasHeard && startSample >= resumedAt - toleranceSamples) repeated += 1;
      if (!wasHeard && startSample < resumedAt - toleranceSamples) skipped += 1;
    }
  }
  return { repeated, skipped };
}

/** The place nearest to where the reply was left, among those that sound the same. */
function find(samples: Int16Array, stretch: Int16Array, expected: number): number | undefined {
  const probe = stretch.subarray(0, Math.min(stretch.length, sureSamples));
  let best: number | undefined;
  for (let at = 0; at + probe.length <= samples.length; at += 1) {
    if (!isEqual(samples, at, probe)) continue;
    if (best === undefined || Math.abs(at - expected) < Math.abs(best - expected)) best = at;
  }
  return best;
}

function isEqual(samples: Int16Array, at: number, probe: Int16Array): boolean {
  for (let index = 0; index < probe.length; index += 1) {
    if (samples[at + index] !== probe[index]) return false;
  }
  return true;
}
