import assert from 'node:assert/strict';
import { expectTypeOf, test } from 'vitest';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import { day } from './day-slot.ts';
import { defineIntent, fillIn, type IntentDefinition } from './intent.ts';
import type { SlotValue } from './slot.ts';
import { time } from './time-slot.ts';
import { number } from './value-slots.ts';

test('a required slot is surely there, an optional one perhaps', () => {
  defineIntent({
    name: 'table',
    examples: 'a table for {guests} on {day}',
    slots: { day: { is: day(), ask: 'When?' }, guests: { is: number() } },
    reply: (slots) => {
      expectTypeOf(slots.day).toEqualTypeOf<SlotValue<string>>();
      expectTypeOf(slots.guests).toEqualTypeOf<SlotValue<number> | undefined>();
      // @ts-expect-error: there is no such slot
      assert.equal(slots.time, undefined);
      return '';
    },
  });
});

test('examples may be one text, a line each', () => {
  const intent = defineIntent({ name: 'a', examples: '\n  one thing\n\n  another\n', reply: 'b' });
  assert.deepEqual(intent.examples, ['one thing', 'another']);
});

const mistakes: [string, object, RegExp, RegExp][] = [
  ['no name', { name: ' ' }, /has no name/, /opening-hours/],
  ['no examples', { examples: '' }, /no examples/, /ten or more/],
  ['neither reply nor tool', { reply: undefined }, /either `reply` or `tool`/, /what is said/],
  ['both', { tool: { name: 'x', done: 'y' } }, /either `reply` or `tool`/, /the tool/],
  ['a slot in an example that it lacks', { examples: 'on {day}' }, /no slot \{day\}/, /Slots: at/],
  ['a slot in a reply that it lacks', { reply: 'See you {when}.' }, /no slot \{when\}/, /Slots: at/],
];
for (const [name, change, says, cure] of mistakes) {
  test(`an intent with ${name} is refused`, () => {
    const definition = {
      name: 'a',
      examples: 'b',
      slots: { at: { is: time() } },
      reply: 'c',
      ...change,
    } as unknown as IntentDefinition<Record<string, never>>;
    const refused = (thrown: unknown): boolean =>
      AntiphonError.is(thrown) &&
      thrown.code === 'CONFIG_INVALID' &&
      says.test(thrown.message) &&
      cure.test(thrown.cure);
    assert.throws(() => defineIntent(definition), refused);
  });
}

test('a sentence closes over a slot that is not filled', () => {
  const slots = { day: { value: '2026-11-26', spoken: 'Thursday' } };
  assert.equal(fillIn('See you {day}, {time}.', slots), 'See you Thursday,.');
  assert.equal(fillIn('See you {time} on {day}.', slots), 'See you on Thursday.');
});
