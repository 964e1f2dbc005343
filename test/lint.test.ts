/** Proof that the linter sees what the house relies on it to see, above all circles made of types only. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'vitest';

const root = join(import.meta.dirname, '..');

/** @returns the rules that a small house of virtual files breaks. */
function lint(files: Readonly<Record<string, string>>): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'antiphon-lint-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    const parameters = ['node_modules/oxlint/bin/oxlint', '-c', '.oxlintrc.json', '-f', 'json', folder];
    const { stdout } = spawnSync(process.execPath, parameters, {
      cwd: root,
      encoding: 'utf8',
      timeout: 15_000,
    });
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string }[] };
    return [...new Set(diagnostics.map((one) => one.code))].toSorted();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test.each([
  [
    'a circle of two files, by types alone',
    {
      'a.ts': `import type { B } from './b.ts';\nexport interface A { b: B }\n`,
      'b.ts': `import type { A } from './a.ts';\nexport interface B { a: A }\n`,
    },
    ['import(no-cycle)'],
  ],
  [
    'a circle of three files, one link of it a type',
    {
      'a.ts': `import { b } from './b.ts';\nexport const a = (): unknown => b;\n`,
      'b.ts': `import { c } from './c.ts';\nexport const b = (): unknown => c;\n`,
      'c.ts': `import type { a } from './a.ts';\nexport const c = (other: typeof a): unknown => other;\n`,
    },
    ['import(no-cycle)'],
  ],
  [
    'a chain without a circle',
    {
      'a.ts': `import type { B } from './b.ts';\nexport interface A { b: B }\n`,
      'b.ts': `export interface B { text: string }\n`,
    },
    [],
  ],
  ['any', { 'a.ts': 'export const a = (b: any): unknown => b;\n' }, ['typescript(no-explicit-any)']],
  ['a print in the library', { 'a.ts': 'console.log(1);\n' }, ['eslint(no-console)']],
  [
    'a test that runs alone and claims nothing',
    { 'a.test.ts': `import { test } from 'vitest';\ntest.only('a', () => {});\n` },
    ['vitest(expect-expect)', 'vitest(no-focused-tests)'],
  ],
  ['a file in camel case', { 'aB.ts': 'export const a = 1;\n' }, ['unicorn(filename-case)']],
  [
    'a function of 71 lines',
    { 'a.ts': `export function a(b: number[]): void {\n${'  b.push(1);\n'.repeat(69)}}\n` },
    ['eslint(max-lines-per-function)'],
  ],
])('told: %s', (_, files, expected) => {
  assert.deepEqual(lint(files), expected);
});
