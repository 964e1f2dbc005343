/** Calls kept in one SQLite file. */
export {
  openSqliteCallStore,
  sqlite,
  type SqliteCallStore,
  type SqliteCallStoreOptions,
} from './sqlite-call-store.ts';
