/** Calls kept in one SQLite file. */
export {
  openSqliteCallStore,
  type SqliteCallStore,
  type SqliteCallStoreOptions,
} from './sqlite-call-store.ts';
