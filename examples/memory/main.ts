import { test } from 'node:test';
import { scenario } from 'antiphon/testing';
import { concierge } from './agent.ts';

const story = scenario({ agent: concierge, today: '2026-03-24' }, async ({ caller, agent }) => {
  await caller.says('i would like to come to the milan store on thursday');
  await caller.says('no wait in rome please and on friday');
  await agent.remembers('store', 'Rome');
  await agent.remembers('day', '2026-03-27');
});
test('a caller changes the store and the day', story);
