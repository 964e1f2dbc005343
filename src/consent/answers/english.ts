/** English yes and no. */
import { phrases, words, type AnswerLanguage } from './answer-language.ts';

export const englishAnswers: AnswerLanguage = {
  yes: words(
    'yes yeah yep yup sure certainly absolutely definitely correct right exactly okay ok alright agreed confirm confirmed',
  ),
  no: words("no nope nah never not don't negative cancel stop wait"),
  hints: phrases(
    'yes, yes please, yes do it, yes go ahead, yeah, sure, okay, that is right, go ahead, no, no ' +
      'thank you, no thanks, no stop, please do not, not now, never mind, cancel that, both, both ' +
      'please, neither, the first, the second, only the first, only the second, the first yes the ' +
      'second no, yes to the first, yes to both',
  ),
  polite: words(
    'please thank thanks you do it that is it fine good great go ahead perfect lovely wonderful uh um oh well very much of course all book ' +
      'sounds would be i want like to i am we that will works for me so just now and',
  ),
  acts: [
    /^cancel(?:l?ed|l?ing)?$/,
    /^book(?:ed|ing)?$/,
    /^mov(?:e|ed|ing)$/,
    /^remov(?:e|ed|ing)$/,
    /^chang(?:e|ed|ing)$/,
    /^return(?:ed|ing)?$/,
    /^(?:send|sent|sending)$/,
    /^delet(?:e|ed|ing)$/,
    /^(?:write|written|writing)$/,
  ],
  // "yes and", "okay i", "yes um": more is coming, and may change everything.
  unfinished: /(?:^| )(?:and|to|i|we|for|of|just|very|want|would|like|be|sounds|u[hm]|(?<!\bdo )so)$/,
  finished: / (?:i|we|it|that) would$/,
  plainYes:
    /^(?:please do|go ahead|do it|of course|that is (?:fine|right|correct|good|great|perfect)|that works|sounds good|please book it|book it)\b/,
  plainNo: /^(?:do not|don't|rather not|i(?:'d| would) rather not|not now|forget it|never mind)\b/,
  spellings: [[/that's/g, 'that is']],
  several: {
    ask: (questions) => {
      const counted = questions.map(
        (question, index) => `${['First', 'Second', 'Third'][index]}: ${question}`,
      );
      return `${counted.join(' ')} Shall I do ${questions.length === 2 ? 'both' : 'all three'}?`;
    },
    ordinals: [words('first 1st former'), words('second 2nd latter'), words('third 3rd last')],
    spellings: [
      [/\bnumber one\b/g, 'first'],
      [/\bnumber two\b/g, 'second'],
      [/\bnumber three\b/g, 'third'],
      [/\b(first|second|third|last) one\b/g, '$1'],
    ],
    all: /\b(?:(?:to|for) )?(?:(?:both|all)(?: (?:three|two|of (?:them|those|it)))?|everything)\b/g,
    none: words('neither none'),
    only: words('only just'),
    halts: words('stop wait cancel never'),
    joints: words('but and'),
    fillers: words('the to for one of them'),
  },
};
