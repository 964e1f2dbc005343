/**
 * Holds a text against what can have been heard: of every clause a first part, of a length between
 * what was acknowledged and what really sounded.
 */
import type { ReplyStory } from '../reply-story.ts';
import type { At, Timeline } from '../timeline.ts';
import { epsilonMs } from './invariant.ts';

export interface Segment {
  words: string[];
  atLeast: number;
  atMost: number;
}

/** Bounds, clause by clause, of what of a reply was heard at an instant. */
export function heardSegments(call: Timeline, reply: ReplyStory, { at, step }: At): Segment[] {
  return reply.clauses.map((clause, index) => {
    const words = reply.words.filter((word) => word.clause === index);
    const sounded = words.findIndex((word) => word.playedAt > at + epsilonMs);
    const surely = words.findIndex((word) => {
      if (word.placedIn > step) return true;
      return call.record.options.leg.receipts === 'played'
        ? word.acknowledgedIn > step
        : !isKnownByClock(call, reply, word.playedAt, at);
    });
    const atMost = sounded < 0 ? words.length : sounded;
    const atLeast = surely < 0 ? words.length : surely;
    return { words: clause.text.split(/\s+/), atLeast: Math.min(atLeast, atMost), atMost };
  });
}

/** Without receipts: whether it is known by now, of a word that sounded at `playedAt`, that it did. */
function isKnownByClock(call: Timeline, reply: ReplyStory, playedAt: number, at: number): boolean {
  const reportsMs = 300 + call.slackMs;
  const lagMs = call.record.options.leg.clockLagMs + reportsMs;
  const index = reply.plays.findLastIndex((play) => play.at <= playedAt);
  const play = reply.plays[index];
  if (play === undefined || playedAt < play.at + reportsMs) return false;
  const silences = [...reply.pauses, ...(reply.stop === undefined ? [] : [reply.stop])];
  const silenced = silences.find((order) => order.step >= play.step)?.at ?? Infinity;
  return playedAt <= Math.min(silenced, at) - lagMs;
}

/** Everything of it counts as said: the reply that is being given. */
export function wholeSegments(reply: ReplyStory, before: { askedAs: number }): Segment[] {
  return reply.clauses
    .filter((clause) => clause.spokenAs < before.askedAs)
    .map((clause) => {
      const words = clause.text.split(/\s+/);
      // Of a clause that broke off nobody knows how much sounded, but in the end.
      return { words, atLeast: clause.abandoned ? 0 : words.length, atMost: words.length };
    });
}

/** @param mayStartLate an older part may have been forgotten. */
export function matches(text: string, segments: readonly Segment[], mayStartLate = false): boolean {
  const words = text.split(/\s+/).filter((word) => word !== '');
  let reached = new Set([0]);
  for (const segment of segments) {
    const next = new Set<number>(mayStartLate && reached.has(0) ? [0] : []);
    for (const from of reached) {
      let count = 0;
      while (count < segment.atMost && words[from + count] === segment.words[count]) {
        if (count >= segment.atLeast) next.add(from + count);
        count += 1;
      }
      if (count >= segment.atLeast) next.add(from + count);
    }
    reached = next;
  }
  return reached.has(words.length);
}

/** For people: `[2-3] we open at`. */
export function describe(segments: readonly Segment[]): string {
  return segments
    .map(({ words, atLeast, atMost }) => {
      const range = atLeast === atMost ? `${atLeast}` : `${atLeast}-${atMost}`;
      return `[${range} of] ${words.join(' ')}`;
    })
    .join(' | ');
}
