/**
 * What callers say about the conversation itself: yes, no, "say that again", "go on", "never mind".
 *
 * Yes and no are read by rule and only where nothing else is said: "yes but on thursday" is a
 * correction. The other moves are learned from examples, as intents are.
 */
import { linesOf } from './words.ts';

export type Move = 'repeat' | 'continue' | 'cancel' | 'wait';

const yesWords = new Set(
  'yes yeah yep yup sure certainly absolutely definitely correct right exactly okay ok alright agreed confirm please perfect'.split(
    ' ',
  ),
);
const noWords = new Set("no nope nah not never don't".split(' '));
const beside = new Set(
  (
    "please thank thanks you do it that's that is fine good great go ahead perfect lovely wonderful oh well very much of course all " +
    "book sounds would be i'd i want like to will works for me so just now and the one madam sir no yes really thing nothing else"
  ).split(' '),
);

/** A plain answer, or undefined where anything else was said. */
export function answerOf(words: readonly string[]): 'yes' | 'no' | undefined {
  if (words.length === 0 || words.length > 8) return undefined;
  const plain = words.every((word) => yesWords.has(word) || noWords.has(word) || beside.has(word));
  if (!plain) return undefined;
  if (words.some((word) => noWords.has(word)) || words.join(' ').startsWith('nothing')) return 'no';
  const agrees =
    /^(?:please do|do it|go ahead|of course|that is (?:fine|good|great)|that's (?:fine|good|great)|book it|sounds good|that works)/;
  return words.some((word) => yesWords.has(word)) || agrees.test(words.join(' ')) ? 'yes' : undefined;
}

export const moveExamples: Readonly<Record<Move, readonly string[]>> = {
  repeat: linesOf(`
    say that again
    can you say that again
    could you repeat that
    repeat that please
    please repeat
    what did you say
    sorry what was that
    what was that
    i did not hear you
    i did not catch that
    i didn't hear that
    pardon
    pardon me
    i beg your pardon
    come again
    once more please
    one more time please
    say it again more slowly
    again please`),
  continue: linesOf(`
    go on
    please go on
    continue
    please continue
    carry on
    keep going
    where were we
    where were you
    what were you saying
    you were saying
    sorry go on
    go ahead i am listening
    tell me more
    finish what you were saying
    and then`),
  cancel: linesOf(`
    never mind
    forget it
    forget about it
    cancel that
    cancel
    leave it
    stop
    stop that
    drop it
    i changed my mind
    i have changed my mind
    it does not matter
    i don't want it any more
    let us not do that
    please stop`),
  wait: linesOf(`
    one moment
    one moment please
    wait
    wait a moment
    wait a second
    hold on
    hang on
    just a second
    give me a second
    let me think
    let me see
    just a minute please`),
};
