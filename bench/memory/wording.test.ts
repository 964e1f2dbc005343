import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'vitest';
import { conciergeIntents } from './concierge.ts';
import { heldFreshWording } from './wording-held-fresh.ts';
import { heldWording } from './wording-held.ts';
import { tuningIntlWording } from './wording-tuning-intl.ts';
import { tuningUsWording } from './wording-tuning-us.ts';
import { tuningWording } from './wording-tuning.ts';
import { readWording, type Wording } from './wording.ts';

/** Names of things and people are no wording, and everybody says "yes". */
const shared = /^(?:noun|given|family|domain|answer giftWrap)/;
/** A run of words as long as this is a way of speaking; "the {value}" is none. */
const wordsMin = 5;

/** Whoever reads a failure of a test may be one who must not read these: it tells how many, and no sentence. */
const sealed = [heldWording, heldFreshWording];
const wordings = [...sealed, tuningWording, tuningUsWording, tuningIntlWording];

const source = join(import.meta.dirname, '../../src');

test('every section has sentences enough, and all wordings have the same sections', () => {
  for (const { name, sections } of wordings) {
    assert.deepEqual([...sections.keys()], [...heldWording.sections.keys()], name);
    for (const [section, sentences] of sections) {
      const least = /^(?:agent|noun|domain)/.test(section)
        ? 1
        : /^(?:given|family|correct)/.test(section)
          ? 10
          : 12;
      assert.ok(sentences.length >= least, `${name} [${section}] has ${sentences.length}`);
    }
  }
});

test('no sentence is in two wordings, whatever the section', () => {
  for (const [index, left] of wordings.entries()) {
    const said = new Set(sentences(left).map(plain));
    for (const right of wordings.slice(index + 1)) {
      const both = [...new Set(sentences(right).map(plain))].filter((sentence) => said.has(sentence));
      const told = sealed.includes(left) ? '' : `: ${both.join(' / ')}`;
      assert.ok(both.length === 0, `${both.length} in ${left.name} and ${right.name}${told}`);
    }
  }
});

test.each(sealed)('no run of words of $name is in the source, or in an example of an intent', (wording) => {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  const written = files.map((file) => readFileSync(join(source, file), 'utf8'));
  const examples = conciergeIntents.flatMap(({ examples = [] }) => examples);
  const text = [...written, ...examples].map((one) => ` ${plain(one)} `).join('\n');
  const runs = sentences(wording)
    .flatMap((sentence) => sentence.split(/\{[\w:]+\}/))
    .map(plain);
  const long = runs.filter((run) => run.split(' ').length >= wordsMin);
  assert.ok(long.length > 300, `only ${long.length} runs are long enough to tell`);
  const found = long.filter((run) => text.includes(` ${run} `)).length;
  assert.ok(found === 0, `${found} runs of words of ${wording.name} are in the source`);
  const whole = new Set(examples.map(plain));
  const taken = sentences(wording).filter((sentence) => whole.has(plain(sentence))).length;
  assert.ok(taken === 0, `${taken} sentences of ${wording.name} are examples`);
});

test('a section that is written twice is a mistake', () => {
  assert.throws(() => readWording('odd', '[add] one / two\n[add] three'), /\[add\] twice/);
});

function sentences({ sections }: Wording): string[] {
  return [...sections].flatMap(([section, all]) => (shared.test(section) ? [] : all));
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z{}']+/g, ' ')
    .trim();
}
