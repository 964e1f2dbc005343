/** The house stands as docs/ARCHITECTURE.md draws it. How the reading works: test/house/. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'vitest';
import { readHousePlan } from './house/plan.ts';
import { violations } from './house/rules.ts';
import { scan } from './house/scan.ts';
import { countLines, sizeLimits, sizeViolations } from './house/size.ts';

const root = join(import.meta.dirname, '..');
const plan = readHousePlan(readFileSync(join(root, 'docs/ARCHITECTURE.md'), 'utf8'));
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<
  'dependencies' | 'peerDependencies',
  Record<string, string> | undefined
>;
const packages = new Set([
  ...Object.keys(manifest.dependencies ?? {}),
  ...Object.keys(manifest.peerDependencies ?? {}),
]);

function typescriptFiles(folder: string): Map<string, string> {
  const files = new Map<string, string>();
  // Git keeps no empty folder: what has not been written yet is not there.
  if (!existsSync(join(root, folder))) return files;
  for (const file of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
    if (file.endsWith('.ts')) files.set(file, readFileSync(join(root, folder, file), 'utf8'));
  }
  return files;
}

const sources = typescriptFiles('src');

test('every file of src/ imports and does only what its room may', () => {
  const house = { plan, packages, exists: (path: string) => existsSync(join(root, 'src', path)) };
  const broken = [...sources].flatMap(([file, text]) => violations(house, file, text));
  assert.equal(broken.join('\n'), '');
});

test('files stay small', () => {
  const lines = new Map<string, number>();
  for (const [file, text] of sources) if (!file.endsWith('.test.ts')) lines.set(file, countLines(text));
  assert.equal(sizeViolations(lines).join('\n'), '');
});

test.each(['src', 'test', 'sim', 'bench', 'scripts', 'examples', 'web'])(
  'no file in %s/ is over the limit',
  (folder) => {
    const large = [...typescriptFiles(folder)].filter(([, text]) => countLines(text) > sizeLimits.linesMax);
    assert.deepEqual(
      large.map(([file]) => file),
      [],
    );
  },
);

test('importing the face reaches no adapter: nothing native loads before it is asked for', () => {
  const reached = new Map<string, string>([['index.ts', '']]);
  for (const [file] of reached) {
    const text = sources.get(file);
    assert.ok(text !== undefined, `${file} does not exist`);
    for (const { specifier, how } of scan(file, text).imports) {
      if (how !== 'static' || !specifier.startsWith('.')) continue;
      const target = join(file, '..', specifier);
      if (!reached.has(target)) reached.set(target, file);
    }
  }
  const kinds = new Map([...plan.values()].map(({ name, kind }) => [name, kind]));
  const early = [...reached].filter(([file]) => kinds.get(file.split('/')[0]!) === 'ADAPTER');
  assert.deepEqual(
    early.map(([file, from]) => `${file}, by ${from}`),
    [],
  );
});
