import assert from 'node:assert/strict';
import { test } from 'vitest';
import { addDays, isoDay, sayDay, type CalendarDay } from './calendar.ts';
import { day } from './day-slot.ts';
import { meantOf } from './slot.ts';
import { wordsOf } from './words.ts';

/** A Monday. */
const today: CalendarDay = { year: 2026, month: 11, day: 23 };

function dayIn(text: string, asked = false, on = today): string | undefined {
  const words = wordsOf(text);
  const found = day().find(words, { today: on, minuteOfDay: 600, asked });
  return meantOf(words, found)?.value as string | undefined;
}

for (const [said, expected] of [
  ['today please', '2026-11-23'],
  ['tomorrow morning', '2026-11-24'],
  ['the day after tomorrow', '2026-11-25'],
  ['on thursday', '2026-11-26'],
  ['are you open on thursdays', '2026-11-26'],
  ['this friday', '2026-11-27'],
  ['sun day', '2026-11-29'],
  ['on monday', '2026-11-30'],
  ['next thursday', '2026-12-03'],
  ['thursday week', '2026-12-03'],
  ['next monday', '2026-11-30'],
  ['thirsday', '2026-11-26'],
  ['in three days', '2026-11-26'],
  ['in a week', '2026-11-30'],
  ['in two weeks', '2026-12-07'],
  ['the twenty first of may', '2027-05-21'],
  ['may twenty first', '2027-05-21'],
  ['december the third', '2026-12-03'],
  ['on the third', '2026-12-03'],
  ['the thirtieth', '2026-11-30'],
  ['thursday the third of december', '2026-12-03'],
  ['21st of May', '2027-05-21'],
  ['2026-12-01', '2026-12-01'],
  ['the twenty ninth of february', undefined],
  ['the thirty first of february', undefined],
  ['2020-01-01', undefined],
  ['may i ask you something', undefined],
  ['one second please', undefined],
  ['march on', undefined],
  ['in two minutes', undefined],
  ['some day', undefined],
] as const) {
  test(`on a Monday, "${said}" is ${expected ?? 'no day'}`, () => assert.equal(dayIn(said), expected));
}

for (const [said, expected] of [
  ['friday no thursday', '2026-11-26'],
  ['not friday but thursday', '2026-11-26'],
  ['thursday not friday', '2026-11-26'],
  ['thursday instead of friday', '2026-11-26'],
  ['not on friday', undefined],
] as const) {
  test(`of several days, "${said}" means ${expected ?? 'none'}`, () => assert.equal(dayIn(said), expected));
}

test('a bare ordinal is a day only where a day was asked for', () => {
  assert.equal(dayIn('twenty fifth'), undefined);
  assert.equal(dayIn('twenty fifth', true), '2026-11-25');
});

test('"next" is the week that begins with the coming Monday, whatever today is', () => {
  const sunday = addDays(today, -1);
  assert.equal(dayIn('next thursday', false, sunday), '2026-11-26');
  assert.equal(dayIn('next sunday', false, sunday), '2026-11-29');
  assert.equal(dayIn('next saturday', false, addDays(today, 5)), '2026-12-05');
});

test('a leap day is found in the year that has it', () => {
  assert.equal(dayIn('the twenty ninth of february', false, { year: 2027, month: 6, day: 1 }), '2028-02-29');
});

test('every date is understood as it is spoken', () => {
  for (let ahead = 1; ahead < 365; ahead++) {
    const date = addDays(today, ahead);
    assert.equal(dayIn(sayDay(date)), isoDay(date), sayDay(date));
  }
});

test('what STT is told to expect is understood', () => {
  const phrases = [...day().phrases, ...day().samples];
  const missed = phrases.filter((phrase) => !phrase.startsWith('no ') && dayIn(phrase, true) === undefined);
  assert.deepEqual(missed, []);
});
