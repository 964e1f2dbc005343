/** What every part of the house uses of SQLite: typed rows, one transaction, and a no that may be spoken. */
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';

/** A no of the house's own, worded so that it may be told to whoever asked. Nothing has changed. */
export class Declined extends Error {
  override readonly name = 'Declined';
}

export function rows<Row>(database: DatabaseSync, sql: string, ...values: SQLInputValue[]): Row[] {
  // SQLite's rows have no prototype: a copy is an ordinary object.
  return database
    .prepare(sql)
    .all(...values)
    .map((found) => ({ ...found }) as Row);
}

export function row<Row>(database: DatabaseSync, sql: string, ...values: SQLInputValue[]): Row | undefined {
  return rows<Row>(database, sql, ...values)[0];
}

export function change(database: DatabaseSync, sql: string, ...values: SQLInputValue[]): void {
  database.prepare(sql).run(...values);
}

/** All of it, or nothing of it. */
export function within<Answer>(database: DatabaseSync, act: () => Answer): Answer {
  database.exec('BEGIN IMMEDIATE');
  try {
    const answer = act();
    database.exec('COMMIT');
    return answer;
  } catch (thrown) {
    // A full disk may have ended the transaction already: then there is nothing left to undo.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw thrown;
  }
}

/** The next number of a table whose numbers are digits in a text. */
export function nextNumber(database: DatabaseSync, table: 'appointments' | 'returns', first: number): string {
  const last = row<{ last: number | null }>(
    database,
    `SELECT max(CAST(number AS INTEGER)) AS last FROM ${table}`,
  );
  return String(Math.max(first, (last?.last ?? 0) + 1));
}
