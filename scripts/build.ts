/**
 * `npm run build`: the package, file by file, and the page.
 *
 * Now and then tsdown 0.21 stops for ever at its beginning, without using the processor: two of seven builds on a
 * machine with two cores did. So each try has a limit, and a build that is stuck is begun anew.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const triesMax = 4;
/** Six seconds are usual. */
const tryMaxMs = 30_000;

function bundle(): number {
  const file = join(root, 'node_modules/tsdown/dist/run.mjs');
  const env = { ...process.env, TOKIO_WORKER_THREADS: '16', UV_THREADPOOL_SIZE: '16' };
  for (let attempt = 1; attempt <= triesMax; attempt += 1) {
    const options = { cwd: root, env, stdio: 'inherit', timeout: tryMaxMs, killSignal: 'SIGKILL' } as const;
    const { status, error } = spawnSync(process.execPath, [file], options);
    if (error === undefined) return status ?? 1;
    process.stderr.write(`tsdown was stuck for ${tryMaxMs / 1000} s; begun anew\n`);
  }
  return 1;
}

const status = bundle();
process.exitCode =
  status === 0
    ? (spawnSync(process.execPath, [join(root, 'scripts/page.ts')], { cwd: root, stdio: 'inherit' }).status ??
      1)
    : status;
