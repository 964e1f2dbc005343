/** What holds of the extractor whatever is said: it answers, alike each time, and does not grow slow. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { test } from 'vitest';
import { AntiphonError } from '../../../errors/antiphon-error.ts';
import { heard, requestOf, salonSlots } from './__fixtures__/salon.ts';
import { onDeviceExtractor } from './extractor.ts';
import { tokensOf } from './tokens.ts';

const extractor = onDeviceExtractor();
const signal = new AbortController().signal;

const words = fc.constantFrom(
  ...'no not the second one forget leave out scarf coat black double five oh at dot com thursday half past three my name is anna if my sister wears a 38 and or , . ?'.split(
    ' ',
  ),
);
const saidAnyhow = fc.oneof(
  fc.string({ maxLength: 300, unit: 'grapheme' }),
  fc.array(words, { maxLength: 60 }).map((said) => said.join(' ')),
);

test('whatever is said, every change is of a slot there is, in words of the caller', async () => {
  await fc.assert(
    fc.asyncProperty(saidAnyhow, saidAnyhow, async (callerText, agentText) => {
      const { changes, intent } = await extractor.extract(requestOf(callerText, { agentText }), { signal });
      for (const change of changes) {
        assert.ok(salonSlots.some(({ name }) => name === change.slot));
        assert.ok(callerText.includes(change.words));
        assert.ok(change.confidence >= 0.3 && change.confidence <= 1);
      }
      if (intent !== undefined) assert.ok(intent.confidence >= 0 && intent.confidence <= 1);
    }),
    { numRuns: 300 },
  );
});

test('the same request has the same answer, from another extractor as well', async () => {
  const request = requestOf('the coat and two scarves, on thursday at three, and where is my order');
  const first = await extractor.extract(request, { signal });
  assert.deepEqual(await extractor.extract(request, { signal }), first);
  assert.deepEqual(await onDeviceExtractor().extract(request, { signal }), first);
});

test('of a long turn the end is read', async () => {
  const long = `${'and so on '.repeat(5000)} in black please`;
  assert.equal(await heard(extractor, long), 'colour=black');
  assert.ok(tokensOf('word '.repeat(9000)).length <= 300);
});

test('a turn that was given up says nothing', async () => {
  const aborted = AbortSignal.abort();
  assert.deepEqual(await extractor.extract(requestOf('in black'), { signal: aborted }), {
    turn: 7,
    intent: undefined,
    changes: [],
  });
});

test.each([
  ['where has my parcel got to', 'trackOrder'],
  ['could I speak to a real person', 'speakToPerson'],
  ["it doesn't fit, I'd like to send it back", 'returnItem'],
  ['I want to make an appointment for a fitting', 'bookFitting'],
  ['yes please', undefined],
  ['in black', undefined],
  ['no, thursday at three', undefined],
  ['my name is anna keller', undefined],
  ['thank you very much', undefined],
])('what the caller wants: %s', async (text, expected) => {
  const { intent } = await extractor.extract(requestOf(text), { signal });
  assert.equal(intent?.name, expected);
});

test('between two slots of one kind nothing is guessed with confidence', async () => {
  const { changes } = await extractor.extract(requestOf('thursday please'), { signal });
  assert.equal(changes.length, 1);
  assert.ok(changes[0]!.confidence < 0.5);
});

const isInvalid = (thrown: unknown): boolean => AntiphonError.is(thrown) && thrown.code === 'CONFIG_INVALID';

test('thresholds out of range are refused', () => {
  assert.throws(() => onDeviceExtractor({ acceptAt: 2 }), isInvalid);
  assert.throws(() => onDeviceExtractor({ intentAt: Number.NaN }), isInvalid);
});
