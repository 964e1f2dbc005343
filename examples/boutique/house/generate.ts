/** Fills an empty house from a seed: the same seed and day give the same rows, to the last postcode. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { articles } from './articles.ts';
import { dayAfter, weekdayOf } from './days.ts';
import { Random } from './random.ts';
import { colours, departments, kinds, lines, stores, works } from './wares.ts';

const productsPerKind = 10;
const customerCount = 120;
const letters = 'ABCDEFGHJKLMNPRSTVW';

interface Piece {
  id: string;
  department: (typeof kinds)[number]['department'];
  euros: number;
  colours: string[];
  sizes: readonly string[];
}

export function generate(database: DatabaseSync, seed: number, today: string): void {
  const random = new Random(seed);
  database.prepare('INSERT INTO origin VALUES (?, ?)').run(seed, today);
  generateStores(database);
  const pieces = generateProducts(database, random);
  const customers = generateCustomers(database, random);
  generateOrders(database, random, { pieces, customers, today });
  generateRepairs(database, random, { pieces, customers, today });
  generateAppointments(database, random, { customers, today });
  const article = database.prepare('INSERT INTO articles (title, body) VALUES (?, ?)');
  for (const { title, body } of articles) article.run(title, body);
}

function generateStores(database: DatabaseSync): void {
  const store = database.prepare('INSERT INTO stores VALUES (?, ?, ?)');
  const department = database.prepare('INSERT INTO departments VALUES (?, ?, ?)');
  const hours = database.prepare('INSERT INTO hours VALUES (?, ?, ?, ?)');
  for (const [index, { id, city, place, late }] of stores.entries()) {
    store.run(id, city, place);
    const here = index < 2 ? departments : departments.slice(0, -1);
    for (const [step, name] of here.entries()) department.run(id, name, Math.floor(step / 2));
    // Closed on Sundays; one evening a week is long.
    for (let weekday = 1; weekday <= 6; weekday++)
      hours.run(id, weekday, '10:00', weekday === late ? '20:00' : '18:30');
  }
}

function generateProducts(database: DatabaseSync, random: Random): Piece[] {
  const product = database.prepare('INSERT INTO products VALUES (?, ?, ?, ?, ?, ?)');
  const stock = database.prepare('INSERT INTO stock VALUES (?, ?, ?, ?, ?)');
  const pieces: Piece[] = [];
  for (const kind of kinds) {
    for (const line of random.some(lines, productsPerKind)) {
      const piece: Piece = {
        id: `P${String(pieces.length + 1).padStart(3, '0')}`,
        department: kind.department,
        euros: Math.round(random.between(...kind.euros) / 10) * 10,
        colours: random.some(colours, random.between(2, 4)),
        sizes: kind.sizes,
      };
      const { id, department, euros } = piece;
      product.run(id, `${line} ${kind.name}`, kind.name, department, random.pick(kind.materials), euros);
      fillShelves(stock, random, piece);
      pieces.push(piece);
    }
  }
  return pieces;
}

/** Shelves have gaps: about one in three is empty, and that is when a caller wants to know what else there is. */
function fillShelves(stock: StatementSync, random: Random, piece: Piece): void {
  for (const colour of piece.colours)
    for (const size of piece.sizes)
      for (const { id } of stores) stock.run(piece.id, colour, size, id, Math.max(0, random.below(6) - 1));
}

function generateCustomers(database: DatabaseSync, random: Random): string[] {
  const customer = database.prepare('INSERT INTO customers VALUES (?, ?, ?, ?, ?)');
  return Array.from({ length: customerCount }, (_, index) => {
    const number = String(410_000 + index * 7 + random.below(7));
    const initials = `${letters[random.below(letters.length)]}${letters[random.below(letters.length)]}`;
    const standing = random.below(10);
    const tier = standing < 6 ? 'guest' : standing < 9 ? 'friend' : 'patron';
    customer.run(number, initials, String(random.between(10_000, 99_999)), tier, random.pick(stores).id);
    return number;
  });
}

interface Books {
  pieces: Piece[];
  customers: string[];
  today: string;
}

function generateOrders(database: DatabaseSync, random: Random, { pieces, customers, today }: Books): void {
  const order = database.prepare('INSERT INTO orders VALUES (?, ?, ?, ?, ?)');
  const line = database.prepare('INSERT INTO order_lines VALUES (?, ?, ?, ?, ?, ?)');
  const states = ['placed', 'in the workshop', 'dispatched'] as const;
  let number = 70_000;
  for (const [index, customer] of customers.entries()) {
    for (let nth = 0; nth < 2; nth++) {
      number += random.between(1, 9);
      // Every state is met early: the first three customers have one of each between them.
      const state = states[(index + nth) % states.length] ?? 'placed';
      const placedOn = dayAfter(
        today,
        state === 'dispatched' ? -random.between(20, 60) : -random.between(1, 12),
      );
      const dispatchedOn = state === 'dispatched' ? dayAfter(placedOn, random.between(3, 10)) : null;
      order.run(String(number), customer, state, placedOn, dispatchedOn);
      for (let position = 1, last = random.between(1, 4); position <= last; position++) {
        const { id, euros, colours: shades, sizes } = random.pick(pieces);
        line.run(String(number), position, id, random.pick(shades), random.pick(sizes), euros);
      }
    }
  }
}

function generateRepairs(database: DatabaseSync, random: Random, { pieces, customers, today }: Books): void {
  const repair = database.prepare('INSERT INTO repairs VALUES (?, ?, ?, ?, ?, ?, ?)');
  for (const [index, customer] of random.some(customers, 48).entries()) {
    const { id, department } = random.pick(pieces);
    const state = random.pick(['received', 'on the bench', 'ready', 'collected'] as const);
    const isDone = state === 'ready' || state === 'collected';
    const readyOn = dayAfter(today, isDone ? -random.between(1, 20) : random.between(3, 35));
    const number = String(3_000 + index * 3 + random.below(3));
    repair.run(number, customer, id, random.pick(works[department]), state, random.pick(stores).id, readyOn);
  }
}

function generateAppointments(
  database: DatabaseSync,
  random: Random,
  { customers, today }: Omit<Books, 'pieces'>,
): void {
  // Two may want the same half hour: the second is turned away here as it would be on the telephone.
  const book = database.prepare(`INSERT OR IGNORE INTO appointments VALUES (?, ?, ?, ?, ?, 'booked')`);
  for (let number = 9_001; number <= 9_080; number++) {
    let day = dayAfter(today, random.between(1, 14));
    if (weekdayOf(day) === 0) day = dayAfter(day, 1);
    const time = `${random.between(10, 17)}:${random.pick(['00', '30'])}`;
    const department = random.pick(departments.slice(0, -1));
    book.run(String(number), random.pick(customers), random.pick(stores).id, department, `${day}T${time}`);
  }
}
