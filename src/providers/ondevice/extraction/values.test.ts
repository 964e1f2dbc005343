/** Values of every kind, in the words of callers. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { heard } from './__fixtures__/salon.ts';
import { onDeviceExtractor } from './extractor.ts';

const extractor = onDeviceExtractor();

test.each([
  ['in black please', 'colour=black'],
  ['I think the navy blue one', 'colour=navy blue'],
  ['the navy ones', 'colour=navy blue'],
  ['something in a nice camel', 'colour=camel'],
  ['I would love it in camle', 'colour=camel'],
  ['I would like to see the coats', '+products=coat'],
  ['the coat and two scarves', '+products=coat +products=scarf quantity=2'],
  ['a hand bag and the silk dress', '+products=handbag +products=silk dress'],
  ['i want the glove', '+products=gloves'],
  ['my size is thirty eight', 'size=38'],
  ["I'm a size forty two", 'size=42'],
  ['size 36', 'size=36'],
  ['i would go to the london store', 'store=London'],
  ['the one in millan is closer', 'store=Milan'],
  ['could you send it by courier', 'deliveryMethod=courier'],
  ["I'll collect in store", 'deliveryMethod=pickup'],
  ['it is for a wedding', 'occasion=wedding'],
  ["it's my birthday", 'occasion=birthday'],
])('a choice: %s', async (text, expected) => {
  assert.equal(await heard(extractor, text), expected);
});

test.each([
  ['How many pieces?', 'two', 'quantity=2'],
  ['How many would you like?', 'just one', 'quantity=1'],
  ['How many would you like?', 'a dozen please', 'quantity=12'],
  ['', 'three pieces please', 'quantity=3'],
  ['', 'my budget is fifteen hundred euros', 'budget=1500'],
  ['', 'no more than two thousand five hundred', 'budget=2500'],
  ['What is your budget?', 'around three fifty', 'budget=350'],
  ['', 'I can spend €1,200', 'budget=1200'],
  ['And how much would you like to spend?', 'oh say a thousand', 'budget=1000'],
  ['', 'I would rather stay under four hundred and fifty euros', 'budget=450'],
])('a number: %s %s', async (agentText, text, expected) => {
  assert.equal(await heard(extractor, text, { agentText }), expected);
});

test.each([
  ['When would you like to come for the fitting?', 'thursday', 'fittingDate=2026-11-26'],
  ['When would you like to come for the fitting?', 'tomorrow week', 'fittingDate=2026-11-27'],
  ['Which day suits you for the fitting?', 'the twelfth of may', 'fittingDate=2027-05-12'],
  ['Which day suits you for the fitting?', 'on the third', 'fittingDate=2026-12-03'],
  ['', 'the fitting on tuesday at half past three', 'fittingDate=2026-11-24 fittingTime=15:30'],
  ['', 'can the delivery be on the fourth of december', 'deliveryDate=2026-12-04'],
  ['', 'please deliver it a week on monday', 'deliveryDate=2026-11-30'],
  ['', 'fitting on thursday and delivery on saturday', 'fittingDate=2026-11-26 deliveryDate=2026-11-21'],
  [
    '',
    'friday for the fitting, and monday for the delivery',
    'fittingDate=2026-11-20 deliveryDate=2026-11-23',
  ],
  ['', 'i want it delivered by 12 december 2026', 'deliveryDate=2026-12-12'],
  ['What time for the fitting?', 'at four in the afternoon', 'fittingTime=16:00'],
  ['What time for the fitting?', 'ten', 'fittingTime=10:00'],
  ['What time for the fitting?', 'quarter to five', 'fittingTime=16:45'],
  ['', 'make it eleven thirty', 'fittingTime=11:30'],
  ['', 'could we say 3:15 p.m.', 'fittingTime=15:15'],
])('a day or a time: %s %s', async (agentText, text, expected) => {
  assert.equal(await heard(extractor, text, { agentText }), expected);
});

test.each([
  ['', 'my number is oh seven seven double five one two three four', 'phone=077551234'],
  [
    'What is your phone number?',
    'plus four four seven nine double oh one two three four five six',
    'phone=+447900123456',
  ],
  ['', 'you can reach me on 020 7946 0958', 'phone=02079460958'],
  ['And your phone number?', 'it is oh one seven one, nine four six, oh nine two three', 'phone=01719460923'],
  ['', 'the order number is a b one zero four nine two', 'orderNumber=AB-10492'],
  ['Could I have the order number?', 'a b dash one oh four nine two', 'orderNumber=AB-10492'],
  ['', 'order number X K 5 5 0 1 2', 'orderNumber=XK-55012'],
  ['', "it's order xk55012", 'orderNumber=XK-55012'],
  [
    'Could I have the order number?',
    'b for bravo d for delta double five twenty three one',
    'orderNumber=BD-55231',
  ],
  ['', 'my email is anna dot k at example dot com', 'email=anna.k@example.com'],
  [
    'What is your e-mail address?',
    'jay underscore moss eighty four at mail dot example dot co dot uk',
    'email=jay_moss84@mail.example.co.uk',
  ],
  ['', 'you can write to Anna.Keller@example.com', 'email=anna.keller@example.com'],
])('said sign by sign: %s %s', async (agentText, text, expected) => {
  assert.equal(await heard(extractor, text, { agentText }), expected);
});

test.each([
  ['', 'my name is anna keller', 'customerName=Anna Keller'],
  ['', 'put it under the name of Rossi please', 'customerName=Rossi'],
  ['May I have your name?', "it's Thomas Baker", 'customerName=Thomas Baker'],
  ['May I have your name?', 'keller', 'customerName=Keller'],
  ['Who am I speaking with?', 'this is marta da silva speaking', 'customerName=Marta da Silva'],
  ['And your name?', 'keller k e double l e r', 'customerName=Keller'],
  ['What name shall I put it under?', 'moreau please', 'customerName=Moreau'],
])('a name: %s %s', async (agentText, text, expected) => {
  assert.equal(await heard(extractor, text, { agentText }), expected);
});

test.each([
  ['Shall I gift wrap it?', 'yes please', 'giftWrap=true'],
  ['Shall I have it gift wrapped?', 'no thank you', 'giftWrap=false'],
  ['Would you like gift wrapping?', "that won't be necessary", 'giftWrap=false'],
  ['', "I'd like it gift wrapped", 'giftWrap=true'],
  ['', 'please gift wrap it', 'giftWrap=true'],
  ['', 'no gift wrap', 'giftWrap=false'],
  ['', "it doesn't need gift wrapping, don't gift wrap it", 'giftWrap=false'],
  ['', 'without gift wrapping please', 'giftWrap=false'],
])('yes or no: %s %s', async (agentText, text, expected) => {
  assert.equal(await heard(extractor, text, { agentText }), expected);
});
