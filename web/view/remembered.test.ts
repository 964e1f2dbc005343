import assert from 'node:assert/strict';
import { test } from 'vitest';
import { envelopes, notedCall } from './__fixtures__/noted-call.ts';
import { Remembered, rememberedNotes, rememberedRows } from './remembered.ts';

function after(...events: ReturnType<typeof notedCall>): Remembered {
  const remembered = new Remembered();
  for (const event of events) remembered.take(event);
  return remembered;
}

const rowsAt = (atMs: number): Record<string, unknown[]> =>
  Object.fromEntries(
    rememberedRows(after(...notedCall(atMs))).map(({ name, values, past, mark }) => [
      name,
      [values.join(', '), past.join(', '), mark],
    ]),
  );

test('Slots fill turn by turn, and only what the last turn changed is marked', () => {
  assert.deepEqual(rowsAt(7000), {
    'you want': ['book appointment', '', 'new'],
    store: ['Milan', '', 'new'],
    department: ['shoes', '', 'new'],
  });
  assert.deepEqual(rowsAt(14_000), {
    'you want': ['book appointment', '', undefined],
    store: ['Milan', '', undefined],
    department: ['shoes', '', undefined],
    'starts at': ['2 April 2026, 11:00', '', 'new'],
    sizes: ['38, 39', '', 'new'],
  });
});

test('A correction keeps what it replaced, one of several values goes alone, and what was cleared says so', () => {
  assert.deepEqual(rowsAt(22_000), {
    'you want': ['book appointment', '', undefined],
    store: ['Paris', 'Milan', 'changed'],
    department: ['', 'shoes', 'cleared'],
    'starts at': ['2 April 2026, 11:00', '', undefined],
    sizes: ['38', '39', 'changed'],
  });
});

test('Each value says since when it holds, by which words, and whether the house is sure of it', () => {
  const since = Object.fromEntries(rememberedRows(after(...notedCall())).map((row) => [row.name, row.since]));
  assert.equal(since['you want'], 'turn 1 · 0:04');
  assert.equal(since['store'], 'turn 3 · 0:20 · “no in paris” · not sure');
  assert.equal(since['starts at'], 'turn 2 · 0:11 · “thursday at eleven”');
  assert.equal(since['department'], 'nothing holds now');
});

test('A page that comes in late has all that holds from the next event on, and calls none of the rest new', () => {
  const [latest] = notedCall(22_000)
    .filter((event) => event.type === 'slots-extracted')
    .slice(-1);
  const rows = rememberedRows(after(latest!));
  assert.deepEqual(
    rows.map(({ name, values, mark, since }) => [name, values.join(), mark, since.split(' · ')[0]]),
    [
      ['you want', 'book appointment', 'new', 'turn 3'],
      ['store', 'Paris', 'new', 'turn 3'],
      ['starts at', '2 April 2026, 11:00', undefined, 'turn 2'],
      ['sizes', '38', undefined, 'turn 2'],
    ],
  );
});

test('A value that is said again after its correction is struck no longer', () => {
  const again = { value: 'Milan', turn: 4, words: 'milan after all', confidence: 0.9 };
  const event = {
    atMs: 30_000,
    type: 'slots-extracted',
    turn: 4,
    intent: 'leave-message',
    changed: ['store'],
    slots: { store: [again] },
    afterMs: 80,
  } as const;
  const remembered = after(...notedCall(), ...envelopes([event], 90));
  const rows = rememberedRows(remembered);
  assert.deepEqual(rows[1]!.values, ['Milan']);
  assert.deepEqual(rows[1]!.past, ['Paris']);
  assert.deepEqual(rows[0]!.values, ['leave message']);
  assert.match(rows[0]!.since, /before: book appointment$/);
  assert.match(remembered.news, /^Noted: you want: leave message; store: Milan/);
});

test('Without an agent that takes notes there is nothing to show', () => {
  const tools = notedCall().filter(({ type }) => type !== 'slots-extracted');
  assert.equal(after(...tools).isEmpty, true);
  assert.deepEqual(rememberedRows(after(...tools)), []);
});

test('Who was recognised, what was recalled and which turn is lost is said beside the rows', () => {
  const events = envelopes([
    { atMs: 1, type: 'caller-verified', callerId: '104211' },
    { atMs: 2, type: 'caller-recalled', slots: ['store', 'shoeSize'] },
    { atMs: 3, type: 'extraction-failed', turn: 3, code: 'EXTRACTION_TIMEOUT', givenUp: false },
    { atMs: 4, type: 'extraction-failed', turn: 4, code: 'EXTRACTION_TIMEOUT', givenUp: true },
  ]);
  const notes = rememberedNotes(after(...events));
  assert.deepEqual(notes, [
    'The house knows who you are: you have proved it.',
    'From your calls before: store, shoe size.',
    'What you said in turn 4 could not be noted and may be missing here.',
  ]);
  assert.doesNotMatch(notes.join(), /104211/);
});

test('Slots, values and what they were keep within bounds in the longest of calls', () => {
  const remembered = new Remembered();
  for (let turn = 1; turn <= 10; turn += 1) {
    const slots = Object.fromEntries(
      Array.from({ length: 100 }, (_, index) => [
        `slot${index}`,
        Array.from({ length: 20 }, (__, nth) => ({
          value: `${turn} ${nth} ${'x'.repeat(300)}`,
          turn,
          words: 'x'.repeat(200),
          confidence: 1,
        })),
      ]),
    );
    const event = {
      type: 'slots-extracted',
      turn,
      intent: `wish${turn}`,
      changed: [],
      slots,
      afterMs: 1,
    } as const;
    for (const one of envelopes([{ atMs: turn, ...event }], turn)) remembered.take(one);
  }
  const rows = rememberedRows(remembered);
  assert.equal(rows.length, 65);
  assert.equal(rows[1]!.values.length, 7);
  assert.equal(rows[1]!.values.at(-1), '14 more');
  assert.equal(rows[1]!.past.length, 3);
  assert.ok(remembered.news.length <= 140);
});
