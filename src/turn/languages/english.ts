/** English, as callers speak it. */
import { wordSet, type TurnLanguage } from './turn-language.ts';

export const english: TurnLanguage = {
  danglers: wordSet(
    'and or but so because since if when while which who whose the a an my your his her our their these some any ' +
      'to of in on at for from with without about into by near between during until per including as than ' +
      'is are was were be been am will would can could should shall may might must ' +
      "i'd i'll i'm i've we're we'd we've we'll it's let's you're they're very quite like i we he she they " +
      'called named shows says means',
  ),
  stranded: wordSet('for to with about at from on in into by of like near than is are was were be'),
  pointers: wordSet('this'),
  holding: [
    'hang on',
    'hold on',
    'let me think',
    'let me see',
    'let me check',
    'let me look',
    'you know',
    'i mean',
    'wait',
    'wait please',
    'wait a minute',
    'no sorry',
    'sort of',
    'kind of',
    'one second',
    'one moment',
    'just a second',
    'just a moment',
    'just a minute',
  ],
  openers: wordSet(
    'i we can could would do does did is are where when what how who which my our your the a an',
  ),
  afterthoughts: [
    'i think',
    'i believe',
    'i guess',
    'i suppose',
    'i reckon',
    'i think it was',
    'or something',
    'or so',
    'if possible',
  ],
  answers: wordSet(
    'yes no please yeah yep nope sure okay ok thanks hello hi goodbye bye correct right exactly stop cheers great perfect',
  ),
  leads: wordSet(
    'so well okay ok right and but also actually sorry hi hello look oh yes yeah no then now or',
  ),
  questionWords: wordSet(
    'what where when how who why which whose whichever something anything someone anyone',
  ),
  auxiliaries: wordSet(
    'can could would will do does did is are was were have has had may shall should must ' +
      "can't couldn't wouldn't won't don't doesn't didn't isn't aren't wasn't haven't hasn't",
  ),
  copulas: wordSet("is are was were have has had isn't aren't wasn't haven't hasn't"),
  pronouns: wordSet('i you we he she it they there that this anyone anybody anything someone'),
  subjects: wordSet(
    "i you we he she it they there the a an my your our his her their this that these those i'm i've i'd i'll " +
      "we're we've we'd we'll you're you've he's she's it's they're they've there's that's nobody somebody " +
      'someone anyone anybody everything nothing something anything one',
  ),
  articles: wordSet('the a an this that these those one'),
  softeners: wordSet('just really only also actually still maybe probably'),
  wishes: [
    "i'd like",
    "we'd like",
    'would like',
    'i want',
    'i wanted',
    'we want',
    'we wanted',
    'i need',
    'we need',
    "i'd need",
    'name is',
    'name was',
    'name of',
    'happy with',
    'fine with',
    'good for me',
    'fine for me',
    'works for me',
    'suits me',
    "i'll need",
    "i'd rather",
    "i'd prefer",
    'would prefer',
    "i'd love",
    'looking for',
    'calling about',
    'calling to',
    'ringing about',
    'wondering',
    'give me',
    'tell me',
    'show me',
    'help me',
    "i'll take",
    "i'll have",
    'i can do',
    'you can',
    'please',
    'thanks',
    'thank you',
  ],
  commands: wordSet(
    'book cancel change move send give tell show put make find call order check add remove bring help ' +
      'reserve return take transfer play turn set start open close repeat connect remind',
  ),
  reactions: wordSet("that that's that'll not both neither either none any whichever all"),
  joiners: wordSet('and but so because when after before until while if though or where'),
  subordinators: wordSet('if when whenever while although because since once unless as'),
  numbers: wordSet(
    'zero oh nought one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen ' +
      'eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand double triple',
  ),
  roundNumbers: wordSet('hundred thousand million'),
  timeWords: wordSet('at for around about after before by until till past to from half quarter'),
  pronounOne: 'one',
  numberNouns: wordSet('number room is was floor table line platform gate size row'),
  months: wordSet('january february march april may june july august september october november december'),
  fragments: wordSet(
    'a an the and or as at by for from in into of on than that then to with him her them his its their our',
  ),
  floorTakers: wordSet(
    'no not stop wait hold hello sorry pardon excuse what why who where when how help but actually listen please',
  ),
  backchannels: (
    'mm, mhm, hm, hmm, mm hm, uh huh, uh, ah, oh, huh, yes, yeah, yep, okay, ok, right, sure, i see, good, great, ' +
    'fine, of course, all right, alright, got it, nice'
  ).split(', '),
  days: wordSet('monday tuesday wednesday thursday friday saturday sunday today tomorrow tonight'),
  ordinals: wordSet(
    'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth ' +
      'sixteenth seventeenth eighteenth nineteenth twentieth thirtieth',
  ),
  centuries: wordSet('nineteen twenty'),
  email: { at: 'at', dot: 'dot' },
};
