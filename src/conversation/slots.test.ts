import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import type { CallState, Extraction, SlotChange, SlotSpecification } from '../contracts/memory.ts';
import {
  emptyState,
  giveUpTurn,
  mergeExtraction,
  slotLimits,
  type Merge,
  type MergedState,
} from './slots.ts';

const specifications: SlotSpecification[] = [
  { name: 'colour', description: 'Which colour.', schema: { type: 'string' }, many: false },
  { name: 'store', description: 'Which store.', schema: { type: 'string' }, many: false },
  { name: 'sizes', description: 'Which sizes.', schema: { type: 'string' }, many: true },
];

const set = (slot: string, value: unknown, confidence = 0.9): SlotChange => ({
  slot,
  change: 'set',
  value,
  words: `the ${JSON.stringify(value)} one`.slice(0, 200),
  confidence,
});
const add = (value: unknown): SlotChange => ({
  slot: 'sizes',
  change: 'add',
  value,
  words: 'too',
  confidence: 1,
});
const remove = (value: unknown): SlotChange => ({ ...add(value), change: 'remove' }) as SlotChange;
const clear = (slot: string): SlotChange => ({ slot, change: 'clear', words: 'forget it', confidence: 1 });
const turn = (number: number, ...changes: SlotChange[]): Extraction => ({
  turn: number,
  intent: undefined,
  changes,
});

function merge(...extractions: Extraction[]): Merge {
  let last: Merge = { state: emptyState(), applied: [], rejected: [], intentRejected: false };
  for (const extraction of extractions) last = mergeExtraction(last.state, extraction, specifications);
  return last;
}

function held({ slots }: CallState): Record<string, unknown[]> {
  return Object.fromEntries(
    Object.entries(slots).map(([name, values]) => [name, values.map(({ value }) => value)]),
  );
}

const stories: { name: string; said: Extraction[]; holds: Record<string, unknown[]>; upTo: number }[] = [
  { name: 'a value is said', said: [turn(1, set('colour', 'red'))], holds: { colour: ['red'] }, upTo: 1 },
  {
    name: '"no, the blue one"',
    said: [turn(1, set('colour', 'red')), turn(2, set('colour', 'blue'))],
    holds: { colour: ['blue'] },
    upTo: 2,
  },
  {
    name: 'a slot is cleared',
    said: [turn(1, set('colour', 'red'), set('store', 'Vienna')), turn(2, clear('colour'))],
    holds: { store: ['Vienna'] },
    upTo: 2,
  },
  {
    name: 'several sizes, one of them taken back',
    said: [turn(1, set('sizes', '38'), add('40')), turn(2, add('42'), remove('40'))],
    holds: { sizes: ['38', '42'] },
    upTo: 2,
  },
  {
    name: 'several sizes give way to one',
    said: [turn(1, add('38'), add('40')), turn(2, set('sizes', '36'))],
    holds: { sizes: ['36'] },
    upTo: 2,
  },
  {
    name: 'the last of several is taken back: the slot is gone',
    said: [turn(1, add('38')), turn(2, remove('38'))],
    holds: {},
    upTo: 2,
  },
  {
    name: 'a late extraction does not speak over a later turn',
    said: [turn(2, set('colour', 'blue')), turn(1, set('colour', 'red'), set('store', 'Vienna'))],
    holds: { colour: ['blue'], store: ['Vienna'] },
    upTo: 2,
  },
  {
    name: 'a late extraction does not bring back what was cleared since',
    said: [turn(1), turn(3, clear('colour')), turn(2, set('colour', 'red'))],
    holds: {},
    upTo: 3,
  },
  {
    name: 'what is known already counts, and its turn waits for the gap to close',
    said: [turn(1), turn(3, set('colour', 'blue')), turn(4, add('38'))],
    holds: { colour: ['blue'], sizes: ['38'] },
    upTo: 1,
  },
  {
    name: 'a size that a late turn adds is taken back by the later one that said so',
    said: [turn(2, remove('38')), turn(1, add('38'), add('40'))],
    holds: { sizes: ['40'] },
    upTo: 2,
  },
];
for (const { name, said, holds, upTo } of stories) {
  test(name, () => {
    const { state } = merge(...said);
    assert.deepEqual([held(state), state.extractedTurn], [holds, upTo]);
  });
}

test('a value keeps its turn, the words of the caller and the confidence; said again it is the newer one', () => {
  const one = merge(turn(1, set('colour', 'red', 0.4))).state.slots['colour'];
  assert.deepEqual(one, [{ value: 'red', turn: 1, words: 'the "red" one', confidence: 0.4 }]);
  const again = merge(turn(1, add('38'), add('40')), turn(2, add('38'))).state.slots['sizes']!;
  assert.deepEqual(
    again.map(({ value, turn: said }) => [value, said]),
    [
      ['38', 2],
      ['40', 1],
    ],
  );
});

