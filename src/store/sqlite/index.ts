/** Calls kept in one SQLite file, and what is remembered of callers in another. */
export {
  openSqliteCallStore,
  sqlite,
  type SqliteCallStore,
  type SqliteCallStoreOptions,
} from './sqlite-call-store.ts';
export {
  openSqliteCallerStore,
  sqliteCallers,
  type SqliteCallerStore,
  type SqliteCallerStoreOptions,
} from './sqlite-caller-store.ts';
