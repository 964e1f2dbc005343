/** Two calls of one process share what they learn of a tool: what one has found down the other does not hammer. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { z } from 'zod';
import { defineTool } from '../../src/agent/define-tool.ts';
import { Host } from '../../src/host/host.ts';
import { SimulatedClock } from '../../src/clock/simulated-clock.ts';
import { EnergyVadLane } from '../../src/testing/energy-vad-lane.ts';
import { Stage } from '../support/stage.ts';

test('The second caller is told at once, and nothing is sent', async () => {
  let asked = 0;
  const stock = defineTool({
    name: 'stock',
    description: 'Looks up the stock.',
    input: z.object({}),
    effect: 'read',
    breaker: { failuresInARow: 2, coolOffMs: 60_000 },
    fallback: 'The stock list does not answer. May I call you back?',
    run: () => {
      asked += 1;
      throw new Error('503');
    },
  });
  await using host = new Host({ clock: new SimulatedClock(), vadLane: new EnergyVadLane(), seats: 2 });
  const shared = {
    agent: { tools: [stock] },
    llm: { replies: () => ({ toolCalls: [{ name: 'stock', arguments: {} }] }) },
    toolRunner: host.toolRunner,
  };
  await using first = new Stage(shared);
  await using second = new Stage(shared);
  for (const stage of [first, first, second]) {
    await stage.says('do you have it in blue');
    await stage.until('reply-end');
  }
  assert.equal(asked, 2);
  assert.equal(second.all('reply-end')[0]?.heardText, 'The stock list does not answer. May I call you back?');
});
