/** `defineAgent({ language: 'de-DE' })` is all it takes: what asks to go on, what takes the floor, yes, no, and our own phrases. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { z } from 'zod';
import { defineTool } from '../../src/agent/define-tool.ts';
import { Stage, type StageOptions } from '../support/stage.ts';

const story = 'Unser Haus wurde vor neunzig Jahren gegründet. Es machte Handschuhe und dann Mäntel.';
const telling = (language: string, minWords?: number): StageOptions => ({
  agent: { language, ...(minWords === undefined ? {} : { bargeIn: { minWords } }) },
  llm: { replies: [story, 'Gewiss.'] },
});

async function over(stage: Stage, said: string): Promise<string> {
  await stage.says('erzählen sie mir etwas über das haus', 1_000);
  await stage.until('reply-start');
  await stage.run(1_200);
  await stage.says(said, 300);
  await stage.run(2_000);
  const dismissed = stage.all('interruption-dismissed').map(({ reason }) => reason);
  const committed = stage.all('interruption-committed').map(() => 'committed');
  return [...dismissed, ...committed].join();
}

test.each([
  { said: 'ja genau', german: 'backchannel', english: 'committed' },
  { said: 'ach so', german: 'backchannel', english: 'committed' },
  { said: 'und', german: 'no words', english: 'committed' },
  { said: 'nein', german: 'committed', english: 'committed' },
  { said: 'moment bitte', german: 'committed', english: 'committed' },
])('"$said" over our voice: $german in German', async ({ said, german, english }) => {
  await using stage = new Stage(telling('de-DE'));
  assert.equal(await over(stage, said), german, stage.tell());
  await using other = new Stage(telling('en-US'));
  assert.equal(await over(other, said), english, 'the language made the difference');
});

test.each([
  { answer: 'ja gerne', ordered: 1 },
  { answer: 'nein danke', ordered: 0 },
  { answer: 'ja aber erst am freitag', ordered: 0 },
  { answer: 'yes please', ordered: 0 },
])('"$answer" to a question of consent: ordered $ordered times', async ({ answer, ordered }) => {
  let runs = 0;
  const order = defineTool({
    name: 'order',
    description: 'Bestellt den Mantel.',
    input: z.object({}),
    effect: 'irreversible',
    confirm: () => 'Soll ich den Mantel bestellen?',
    run: () => {
      runs += 1;
      return 'bestellt';
    },
  });
  await using stage = new Stage({
    agent: { language: 'de-DE', tools: [order] },
    llm: {
      replies: ({ prompt }) =>
        prompt.messages.length === 1 ? { toolCalls: [{ name: 'order', arguments: {} }] } : 'Gut.',
    },
  });
  await stage.says('bestellen sie bitte den mantel', 1_000);
  await stage.until('reply-end');
  await stage.run(300);
  await stage.says(answer, 600);
  await stage.until('reply-end');
  assert.equal(runs, ordered, stage.tell());
});

test('Stock phrases are German: a bridge, an apology, and whether somebody is there', async () => {
  await using stage = new Stage({
    agent: { language: 'de-DE', idle: { afterMs: 3_000 } },
    llm: { replies: [{ silent: true }] },
  });
  await stage.says('wann haben sie geöffnet', 1_000);
  await stage.run(40_000);
  const said = stage.all('reply-clause').map(({ text }) => text);
  assert.ok(said.includes('Einen Moment, bitte.'), said.join(' | '));
  assert.ok(said.some((text) => text.startsWith('Entschuldigung,')));
  assert.ok(said.includes('Sind Sie noch da?'));
  assert.ok(said.some((text) => text.includes('Auf Wiederhören')));
});
