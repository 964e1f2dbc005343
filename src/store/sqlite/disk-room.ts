/** How much more can be written: the lesser of what the disk has and what the file may still grow. */
import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { numberOf } from './schema.ts';

/** Asking costs two system calls and three pragmas: not for every batch. */
const everyMs = 100;

export class DiskRoom {
  readonly #database: DatabaseSync;
  readonly #folder: string;
  #measuredAt = -Infinity;
  #bytes = 0;

  constructor(database: DatabaseSync, file: string) {
    this.#database = database;
    this.#folder = dirname(file);
  }

  bytes(nowMs: number): number {
    if (nowMs - this.#measuredAt < everyMs) return this.#bytes;
    this.#measuredAt = nowMs;
    const { bavail, bsize } = statfsSync(this.#folder);
    const number = (name: string): number => numberOf(this.#database, `PRAGMA ${name}`);
    const pages = number('max_page_count') - number('page_count') + number('freelist_count');
    this.#bytes = Math.min(bavail * bsize, pages * number('page_size'));
    return this.#bytes;
  }
}
