import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { AntiphonError } from '../errors/antiphon-error.ts';
import { redactor } from './redactor.ts';

const house = redactor({ names: ['Anna Smith', 'Müller', "O'Brien", 'Anna'] });

describe('What is taken out', () => {
  test.each([
    ['a card', 'my card is 4111 1111 1111 1111, thanks', 'my card is [card], thanks'],
    ['a card with dashes', '5555-5555-5555-4444', '[card]'],
    ['a card that STT puts commas into', 'it is 4111, 1111, 1111, 1111.', 'it is [card].'],
    ['a card in one piece', 'x4111111111111111y', 'x[card]y'],
    ['a card, one figure misheard', '4111 1111 1111 1112', '[number]'],
    ['a card with its date and code', '4111 1111 1111 1111 12/27 123', '[number]'],
    ['digits of full width', '４１１１ １１１１ １１１１ １１１１', '[card]'],
    ['a spoken card', `it is four${' one'.repeat(15)} please`, 'it is [card] please'],
    [
      'a card in fours, with second thoughts',
      'four one one one, uh, one one one one and then one one one one, one one one one',
      '[card]',
    ],
    ['a card in pairs', 'forty-one eleven eleven eleven eleven eleven eleven eleven', '[card]'],
    [
      'a card in doubles',
      'four triple one double one double one double one double one double one double one',
      '[card]',
    ],
    ['a German card', 'einundvierzig elf elf elf elf elf elf elf, das ist sie', '[card], das ist sie'],
    ['a German number', 'null eins sieben eins zwei drei vier fünf sechs sieben acht', '[phone]'],
    [
      'without umlauts',
      'ja null eins sieben eins zwei drei vier fuenf sechs sieben acht bitte',
      'ja [phone] bitte',
    ],
    [
      'doubled in German',
      'null eins sieben eins zweimal die vier, doppel fünf, sechs und dann sieben acht',
      '[phone]',
    ],
    ['compounds', 'null eins sieben eins vierundzwanzig fünfunddreißig sechsundvierzig acht', '[phone]'],
    ['an American number', 'call (212) 555-0123 now', 'call [phone] now'],
    ['a spoken American number', 'two one two five five five oh one two three', '[phone]'],
    ['a number from abroad', 'ring +33 6 12 34 56 78', 'ring [phone]'],
    ['a spoken prefix', 'plus four nine one seven one two three four five six seven eight', 'plus [phone]'],
    ['a short number of a town', 'unter 030 901820 bitte', 'unter [phone] bitte'],
    ['two numbers', '0171 2345678 or 030 901820', '[phone] or [phone]'],
    ['an address', 'to anna.smith+x@mail.example.com.', 'to [email].'],
    ['a spoken address', 'it is anna dot smith at example dot com thanks', 'it is [email] thanks'],
    ['a spelled address', 'a n n a underscore seven at google mail dot co dot uk', '[email]'],
    ['a German address', 'anna punkt schmidt ät beispiel punkt de bitte', '[email] bitte'],
    ['a country spelled', 'anna minus smith at web punkt d e', '[email]'],
    ['half spoken', 'anna dot smith at example.com', '[email]'],
    ['a name', 'this is anna   SMITH speaking', 'this is [name] speaking'],
    ['the longest name', "Anna's friend Anna Smith", "[name]'s friend [name]"],
    ['umlauts composed or not', `frau ${'Mu\u0308ller'} und Frau müller`, 'frau [name] und Frau [name]'],
    ['a name with a mark', 'Mr. o’brien', 'Mr. [name]'],
  ])('%s', (_, text, expected) => {
    assert.equal(house.text(text), expected);
  });
});

describe('What stays', () => {
  test.each([
    ['an order', 'order 40217 and order 402171'],
    ['orders', '40217, 40218 and 40219'],
    ['a spoken order', 'order four oh two one seven one'],
    ['a date', 'on 2026-11-23 or 23.11.2026 or 11/23/2026'],
    ['dates in a row', '2026-11-23 2026-11-24'],
    ['a spoken date', 'november twenty third twenty twenty six at half past nine'],
    ['times', 'from 10:00 to 18:30, or 9.30 to 12.15'],
    ['an instant', '2026-11-23T00:32:09.510Z'],
    ['prices', '149.90, 1,299.00 EUR, $2,500 and €12,50'],
    ['sizes', 'in 36, 38, 40, 42, 44 and 46'],
    ['spoken sizes', 'in thirty six, thirty eight, forty, forty two and forty four'],
    ['German sizes', 'in sechsunddreißig, achtunddreißig und vierzig'],
    ['prices in a list', '1500, 2000, 2500, 3000'],
    ['years', 'from 2019 to 2026'],
    ['an identifier', 'call 123e4567-e89b-12d3-a456-426614174000 ended'],
    ['part of a name', 'Annabel and Müllerstraße'],
    ['a sentence with at', 'look at the red one at nine'],
    ['what is no address', 'a @ b, @home, me@localhost'],
    ['what was redacted before', '[card] [phone] [email] [name] [number]'],
  ])('%s', (_, text) => {
    assert.equal(house.text(text), text);
  });
});

test('A JSON value keeps its keys, its shape and its instants', () => {
  const told = {
    callId: 'c-1',
    atMs: 1_764_000_000_123,
    card: 4_111_111_111_111_111,
    '4111111111111111': [null, true, 1.5, undefined],
    said: { text: 'four one one' },
  };
  assert.deepEqual(house.json(told), { ...told, card: '[card]' });
  const proto = JSON.parse('{"__proto__":{"mail":"a@b.com"}}') as unknown;
  assert.equal(JSON.stringify(house.json(proto)), '{"__proto__":{"mail":"[email]"}}');
});

test('A list of words is read as a sentence: no word of a number is left', () => {
  const said = `hello null eins sieben eins zwei drei vier fünf sechs sieben acht danke`.split(' ');
  const words = said.map((text, index) => ({ text, startMs: index }));
  const texts = (house.json(words) as typeof words).map(({ text }) => text);
  assert.deepEqual(texts, ['hello', '[phone]', ...Array<string>(10).fill(''), 'danke']);
  assert.deepEqual(house.json(['40217', '40218']), ['40217', '40218'], 'bare texts are not one number');
  assert.equal((house.json(words) as typeof words)[5]!.startMs, 5);
});

test('A circle, a well and a heap end', () => {
  const circle: Record<string, unknown> = { mail: 'a@b.com' };
  circle['self'] = circle;
  const text = JSON.stringify(house.json(circle));
  assert.match(text, /"\[omitted\]"/);
  assert.doesNotMatch(text, /a@b/);
  const wide: Record<string, unknown> = {};
  wide['one'] = wide['two'] = wide;
  assert.ok(JSON.stringify(house.json(wide)).length < 10_000_000);
  assert.equal((house.json(Array(300_000).fill('x y')) as unknown[]).length, 200_000);
});

test('A name that is a digit too leaves a text that a second look does not change', () => {
  const { text } = redactor({ names: ['Eins'] });
  const once = text('eins 0 36 4111');
  assert.equal(once, '[name] [phone]');
  assert.equal(text(once), once);
});

test('What cannot be meant is refused', () => {
  for (const options of [{ countries: ['Germany'] }, { names: [' - '] }, { names: ['a '.repeat(9)] }]) {
    assert.throws(
      () => redactor(options),
      (error) => AntiphonError.is(error) && error.code === 'CONFIG_INVALID',
    );
  }
  assert.ok(Object.isFrozen(house));
});
