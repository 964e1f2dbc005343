/** Examples assert themselves: each ends with status 0, or is no example. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'vitest';
import { Program, root } from '../support/program.ts';

/** Serves until it is told to stop: the README's test phones it. */
const servers = new Set(['first-agent']);
const stories = readdirSync(join(root, 'examples'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !servers.has(entry.name))
  .map(({ name }) => name);

test.each(stories)('%s runs to its end', async (story) => {
  await using program = new Program(`examples/${story}/main.ts`);
  assert.equal(await program.ends(100_000), 0, program.output);
});

test.each([
  ['1-sequential', 'three-pipelines/sequential'],
  ['2-streaming', 'three-pipelines/streaming'],
  ['3-interruptible', 'three-pipelines/interruptible'],
  ['4-function-calling', 'function-calling/agent'],
])('The page of %s shows the agent that runs', (page, example) => {
  const shown = /```ts\n([\s\S]*?)```/.exec(
    readFileSync(join(root, 'docs/architectures', `${page}.md`), 'utf8'),
  )?.[1];
  assert.equal(shown, readFileSync(join(root, 'examples', `${example}.ts`), 'utf8'));
});
