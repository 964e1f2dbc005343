/** The order desk of `order-desk.scenarios.yaml`, with two orders in a database of its own. */
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { defineAgent } from '../../src/agent/define-agent.ts';
import { defineTool } from '../../src/agent/define-tool.ts';
import { defineIntent, onDevice } from '../../src/providers/ondevice/index.ts';
import type { ScenarioWorld } from '../../src/testing/scenario/index.ts';

export function scenario(): ScenarioWorld {
  const database = new DatabaseSync(':memory:');
  database.exec(
    `CREATE TABLE orders (item TEXT); INSERT INTO orders VALUES ('the blue coat'), ('the grey scarf')`,
  );
  const cancelOrder = defineTool({
    name: 'cancelOrder',
    description: 'Cancels an order.',
    input: z.object({ item: z.string() }),
    effect: 'irreversible',
    confirm: ({ item }) => `Your order of ${item} will be cancelled for good. Shall I do it?`,
    run: async ({ item }) => {
      database.prepare('DELETE FROM orders WHERE item = ?').run(item);
      return 'done';
    },
  });
  const cancelCoat = defineIntent({
    name: 'cancelCoat',
    examples: [
      'please cancel my order',
      'cancel the blue coat',
      'i want to cancel my order of the blue coat',
    ],
    tool: {
      name: 'cancelOrder',
      arguments: () => ({ item: 'the blue coat' }),
      done: 'The blue coat is cancelled.',
      refused: 'Very well, the blue coat stays ordered.',
    },
  });
  const hours = defineIntent({
    name: 'hours',
    examples: ['when do you open', 'what are your opening hours'],
    reply: 'We are open from ten to eight on every day of the week, and on Sundays from noon to six.',
  });
  const llm = onDevice({ intents: [cancelCoat, hours], abilities: 'cancel an order', wallTime: () => 0 });
  const agent = defineAgent({
    name: 'desk',
    instructions: 'You are the order desk of a fashion house.',
    greeting: 'Good afternoon. How may I help?',
    tools: [cancelOrder],
    models: { llm },
  });
  return { agent, database, [Symbol.dispose]: () => database.close() };
}
