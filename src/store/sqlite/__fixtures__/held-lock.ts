import { DatabaseSync } from 'node:sqlite';

/** Another process's write that takes its time: while it lasts, the store's thread waits as it would for a slow disk. */
export class HeldLock implements Disposable {
  readonly #database: DatabaseSync;

  constructor(file: string) {
    this.#database = new DatabaseSync(file);
    this.#database.exec('BEGIN IMMEDIATE');
  }

  /** Idempotent. */
  [Symbol.dispose](): void {
    if (this.#database.isOpen) this.#database.close();
  }
}
