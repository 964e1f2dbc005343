import assert from 'node:assert/strict';
import { test } from 'vitest';
import { hoursInGeneral, sayHours } from './opening-hours.ts';

const monday = { year: 2026, month: 11, day: 23 };
const sunday = { year: 2026, month: 11, day: 22 };

for (const { name, asked, today, minute, says } of [
  { name: 'no day', asked: undefined, today: monday, minute: 600, says: hoursInGeneral },
  {
    name: 'today, before the doors open',
    asked: '2026-11-23',
    today: monday,
    minute: 540,
    says: "Today we open at ten o'clock, until seven o'clock.",
  },
  {
    name: 'today, while they are open',
    asked: '2026-11-23',
    today: monday,
    minute: 600,
    says: "Yes, we are open today, until seven o'clock.",
  },
  {
    name: 'today, after they have closed',
    asked: '2026-11-23',
    today: monday,
    minute: 19 * 60,
    says: "We have closed for today. We open again on Tuesday at ten o'clock.",
  },
  {
    name: 'today, a Sunday',
    asked: '2026-11-22',
    today: sunday,
    minute: 700,
    says: 'Today is Sunday, and on Sundays we are closed.',
  },
  {
    name: 'a Saturday',
    asked: '2026-11-28',
    today: monday,
    minute: 600,
    says: "On Saturday we are open from ten o'clock to seven o'clock.",
  },
  {
    name: 'a Sunday',
    asked: '2026-11-29',
    today: monday,
    minute: 600,
    says: "I am sorry, on Sundays we are closed. We open again on Monday at ten o'clock.",
  },
]) {
  test(`asked about ${name}, the hours are told for that`, () => {
    assert.equal(sayHours(asked, { today, minuteOfDay: minute }), says);
  });
}
