/** Values that are asked about, supposed or told of others, and meant all the same: "is it in red? I'll take it". */
import type { Candidate } from './candidate.ts';
import type { Statement } from './statements.ts';
import type { Turn } from './turn.ts';

const limit = /\b(?:more than|over|above|beyond|past)\b/;
const concludes = /\bso (?:that|it)(?:'?s|'ll| is| will| was)\b|^it is(?! not\b)(?: then| so| please|$)/;
const repeats = /\b(?:that|the same|same|that one|those) (?:again|once more)\b/;
const takesIt =
  /\b(?:i'?ll (?:take|have) (?:it|that|this|one)|(?:use|take|keep|go with|have) (?:that|it|those|the same)\b|(?:yes|yeah) (?:that one|please)|let'?s (?:take|do|go with) (?:it|that))\b/;

export function isMeantAfterAll(turn: Turn, one: Candidate, { manner, end }: Statement): boolean {
  const isReference = one.by === 'reference';
  const after = turn.words.slice(one.end).join(' ');
  if (manner === 'asked') return takesIt.test(after) || (isReference && repeats.test(after));
  // "red it is", "... so that is my size"
  if (concludes.test(after)) return true;
  if (manner === 'supposed') {
    // "he'll kill me if I spend more than five hundred"
    const before = turn.words.slice(Math.max(end - 1, one.start - 3), one.start).join(' ');
    return turn.plan.slots[one.slot]!.money && limit.test(before);
  }
  // "the store I had last time I called"
  if (isReference && /\b(?:same|use|whatever|again|keep)\b/.test(turn.words.join(' '))) return true;
  // "she hates navy, so green for me"
  return /\b(?:so|but|then)\b/.test(turn.words.slice(end, one.start).join(' '));
}
