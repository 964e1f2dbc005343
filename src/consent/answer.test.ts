import assert from 'node:assert/strict';
import { test } from 'vitest';
import { canAnswerIn, readAnswer, type Answer } from './answer.ts';

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

test('A German yes is none in English, nor an English no in German', () => {
  assert.equal(readAnswer('ja gerne', 'en'), 'other');
  assert.equal(readAnswer('nope', 'de'), 'other');
});
