/**
 * A process that remembers and forgets callers until it is killed: prints `kept ID` and `gone ID` once each is
 * acknowledged, every third caller gone.
 *
 *   node caller-process.ts FILE
 */
import { writeSync } from 'node:fs';
import { SystemClock } from '../../../clock/system-clock.ts';
import { openSqliteCallerStore } from '../sqlite-caller-store.ts';

const store = await openSqliteCallerStore({ file: process.argv[2]!, clock: new SystemClock() });

for (let index = 0; ; index += 1) {
  const id = `caller-${index}-of-the-house`;
  const values = { words: `${id} said ${'x'.repeat((index * 7919) % 3000)}` };
  await store.remember(id, { callId: 'call', atMs: index, values });
  writeSync(1, `kept ${id}\n`);
  if (index % 3 !== 2) continue;
  const early = `caller-${index - 1}-of-the-house`;
  await store.forget(early);
  writeSync(1, `gone ${early}\n`);
}
