import assert from 'node:assert/strict';
import { test } from 'vitest';
import { readAnswer, type Answer } from './answer.ts';

const said: Record<Answer, string[]> = {
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
    'yes i would like to',
    'yes so',
  ],
};

for (const [answer, texts] of Object.entries(said)) {
  test.each(texts)(`"%s" is ${answer === 'other' ? 'no plain answer' : `a ${answer}`}`, (text) => {
    assert.equal(readAnswer(text), answer);
  });
}
