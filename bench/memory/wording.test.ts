import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'vitest';
import { conciergeIntents } from './concierge.ts';
import { heldWording } from './wording-held.ts';
import { tuningIntlWording } from './wording-tuning-intl.ts';
import { tuningUsWording } from './wording-tuning-us.ts';
import { tuningWording } from './wording-tuning.ts';
import { readWording, type Wording } from './wording.ts';

/** Names of things and people are no wording, and everybody says "yes". */
const shared = /^(?:noun|given|family|domain|answer giftWrap)/;
/** A run of words as long as this is a way of speaking; "the {value}" is none. */
const wordsMin = 5;

const wordings = [heldWording, tuningWording, tuningUsWording, tuningIntlWording];

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
  const said = new Set<string>();
  for (const wording of wordings) {
    const own = new Set(sentences(wording).map(plain));
    assert.deepEqual(
      [...own].filter((sentence) => said.has(sentence)),
      [],
      wording.name,
    );
    for (const sentence of own) said.add(sentence);
  }
});

test('no run of words of the wording that is held back is in the source, or in an example of an intent', () => {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  const written = files.map((file) => readFileSync(join(source, file), 'utf8'));
  const examples = conciergeIntents.flatMap(({ examples = [] }) => examples);
  const text = [...written, ...examples].map((one) => ` ${plain(one)} `).join('\n');
  const runs = sentences(heldWording)
    .flatMap((sentence) => sentence.split(/\{[\w:]+\}/))
    .map(plain);
  const long = runs.filter((run) => run.split(' ').length >= wordsMin);
  assert.ok(long.length > 300, `only ${long.length} runs are long enough to tell`);
  assert.deepEqual(
    long.filter((run) => text.includes(` ${run} `)),
    [],
  );
  const whole = new Set(examples.map(plain));
  assert.deepEqual(
    sentences(heldWording).filter((sentence) => whole.has(plain(sentence))),
    [],
  );
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
