/** What callers want, in words that no example has; and what only sounds like it. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { requestOf, type Given } from './__fixtures__/salon.ts';
import { onDeviceExtractor } from './extractor.ts';

const extractor = onDeviceExtractor();

async function wish(text: string, given: Given = {}): Promise<string | undefined> {
  const signal = new AbortController().signal;
  return (await extractor.extract(requestOf(text, given), { signal })).intent?.name;
}

test.each([
  ['this is not right for me and I would like it refunded', 'returnItem'],
  ['it has to go back to you', 'returnItem'],
  ['how would I post this back', 'returnItem'],
  ['nothing has turned up yet', 'trackOrder'],
  ["it's meant to have come by now", 'trackOrder'],
  ['any sign of my parcel', 'trackOrder'],
  ['can you look into my parcel', 'trackOrder'],
  ['has it left yet, my package', 'trackOrder'],
  ['I want to be measured up', 'bookFitting'],
  ['pencil me in with the tailor', 'bookFitting'],
  ['when could I try it on', 'bookFitting'],
  ["I've had enough of this robot", 'speakToPerson'],
  ["I'd prefer a human voice", 'speakToPerson'],
  ['can one of your people talk to me', 'speakToPerson'],
  ["I don't want to send it back, I want to talk to a manager", 'speakToPerson'],
])('wanted: %s', async (text, expected) => {
  assert.equal(await wish(text), expected);
});

test.each([
  "hold on, somebody's at the door",
  'can you speak up a little',
  'are you still there',
  "it's hot out today",
  'which delivery date did you note',
  'what was the fitting date again',
  'read me back the size',
  'do you have the colour written down',
  'the fitting on friday at three please',
  "let's leave the delivery date open",
  'not courier as the delivery method',
])('nothing wanted: %s', async (text) => {
  assert.equal(await wish(text), undefined);
});
