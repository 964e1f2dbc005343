/** Documents are checked like code: what they point at exists, and the shape of the records holds. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const documents = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];

test.each(documents)('the links of %s lead somewhere', (path) => {
  const text = readFileSync(join(root, path), 'utf8');
  const targets = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(([, target]) => target!);
  assert.deepEqual(
    targets.filter((target) => !existsSync(join(root, dirname(path), target))),
    [],
  );
});

describe('decision records', () => {
  const records = readdirSync(join(root, 'docs/decisions')).filter((name) => name !== 'README.md');

  test.each(records)('%s has a date, a title and three parts', (name) => {
    assert.match(name, /^\d{4}-\d{2}-\d{2}-[a-z0-9-]+\.md$/);
    const text = readFileSync(join(root, 'docs/decisions', name), 'utf8');
    assert.deepEqual(
      [...text.matchAll(/^#+ .*/gm)].map(([heading], index) => (index === 0 ? heading.slice(0, 2) : heading)),
      ['# ', '## Situation', '## Decision', '## Consequences'],
    );
  });
});

test('every dependency is accounted for', () => {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const record = readFileSync(join(root, 'docs/decisions/2026-11-22-why-these-dependencies.md'), 'utf8');
  assert.deepEqual(
    Object.keys(manifest.dependencies).filter((name) => !record.includes(`\`${name}\``)),
    [],
  );
});

test.each([
  [
    'the glossary',
    'docs/GLOSSARY.md',
    ['call', 'session', 'turn', 'barge-in', 'interruption', 'playout', 'slot', 'seat'],
  ],
  ['the review list', 'docs/REVIEW.md', ['Recurring catches', 'personal data']],
])('%s has its parts', (_, path, words) => {
  const text = readFileSync(join(root, path), 'utf8');
  for (const word of words) assert.ok(text.includes(word), `${path} does not speak of "${word}"`);
});

test('the review list begins with personal data', () => {
  const headings = readFileSync(join(root, 'docs/REVIEW.md'), 'utf8').match(/^## .*/gm);
  assert.match(headings![0], /personal data/);
});
