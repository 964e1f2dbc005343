/** One rule, many wordings: for each class of language sentences that no set of the benchmark has. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { heard, type Given } from './__fixtures__/salon.ts';
import { onDeviceExtractor } from './extractor.ts';

const extractor = onDeviceExtractor();
type Case = [text: string, given: Given, expected: string];

test.each<Case>([
  ['the colour had better be green', { known: { colour: 'red' } }, 'colour=green'],
  ['could the colour become green please', { known: { colour: 'red' } }, 'colour=green'],
  ['I got the colour wrong, green is what I want', { known: { colour: 'red' } }, 'colour=green'],
  ['turns out the size is forty', { known: { size: '36' } }, 'size=40'],
  ['I misspoke about the size, forty is right', { known: { size: '36' } }, 'size=40'],
  ['bring the budget down to six hundred', { known: { budget: 900 } }, 'budget=600'],
  ['let us raise the budget to nine hundred', { known: { budget: 600 } }, 'budget=900'],
  ['for the store take lyon after all', { known: { store: 'Paris' } }, 'store=Lyon'],
  ['where you have paris as the store it ought to say lyon', { known: { store: 'Paris' } }, 'store=Lyon'],
  ['my bad the store is lyon', { known: { store: 'Paris' } }, 'store=Lyon'],
  ['swap paris for lyon as the store', { known: { store: 'Paris' } }, 'store=Lyon'],
  ['forget paris, go for lyon', { known: { store: 'Paris' } }, 'store=Lyon'],
  ['paris was a slip, lyon is the store', { known: { store: 'Paris' } }, 'store=Lyon'],
  ['amend the colour, green it is', { known: { colour: 'red' } }, 'colour=green'],
  ['I put the size down as 36 but it is really 40', { known: { size: '36' } }, 'size=40'],
  ['the size you wrote is no good, 40 please', { known: { size: '36' } }, 'size=40'],
  ['bump the number of pieces up to five', { known: { quantity: 2 } }, 'quantity=5'],
  ['cut the quantity back to two', { known: { quantity: 5 } }, 'quantity=2'],
  ['shift the fitting to friday', { known: { fittingDate: '2026-11-26' } }, 'fittingDate=2026-11-20'],
  ['colour green not red', { known: { colour: 'red' } }, 'colour=green'],
  ['the colour, well, not red any longer, green', { known: { colour: 'red' } }, 'colour=green'],
  ['scarf out, belt in', { known: { products: ['scarf'] } }, '-products=scarf +products=belt'],
  [
    "I'd sooner have the belt than the scarf",
    { known: { products: ['scarf'] } },
    '-products=scarf +products=belt',
  ],
  [
    'let the belt take the place of the scarf',
    { known: { products: ['scarf'] } },
    '-products=scarf +products=belt',
  ],
  [
    'the scarf can go, the belt comes in its place',
    { known: { products: ['scarf'] } },
    '-products=scarf +products=belt',
  ],
])('corrected: %s', async (text, given, expected) => {
  assert.equal(await heard(extractor, text, given), expected);
});

const echo = (agentText: string, known: Record<string, unknown>): Given => ({ agentText, known });
test.each<Case>([
  ['nope green', echo('So the colour is red.', { colour: 'red' }), 'colour=green'],
  ['oh no it is green', echo('So the colour is red.', { colour: 'red' }), 'colour=green'],
  ['hmm that is off, green', echo('I have red as the colour.', { colour: 'red' }), 'colour=green'],
  ['you heard that wrong, green', echo('I have red as the colour.', { colour: 'red' }), 'colour=green'],
  ['not at all, forty', echo('Your size is 36 then.', { size: '36' }), 'size=40'],
  ['incorrect, forty is my size', echo('Your size is 36 then.', { size: '36' }), 'size=40'],
  ['negative, forty', echo('Your size is 36 then.', { size: '36' }), 'size=40'],
  ['that should read five', echo('Two pieces are noted.', { quantity: 2 }), 'quantity=5'],
  ['listen, I told you five', echo('I noted two as the quantity.', { quantity: 2 }), 'quantity=5'],
  [
    'good heavens no, friday',
    echo('The fitting is on Tuesday.', { fittingDate: '2026-11-24' }),
    'fittingDate=2026-11-20',
  ],
  ["that's out of date, it's lyon", echo('The store is Paris.', { store: 'Paris' }), 'store=Lyon'],
  [
    'no it is helen marsh',
    echo('The name is Ellen March.', { customerName: 'Ellen March' }),
    'customerName=Helen Marsh',
  ],
])('denied: %s', async (text, given, expected) => {
  assert.equal(await heard(extractor, text, given), expected);
});

test.each<Case>([
  ['black doesn’t suit me for the colour', { known: { colour: 'red' } }, ''],
  ['I would hate black as the colour', { known: { colour: 'red' } }, ''],
  ['keep black away from me', { known: { colour: 'red' } }, ''],
  ['black is not my colour', { known: { colour: 'red' } }, ''],
  ['under no circumstances black', { known: { colour: 'red' } }, ''],
  ['I refuse black as the colour', { known: { colour: 'red' } }, ''],
  ['black would be wrong for the colour', { known: { colour: 'red' } }, ''],
  ['I can do without black for the colour', { known: { colour: 'red' } }, ''],
  ['I am not fond of black as the colour', { known: { colour: 'red' } }, ''],
  ['black is the last colour I would take', { known: { colour: 'red' } }, ''],
  ['as the colour anything except black', { known: { colour: 'red' } }, ''],
  ['spare me black as the colour', { known: { colour: 'red' } }, ''],
  ['lyon is too far for me', { known: { store: 'Paris' } }, ''],
  ['I will not be going to lyon', { known: { store: 'Paris' } }, ''],
  ['lyon is not an option as the store', { known: { store: 'Paris' } }, ''],
  ['please do not make lyon the store', { known: { store: 'Paris' } }, ''],
  ['a 36 would not fit me', { known: { size: '40' } }, ''],
  ['courier is no use to me', { known: { deliveryMethod: 'post' } }, ''],
  ['anything as the delivery method but courier', { known: { deliveryMethod: 'post' } }, ''],
  ['let us rule courier out as the delivery method', { known: { deliveryMethod: 'post' } }, ''],
  ['there is no way I take courier as the delivery method', { known: { deliveryMethod: 'post' } }, ''],
  ['courier as the delivery method is not for us', { known: { deliveryMethod: 'post' } }, ''],
])('ruled out: %s', async (text, given, expected) => {
  assert.equal(await heard(extractor, text, given), expected);
});

test.each<Case>([
  ['the size is off the table for now', { known: { size: '38' } }, 'size=nothing'],
  ['get rid of the size please', { known: { size: '38' } }, 'size=nothing'],
  ['leave the size blank', { known: { size: '38' } }, 'size=nothing'],
  ['the size is not decided yet, drop it', { known: { size: '38' } }, 'size=nothing'],
  ['wipe the size', { known: { size: '38' } }, 'size=nothing'],
  ['take the size out again', { known: { size: '38' } }, 'size=nothing'],
  ['I would rather you deleted the size', { known: { size: '38' } }, 'size=nothing'],
  ['the budget can be removed', { known: { budget: 500 } }, 'budget=nothing'],
  ['I have no budget any more', { known: { budget: 500 } }, 'budget=nothing'],
  ['void the budget', { known: { budget: 500 } }, 'budget=nothing'],
  ['the budget no longer stands', { known: { budget: 500 } }, 'budget=nothing'],
  ['I want the budget gone', { known: { budget: 500 } }, 'budget=nothing'],
  ['the order number, please strike it', { known: { orderNumber: 'AB-12345' } }, 'orderNumber=nothing'],
  ['my email should not be kept', { known: { email: 'a@example.com' } }, 'email=nothing'],
  ['please do not keep my phone number', { known: { phone: '0123456789' } }, 'phone=nothing'],
  ['I take back what I said about the colour', { known: { colour: 'red' } }, 'colour=nothing'],
  ['the colour is open again', { known: { colour: 'red' } }, 'colour=nothing'],
  ['let me think about the colour again, leave it empty', { known: { colour: 'red' } }, 'colour=nothing'],
  ['about the colour I am undecided again', { known: { colour: 'red' } }, 'colour=nothing'],
  ['we can skip the number of pieces', { known: { quantity: 2, products: ['coat'] } }, 'quantity=nothing'],
])('emptied: %s', async (text, given, expected) => {
  assert.equal(await heard(extractor, text, given), expected);
});

test.each<Case>([
  ['in red, hang on, in green', {}, 'colour=green'],
  ['red, oh wait I lied, green', {}, 'colour=green'],
  ['red, forget that, green', {}, 'colour=green'],
  ['red, what am I talking about, green', {}, 'colour=green'],
  ['a red one or no a green one', {}, 'colour=green'],
  ['in red, apologies, I meant to say green', {}, 'colour=green'],
  ['size thirty six, no hold on, forty', {}, 'size=40'],
  ['the fitting on thursday, no, stop, on friday', {}, 'fittingDate=2026-11-20'],
  ['come to paris, erm, to lyon rather', {}, 'store=Lyon'],
  ['up to four hundred, let me rephrase, six hundred euros', {}, 'budget=600'],
  ['the name is anna keller, oh sorry, anna kessler', {}, 'customerName=Anna Kessler'],
  ['send it by post, on second thoughts by courier', {}, 'deliveryMethod=courier'],
  ['the fitting at three, no make that four', {}, 'fittingTime=16:00'],
])('repaired: %s', async (text, given, expected) => {
  assert.equal(await heard(extractor, text, given), expected);
});

test.each<Case>([
  ['my neighbour swears by the green ones', {}, ''],
  ['the kids are fighting, sorry, size 40 please', {}, 'size=40'],
  ['I called three days ago about this', {}, ''],
  ['we have two dogs and they bark', {}, ''],
  ['give me a minute or two', {}, ''],
  ['is milan far from here', {}, ''],
  ['out of curiosity, is red in fashion', {}, ''],
  ["what's the difference between courier and post", {}, ''],
  ['could one park near the paris store', {}, ''],
  ['I wonder how long the courier takes', {}, ''],
  ['does the scarf come with a box', {}, ''],
  ['I wish you a lovely weekend', {}, ''],
  ['one of my friends told me about you', {}, ''],
  ['bless you', {}, ''],
  ['you broke up a bit there', {}, ''],
  ['absolutely fabulous', {}, ''],
  ['can you pull up the size', { known: { size: '38' } }, ''],
  ['look up my phone number again', { known: { phone: '0123456789' } }, ''],
  ['what size have I given you', { known: { size: '38' } }, ''],
  ['which store are we on', { known: { store: 'Paris' } }, ''],
  ['I forgot which colour I told you', { known: { colour: 'red' } }, ''],
  ['go over the budget with me again', { known: { budget: 500 } }, ''],
])('nothing set: %s', async (text, given, expected) => {
  assert.equal(await heard(extractor, text, given), expected);
});

test.each<Case>([
  ['stick the belt on the list', {}, '+products=belt'],
  ['chuck in a scarf while you are at it', {}, '+products=scarf'],
  ['make room for the gloves too', {}, '+products=gloves'],
  ['oh and throw the handbag in', {}, '+products=handbag'],
  ['the belt is coming off the list', { known: { products: ['belt', 'coat'] } }, '-products=belt'],
  ['the belt I can do without', { known: { products: ['belt', 'coat'] } }, '-products=belt'],
  ['strike the belt from the list', { known: { products: ['belt', 'coat'] } }, '-products=belt'],
  ['I am passing on the belt', { known: { products: ['belt', 'coat'] } }, '-products=belt'],
  ['the belt was a mistake', { known: { products: ['belt', 'coat'] } }, '-products=belt'],
  ["we won't be taking the belt", { known: { products: ['belt', 'coat'] } }, '-products=belt'],
  ['about the belt, scrap it', { known: { products: ['belt', 'coat'] } }, '-products=belt'],
  ['hold the belt please', { known: { products: ['belt', 'coat'] } }, '-products=belt'],
  ['belt off please', { known: { products: ['belt', 'coat'] } }, '-products=belt'],
])('lists: %s', async (text, given, expected) => {
  assert.equal(await heard(extractor, text, given), expected);
});

const asked = { agentText: 'Shall we gift wrap it?' };
test.each<Case>([
  ['wrap it as a gift please', {}, 'giftWrap=true'],
  ["it's a present so yes to the gift wrap", {}, 'giftWrap=true'],
  ['I would love it gift wrapped', {}, 'giftWrap=true'],
  ['gift wrap would be nice', {}, 'giftWrap=true'],
  ['gift wrapping is not for me', {}, 'giftWrap=false'],
  ['you needn’t gift wrap it', {}, 'giftWrap=false'],
  ['hold the gift wrapping', { known: { giftWrap: true } }, 'giftWrap=false'],
  ['gift wrapping would be a waste', {}, 'giftWrap=false'],
  ['I changed my mind, no gift wrap', { known: { giftWrap: true } }, 'giftWrap=false'],
  ['I changed my mind, do gift wrap it', { known: { giftWrap: false } }, 'giftWrap=true'],
  ['mm-hmm', asked, 'giftWrap=true'],
  ['uh-uh', asked, 'giftWrap=false'],
  ['I should think so', asked, 'giftWrap=true'],
  ['I think not', asked, 'giftWrap=false'],
  ['by all means do', asked, 'giftWrap=true'],
  ["there's no call for that", asked, 'giftWrap=false'],
  ['not on my account', asked, 'giftWrap=false'],
  ['that would be kind', asked, 'giftWrap=true'],
  ['too fussy for me', asked, ''],
])('gift wrap: %s', async (text, given, expected) => {
  assert.equal(await heard(extractor, text, given), expected);
});

const offered = [
  { slot: 'store', value: 'Paris', words: 'Paris' },
  { slot: 'store', value: 'Lyon', words: 'Lyon' },
  { slot: 'store', value: 'London', words: 'London' },
];
const recalled = { store: 'Milan', size: '40', deliveryMethod: 'post' };
test.each<Case>([
  ['number two sounds right', { offered }, 'store=Lyon'],
  ['I am leaning towards the second', { offered }, 'store=Lyon'],
  ['oh the last of those', { offered }, 'store=London'],
  ['put me down for the first', { offered }, 'store=Paris'],
  ['second one', { offered }, 'store=Lyon'],
  ['go with your second suggestion', { offered }, 'store=Lyon'],
  ['the same store I had before', { recalled }, 'store=Milan'],
  ['my size is as it was last time', { recalled }, 'size=40'],
  ['stick with the size you have on file', { recalled }, 'size=40'],
  ['my regular size', { recalled }, 'size=40'],
  ['the size has not changed since last time', { recalled }, 'size=40'],
  ['copy the store from my previous visit', { recalled }, 'store=Milan'],
  ['whatever store I used the last time', { recalled }, 'store=Milan'],
  ['the store you have from before is fine', { recalled }, 'store=Milan'],
])('pointed to: %s', async (text, given, expected) => {
  assert.equal(await heard(extractor, text, given), expected);
});

test.each<Case>([
  ['this is chidi okonkwo speaking', {}, 'customerName=Chidi Okonkwo'],
  ['chidi okonkwo here', {}, 'customerName=Chidi Okonkwo'],
  ['chidi okonkwo is the name', {}, 'customerName=Chidi Okonkwo'],
  ['put chidi okonkwo for the name', {}, 'customerName=Chidi Okonkwo'],
  ['I go by chidi okonkwo', {}, 'customerName=Chidi Okonkwo'],
  ["that's chidi okonkwo", { agentText: 'May I have your name?' }, 'customerName=Chidi Okonkwo'],
  ['chidi okonkwo, love', { agentText: 'May I have your name?' }, 'customerName=Chidi Okonkwo'],
  ['certainly, chidi okonkwo', { agentText: 'May I have your name?' }, 'customerName=Chidi Okonkwo'],
  ['ring me on 0123 456 7890', {}, 'phone=01234567890'],
  ['your driver can bring it on friday', {}, 'deliveryDate=2026-11-20'],
  ['have it at my door on friday', {}, 'deliveryDate=2026-11-20'],
  ['it needs to get here by friday', {}, 'deliveryDate=2026-11-20'],
  ['I can pop in for a fitting on friday', {}, 'fittingDate=2026-11-20'],
  ['I could spend six hundred at a push', {}, 'budget=600'],
  ['six hundred is as high as I go', {}, 'budget=600'],
  ['nothing over six hundred euros', {}, 'budget=600'],
  ['keep it below six hundred', {}, 'budget=600'],
  ["we'll need four of them", {}, 'quantity=4'],
  ['four altogether', {}, 'quantity=4'],
  ["it's my parents' anniversary", {}, 'occasion=anniversary'],
  ["my niece's wedding is coming up", {}, 'occasion=wedding'],
  ['I take a 40 in most things', {}, 'size=40'],
  ['paris is the closest to me', {}, 'store=Paris'],
  ['red would look good on me', {}, 'colour=red'],
])('given: %s', async (text, given, expected) => {
  assert.equal(await heard(extractor, text, given), expected);
});

const navy = { known: { colour: 'navy blue' } };
test.each<Case>([
  ['put green where you put navy', navy, 'colour=green'],
  ['less navy, more green for the colour', navy, 'colour=green'],
  ['navy was what I said but green is what I meant', navy, 'colour=green'],
  ['she hates navy, so green for the colour', navy, 'colour=green'],
  ['red leaves me cold as a colour', navy, ''],
  ['give red a miss for the colour', navy, ''],
  ["red as a colour just isn't me", navy, ''],
  ['nobody wants red as the colour', navy, ''],
  ['put the colour on ice', navy, 'colour=nothing'],
  ["let's not nail down the colour yet", navy, 'colour=nothing'],
  ['the colour I mentioned no longer applies', navy, 'colour=nothing'],
  ['you may rub out the colour', navy, 'colour=nothing'],
  ["don't forget the belt", {}, '+products=belt'],
  ["the belt's not needed", { known: { products: ['belt', 'coat'] } }, '-products=belt'],
  ["don't wrap it as a gift", {}, 'giftWrap=false'],
  [
    'no, kofi mensah',
    echo('I have Anna Keller as the name.', { customerName: 'Anna Keller' }),
    'customerName=Kofi Mensah',
  ],
])('said of what is held: %s', async (text, given, expected) => {
  assert.equal(await heard(extractor, text, given), expected);
});
