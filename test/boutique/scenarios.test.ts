/**
 * R16: every call that `antiphon test examples/boutique` plays passes on the embedded models, in words: a test for
 * each file, and a failure tells the call.
 */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'vitest';
import { describeFailure, type ScenarioWorld } from '../../src/testing/scenario/index.ts';
import { playScenario, readScenarios, type FileScenario } from '../../src/testing/scenario/file/index.ts';
import { scenario } from '../../examples/boutique/scenarios/agent.ts';
import * as trouble from '../../examples/boutique/scenarios/trouble.ts';

const folder = join(import.meta.dirname, '../../examples/boutique/scenarios');
const houses: Readonly<Record<string, () => ScenarioWorld>> = { scenario, ...trouble };

/** "./agent.ts" is `scenario`, and "../trouble.ts#bookDown" is `bookDown`. */
function houseOf(agent: string | undefined): () => ScenarioWorld {
  const house = houses[agent?.split('#')[1] ?? 'scenario'];
  assert.ok(house, `there is no house ${agent}`);
  return house;
}

async function failureOf(story: FileScenario, open: () => ScenarioWorld): Promise<string | undefined> {
  await using owned = new AsyncDisposableStack();
  const { [Symbol.dispose]: close, [Symbol.asyncDispose]: _, ...world } = open();
  owned.defer(() => close?.());
  const report = await playScenario(story, { ...world, mode: 'text' });
  return report.passed ? undefined : `${story.name}\n${describeFailure(report)}`;
}

const files = globSync('**/*.scenarios.yaml', { cwd: folder }).toSorted();
const read = files.map((file) => {
  const path = join(folder, file);
  return { file, ...readScenarios(readFileSync(path, 'utf8'), path) };
});

test('There are more than fifty of them, and no two of the same name', () => {
  const names = read.flatMap(({ scenarios }) => scenarios.map(({ name }) => name));
  assert.ok(names.length >= 50, `${names.length} scenarios`);
  assert.equal(new Set(names).size, names.length);
});

// Those with a voice are spoken, in test/scenarios/the-boutique-by-voice.test.ts.
const written = read.filter(({ scenarios }) => scenarios.some(({ mode }) => mode !== 'voices'));

test.each(written.map((one) => [one.file, one] as const))('%s', async (_, { agent, scenarios }) => {
  const open = houseOf(agent);
  const failures: string[] = [];
  for (const story of scenarios.filter(({ mode }) => mode !== 'voices')) {
    const failure = await failureOf(story, open);
    if (failure !== undefined) failures.push(failure);
  }
  assert.equal(failures.length, 0, failures.join('\n\n'));
});

test('A call that goes otherwise fails, with what was said in it', async () => {
  const [first] = written;
  assert.ok(first !== undefined);
  const [story] = first.scenarios;
  assert.ok(story !== undefined);
  const wrong = { ...story, never: [{ says: 'customer number' }] };
  assert.match((await failureOf(wrong, houseOf(first.agent))) ?? '', /May I have your customer number/);
});
