/** Where the stores are, what is in them, and when they are open. */
import type { DatabaseSync } from 'node:sqlite';
import { weekdayOf } from './days.ts';
import { Declined, row, rows } from './database.ts';
import { spokenList } from './spoken.ts';
import { cityOf } from './stock.ts';

export interface Store {
  city: string;
  place: string;
  /** 0 is the ground floor. */
  departments: { name: string; floor: number }[];
  /** Undefined: closed that day. */
  today: { opens: string; closes: string } | undefined;
}

/** All stores, or those of one city or with one department. @throws Declined where there is none. */
export function findStores(
  database: DatabaseSync,
  { city, department, day }: { city?: string | undefined; department?: string | undefined; day: string },
): Store[] {
  const wantedCity = city === undefined ? undefined : cityOf(database, city);
  const wanted = department === undefined ? undefined : departmentOf(database, department);
  const stores = rows<{ id: string; city: string; place: string }>(
    database,
    'SELECT * FROM stores ORDER BY city',
  ).map(({ id, city: name, place }) => ({
    city: name,
    place,
    departments: rows<{ name: string; floor: number }>(
      database,
      'SELECT name, floor FROM departments WHERE store = ? ORDER BY floor, name',
      id,
    ),
    today: openingOn(database, id, day),
  }));
  const having = stores.filter(
    ({ departments }) => wanted === undefined || departments.some(({ name }) => name === wanted),
  );
  const found = having.filter((store) => wantedCity === undefined || store.city === wantedCity);
  if (found.length > 0) return found;
  throw new Declined(
    `${wantedCity} has no ${wanted} department. There is one in ${spokenList(having.map((store) => store.city))}.`,
  );
}

/** @throws Declined, saying which departments there are. */
export function departmentOf(database: DatabaseSync, asked: string): string {
  const known = rows<{ name: string }>(database, 'SELECT DISTINCT name FROM departments ORDER BY name');
  const found = known.find(({ name }) => name === asked.trim().toLowerCase());
  if (found !== undefined) return found.name;
  throw new Declined(
    `There is no department called ${asked.trim()}. There are ${spokenList(known.map(({ name }) => name))}.`,
  );
}

/** @throws Declined where that store, or that department in it, does not exist. */
export function storeWith(
  database: DatabaseSync,
  asked: { city: string; department: string },
): { id: string; city: string; department: string } {
  const [store] = findStores(database, { ...asked, day: '2000-01-01' });
  const department = departmentOf(database, asked.department);
  const found = row<{ id: string; city: string }>(
    database,
    'SELECT id, city FROM stores WHERE city = ?',
    store?.city ?? '',
  );
  if (found === undefined) throw new Declined('There is no such store.');
  return { ...found, department };
}

export function openingOn(
  database: DatabaseSync,
  store: string,
  day: string,
): { opens: string; closes: string } | undefined {
  return row<{ opens: string; closes: string }>(
    database,
    'SELECT opens, closes FROM hours WHERE store = ? AND weekday = ?',
    store,
    weekdayOf(day),
  );
}
