/** The SQLite store of callers passes the stories of all of them, with stores that share one file. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SystemClock } from '../../clock/system-clock.ts';
import { testCallerStore, type CallerStoreHarness } from '../../testing/conformance/caller-store.ts';
import { TestFolder } from './__fixtures__/test-folder.ts';
import { openSqliteCallerStore } from './sqlite-caller-store.ts';

async function create(): Promise<CallerStoreHarness> {
  const owned = new AsyncDisposableStack();
  const folder = owned.use(new TestFolder());
  const clock = owned.use(new SystemClock());
  const open = async () => {
    return owned.use(await openSqliteCallerStore({ file: join(folder.path, 'callers.db'), clock }));
  };
  const bytes = async () =>
    readdirSync(folder.path)
      .map((name) => readFileSync(join(folder.path, name), 'latin1'))
      .join('\n');
  return { store: await open(), another: open, bytes, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

testCallerStore('SqliteCallerStore', create);
