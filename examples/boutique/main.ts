/** The boutique's house, without a caller: built from a seed, asked a few things, and told one twice. */
import assert from 'node:assert/strict';
import { appointmentsOf, book, freeTimes } from './house/appointments.ts';
import { rows } from './house/database.ts';
import { digestOf, openHouse } from './house/house.ts';
import { lookUp } from './house/knowledge.ts';
import { spokenMoment } from './house/spoken.ts';
import { findStock } from './house/stock.ts';

const origin = { seed: 7, today: '2026-03-24' };
using house = openHouse(origin);
using twin = openHouse(origin);
assert.equal(digestOf(house), digestOf(twin), 'one seed makes one house');

const { inStock, alternatives } = findStock(house.database, { product: 'harbour coat', size: '38' });
assert.ok(inStock.length + alternatives.length > 0);
console.log('harbour coat, size 38:', inStock.length > 0 ? inStock : alternatives);

const quote = lookUp(house.database, 'How do I wash cashmere?');
assert.equal(quote?.title, 'Washing cashmere');
console.log(quote.words);

const [customer] = rows<{ number: string }>(house.database, 'SELECT number FROM customers ORDER BY number');
assert.ok(customer !== undefined);
const [startsAt] = freeTimes(house, { store: 'Paris', department: 'shoes', day: '2026-04-14' });
assert.ok(startsAt !== undefined);
const wish = { store: 'Paris', department: 'shoes', startsAt };
const before = appointmentsOf(house, customer.number).length;
const booked = book(house, customer.number, wish, 'one intention');
assert.deepEqual(book(house, customer.number, wish, 'one intention'), booked, 'one key acts once');
assert.equal(appointmentsOf(house, customer.number).length, before + 1);
console.log(`booked: ${spokenMoment(booked.startsAt)}`);
