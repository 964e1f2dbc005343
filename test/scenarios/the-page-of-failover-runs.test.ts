/** What docs/failover.md shows is run as it stands, but for the package's name: here it is the source. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const page = await readFile(join(root, 'docs/failover.md'), 'utf8');
const shown = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code!);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'antiphon-page-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

function ofSource(code: string): string {
  return code.replaceAll(/from 'antiphon(\/[\w/]+)?'/g, (_, path: string | undefined) => {
    const file = pathToFileURL(join(root, 'src', path ?? '', 'index.ts'));
    return `from '${file.href}'`;
  });
}

test.each(shown.map((code, index) => [index + 1, code] as const))(
  'Snippet %i of the page runs',
  async (index, code) => {
    const file = join(folder, `snippet-${index}.ts`);
    await writeFile(file, ofSource(code));
    await assert.doesNotReject(import(pathToFileURL(file).href));
  },
);

test('The page shows two', () => {
  assert.equal(shown.length, 2);
});
