/**
 * `node scripts/bench-tables.ts [--check]`: writes `bench/results/*.json` into the documents.
 *
 * A document says where a table belongs, and what stands there is never edited by hand:
 *
 *   <!-- bench:recognition -->
 *   ...
 *   <!-- /bench -->
 *
 * Figures may be chosen by their names: `<!-- bench:memory slotAccuracy intentAccuracy -->`.
 * With `--check` nothing is written, and documents whose tables are not those of the results fail.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describeOrigin, readResults, type SavedResult } from '../bench/shared/saved-result.ts';
import { renderMarkdown, toTable } from '../bench/shared/table.ts';

const region = /<!-- bench:([\w-]+)((?: \w+)*) -->\n[\s\S]*?<!-- \/bench -->/g;
const opening = /<!-- bench:[\w-]+(?: \w+)* -->/g;

/** The document with every marked table as the results have it. @throws where a mark has no end or no result. */
export function renderDocument(document: string, results: ReadonlyMap<string, SavedResult>): string {
  const opened = document.match(opening)?.length ?? 0;
  const closed = document.match(region)?.length ?? 0;
  if (opened !== closed) throw new Error('a <!-- bench:NAME --> has no <!-- /bench --> of its own below it');
  return document.replace(region, (_whole, name: string, chosen: string) => {
    const result = results.get(name);
    if (result === undefined) {
      throw new Error(`there is no result for ${name}: run \`npm run bench -- ${name} --save\``);
    }
    const table = renderResult({ ...result, figures: figuresOf(result, chosen) });
    return `<!-- bench:${name}${chosen} -->\n\n${table}\n\n<!-- /bench -->`;
  });
}

/** @throws where a figure is named that the result does not have. */
function figuresOf({ benchmark, figures }: SavedResult, chosen: string): SavedResult['figures'] {
  if (chosen === '') return figures;
  const names = chosen.trim().split(' ');
  return Object.fromEntries(
    names.map((name) => {
      const figure = figures[name];
      if (figure === undefined) throw new Error(`the result of ${benchmark} has no figure ${name}`);
      return [name, figure];
    }),
  );
}

function renderResult(result: SavedResult): string {
  return `${result.question}\n\n${renderMarkdown(toTable(result.figures))}\n\n_${describeOrigin(result)}_`;
}

/** README.md and everything in docs/. */
function listDocuments(root: string): string[] {
  const docs = existsSync(join(root, 'docs'))
    ? readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    : [];
  return ['README.md', ...docs.map((file) => join('docs', file))].filter(
    (file) => file.endsWith('.md') && existsSync(join(root, file)),
  );
}

/** @returns the exit status. */
export function updateDocuments(root: string, check: boolean, say: (line: string) => void): number {
  const resultsFolder = join(root, 'bench', 'results');
  const results = existsSync(resultsFolder) ? readResults(resultsFolder) : new Map<string, SavedResult>();
  let status = 0;
  for (const file of listDocuments(root)) {
    const document = readFileSync(join(root, file), 'utf8');
    try {
      const rendered = renderDocument(document, results);
      if (rendered === document) continue;
      if (check)
        throw new Error('its tables are not those of bench/results: run `node scripts/bench-tables.ts`');
      writeFileSync(join(root, file), rendered);
      say(`${file}: written`);
    } catch (thrown) {
      say(`${file}: ${(thrown as Error).message}`);
      status = 1;
    }
  }
  return status;
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const words = process.argv.slice(2);
  const unknown = words.find((word) => word !== '--check');
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  if (unknown === undefined) {
    process.exitCode = updateDocuments(fileURLToPath(new URL('..', import.meta.url)), words.length > 0, say);
  } else {
    say(`error: unknown option ${unknown}; the only one is --check`);
    process.exitCode = 2;
  }
}
