import assert from 'node:assert/strict';
import { test } from 'vitest';
import { askForSeveral, canAnswerIn, readAnswer, readAnswers, type Answer } from './answer.ts';

const english: Record<Answer, string[]> = {
  yes: [
    'yes',
    'Yes, please.',
    'yeah sure',
    'okay',
    'That is correct.',
    "that's right",
    'please do',
    'go ahead',
    'yes do it',
    'uh yes of course',
    'all right',
    'yes book it please',
    'yes please do so',
    'yes i would',
    'okay that works for me',
  ],
  no: [
    'no',
    'No, thank you.',
    'nope',
    'please do not',
    "don't",
    'not now',
    'stop',
    'never mind',
    "I'd rather not",
  ],
  other: [
    '',
    'mm hm',
    'friday',
    'yes but on thursday',
    'yes and what does it cost',
    'yes at three',
    'okay what about monday',
    'no yes',
    'yes no wait',
    'no i mean the other one at the end of the street',
    'what are your opening hours',
    // Cut off by a pause for thought: what follows may change everything.
    'okay i',
    'yes and',
    'yes just',
    'sure go ahead i want',
    'yeah that is fine i',
    'yeah that is fine i want um',
    'yes um',
    'yes i would like to',
    'yes so',
  ],
};

const german: Record<Answer, string[]> = {
  yes: [
    'ja',
    'Ja, bitte.',
    'ja gerne',
    'na klar',
    'okay',
    'genau',
    'Ja, das ist richtig.',
    'das passt',
    'passt so',
    'ja machen sie das',
    'bitte buchen sie es',
    'äh ja natürlich',
    'in Ordnung',
    'sehr gern',
    'ja das wäre gut',
    'aber gerne',
    'ja so ist es',
  ],
  no: [
    'nein',
    'Nein, danke.',
    'nee',
    'lieber nicht',
    'jetzt nicht',
    'bitte nicht',
    'auf keinen Fall',
    'stopp',
    'nein warten Sie',
    'das bitte nicht',
    'lassen sie es',
  ],
  other: [
    '',
    'mhm',
    'freitag',
    // They mean both or neither.
    'bitte',
    'bitte?',
    'danke',
    'doch',
    'gut',
    'alles klar',
    'kein problem',
    'gern geschehen',
    'ja aber am donnerstag',
    'ja und was kostet das',
    'ja um drei',
    'ja ähm',
    'okay und am montag',
    'ja nein',
    'nein ja',
    'ja nicht',
    'nicht wahr das ist richtig',
    'wie bitte',
    'wann haben sie geöffnet',
    'das ist mir nicht so ganz richtig klar',
    // Cut off by a pause for thought.
    'ja ich',
    'ja und',
    'ja aber',
    'ja das',
    'ja das ist',
    'okay dann',
    'ja für',
    'ja bitte den',
    'gerne auch',
    'ja machen sie',
    // Another language.
    'yes',
    'yes please',
  ],
};

for (const [language, said] of Object.entries({ 'en-US': english, 'de-DE': german })) {
  for (const [answer, texts] of Object.entries(said)) {
    const what = answer === 'other' ? 'no plain answer' : `a ${answer}`;
    test.each(texts)(`${language}: "%s" is ${what}`, (text) => {
      assert.equal(readAnswer(text, language), answer);
    });
  }
}

test.each(['yes', 'ja', 'oui', 'no', 'ok'])('In French nobody guesses what "%s" means', (text) => {
  assert.equal(readAnswer(text, 'fr-FR'), 'other');
  assert.equal(canAnswerIn('fr-FR'), false);
});

const asked = (count: number): string[] => Array.from({ length: count }, () => 'Shall I?');

test('A German yes is none in English, nor an English no in German', () => {
  assert.equal(readAnswer('ja gerne', 'en'), 'other');
  assert.equal(readAnswer('nope', 'de'), 'other');
});

