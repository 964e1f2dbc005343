/** What callers put right, take back, point to, and what they only speak of. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { heard, type Given } from './__fixtures__/salon.ts';
import { onDeviceExtractor } from './extractor.ts';

const extractor = onDeviceExtractor();

test.each<[string, Given, string]>([
  ['no, the blue one', { known: { colour: 'red' } }, 'colour=blue'],
  ['actually make it thursday', { known: { fittingDate: '2026-11-24' } }, 'fittingDate=2026-11-26'],
  [
    'actually make it thursday',
    { known: { fittingDate: '2026-11-24', deliveryDate: '2026-12-01' }, older: ['fittingDate'] },
    'deliveryDate=2026-11-26',
  ],
  ['not milan, paris', { known: { store: 'Milan' } }, 'store=Paris'],
  ['not milan paris', { known: { store: 'Milan' } }, 'store=Paris'],
  ['i said forty, not thirty four', { known: { size: '34' } }, 'size=40'],
  ['change the colour to green', { known: { colour: 'red' } }, 'colour=green'],
  ['sorry, I meant london', {}, 'store=London'],
  ['the red one, no wait, the green one', {}, 'colour=green'],
  ['tuesday, or rather wednesday, for the fitting', {}, 'fittingDate=2026-11-25'],
  ['i would prefer paris instead of milan', { known: { store: 'Milan' } }, 'store=Paris'],
  ['instead of milan, paris', { known: { store: 'Milan' } }, 'store=Paris'],
  [
    'move the fitting from thursday to friday',
    { known: { fittingDate: '2026-11-26' } },
    'fittingDate=2026-11-20',
  ],
  ['could you change that to three pieces', { known: { quantity: 2 } }, 'quantity=3'],
  ['no, three', { agentText: 'Two pieces, noted. Anything else?', known: { quantity: 2 } }, 'quantity=3'],
  [
    'no it is keller not kellner',
    { agentText: 'Thank you, Ms Kellner. Is the name right?', known: { customerName: 'Kellner' } },
    'customerName=Keller',
  ],
  [
    "it's not on tuesday, it's on wednesday",
    { known: { fittingDate: '2026-11-24' } },
    'fittingDate=2026-11-25',
  ],
  ["thursday doesn't work, friday then", { known: { fittingDate: '2026-11-26' } }, 'fittingDate=2026-11-20'],
  ['green, not red', {}, 'colour=green'],
  ['not in black', {}, ''],
  ["I don't want it in black", {}, ''],
  ['anything but red', {}, ''],
])('put right: %s', async (text, given, expected) => {
  assert.equal(await heard(extractor, text, given), expected);
});

test.each<[string, Given, string]>([
  ['leave out the scarf', { known: { products: ['coat', 'scarf'] } }, '-products=scarf'],
  ['without the belt', { known: { products: ['belt'] } }, '-products=belt'],
  [
    'leave the scarf and the belt out',
    { known: { products: ['belt', 'scarf'] } },
    '-products=scarf -products=belt',
  ],
  [
    'take the gloves off the list and add a handbag',
    { known: { products: ['gloves'] } },
    '-products=gloves +products=handbag',
  ],
  ['swap the scarf for a belt', { known: { products: ['scarf'] } }, '-products=scarf +products=belt'],
  ['the belt, not the scarf', { known: { products: ['scarf'] } }, '-products=scarf +products=belt'],
  ["I don't need the scarf any more", { known: { products: ['scarf'] } }, '-products=scarf'],
  ['and the gloves as well', { known: { products: ['coat'] } }, '+products=gloves'],
  ['the coat, no sorry, the scarf', {}, '+products=scarf'],
  ['the coat without the belt', { known: { products: ['belt'] } }, '-products=belt +products=coat'],
  ['forget the belt', { known: { products: ['belt'] } }, '-products=belt'],
])('several values: %s', async (text, given, expected) => {
  assert.equal(await heard(extractor, text, given), expected);
});

test.each<[string, Given, string]>([
  ['forget the gift wrap', { known: { giftWrap: true } }, 'giftWrap=false'],
  ['forget what I said about the gift wrap', { known: { giftWrap: true } }, 'giftWrap=nothing'],
  ['never mind the size', { known: { size: '38' } }, 'size=nothing'],
  ['no particular colour', { known: { colour: 'red' } }, 'colour=nothing'],
  ['any colour is fine', { known: { colour: 'red' } }, 'colour=nothing'],
  ['scrap that time', { known: { fittingTime: '10:00' } }, 'fittingTime=nothing'],
  ['forget what I said about the budget', { known: { budget: 500 } }, 'budget=nothing'],
  ["the colour doesn't matter", { known: { colour: 'red' } }, 'colour=nothing'],
  ["let's leave the delivery date open", { known: { deliveryDate: '2026-12-01' } }, 'deliveryDate=nothing'],
  ['remove my phone number', { known: { phone: '0123456789' } }, 'phone=nothing'],
  ['scrap the thursday', { known: { fittingDate: '2026-11-26' } }, 'fittingDate=nothing'],
  ["I don't care about the size", { known: { size: '38' } }, 'size=nothing'],
])('emptied: %s', async (text, given, expected) => {
  assert.equal(await heard(extractor, text, given), expected);
});

const offered = [
  { slot: 'store', value: 'Paris', words: 'our store in Paris' },
  { slot: 'store', value: 'Lyon', words: 'the one in Lyon' },
  { slot: 'store', value: 'London', words: 'London' },
];
test.each<[string, Given, string]>([
  ['the second one', { offered }, 'store=Lyon'],
  ['the last one please', { offered }, 'store=London'],
  ['the first', { offered }, 'store=Paris'],
  ['number three', { offered }, 'store=London'],
  ['I would take the third', { offered }, 'store=London'],
  ['the same store as last time', { recalled: { store: 'Milan', size: '40' } }, 'store=Milan'],
  ['my usual size', { recalled: { store: 'Milan', size: '40' } }, 'size=40'],
  ['the size I always take', { recalled: { store: 'Milan', size: '40' } }, 'size=40'],
  [
    'same as last time',
    { agentText: 'Which store would you like to visit?', recalled: { store: 'Milan', size: '40' } },
    'store=Milan',
  ],
  ['an hour later', { known: { fittingTime: '10:00' } }, 'fittingTime=11:00'],
  ['could you push it back by half an hour', { known: { fittingTime: '10:00' } }, 'fittingTime=10:30'],
  ['deliver it on the same day', { known: { fittingDate: '2026-11-26' } }, 'deliveryDate=2026-11-26'],
  ['actually the day after', { known: { fittingDate: '2026-11-26' } }, 'fittingDate=2026-11-27'],
  ['yes that one', { agentText: 'We have one in Lyon.', offered: offered.slice(1, 2) }, 'store=Lyon'],
  ['one more please', { known: { quantity: 2 } }, 'quantity=3'],
])('by reference: %s', async (text, given, expected) => {
  assert.equal(await heard(extractor, text, given), expected);
});

test.each([
  'what sizes are there',
  'do you also have it in red?',
  'do you have the coat in black',
  'if it were friday I could come',
  'what if I came to paris',
  'my sister wears a size 38',
  'my friend bought the red one in milan',
  'last year I took the green one',
  'how much is the scarf',
  'is the belt available in camel?',
  'what time do you close on friday',
  'when do you open in paris',
  'thank you very much',
  'one moment please',
  'let me think',
  'hello',
])('only spoken of: %s', async (text) => {
  assert.equal(await heard(extractor, text), '');
});

test.each([
  ['could I come on friday for the fitting?', 'fittingDate=2026-11-20'],
  ['can you make it in green?', 'colour=green'],
  ['how about the paris store?', 'store=Paris'],
  ['would friday work for the fitting?', 'fittingDate=2026-11-20'],
  ['could you gift wrap it?', 'giftWrap=true'],
  ["my sister wears a 38 but I'm a 42", 'size=42'],
  ["I'd like the coat, do you have it in red", '+products=coat'],
])('asked and meant: %s', async (text, expected) => {
  assert.equal(await heard(extractor, text), expected);
});
