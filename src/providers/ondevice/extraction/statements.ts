/**
 * How something was said: meant, ruled out, taken back, asked, supposed, or told of somebody else.
 *
 *   "do you have it in red? I'd like black, not the belt, and forget the date"
 *        asked ───────┘      meant ┘   ruled out ┘        dismissed ┘
 *
 * Phrases open a manner of speaking that holds until the next phrase or the end of the sentence. Whether it
 * reaches a value is decided where values are: "not Thursday Friday" rules out the first alone.
 */
import type { Token } from './tokens.ts';

export type Manner =
  | 'meant'
  /** "not", "I don't want". */
  | 'ruled-out'
  /** "leave out", "without". */
  | 'taken-out'
  /** "forget", "never mind". */
  | 'dismissed'
  | 'asked'
  /** A question that proposes: "would Thursday work?" */
  | 'proposed'
  | 'supposed'
  /** Somebody else's, or of another time. */
  | 'told';

export interface Statement {
  manner: Manner;
  /** Tokens that say so: [start, end). */
  start: number;
  end: number;
}

const relatives =
  'sister|brother|mother|mum|mom|father|dad|wife|husband|partner|girlfriend|boyfriend|friend|daughter|son|aunt|uncle|' +
  'cousin|boss|colleague|neighbou?r|niece|nephew|assistant|grandmother|grandfather|grandma|grandpa|flatmate|roommate';
const doing =
  "wears?|wore|has(?! (?:his|her|their|got (?:his|her|their)))|had|got|(?:is|was|'s)(?= (?:an?|the|wearing|size|buying|getting|more|always|usually)\\b)|likes?|loves?|prefers?|said|says|wanted|wants|bought|took|takes|went|goes|ordered|" +
  'recommended|told|asks?|asked|wonders?|wondered|thinks?|thought|always|usually|lives|chose|picked|uses|mentioned|suggested|swears|raves|adores|hates|owns|keeps|works|came|comes|gave|gets|saw|sees|tried|tries|needs|needed';