const forTwo: { language: string; text: string; expect: Answer[] }[] = [
  { language: 'en', text: 'yes please', expect: ['yes', 'yes'] },
  { language: 'en', text: 'both please', expect: ['yes', 'yes'] },
  { language: 'en', text: 'yes, do both', expect: ['yes', 'yes'] },
  { language: 'en', text: 'yes to both of them', expect: ['yes', 'yes'] },
  { language: 'en', text: 'no thank you', expect: ['no', 'no'] },
  { language: 'en', text: 'neither, thanks', expect: ['no', 'no'] },
  { language: 'en', text: 'neither of them', expect: ['no', 'no'] },
  { language: 'en', text: 'The first yes, the second no.', expect: ['yes', 'no'] },
  { language: 'en', text: 'first one yes second one no', expect: ['yes', 'no'] },
  { language: 'en', text: 'no to the first and yes to the second', expect: ['no', 'yes'] },
  { language: 'en', text: 'yes the first but not the second', expect: ['yes', 'no'] },
  { language: 'en', text: 'the first one yes but not the second one', expect: ['yes', 'no'] },
  { language: 'en', text: 'only the second please', expect: ['no', 'yes'] },
  { language: 'en', text: 'no, just number one', expect: ['yes', 'no'] },
  { language: 'en', text: 'yes to the first', expect: ['yes', 'other'] },
  { language: 'en', text: 'not the second', expect: ['other', 'no'] },
  // What cannot be read as a whole is read not at all.
  { language: 'en', text: 'not both', expect: ['other', 'other'] },
  { language: 'en', text: 'the first', expect: ['other', 'other'] },
  { language: 'en', text: 'yes the first and', expect: ['other', 'other'] },
  { language: 'en', text: 'yes the first on thursday', expect: ['other', 'other'] },
  { language: 'en', text: 'the first yes the second on thursday', expect: ['other', 'other'] },
  { language: 'en', text: 'yes to the third', expect: ['other', 'other'] },
  { language: 'en', text: 'the first yes the first no', expect: ['other', 'other'] },
  { language: 'en', text: 'only the first and the second', expect: ['other', 'other'] },
  { language: 'en', text: 'what would the second cost', expect: ['other', 'other'] },
  { language: 'en', text: 'the first yes the second no what does it cost', expect: ['other', 'other'] },
  { language: 'en', text: 'the first yes the second no no stop', expect: ['other', 'other'] },
  { language: 'en', text: 'both on thursday', expect: ['other', 'other'] },
  { language: 'de', text: 'Ja, beides bitte', expect: ['yes', 'yes'] },
  { language: 'de', text: 'nein danke', expect: ['no', 'no'] },
  { language: 'de', text: 'keins von beiden', expect: ['no', 'no'] },
  { language: 'de', text: 'Das erste ja, das zweite nicht.', expect: ['yes', 'no'] },
  { language: 'de', text: 'das erste ja aber das zweite nicht', expect: ['yes', 'no'] },
  { language: 'de', text: 'nur das zweite', expect: ['no', 'yes'] },
  { language: 'fr', text: 'oui les deux', expect: ['other', 'other'] },
];

test.each(forTwo)('Of two actions, "$text" ($language) means $expect', ({ language, text, expect }) => {
  assert.deepEqual(readAnswers(text, language, asked(2)), expect);
});

test('Three actions are answered one by one', () => {
  assert.deepEqual(readAnswers('yes the first, no the second and yes the third', 'en', asked(3)), [
    'yes',
    'no',
    'yes',
  ]);
  assert.deepEqual(readAnswers('all three please', 'en', asked(3)), ['yes', 'yes', 'yes']);
  assert.deepEqual(readAnswers('only the last one', 'en', asked(3)), ['no', 'no', 'yes']);
});

test('Several actions are asked for in one question', () => {
  assert.equal(
    askForSeveral(['Shall I cancel order five?', 'Shall I book Friday?'], 'en-GB'),
    'First: Shall I cancel order five? Second: Shall I book Friday? Shall I do both?',
  );
  assert.match(askForSeveral(['A?', 'B?', 'C?'], 'de'), /^Erstens: A\? .* Soll ich alles tun\?$/);
});

const willCancel = 'Your order of the blue coat will be cancelled for good. Shall I do it?';
const willMove = 'Shall I move your fitting to Friday?';
const willCancelBooked = 'Shall I cancel the fitting that is booked for Friday?';
test.each<[question: string, text: string, expect: Answer]>([
  [willCancel, 'yes cancel it please', 'yes'],
  [willCancel, 'go ahead and cancel it', 'yes'],
  [willCancel, 'yes please cancel that', 'yes'],
  [willMove, 'yes move it', 'yes'],
  // Without a yes nobody knows which of the two is to be cancelled.
  [willCancel, 'cancel it', 'other'],
  [willCancel, 'please cancel my order', 'other'],
  [willCancel, 'yes cancel the scarf', 'other'],
  [willMove, 'yes move it to saturday', 'other'],
  [willCancel, "don't cancel it", 'no'],
  [willCancel, 'no do not cancel it', 'no'],
  [willCancel, 'wait', 'no'],
  // Another action than the one asked about.
  [willCancel, 'yes book it please', 'other'],
  [willCancel, 'book it', 'other'],
  [willMove, 'cancel it', 'no'],
  [willMove, 'yes cancel it', 'other'],
  [willCancelBooked, 'yes book it', 'other'],
  [willCancelBooked, 'yes cancel it', 'other'],
  [willCancel, 'yes please', 'yes'],
])('to "%s", "%s" is %s', (question, text, expect) => {
  assert.equal(readAnswer(text, 'en', question), expect);
});

test.each<[text: string, expect: Answer]>([
  ['ja stornieren sie bitte', 'yes'],
  ['ja buchen', 'other'],
])('to a German question about cancelling, "%s" is %s', (text, expect) => {
  assert.equal(readAnswer(text, 'de', 'Ihre Bestellung wird storniert. Soll ich das tun?'), expect);
});
