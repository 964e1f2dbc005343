/**
 * `antiphon callers`: what is remembered of one caller, handed out or deleted when that caller asks for it.
 *
 * A person's data is printed by `export` and by nothing else: what `forget` prints may go into any log.
 */
import { existsSync } from 'node:fs';
import { SystemClock } from '../clock/system-clock.ts';
import type { CallerExport, CallerStore } from '../contracts/caller-store.ts';
import { openSqliteCallerStore } from '../store/sqlite/index.ts';
import { exitStatus } from './shared/exit-status.ts';
import { unreadable } from './shared/unreadable.ts';
import type { World } from './shared/world.ts';

export interface CallersOptions {
  /** The file that `sqliteCallers` was given. */
  store: string;
  json?: boolean;
}

/** @throws AntiphonError FILE_UNREADABLE, STORE_* */
export async function exportCaller(id: string, options: CallersOptions, world: World): Promise<number> {
  const kept = await withStore(options.store, (store) => store.export(id));
  if (options.json === true) {
    world.out(`${JSON.stringify(kept ?? { callerId: id, remembered: [], cleared: [] })}\n`);
  } else {
    world.out(
      kept === undefined ? `Nothing is kept of this caller in ${options.store}.\n` : describe(kept, options),
    );
  }
  return exitStatus.ok;
}

/** @throws AntiphonError FILE_UNREADABLE, STORE_* */
export async function forgetCaller(id: string, options: CallersOptions, world: World): Promise<number> {
  const deleted = await withStore(options.store, (store) => store.forget(id));
  if (options.json === true) world.out(`${JSON.stringify({ deleted })}\n`);
  else if (deleted) world.out(`What was kept of this caller is deleted from ${options.store}.\n`);
  else world.out(`Nothing was kept of this caller in ${options.store}.\n`);
  return exitStatus.ok;
}

/** A file that is not there holds nothing, but who mistypes its name must not be told that. */
async function withStore<Value>(file: string, use: (store: CallerStore) => Promise<Value>): Promise<Value> {
  if (!existsSync(file)) throw unreadable(file, { code: 'ENOENT' });
  using clock = new SystemClock();
  await using store = await openSqliteCallerStore({ file, clock });
  return await use(store);
}

function describe({ callerId, remembered, cleared }: CallerExport, { store }: CallersOptions): string {
  const lines = [`Kept of caller ${JSON.stringify(callerId)} in ${store}:`];
  for (const { slot, value, rememberedAt, callId } of remembered) {
    lines.push(`  ${slot}: ${JSON.stringify(value)}, since ${rememberedAt}, call ${callId}`);
  }
  for (const { slot, clearedAt, callId } of cleared) {
    lines.push(`  ${slot}: taken back at ${clearedAt}, call ${callId}`);
  }
  return `${lines.join('\n')}\n`;
}