const refusals: { name: string; said: Extraction[]; why: string }[] = [
  { name: 'a slot that nobody defined', said: [turn(1, set('shoe', 'x'))], why: 'unknown-slot' },
  { name: 'what every object inherits', said: [turn(1, set('constructor', 'x'))], why: 'unknown-slot' },
  { name: 'a second value for one', said: [turn(1, { ...add('x'), slot: 'store' })], why: 'one-value' },
  { name: 'a long quotation', said: [turn(1, { ...add('x'), words: 'w'.repeat(201) })], why: 'words' },
  { name: 'a value over 1 kB', said: [turn(1, set('store', 'é'.repeat(512)))], why: 'value' },
  { name: 'a value that is no JSON', said: [turn(1, set('store', new Date(0)))], why: 'value' },
  { name: 'no value', said: [turn(1, set('store', undefined))], why: 'value' },
  { name: 'a confidence above 1', said: [turn(1, set('store', 'x', 1.1))], why: 'confidence' },
  { name: 'a confidence that is none', said: [turn(1, set('store', 'x', NaN))], why: 'confidence' },
  { name: 'the clearing of what is empty', said: [turn(1, clear('store'))], why: 'not-held' },
  { name: 'the removal of what is not there', said: [turn(1, remove('x'))], why: 'not-held' },
  { name: 'a turn that is in', said: [turn(1), turn(1, set('store', 'x'))], why: 'turn-is-in' },
  { name: 'an early turn that is in', said: [turn(3), turn(3, set('store', 'x'))], why: 'turn-is-in' },
  { name: 'a turn that is no number', said: [turn(NaN, set('store', 'x'))], why: 'no-turn' },
  {
    name: 'what a later turn has corrected',
    said: [turn(2, set('store', 'y')), turn(1, set('store', 'x'))],
    why: 'overtaken',
  },
  {
    name: 'a twenty-first value',
    said: [turn(1, ...Array.from({ length: 21 }, (_, n) => add(n)))],
    why: 'too-many',
  },
];
for (const { name, said, why } of refusals) {
  test(`${name} is told, and the state stays as it was`, () => {
    const { rejected } = merge(...said);
    assert.deepEqual(
      rejected.map((one) => one.why),
      [why],
    );
    const { state } = merge(...said);
    for (const values of Object.values(state.slots)) {
      assert.ok(values.length <= slotLimits.valuesPerSlot);
      assert.ok(values.every(({ value }) => value !== 'x'));
    }
  });
}

test('an intent is what the latest turn said, in whatever order it came', () => {
  const wants = (number: number, name: string): Extraction => ({
    ...turn(number),
    intent: { name, confidence: 0.8 },
  });
  const { state } = merge(wants(2, 'cancel'), wants(1, 'book'), turn(3));
  assert.deepEqual(state.intent, { name: 'cancel', turn: 2, confidence: 0.8 });
  const known = [{ name: 'book', description: 'Books.' }];
  const merged = mergeExtraction(state, wants(4, 'dance'), specifications, known);
  assert.deepEqual([merged.intentRejected, merged.state.intent], [true, state.intent]);
});

test('a turn that never comes is given up in the end, and said to be missing', () => {
  const early = Array.from({ length: 16 }, (_, index) => turn(index + 3, add(`${index}`)));
  const waiting = merge(turn(1), ...early).state;
  assert.deepEqual([waiting.extractedTurn, waiting.missed], [1, undefined]);
  const on = mergeExtraction(waiting, turn(19, set('store', 'Vienna')), specifications).state;
  assert.deepEqual([on.extractedTurn, on.missed, on.early], [19, [2], undefined]);
  assert.deepEqual([on.slots['sizes']!.length, held(on)['store']], [16, ['Vienna']]);
  const far = Array.from({ length: 17 }, (_, index) => turn(1e9 + index * 1e9, add(`${index}`)));
  assert.equal(merge(...far).state.missed!.length, 20);
});

test('a turn that is given up counts as missed, and what came early follows', () => {
  const waiting = merge(
    turn(1, set('colour', 'red')),
    turn(3, set('store', 'Vienna')),
    turn(4, add('38')),
  ).state;
  const on = giveUpTurn(waiting, 2);
  assert.deepEqual([on.extractedTurn, on.missed, on.early, on.settled], [4, [2], undefined, undefined]);
  assert.deepEqual(held(on), { colour: ['red'], store: ['Vienna'], sizes: ['38'] });
  assert.deepEqual(mergeExtraction(on, turn(2, set('colour', 'blue')), specifications).state, on);
});

test('a turn given up before its time is passed once the earlier ones are in', () => {
  const waiting = giveUpTurn(merge(turn(1)).state, 3);
  assert.deepEqual([waiting.extractedTurn, waiting.missed], [1, [3]]);
  const on = mergeExtraction(waiting, turn(2, set('colour', 'red')), specifications).state;
  assert.deepEqual([on.extractedTurn, on.missed, held(on)], [3, [3], { colour: ['red'] }]);
});