/** Those further up win where two begin at one word; a phrase takes all of its words. */
const phrases: readonly (readonly [Manner, RegExp])[] = [
  [
    'told',
    new RegExp(
      String.raw`\b(?:my|his|her|our|a|the|their|your) (?:${relatives})(?:'s)?(?: \w+)? (?:${doing})\b(?! (?:having|getting|turning|celebrating|throwing|about|going to))`,
      'g',
    ),
  ],
  [
    'told',
    /\b(?:she|he|they|someone|somebody|people|everyone|everybody) (?:said|says|told|thought|wears?|wore|had|bought|ordered|wanted|likes?|loves?|mentioned|recommended|takes?|took|chose)\b/g,
  ],
  [
    'told',
    /\b(?:last (?:time|year|month|summer|winter|spring|autumn|season) (?:i|we|it|you|my|she|he)|i used to|we used to|i was told|i (?:once|read|heard)|years ago|back then|in the past|the (?:website|advert|ad|magazine|catalogue|catalog|brochure|email|news) (?:says?|said|had|showed))\b/g,
  ],
  [
    'proposed',
    /\b(?:how|what) about\b|\b(?:shall|should) we\b|\bwhy don'?t (?:we|you)\b|\b(?:would|do) you mind\b|\bis it too late to\b|\bwonder(?:ing|ed)? (?:if|whether) (?:you|we|i|it|the|my) (?:could|can|might|may)\b|\b(?:is there )?any (?:way|chance)(?: of| to| you| we| i)?\b|\bis there (?:a|some) (?:way|chance)\b|\bdo you think (?:you|we|i) could\b|\bwould it be (?:possible|ok|okay|fine)\b|\bis it (?:possible|ok|okay|fine) to\b|\bwould (?=[^.?]{1,40}\b(?:work|suit|do|be (?:possible|fine|ok|okay))\b)|\bdoes (?=[^.?]{1,40}\bwork\b)/g,
  ],
  [
    'supposed',
    /\b(?:what if|even if|as if|only if|(?<!i )suppose|supposing|imagine|assuming|unless|in case|hypothetically|had i|were i)\b/g,
  ],
  [
    'supposed',
    /\bif (?!possible|anything|something|need|there|problems?|you need|you (?:can|could|have|don|do|like|want|prefer|please|would|wouldn|mind)|that|it'?s (?:possible|ok|okay|not|no|all)|at all|not|necessary|need|so\b|i may|i could|i can|i might|we (?:could|can|may|might)|it is|still|all)\w+/g,
  ],
  [
    'asked',
    /\b(?:do|did) (?:you|they)(?: (?:also|still|even|ever|actually|happen to))? (?:have|sell|carry|make|offer|do|know|stock|get|deliver|ship|keep|take|accept|think|need)\b|\bhave you got\b|\bhow (?:much|many|long|far|late|early|often|big|expensive|does|do|is|are)\b|\b(?:is|are) there\b|\bwhat (?:sizes?|colou?rs?|time|kinds?|sorts?|other|else|is|are|was|do|does|did|would|can|about your)\b|\b(?:which|what) \w+ (?:do|does|did|are|is|have|can|would)\b|\bwhat'?s\b|\b(?:when|where|why|who|whose) (?:do|does|did|is|are|was|will|can|would|should)\b|\bdoes (?:it|that|this|the|a|your)\b|\b(?:tell me|wonder|wondering|(?<!you )know|curious) (?:if|whether|about|what|which|how|when|where|why)\b|\bdo i (?:have|need)\b|\bcan you tell me\b|\b(?:tell|telling|remind|reminding) me (?:again |of |the |what |which |my |about )+|\bread(?:ing)? (?:me |it |that |my |the )?(?:\w+ ){0,3}(?:back|out)\b|\b(?:go|going|run|running) (?:over|through|back over) (?:the|my)\b|\bsay (?:the|my) \w+(?: \w+)? again\b|\b(?:can'?t|don'?t|cannot|do not) (?:remember|recall)\b|\bdouble[- ]?check\b|\b(?:repeat|confirm|recap|check|verify)(?:ing)? (?:the|my|what|which)\b|\blet me (?:hear|know)\b|\b(?:what|which) (?:\w+ ){1,3}(?:have|had|did|do) (?:you|i|we)\b|\bwhat (?:have|had|about) (?:you|i|we)\b|\bread me\b|\b(?:which|what) \w+(?: \w+)? (?:was|is|were) (?:that|it|there)\b|\bjust checking\b|\b(?:might|may|could|can) (?:i|we|one) (?:just )?(?:ask|enquire|inquire|know)\b(?! (?:you|for|that))|\b(?:can|could|does|may|might) one\b|\bwhether\b|\bwould you (?:still |also |even |happen to )?(?:have|carry|stock|know)\b|\bany chance (?:that )?(?:you|y'all|ye)(?:'ve| have)? (?:still |also )?(?:got|have)\b|\b(?:which|(?<!know )what) (?:\w+ ){1,5}(?:did|do|have|had|has|was|is|were|are) (?:i|you|we|it|in|on|down|there|noted|with)\b|\bwould you (?:say|consider|call|recommend)\b|\b(?:pull|bring|look) (?:up|out) (?:the|my|what)\b|\b(?:you|y'?all|you guys|they|yous) (?:still |also |even |guys )?(?:got|have|carry|sell|stock|take|accept|do) (?:any|a|an|the)\b|\bmake sure (?:you|of)\b|\bwhat'?d (?:i|we|you)\b|\b(?:do|did) you remember\b|\bremind me\b|\bdid (?:i|we)\b/g,
  ],
  [
    'taken-out',
    /\b(?:leav(?:e|ing) (?:out|off)|(?:take|taking|cross|crossing|strike) (?:out|off)|get rid of|(?:swap|switch|chang|trad|tak|leav|cross|cancel)(?:e|ing)? out|remov(?:e|ing)|drop(?:ping)?(?! (?:\w+ ){0,3}(?:off|in|by|round|over)\b| me\b)|nix|axe|ax|trash|chuck(?! in)|scrub|lose|kill(?! me)|chop|without|minus|skip(?:ping)?|forgo|forego|omit(?:ting)?|exclud(?:e|ing)|eliminate|cut(?: out)?|take away|kick (?:out|off)|bin|dump|do away with|let go of|no use for|(?:not|no longer) (?:so )?interested in|lost interest in|gone off|(?:don'?t|do not) (?:fancy|bother with)|no more(?! than)|all but|everything but|discard|throw (?:out|away)|toss(?! in\b| me\b)(?: out)?|pull(?! up\b| it up\b| that up\b)|deduct|strike(?: out| off)?|ditch|except(?: for)?|apart from|cancel|delete|do without|pass(?:ing)? on|hold (?=the\b)|strike(?: out| off)?|(?:no longer|don'?t|do not|didn'?t|won'?t|not) (?:want|need|take|taking|buying|getting|be needing|wanting)(?: to (?:take|have|buy|get|add|include))?|(?:i'?ve|i have) (?:gone off|decided against)|decided against|(?:not|no longer|done|stop|quit) (?:doing|having|bothering with|going ahead with)|done with|finished with|through with|changed my mind (?:about|on))\b/g,
  ],
  [
    'taken-out',
    /\b(?:leave|take|cross|keep|strike|put|kick|throw|cut|scratch) (?=(?:(?!and (?!the )|but |then |i |to )\w+ ){1,7}(?:out|off|away)\b(?! of (?!the list|my list|it)))/g,
  ],
  [
    'dismissed',
    /\b(?:i(?:'?d like to|'?ll| will| want to| must| would like to)? (?:take back|withdraw)(?: what i (?:said|told you|gave you)(?: (?:about|on|for|as))?)?|let me (?:take back|withdraw)|(?<!don't |not |never )forget(?: about| what i said about)?|never ?mind(?: about)?|nevermind|scrap(?: that| the idea of)?|(?:let'?s not|no need to|needn'?t|don'?t) (?:fix|set|decide|settle|specify|bother (?:with|about)|worry about|commit to)(?: on)?|disregard|ignore|(?<!be |is |quite |make it |all |it )clear(?! (?:that|about|on)\b)|reset|erase|wipe|undo|scratch|leave (?=(?:\w+ ){1,6}(?:open|blank|empty|undecided|unset|out of)\b))\b/g,
  ],
  [
    'ruled-out',
    /\b(?:not(?! (?:only|sure|yet|bad|a problem|at all|too|so|quite|necessarily|really|much|right|correct|true|that one|this one|what|exactly|it'?s|i|that'?s|no)\b)(?: (?:take|be|have|go|use|want|choose|put|like|get|say|mean|buy|pick|wear|add|really|necessarily)){0,3}|(?:is|was|are|were|can|could|would|should|must|will|has|have|had|need|might|ca|wo)n'?t(?: (?:be|have|want|like|need|use|take|put|choose|go|do|come|make|wear|pick|get|for|with|being|having|keen)){0,3}|cannot(?: (?:be|have|use|take|do|make|come)){0,2}|not keen on|no way (?:that )?(?:i|we)(?:'ll|'m|'d| will| am| would)? (?:\w+ ){0,1}?(?=\w)|no way(?: (?:am|are|is) (?:i|we|it|that)| i'?m| in hell)?(?: (?:doing|having|going(?: with)?|taking|wearing|using|choosing|getting))?|(?:stay|keep|shy|stick|stay well) (?:well |right )?(?:away|clear|off) (?:from|of)|nothing (?:in|like)|not (?:gonna|going to)(?: (?:go (?:with|for)|do|take|use|have|be|wear|want|choose|pick|get|need))?|rule out|ruling out|avoid|steer clear of|veto|neither|nor|never|anything but|instead of|in place of|(?<!more |less |later |earlier |fewer |other |better |rather )than|rather than|no longer|by no means|in no case|under no circumstances|other than|as opposed to|(?:do|did|does)(?:n'?t| not) (?:need|want|require|say|like|mean|ask|put|add|use|make|send|deliver|book|have|do|give|go|order|set|gift|include|wrap|call|sign)|(?:don'?t|do not)(?! (?:forget|mind)\b)|hate|dislike|can'?t (?:stand|make|do|come|use|have|take)|cannot (?:make|do|come)|won'?t(?: (?:take|have|use|do))?|(?:would|should|could|must)n'?t (?:take|be|have|use|put|want|like|choose|go)(?: (?:for|with|on|in))?|rather not(?: have)?)\b/g,
  ],
  [
    'meant',
    /\b(?:i'?d (?:like|love|prefer|rather(?! not)|take|go|want|need|say|still)|i would (?:like|love|prefer|rather|need)|i(?:'?ll| will) (?:take|have|go|need|be|come|want|pick|do|get)|i (?:do )?(?:want|need|prefer|wear|take|said|meant?|choose|think)|i'?(?:m|d be|ll be) (?:a|an|after|looking|usually|normally|wanting|needing|taking|having)|we(?:'?ll| will|'?d| would) (?:like|take|have|be|come|go|need)|we (?:want|need)|(?:make|making) (?:it|that|them)|let'?s|let us|give me|put|set|book|go (?:for|with)|please|but|i am|it should|should be|it'?s|that'?s|(?:it|that|this) is(?! not\b| no\b)|mine|for me|for myself|better|instead|gimme|i (?:suppose|guess|reckon|imagine|believe)|i'?d say|i'?m (?:gonna|going to)|(?<=, )well(?=,? )|go ahead|do the)\b/g,
  ],
  [
    'meant',
    /\b(?:add|take|change|switch|move|swap|actually|sorry|just|only|could (?:i|we|you)|can (?:i|we|you)|may (?:i|we)|use|send|deliver|include|(?:throw|toss|chuck|stick|pop|bung) (?:\w+ ){0,4}in|keep|have|with|rather|no)\b/g,
  ],
];

/** "I'd be delighted if it came in red" supposes out of politeness. */
const wish =
  /\b(?:i|we|that|it|this)(?:'d| would| should|'ll| will) (?:\w+ )?(?:be|suit|make) (?:\w+ ){0,2}(?:delighted|happy|happier|grateful|obliged|glad|pleased|thankful|chuffed|thrilled|grand|great|lovely|nice|perfect|ideal|wonderful|brilliant|fine|good|super|fantastic|splendid|excellent|best|appreciated|marvellous|kind|me|us)\b|\b(?:appreciate|love|grateful|obliged|delighted|glad|happy|pleased|prefer) (?:it )?if\b/;
/** "what am I saying", "where was I": no question to anybody else. */
const toOneself =
  /^(?:what|where|who|how) (?:am i|do i (?:say|mean|call)|was i(?! (?:booked|told|given))|would i (?:go|take|want|say|be)|should i (?:say|take|call))\b|^what am i\b/;

/** "would you mind telling me" asks, politely as it may. */
const asksBack = /^(?:tell|remind|repeat|read|confirm|recap|check|verify|go|run|let|know|say)(?:ing|ning)?$/;

/** Phrases in order, none within another. */
export function statementsIn(tokens: readonly Token[]): Statement[] {
  const { text, tokenAt } = marked(tokens);
  const found: (Statement & { rank: number; weak: boolean })[] = [];
  const isWish = wish.test(text);
  for (const [rank, [asSaid, expression]] of phrases.entries()) {
    const manner = asSaid === 'supposed' && isWish ? 'meant' : asSaid;
    for (const match of text.matchAll(expression)) {
      if (manner === 'asked' && toOneself.test(text.slice(match.index))) continue;
      const start = tokenAt(match.index);
      const end = tokenAt(match.index + match[0].trimEnd().length - 1) + 1;
      found.push({ manner, start, end, rank, weak: rank === phrases.length - 1 });
    }
  }
  found.push(
    ...sentenceQuestions(tokens).map((start) => ({
      manner: 'asked' as const,
      start,
      end: start,
      rank: 99,
      weak: false,
    })),
  );
  found.sort((left, right) => left.start - right.start || left.rank - right.rank);
  return settle(found, tokens);
}

/** What governs a place: the last phrase before it in its sentence. */
export function statementAt(
  statements: readonly Statement[],
  tokens: readonly Token[],
  at: number,
): Statement | undefined {
  const statement = statements.findLast(({ end }) => end <= at);
  if (statement === undefined) return undefined;
  const stop = statement.manner === 'told' ? 1 : 2;
  for (let index = Math.max(statement.end, statement.start + 1); index <= at; index++)
    if (tokens[index]!.pause >= stop) return undefined;
  return statement;
}

/** A question goes on until the caller plainly says what he wants; a supposition to the end of its sentence. */
function settle(found: readonly (Statement & { weak: boolean })[], tokens: readonly Token[]): Statement[] {
  const statements: Statement[] = [];
  for (const { manner, start, end, weak } of found) {
    const before = statements.at(-1);
    if (before !== undefined && start < before.end) {
      // "I'll do without": what goes on beyond it says what it is about.
      if (end > before.end && manner !== 'meant') statements.push({ manner, start: before.end, end });
      continue;
    }
    const goesOn = before !== undefined && !sentenceEnds(tokens, before.end, start);
    if (goesOn && manner === 'meant') {
      const isBut = tokens[start]?.text === 'but';
      if (before.manner === 'supposed' && !isBut) continue;
      // "I'm not about to go with red": what is not done.
      const isDone = before.manner === 'ruled-out' || before.manner === 'taken-out';
      if (isDone && start - before.end <= 2 && isInfinitive(tokens, before.end, start)) continue;
      if (weak && (before.manner === 'asked' || before.manner === 'told' || before.manner === 'proposed'))
        continue;
    }
    if (goesOn && before.manner === 'supposed' && manner !== 'meant') continue;
    if (goesOn && before.manner === 'proposed' && manner === 'asked' && !asksBack.test(tokens[start]!.text))
      continue;
    statements.push({ manner, start, end });
  }
  return statements;
}

function isInfinitive(tokens: readonly Token[], from: number, at: number): boolean {
  if (
    !/^(?:with|go|take|use|have|make|put|set|book|add|change|switch|move|swap|send|deliver|include|keep)$/.test(
      tokens[at]!.text,
    )
  )
    return false;
  for (let index = from; index < at; index++)
    if (
      tokens[index]!.pause > 0 ||
      !/^(?:about|to|going|gonna|keen|want|wanting|ever|have|you|me|us|let|please|bother|bothered|do|be|happy|good|work|need|needing|any|anything|something|go|take|use|put|make)$/.test(
        tokens[index]!.text,
      )
    )
      return false;
  return tokens[at]!.pause === 0;
}

function sentenceEnds(tokens: readonly Token[], from: number, to: number): boolean {
  for (let at = from; at <= to; at++) if (at > 0 && tokens[at]?.pause === 2) return true;
  return false;
}

const questionFirst = new Set(
  'is are does do did was were has have why who where when what which how whose'.split(' '),
);
const requests =
  /^(?:(?:and|so|ok|okay|well|then|oh|hello|hi|yes|no|sorry|actually) )*(?:please|(?:can|could|may|might|would|will) (?:i|we|you|it|that|he|she|they)|how about|what about|shall|should|would)\b/;

/** "what I wanted is the blue one": the words of a question in the order of a statement. */
const tellsWhat =
  /^(?:what|which|how|where|when|why) (?:i|we|you|it|he|she|they|my|i'?d|i'?ve|i'?m|we'?d|we'?ve|we'?re|you'?ll|you'?d|it'?s)\b/;

/** Where sentences begin that ask without asking for anything to be done. */
function sentenceQuestions(tokens: readonly Token[]): number[] {
  const starts: number[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const opens = at === 0 || tokens[at]!.pause === 2;
    // "out of curiosity, is it in fashion"
    const goesOn =
      tokens[at]!.pause === 1 &&
      /^(?:is|are|does|did|was|were|how|where|when|why|who)$/.test(tokens[at]!.text);
    if (!opens && !goesOn) continue;
    const sentence = tokens
      .slice(at, at + 12)
      .map(({ text }) => text)
      .join(' ');
    const first = tokens[at]!;
    const marked =
      first.asks && tokens.length - at > 2 && !requests.test(sentence) && questionWord(tokens, at);
    if (tellsWhat.test(sentence) || toOneself.test(sentence)) continue;
    const isQuestion =
      marked ||
      (questionFirst.has(first.text) &&
        !/^(?:how|what) about|^have (?:it|them|the|a)|^do (?!(?:you|they|we|i|he|she|people|folks|men|women|guys|children|many|most|any|your|all)\b)|^do you mind/.test(
          sentence,
        ));
    if (isQuestion) starts.push(at);
  }
  return starts;
}

/** "Thursday?" asks back and still gives a value; "you have red?" does not. */
function questionWord(tokens: readonly Token[], at: number): boolean {
  const { text } = tokens[at]!;
  return questionFirst.has(text) || text === 'you' || text === 'any' || text === 'anything';
}

function marked(tokens: readonly Token[]): { text: string; tokenAt: (character: number) => number } {
  let text = '';
  const places: number[] = [];
  for (const [index, token] of tokens.entries()) {
    const mark = token.pause === 2 ? '. ' : token.pause === 1 ? ', ' : '';
    text += `${mark}${token.text} `;
    while (places.length < text.length) places.push(index);
  }
  return { text, tokenAt: (character) => places[Math.min(character, places.length - 1)] ?? 0 };
}
