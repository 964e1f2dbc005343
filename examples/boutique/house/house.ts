/** Opens the house: generated from a seed where the file is new, and as it was left where it is not. */
import { createHash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { isDay } from './days.ts';
import { row, rows, within } from './database.ts';
import { generate } from './generate.ts';
import { schema } from './schema.ts';

export interface HouseOptions {
  /** Default: in memory, gone with the process. */
  file?: string;
  /** A whole number; read only where the file is new. */
  seed: number;
  /** `2026-03-24`: what counts as the past, and where generated appointments begin. */
  today: string;
}

export interface House extends Disposable {
  readonly database: DatabaseSync;
  readonly today: string;
}

export function openHouse({ file = ':memory:', seed, today }: HouseOptions): House {
  if (!isDay(today)) throw new RangeError('`today` is a day such as 2026-03-24');
  if (!Number.isSafeInteger(seed)) throw new RangeError('`seed` is a whole number');
  const database = new DatabaseSync(file, { timeout: 2_000 });
  try {
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;');
    within(database, () => {
      if (row(database, `SELECT 1 FROM sqlite_schema WHERE name = 'origin'`) !== undefined) return;
      database.exec(schema);
      generate(database, seed, today);
    });
  } catch (thrown) {
    database.close();
    throw thrown;
  }
  return { database, today, [Symbol.dispose]: () => database.close() };
}

/** One fingerprint of every row, for "is it the same house?". */
export function digestOf({ database }: House): string {
  const hash = createHash('sha256');
  const tables = rows<{ name: string }>(
    database,
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'articles_%' ORDER BY name`,
  );
  for (const { name } of tables) {
    const lines = rows(database, `SELECT * FROM ${name}`).map((line) => JSON.stringify(line));
    hash.update(JSON.stringify([name, lines.sort()]));
  }
  return hash.digest('hex');
}