test.each([
  ['that is in', 1],
  ['that came early', 3],
  ['of no number', NaN],
])('a turn %s is not given up', (_, number) => {
  const { state } = merge(turn(1), turn(3));
  assert.equal(giveUpTurn(state, number), state);
});

test('the same turn is given up once; of many the last twenty are told', () => {
  const once = giveUpTurn(emptyState(), 1);
  assert.equal(giveUpTurn(once, 1), once);
  let state: MergedState = emptyState();
  for (let number = 1; number <= 30; number++) state = giveUpTurn(state, number);
  assert.deepEqual([state.extractedTurn, state.missed?.length, state.missed?.[0]], [30, 20, 11]);
});

test('what tools told stays beside what turns say', () => {
  const results = [{ turn: 1, tool: 'look', call: 'look {}', line: 'look: nothing' }];
  const state = mergeExtraction(
    { ...emptyState(), results },
    turn(2, set('colour', 'red')),
    specifications,
  ).state;
  assert.equal(state.results, results);
  assert.equal(mergeExtraction(state, turn(1), specifications).state.results, results);
  assert.equal(giveUpTurn(state, 1).results, results);
});

const value = fc.constantFrom('a', 'b', 'c');
const change = fc.oneof(
  fc
    .record({ slot: fc.constantFrom('colour', 'store', 'sizes'), value })
    .map((one) => set(one.slot, one.value)),
  value.map(add),
  value.map(remove),
  fc.constantFrom('colour', 'store', 'sizes').map(clear),
);
const intent = fc.option(
  fc.constantFrom({ name: 'book', confidence: 1 }, { name: 'cancel', confidence: 1 }),
  {
    nil: undefined,
  },
);
const call = fc
  .array(fc.record({ intent, changes: fc.array(change, { maxLength: 4 }) }), { minLength: 1, maxLength: 12 })
  .map((turns): Extraction[] => turns.map((one, index) => ({ ...one, turn: index + 1 })));

test('whatever the order in which extractions come, and however often, the state is the same', () => {
  fc.assert(
    fc.property(
      call.chain((said) =>
        fc.record({
          said: fc.constant(said),
          order: fc.shuffledSubarray(said, { minLength: said.length }),
          again: fc.array(fc.constantFrom(...said), { maxLength: 5 }),
        }),
      ),
      ({ said, order, again }) => {
        const inOrder = merge(...said).state;
        const shuffled = merge(...order, ...again).state;
        assert.deepEqual(shuffled, inOrder);
        assert.equal(shuffled.extractedTurn, said.length);
        // It goes into the log as JSON and comes out the same.
        assert.deepEqual(JSON.parse(JSON.stringify({ ...shuffled, intent: shuffled.intent ?? null })), {
          ...shuffled,
          intent: shuffled.intent ?? null,
        });
      },
    ),
  );
});

test('an incomplete set of turns gives the same state in any order, and the mark stands before the first gap', () => {
  const some = call.chain((said) => fc.shuffledSubarray(said, { minLength: 1 }));
  fc.assert(
    fc.property(some, (order) => {
      const sorted = order.toSorted((left, right) => left.turn - right.turn);
      const state = merge(...order).state;
      assert.deepEqual(state, merge(...sorted).state);
      const gap = sorted.findIndex((one, index) => one.turn !== index + 1);
      assert.equal(state.extractedTurn, gap < 0 ? sorted.length : gap);
    }),
  );
});

test('in whatever order turns are read and given up, the state is the same', () => {
  fc.assert(
    fc.property(
      call.chain((said) =>
        fc.record({
          order: fc.shuffledSubarray(said, { minLength: said.length }),
          lost: fc.subarray(said.map(({ turn: number }) => number)),
        }),
      ),
      ({ order, lost }) => {
        const play = (turns: readonly Extraction[]): MergedState =>
          turns.reduce(
            (state, one) =>
              lost.includes(one.turn)
                ? giveUpTurn(state, one.turn)
                : mergeExtraction(state, one, specifications).state,
            emptyState() as MergedState,
          );
        const state = play(order);
        assert.deepEqual(state, play(order.toSorted((one, other) => one.turn - other.turn)));
        assert.deepEqual([state.extractedTurn, state.missed ?? []], [order.length, lost]);
      },
    ),
  );
});

test('no slot changes without a change that names it, and what is rejected of a turn in order changes nothing', () => {
  fc.assert(
    fc.property(call, (said) => {
      let state: MergedState = emptyState();
      for (const extraction of said) {
        const merged = mergeExtraction(state, extraction, specifications);
        const named = new Set(merged.applied.map(({ slot }) => slot));
        for (const { name } of specifications) {
          if (named.has(name)) continue;
          assert.deepEqual(merged.state.slots[name], state.slots[name]);
        }
        assert.equal(merged.applied.length + merged.rejected.length, extraction.changes.length);
        state = merged.state;
      }
    }),
  );
});
