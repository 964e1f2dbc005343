/** The SQLite store passes the stories of all call stores, with two stores that share one file. */
import { join } from 'node:path';
import { SystemClock } from '../../clock/system-clock.ts';
import { testCallStore, type CallStoreHarness } from '../../testing/conformance/call-store.ts';
import { TestFolder } from './__fixtures__/test-folder.ts';
import { openSqliteCallStore } from './sqlite-call-store.ts';

async function create(): Promise<CallStoreHarness> {
  const owned = new AsyncDisposableStack();
  const folder = owned.use(new TestFolder());
  const clock = owned.use(new SystemClock());
  const open = async () => {
    return owned.use(await openSqliteCallStore({ file: join(folder.path, 'calls.db'), clock }));
  };
  return { store: await open(), another: open, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

testCallStore('SqliteCallStore', create);
