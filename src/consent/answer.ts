/**
 * Reads a yes or a no from what a caller answers to "Shall I ...?".
 *
 * Only a plain answer counts: "yes please", "no thank you". Anything that changes what was asked
 * ("yes but on thursday", "yes what are your hours") is `other` and never sets anything in motion.
 */
export type Answer = 'yes' | 'no' | 'other';

const yes = new Set(
  'yes yeah yep yup sure certainly absolutely definitely correct right exactly okay ok alright agreed confirm confirmed'.split(
    ' ',
  ),
);
const no = new Set('no nope nah never not negative cancel stop wait'.split(' '));
/** Words that may stand beside a yes or a no without changing it. */
const polite = new Set(
  (
    'please thank thanks you do it that is it fine good great go ahead perfect lovely wonderful uh um oh well very much of course all book ' +
    'sounds would be i want like to i am we that will works for me so just now and'
  ).split(' '),
);
/** Behind these more was to come, and it might have changed everything: "yes and", "okay i". */
const unfinished = /(?:^| )(?:and|to|i|we|for|of|just|very|want|would|like|be|sounds|(?<!\bdo )so)$/;
/** They end a sentence with such a word and yet leave nothing open. */
const finished = / (?:i|we|it|that) would$/;
const plainYes =
  /^(?:please do|go ahead|do it|of course|that is (?:fine|right|correct|good|great|perfect)|that works|sounds good|please book it|book it)\b/;
const plainNo = /^(?:do not|don't|rather not|i(?:'d| would) rather not|not now|forget it|never mind)\b/;

export function readAnswer(text: string): Answer {
  const plain = text
    .toLowerCase()
    .replace(/that's/g, 'that is')
    .replace(/[^\p{L}\p{N}' ]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const words = plain.split(' ');
  const saysNo = words.some((word) => no.has(word)) || plainNo.test(plain) || words.includes("don't");
  if (saysNo) return words.length <= 8 && !words.some((word) => yes.has(word)) ? 'no' : 'other';
  const saysYes = words.some((word) => yes.has(word)) || plainYes.test(plain);
  if (!saysYes || (unfinished.test(plain) && !finished.test(plain))) return 'other';
  return words.every((word) => yes.has(word) || polite.has(word)) ? 'yes' : 'other';
}
