/** R8: the names of the house are hints for whoever listens, and what is said wrongly stands in the lexicon. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { concierge } from '../../examples/boutique/agent.ts';
import { rows } from '../../examples/boutique/house/database.ts';
import { openHouse } from '../../examples/boutique/house/house.ts';
import { modelsOf } from '../../src/session/session-models.ts';
import { singleAgentPlanner } from '../../src/agent/turn-planner.ts';

const house = openHouse({ seed: 7, today: '2026-03-24' });
const agent = concierge(house);
const names = rows<{ name: string }>(
  house.database,
  'SELECT name FROM products UNION SELECT city FROM stores',
).map(({ name }) => name);

test('every product and every store is a hint for STT, in the plan that a call begins with', () => {
  const { phrases } = singleAgentPlanner(agent).plan({ turn: 0, messages: [] });
  assert.ok(names.length > 200);
  assert.deepEqual(
    names.filter((name) => !phrases.includes(name)),
    [],
  );
});

test('what stands in the lexicon is a word of the house, and goes to the voice', () => {
  const words = new Set(names.flatMap((name) => name.split(' ')));
  const { voice } = modelsOf(agent, {} as Parameters<typeof modelsOf>[1]);
  assert.ok(Object.keys(voice.lexicon).length > 0);
  for (const written of Object.keys(voice.lexicon)) assert.ok(words.has(written), written);
});
