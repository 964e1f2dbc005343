/** What docs/tools-mcp-openapi.md shows is run as it stands, but for names: the package is the source, the servers are the test's own. */
import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, test } from 'vitest';
import { openShop } from '../../src/tools/mcp/__fixtures__/http-server.ts';
import { shop } from '../../src/tools/openapi/__fixtures__/shop.ts';

const root = join(import.meta.dirname, '../..');
const page = await readFile(join(root, 'docs/tools-mcp-openapi.md'), 'utf8');
const shown = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code!);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'antiphon-page-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** @param value an expression at the end of the snippet: what the module gives. */
async function run(index: number, value: string, names: Record<string, string> = {}): Promise<unknown> {
  const source = (path: string): string => pathToFileURL(join(root, 'src', path, 'index.ts')).href;
  let code = shown[index]!.replaceAll(
    /from 'antiphon\/([\w/]+)'/g,
    (_, path: string) => `from '${source(path)}'`,
  );
  for (const [name, stand] of Object.entries(names)) {
    assert.ok(code.includes(`'${name}'`), `the page no longer shows '${name}'`);
    code = code.replaceAll(`'${name}'`, JSON.stringify(stand));
  }
  const file = join(folder, `snippet-${index}.ts`);
  await writeFile(file, `${code}\nexport const given = ${value};\n`);
  return ((await import(pathToFileURL(file).href)) as { given: unknown }).given;
}

test('A server that is started here', async () => {
  const names = {
    node: process.execPath,
    'shop-server.js': join(root, 'src/tools/mcp/__fixtures__/shop-server.ts'),
  };
  assert.deepEqual(await run(0, 'shop.tools.map(({ name, effect }) => [name, effect])', names), [
    ['find_order', 'read'],
    ['cancelOrder', 'irreversible'],
  ]);
});

test('A server elsewhere', async () => {
  const requests: IncomingMessage[] = [];
  await using server = await openShop(requests);
  const names = { 'https://tools.example.com/mcp': server.url };
  const effects = 'shop.tools.map(({ name, effect }) => [name, effect])';
  assert.deepEqual(await run(1, effects, names), [['find_order', 'irreversible']]);
  assert.ok(requests.length > 0);
});

test('An OpenAPI document', async () => {
  const document = join(folder, 'orders.json');
  await writeFile(document, JSON.stringify(shop));
  const question = "orders.tools.map((tool) => [tool.name, tool.keyed, tool.consentQuestion({ id: '7' })])";
  assert.deepEqual(await run(2, question, { 'orders.json': document }), [
    ['getOrder', false, undefined],
    ['placeOrder', true, 'Shall I place this order?'],
    ['cancelOrder', false, 'Shall I cancel order 7?'],
  ]);
});

test('The page shows three', () => {
  assert.equal(shown.length, 3);
});
