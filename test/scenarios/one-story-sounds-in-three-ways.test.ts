/**
 * R13: one story passes in words, on a telephone line and with real voices, each time with the same events; and the
 * expectations can fail in each. The voices are the embedded ones: their models are fetched where the cache has none.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, test } from 'vitest';
import { openEmbeddedVoices } from '../../src/server/open-embedded-voices.ts';
import { playScenario, readScenarios, type FileScenario } from '../../src/testing/scenario/file/index.ts';
import { runScenario, type ScenarioReport, type ScenarioVoices } from '../../src/testing/scenario/index.ts';
import { scenario } from './order-desk.ts';

const path = join(import.meta.dirname, 'order-desk.scenarios.yaml');
const { scenarios } = readScenarios(readFileSync(path, 'utf8'), path);

let voices: ScenarioVoices & AsyncDisposable;
beforeAll(async () => {
  voices = await openEmbeddedVoices();
}, 120_000);
afterAll(async () => voices[Symbol.asyncDispose]());

async function play(story: FileScenario): Promise<ScenarioReport> {
  const world = scenario();
  await using owned = new AsyncDisposableStack();
  owned.defer(() => world[Symbol.dispose]?.());
  return await playScenario(story, { ...world, voices });
}

/** The on-device model names its tool calls by chance. */
const told = ({ events }: ScenarioReport): string[] =>
  events.map((event) => JSON.stringify(event).replaceAll(/ondevice-[-0-9a-f]{36}/g, 'ondevice'));

test.each(scenarios.map((story) => [story.name, story] as const))(
  'It passes %s, and comes out the same a second time',
  async (_, story) => {
    const first = await play(story);
    assert.equal(first.failure, undefined);
    const second = await play(story);
    assert.ok(first.events.length > 50);
    assert.deepEqual(told(second), told(first));
  },
);

test.each(scenarios.map((story) => [story.name, story] as const))(
  'It fails %s, where the database is not as it should be',
  async (_, story) => {
    const database = [{ query: 'SELECT count(*) AS n FROM orders', rows: [{ n: 2 }] }];
    const report = await play({ ...story, end: { line: 1, database } });
    assert.match(
      report.failure ?? '',
      /^Line 1: The database was to have \[{ n: 2 }\].*\nIt has \[{ n: 1 }\]/,
    );
  },
);

test('A key of the telephone and silence are a part of a spoken call too', async () => {
  const { agent } = scenario();
  const report = await runScenario({ agent, mode: 'voices', voices }, async ({ caller, agent: desk }) => {
    await caller.says('What are your opening hours?');
    await desk.says('open from ten');
    await desk.isSilentFor(4_000);
    await caller.presses('5');
    await caller.waits(1_000);
    await caller.hangsUp();
  });
  assert.equal(report.failure, undefined);
  assert.ok(report.transcript.some(({ text }) => text === '(presses 5)'));
});

test('What was recognised is told where it is not what was said', async () => {
  const { agent } = scenario();
  const report = await runScenario({ agent, mode: 'voices', voices }, async ({ caller }) => {
    await caller.says('Xylophones zigzag quixotically.');
    await caller.hangsUp();
  });
  assert.ok(report.transcript.some(({ who, text }) => who === 'call' && /^heard ".+"$/.test(text)));
});
