/** Examples assert themselves: each ends with status 0, or is no example. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'vitest';
import { Program, root } from '../support/program.ts';

/** Serves until it is told to stop: the README's test phones it. */
const servers = new Set(['first-agent']);
const stories = readdirSync(join(root, 'examples')).filter((name) => !servers.has(name));

test.each(stories)('%s runs to its end', async (story) => {
  await using program = new Program(`examples/${story}/main.ts`);
  assert.equal(await program.ends(100_000), 0, program.output);
});

test.each(['1-sequential', '2-streaming', '3-interruptible'])(
  'The page of %s shows the agent that runs',
  (page) => {
    const shown = /```ts\n([\s\S]*?)```/.exec(
      readFileSync(join(root, 'docs/architectures', `${page}.md`), 'utf8'),
    )?.[1];
    const example = `examples/three-pipelines/${page.slice(2)}.ts`;
    assert.equal(shown, readFileSync(join(root, example), 'utf8'));
  },
);
