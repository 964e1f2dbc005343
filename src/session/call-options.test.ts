import assert from 'node:assert/strict';
import { test } from 'vitest';
import { z } from 'zod';
import { defineAgent } from '../agent/define-agent.ts';
import { defineTool } from '../agent/define-tool.ts';
import { singleAgentPlanner } from '../agent/turn-planner.ts';
import type { AgentDefinition } from '../agent/agent.ts';
import type { CallOptions } from '../call/options.ts';
import type { MediaLeg } from '../contracts/media-leg.ts';
import type { SttCapabilities } from '../contracts/stt.ts';
import { callOptionsOf } from './call-options.ts';

const leg: Pick<MediaLeg, 'legId' | 'formatOut' | 'capabilities'> = {
  legId: 'leg-1',
  formatOut: { encoding: 'pcm16le', sampleRate: 16_000, channels: 1 },
  capabilities: {
    clear: true,
    receipts: 'played',
    dtmf: false,
    pause: false,
    wideband: true,
    echoCancelled: true,
  },
};
const capabilities: SttCapabilities = {
  interim: true,
  phrases: true,
  formats: [],
  endpointAuthority: 'local',
  finalMsP99: 300,
};

function optionsOf(agent: Partial<AgentDefinition> = {}, finalMsP99 = 300): CallOptions {
  const planner = singleAgentPlanner(defineAgent({ name: 'desk', instructions: 'Be brief.', ...agent }));
  return callOptionsOf(planner, 'call-1', leg, { capabilities: { ...capabilities, finalMsP99 } });
}

test.each([
  { finalMsP99: 0, sttDeadlineMs: 400, leastMs: 400, mostMs: 1_800 },
  { finalMsP99: 300, sttDeadlineMs: 700, leastMs: 600, mostMs: 1_800 },
  { finalMsP99: 2_500, sttDeadlineMs: 2_900, leastMs: 600, mostMs: 2_900 },
])('An STT whose finals take $finalMsP99 ms is waited for $sttDeadlineMs ms', (row) => {
  const { endpointing } = optionsOf({}, row.finalMsP99);
  assert.equal(endpointing.sttDeadlineMs, row.sttDeadlineMs);
  assert.deepEqual(endpointing.sttDeadlineBounds, { leastMs: row.leastMs, mostMs: row.mostMs });
});

test('A call may last for an hour, or as long as its agent says', () => {
  assert.equal(optionsOf().limits.callMaxMs, 3_600_000);
  assert.equal(optionsOf({ callMaxMs: 120_000 }).limits.callMaxMs, 120_000);
});

test('What may not be interrupted is told to the call by name', () => {
  assert.deepEqual(optionsOf().uninterruptible, { greeting: false, tools: [] });
  const input = z.object({});
  const description = 'Reads the terms.';
  const terms = defineTool({
    name: 'terms',
    description,
    input,
    effect: 'read',
    interruptible: false,
    run: () => 0,
  });
  const { uninterruptible } = optionsOf({ greeting: 'Hello.', greetingInterruptible: false, tools: [terms] });
  assert.deepEqual(uninterruptible, { greeting: true, tools: ['terms'] });
});

test('The language chooses backchannels and stock phrases; what the agent says itself comes first', () => {
  const german = optionsOf({ language: 'de-DE' });
  assert.ok(german.bargeIn.backchannels.includes('genau') && !german.bargeIn.backchannels.includes('right'));
  assert.equal(german.phrases.bridge[0], 'Einen Moment, bitte.');
  const own = optionsOf({ language: 'de-DE', bargeIn: { backchannels: ['jo'] }, idle: { prompt: 'Na?' } });
  assert.deepEqual(own.bargeIn.backchannels, ['jo']);
  assert.equal(own.phrases.stillThere, 'Na?');
});
