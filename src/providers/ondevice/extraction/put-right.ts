/** Whether a caller puts himself right between two values: "the coat, no sorry, the scarf". */
import type { Turn } from './turn.ts';

const wordsMax = 9;
const marks =
  /\b(?:no|sorry|i mean|i meant|actually|rather|scratch that|scrap that|wait|make that|make it|correction|better|wrong|pardon|excuse me|not right|mistake|instead|hold on|i should say|that is|oops)\b/;

/** @param from the words between: [from, to). */
export function isPutRight({ words }: Turn, from: number, to: number): boolean {
  return to - from <= wordsMax && marks.test(words.slice(from, to).join(' '));
}
