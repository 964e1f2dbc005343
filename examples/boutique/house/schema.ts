/**
 * The house on disk. Days are `2026-03-24` and times `2026-03-24T14:30`, as the clock of the store shows them.
 * The house keeps no names of people: a customer is a number, first letters and a postcode.
 */
export const orderStates = ['placed', 'in the workshop', 'dispatched', 'cancelled'] as const;
export type OrderState = (typeof orderStates)[number];

export const tiers = ['guest', 'friend', 'patron'] as const;
export type Tier = (typeof tiers)[number];

export const schema = `
CREATE TABLE origin (seed INTEGER NOT NULL, day TEXT NOT NULL) STRICT;

CREATE TABLE stores (id TEXT PRIMARY KEY, city TEXT NOT NULL UNIQUE, place TEXT NOT NULL) STRICT;
CREATE TABLE departments (
  store TEXT NOT NULL REFERENCES stores, name TEXT NOT NULL, floor INTEGER NOT NULL,
  PRIMARY KEY (store, name)) STRICT;
CREATE TABLE hours (
  store TEXT NOT NULL REFERENCES stores, weekday INTEGER NOT NULL, opens TEXT NOT NULL, closes TEXT NOT NULL,
  PRIMARY KEY (store, weekday)) STRICT;

CREATE TABLE products (
  id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, department TEXT NOT NULL,
  material TEXT NOT NULL, euros INTEGER NOT NULL CHECK (euros > 0)) STRICT;
CREATE TABLE stock (
  product TEXT NOT NULL REFERENCES products, colour TEXT NOT NULL, size TEXT NOT NULL,
  store TEXT NOT NULL REFERENCES stores, pieces INTEGER NOT NULL CHECK (pieces >= 0),
  PRIMARY KEY (product, colour, size, store)) STRICT, WITHOUT ROWID;

CREATE TABLE customers (
  number TEXT PRIMARY KEY, initials TEXT NOT NULL, postcode TEXT NOT NULL,
  tier TEXT NOT NULL CHECK (tier IN (${tiers.map((tier) => `'${tier}'`).join()})),
  store TEXT NOT NULL REFERENCES stores) STRICT;

CREATE TABLE orders (
  number TEXT PRIMARY KEY, customer TEXT NOT NULL REFERENCES customers,
  state TEXT NOT NULL CHECK (state IN (${orderStates.map((state) => `'${state}'`).join()})),
  placed_on TEXT NOT NULL, dispatched_on TEXT) STRICT;
CREATE TABLE order_lines (
  "order" TEXT NOT NULL REFERENCES orders, line INTEGER NOT NULL, product TEXT NOT NULL REFERENCES products,
  colour TEXT NOT NULL, size TEXT NOT NULL, euros INTEGER NOT NULL,
  PRIMARY KEY ("order", line)) STRICT;

CREATE TABLE appointments (
  number TEXT PRIMARY KEY, customer TEXT NOT NULL REFERENCES customers, store TEXT NOT NULL,
  department TEXT NOT NULL, starts_at TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('booked', 'cancelled')),
  FOREIGN KEY (store, department) REFERENCES departments (store, name)) STRICT;
CREATE UNIQUE INDEX one_at_a_time ON appointments (store, department, starts_at) WHERE state = 'booked';
CREATE UNIQUE INDEX one_place_at_a_time ON appointments (customer, starts_at) WHERE state = 'booked';

CREATE TABLE repairs (
  number TEXT PRIMARY KEY, customer TEXT NOT NULL REFERENCES customers,
  product TEXT NOT NULL REFERENCES products, work TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('received', 'on the bench', 'ready', 'collected')),
  store TEXT NOT NULL REFERENCES stores, ready_on TEXT NOT NULL) STRICT;

CREATE TABLE returns (
  number TEXT PRIMARY KEY, customer TEXT NOT NULL REFERENCES customers, asked_on TEXT NOT NULL,
  euros INTEGER NOT NULL) STRICT;
CREATE TABLE return_lines (
  "return" TEXT NOT NULL REFERENCES returns, "order" TEXT NOT NULL, line INTEGER NOT NULL,
  PRIMARY KEY ("order", line),
  FOREIGN KEY ("order", line) REFERENCES order_lines ("order", line)) STRICT;

CREATE TABLE messages (
  number INTEGER PRIMARY KEY, customer TEXT REFERENCES customers, role TEXT NOT NULL, words TEXT NOT NULL,
  left_on TEXT NOT NULL) STRICT;

CREATE VIRTUAL TABLE articles USING fts5 (title, body, tokenize = 'porter unicode61');

CREATE TABLE actions (
  key TEXT PRIMARY KEY, kind TEXT NOT NULL, request TEXT NOT NULL, answer TEXT NOT NULL) STRICT;
`;
