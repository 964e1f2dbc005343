/**
 * The database file: how it is opened, and how it grew. A migration is never edited; a change is a new one.
 *
 * `synchronous = FULL`: a commit returns when its bytes are on the disk, so what was acknowledged survives a
 * loss of power as well. A file of another program, or of a newer antiphon, is left alone.
 */
import { chmodSync, closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { AntiphonError } from '../../errors/antiphon-error.ts';

/** What a file is for. */
export interface Schema {
  /** Four letters, so that no file is taken for another. */
  applicationId: number;
  journalMode: 'WAL' | 'DELETE';
  /** SQL, the oldest first. */
  migrations: readonly string[];
}

const callMigrations: readonly string[] = [
  `
  CREATE TABLE hosts (host TEXT PRIMARY KEY, alive_until_ms REAL NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE calls (
    id INTEGER PRIMARY KEY,
    call_id TEXT NOT NULL UNIQUE,
    host TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    rev INTEGER NOT NULL,
    turn_no INTEGER NOT NULL,
    claim_id TEXT,
    released INTEGER NOT NULL,
    agent TEXT NOT NULL,
    created_at_ms REAL NOT NULL,
    ended_at_ms REAL,
    outcome TEXT
  ) STRICT;
  CREATE INDEX calls_live ON calls (host) WHERE ended_at_ms IS NULL;
  CREATE INDEX calls_ended ON calls (ended_at_ms) WHERE ended_at_ms IS NOT NULL;
  CREATE TABLE turns (
    call INTEGER NOT NULL,
    turn_no INTEGER NOT NULL,
    turn_id TEXT NOT NULL,
    rev INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    record TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX turns_of_call ON turns (call, turn_no, turn_id);
  CREATE TABLE effects (
    call INTEGER NOT NULL,
    effect_id TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    attempt_id TEXT NOT NULL,
    tool TEXT NOT NULL,
    effect TEXT NOT NULL,
    arguments_hash TEXT NOT NULL,
    idempotency_key TEXT,
    intent TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('intended', 'done', 'failed', 'unknown')),
    outcome TEXT
  ) STRICT;
  CREATE UNIQUE INDEX effects_of_call ON effects (call, effect_id);
  CREATE INDEX effects_open ON effects (call) WHERE status = 'intended';
  `,
  // JSON: hashes of the tokens that take a call up again.
  'ALTER TABLE calls ADD COLUMN return_hashes TEXT',
  // 1: its words are a redacted copy.
  `
  ALTER TABLE calls ADD COLUMN redacted INTEGER NOT NULL DEFAULT 0;
  CREATE INDEX calls_unredacted ON calls (ended_at_ms) WHERE ended_at_ms IS NOT NULL AND redacted = 0;
  `,
];

/** Commits come by the hundred, and readers must not hold them up: hence a WAL. */
export const callSchema: Schema = {
  // "Anti"
  applicationId: 0x416e7469,
  journalMode: 'WAL',
  migrations: callMigrations,
};

export interface DatabaseOptions {
  file: string;
  busyMaxMs: number;
  /** Of the database file; unbounded where undefined. */
  bytesMax: number | undefined;
}

/** @throws AntiphonError or what SQLite threw. Nothing is written to a file that is not ours. */
export function openDatabase({ file, busyMaxMs, bytesMax }: DatabaseOptions, schema: Schema): DatabaseSync {
  // It holds what callers said: made by us, so that nobody else can read it from its first byte on.
  closeSync(openSync(file, 'a', 0o600));
  chmodSync(file, 0o600);
  const database = new DatabaseSync(file, { timeout: busyMaxMs });
  try {
    checkOwner(database, schema);
    database.exec(`
      PRAGMA journal_mode = ${schema.journalMode};
      PRAGMA synchronous = FULL;
      PRAGMA secure_delete = ON;
      PRAGMA temp_store = MEMORY;
      PRAGMA journal_size_limit = 67108864;
    `);
    migrate(database, schema);
    if (bytesMax !== undefined) {
      const pages = Math.floor(bytesMax / numberOf(database, 'PRAGMA page_size'));
      database.exec(`PRAGMA max_page_count = ${pages}`);
    }
    return database;
  } catch (thrown) {
    database.close();
    throw thrown;
  }
}

/** The one number that a pragma or a count yields. */
export function numberOf(database: DatabaseSync, sql: string): number {
  return Number(Object.values(database.prepare(sql).get() ?? {})[0]);
}

function checkOwner(database: DatabaseSync, { applicationId }: Schema): void {
  const owner = numberOf(database, 'PRAGMA application_id');
  const tables = numberOf(database, 'SELECT count(*) FROM sqlite_schema');
  if (owner === applicationId || (owner === 0 && tables === 0)) return;
  throw new AntiphonError(
    'STORE_VERSION_UNSUPPORTED',
    'the database file belongs to another program, or to another store',
  );
}

/** Two processes may open a new file at once: the version is read again under the lock. */
function migrate(database: DatabaseSync, { applicationId, migrations }: Schema): void {
  if (numberOf(database, 'PRAGMA user_version') === migrations.length) return;
  database.exec('BEGIN IMMEDIATE');
  try {
    const version = numberOf(database, 'PRAGMA user_version');
    if (version > migrations.length) {
      throw new AntiphonError(
        'STORE_VERSION_UNSUPPORTED',
        `the database file has version ${version}; this antiphon knows ${migrations.length}`,
      );
    }
    for (const sql of migrations.slice(version)) database.exec(sql);
    database.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${migrations.length}`);
    database.exec('COMMIT');
  } catch (thrown) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw thrown;
  }
}
