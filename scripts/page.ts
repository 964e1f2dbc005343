/**
 * `npm run page`: builds web/ into dist/page, from where the server serves it and npm packs it.
 *
 * With `--if-stale`, as before `npm start`, only where a source is newer than what was built; and where
 * Vite is not installed it says so and does no harm: calls are taken without a page, too.
 */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const built = join(root, 'dist/page/index.html');
/** What the page is made of. */
const sources = ['web', 'src/audio', 'src/errors', 'package-lock.json'];

function newestMs(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newestMs(join(path, name))));
}

function isStale(): boolean {
  if (!existsSync(built)) return true;
  return Math.max(...sources.map((path) => newestMs(join(root, path)))) > statSync(built).mtimeMs;
}

const onlyIfStale = process.argv.includes('--if-stale');
if (!onlyIfStale || isStale()) {
  try {
    const { build } = await import('vite');
    await build({ root: join(root, 'web') });
  } catch (thrown) {
    const isMissing = (thrown as { code?: string }).code === 'ERR_MODULE_NOT_FOUND';
    if (!onlyIfStale || !isMissing) throw thrown;
    console.error('The page is not built: that needs the development packages, which `npm ci` installs.');
  }
}
