/** Whether a caller puts himself right between two values: "the coat, no sorry, the scarf". */
import type { Turn } from './turn.ts';

const wordsMax = 9;
const marks =
  /\b(?:no|sorry|i mean|i meant|actually|rather|scratch that|scrap that|wait|make that|make it|correction|better|wrong|pardon|excuse me|not right|mistake|instead|hold on|i should say|oops|start again|rephrase|take that back|strike that|my bad|apologies|forgive me|what am i saying|on second thoughts?|hang on|well no|silly me|no no|start over|from the top|back up|whoa|nope|misspoke|try (?:that )?again|never ?mind|nevermind|forget (?:that|it)|cancel that|take (?:it|that) back|i lied|excuse|slip of the tongue|my fault|bad|what do i say|where was i|nonsense|rubbish|correct that|i fear|listen|stop there|getting that wrong|got that wrong|the wrong|dear me|i misread|not what i|or better|ah|ach|och|how silly|no longer)\b/;

/** @param from the words between: [from, to). */
export function isPutRight({ words }: Turn, from: number, to: number): boolean {
  return to - from <= wordsMax && marks.test(words.slice(from, to).join(' '));
}
