/**
 * `npm run build`: the package file by file, its declarations, and the page.
 *
 * Declarations are the compiler's own. The bundler's plugin for them stops for ever in about every other build on a
 * machine with two cores: its transforms wait for native threads that wait for them.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const programs = join(root, 'node_modules');
const output = join(root, 'dist');

function run(file: string, ...words: string[]): void {
  const { status } = spawnSync(process.execPath, [file, ...words], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

/** The compiler leaves `./module.ts` in declarations, where only `./module.js` is found. */
function nameOutputs(): void {
  for (const file of readdirSync(output, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.d.ts')) continue;
    const path = join(output, file);
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replaceAll(/((?:from |import\()['"]\.{1,2}\/[^'"]+)\.ts(?=['"])/g, '$1.js'));
  }
}

run(join(programs, 'tsdown/dist/run.mjs'));
run(join(programs, 'typescript/bin/tsc'), '-p', 'tsconfig.declarations.json');
nameOutputs();
run(join(root, 'scripts/page.ts'));
