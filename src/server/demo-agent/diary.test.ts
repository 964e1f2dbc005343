import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Diary } from './diary.ts';

const three = { day: '2026-11-26', time: '15:00' };
const four = { day: '2026-11-26', time: '16:00' };

test('the same intended booking is booked once, however often it is tried', () => {
  const diary = new Diary();
  assert.equal(diary.book(three, 'a').status, 'booked');
  assert.equal(diary.book(three, 'a').status, 'booked');
  assert.deepEqual(diary.appointments, [three]);
});

test('a time is given once', () => {
  const diary = new Diary();
  diary.book(three, 'a');
  assert.equal(diary.book(three, 'b').status, 'taken');
});

test('a change gives up the former time, but only once the new one is had', () => {
  const diary = new Diary();
  diary.book(three, 'a');
  diary.book(four, 'b');
  assert.equal(diary.book(four, 'c', three).status, 'taken');
  assert.deepEqual(diary.appointments, [three, four]);
  diary.book({ ...four, time: '17:00' }, 'd', three);
  assert.deepEqual(
    diary.appointments.map(({ time }) => time),
    ['16:00', '17:00'],
  );
});

test('a diary is bounded: the oldest entries go first', () => {
  const diary = new Diary();
  for (let index = 0; index < 1100; index++) diary.leaveMessage(`message ${index}`, String(index));
  assert.equal(diary.messages.length, 1000);
  assert.equal(diary.messages[0], 'message 100');
});
