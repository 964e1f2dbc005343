/** Many more calls than the test command has time for, from a seed that nobody has seen. */
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test } from 'vitest';
import { Program } from '../support/program.ts';

test('Thirty thousand simulated calls break no invariant', async () => {
  const seed = randomInt(1, 2 ** 31);
  console.log(`seed ${seed}`);
  await using program = new Program('sim/main.ts', ['--calls', '30000', '--seed', String(seed)]);
  assert.equal(await program.ends(1_200_000), 0, `seed ${seed}\n${program.output}`);
});
