import assert from 'node:assert/strict';
import { test } from 'vitest';
import { z } from 'zod';
import type { LanguageModel } from '../contracts/llm.ts';
import { defineAgent } from './define-agent.ts';
import { defineTool } from './define-tool.ts';
import { singleAgentPlanner, type PlannerState } from './turn-planner.ts';

const llm: LanguageModel = {
  specificationVersion: '1',
  name: 'scripted',
  phrases: ['where are the shoes', 'hello'],
  async *generate() {
    yield { type: 'end', reason: 'stop' };
  },
};
const agent = defineAgent({
  name: 'concierge',
  instructions: 'Be brief.',
  phrases: ['hello', 'a fitting'],
  models: { llm },
  tools: [
    defineTool({ name: 'look', description: 'Looks.', input: z.object({}), effect: 'read', run: () => 0 }),
  ],
});
const free: PlannerState = { turn: 0, messages: [] };

test('a single agent plans every turn alike', () => {
  const planner = singleAgentPlanner(agent);
  const plan = planner.plan(free);
  assert.equal(plan.agent, 'concierge');
  assert.equal(plan.instructions, 'Be brief.');
  assert.deepEqual(plan.tools, [agent.tools[0]!.specification]);
  assert.equal(planner.plan({ ...free, turn: 9 }), plan);
  assert.deepEqual(planner.agents, [planner.entry]);
});

test('the agent’s phrases and its model’s become one list without repeats', () => {
  const { phrases } = singleAgentPlanner(agent).plan(free);
  assert.deepEqual(phrases, ['hello', 'a fitting', 'where are the shoes']);
});

test('an agent that may end the call offers the tool for it', () => {
  const planner = singleAgentPlanner(defineAgent({ name: 'a', instructions: 'b', mayEndCall: true }));
  assert.deepEqual(
    planner.plan(free).tools.map((tool) => tool.name),
    ['endCall'],
  );
});

test('a plan is plain data: the log can hold it', () => {
  const plan = singleAgentPlanner(agent).plan(free);
  assert.deepEqual(JSON.parse(JSON.stringify(plan)), plan);
});
