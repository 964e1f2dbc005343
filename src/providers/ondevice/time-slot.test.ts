import assert from 'node:assert/strict';
import { test } from 'vitest';
import { isoTime, sayTime } from './calendar.ts';
import { meantOf, takenWord } from './slot.ts';
import { time } from './time-slot.ts';
import { wordsOf } from './words.ts';

const today = { year: 2026, month: 11, day: 23 };

function timeIn(text: string, asked = false): string | undefined {
  const words = wordsOf(text);
  const found = time().find(words, { today, minuteOfDay: 600, asked });
  return meantOf(words, found)?.value as string | undefined;
}

for (const [said, expected] of [
  ['at three', '15:00'],
  ['at nine', '09:00'],
  ['half past three', '15:30'],
  ['at half past nine', '09:30'],
  ['have passed three', '15:30'],
  ['half three', '15:30'],
  ['three thirty', '15:30'],
  ['three thirty in the afternoon', '15:30'],
  ['nine in the evening', '21:00'],
  ['three in the morning', '03:00'],
  ['ten at night', '22:00'],
  ['quarter past four', '16:15'],
  ['a quarter to four', '15:45'],
  ['quarter two four', '15:45'],
  ['twenty five to five', '16:35'],
  ['ten past ten', '10:10'],
  ['seven minutes past two', '14:07'],
  ["three o'clock", '15:00'],
  ['three oh five', '15:05'],
  ['fifteen forty five', '15:45'],
  ['15:30', '15:30'],
  ['at 10.30', '10:30'],
  ['3 p.m.', '15:00'],
  ['3pm', '15:00'],
  ['eleven a m', '11:00'],
  ['twelve a m', '00:00'],
  ['noon', '12:00'],
  ['at midnight', '00:00'],
  ['a quarter to one', '12:45'],
  ['at for', '16:00'],
  ['at ate in the evening', '20:00'],
  ['four no five thirty', '17:30'],
  ['three', undefined],
  ['two people', undefined],
  ['from three to four', undefined],
  ['half a pound', undefined],
  ['number seventy', undefined],
  ['25:00', undefined],
] as const) {
  test(`"${said}" is ${expected ?? 'no time'}`, () => assert.equal(timeIn(said), expected));
}

for (const [said, expected] of [
  ['three', '15:00'],
  ['three please', '15:00'],
  ['for', '16:00'],
  ['i think eleven', '11:00'],
  ['that one', undefined],
  ['for two people', undefined],
  ['the second one', undefined],
] as const) {
  test(`asked for a time, "${said}" is ${expected ?? 'none'}`, () => {
    assert.equal(timeIn(said, true), expected);
  });
}

test('a bare number after a day is a time: "thursday three"', () => {
  const found = time().find([takenWord, 'three'], { today, minuteOfDay: 0, asked: false });
  assert.equal(found[0]?.value, '15:00');
});

test('the earliest hour tells morning from afternoon', () => {
  const early = time({ earliestHour: 6 });
  assert.equal(early.find(['at', 'seven'], { today, minuteOfDay: 0, asked: false })[0]?.value, '07:00');
  assert.equal(early.find(['at', 'five'], { today, minuteOfDay: 0, asked: false })[0]?.value, '17:00');
});

test('every minute of the day is understood as it is spoken', () => {
  for (let minute = 0; minute < 1440; minute++) {
    const half = minute < 720 ? 'in the morning' : 'in the afternoon';
    const spoken = /noon|midnight/.test(sayTime(minute)) ? sayTime(minute) : `${sayTime(minute)} ${half}`;
    assert.equal(timeIn(spoken), isoTime(minute), spoken);
  }
});

test('what STT is told to expect is understood', () => {
  const phrases = [...time().phrases, ...time().samples];
  const missed = phrases.filter(
    (phrase) => !phrase.startsWith('in the') && timeIn(phrase, true) === undefined,
  );
  assert.deepEqual(missed, []);
});
