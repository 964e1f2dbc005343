/** Repairs: where a piece is, and when it can be fetched. */
import type { DatabaseSync } from 'node:sqlite';
import { rows } from './database.ts';

export interface Repair {
  number: string;
  product: string;
  work: string;
  state: 'received' | 'on the bench' | 'ready' | 'collected';
  /** A city. */
  store: string;
  readyOn: string;
}

export function repairsOf(database: DatabaseSync, customer: string): Repair[] {
  return rows<Repair>(
    database,
    `SELECT repairs.number, products.name AS product, work, state, city AS store, ready_on AS readyOn
     FROM repairs JOIN products ON products.id = repairs.product JOIN stores ON stores.id = repairs.store
     WHERE customer = ? ORDER BY ready_on DESC, repairs.number`,
    customer,
  );
}
