/** The replay is the real call: what it decides here, the session would have decided. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { defineAgent } from '../../src/agent/define-agent.ts';
import { singleAgentPlanner } from '../../src/agent/turn-planner.ts';
import { defaultEndpointing } from '../../src/call/options.ts';
import { callOptionsOf } from '../../src/session/call-options.ts';
import type { HeardCall, HeardInput } from './heard-call.ts';
import { outcomesOf } from './outcomes.ts';
import { replayedTurnEnds } from './replayed-call.ts';

const leg = {
  legId: 'leg-1',
  formatOut: { encoding: 'pcm16le', sampleRate: 16_000, channels: 1 },
  capabilities: {
    clear: true,
    pause: true,
    receipts: 'played',
    wideband: true,
    echoCancelled: true,
    dtmf: false,
  },
} as const;
const stt = {
  capabilities: { interim: true, phrases: false, formats: [], endpointAuthority: 'local', finalMsP99: 600 },
} as const;
const agent = defineAgent({ name: 'listener', instructions: 'Listen.' });
const options = callOptionsOf(singleAgentPlanner(agent), 'call-1', leg, stt);

/** Speech that the VAD tells of 60 and 120 ms late, with its final 80 ms later. */
function said(segment: number, startMs: number, endMs: number, text: string): HeardInput[] {
  const transcript = { segment, text, final: true, stability: 1, language: 'en-US', mediaEndMs: endMs };
  return [
    { nowMs: startMs + 60, input: { type: 'speech-start', mediaMs: startMs, agoMs: 60, confidence: 1 } },
    { nowMs: endMs + 120, input: { type: 'speech-end', mediaMs: endMs, agoMs: 120 } },
    { nowMs: endMs + 200, input: { type: 'transcript', ...transcript } },
  ];
}

function call(inputs: HeardInput[]): HeardCall {
  const turns = [{ kind: 'mid-sentence' as const, name: 'one', startMs: 1_000, endMs: 4_000 }];
  return { turns, durationMs: 8_000, options, inputs, turnEnds: [] };
}

const withPause = call([
  ...said(0, 1_000, 2_000, 'i would like to'),
  ...said(1, 3_000, 4_000, 'order a new kettle please'),
]);

test('a pause that is shorter than the silence goes by, and the turn ends behind the last words', () => {
  const same = { silenceMinMs: 1_100, silenceMaxMs: 1_100 };
  const turnEnds = replayedTurnEnds(withPause, same);
  assert.deepEqual(outcomesOf(withPause.turns, turnEnds), [
    { kind: 'mid-sentence', name: 'one', cutIn: false, endpointMs: 1_100 },
  ]);
});

test('a pause that is longer is cut into, and what follows is a turn of its own', () => {
  const same = { silenceMinMs: 500, silenceMaxMs: 500 };
  const turnEnds = replayedTurnEnds(withPause, same);
  assert.deepEqual(turnEnds, [2_500, 4_500]);
});

test('what is not given is as the house has it now, not as it was when the call was heard', () => {
  const { silenceMinMs, silenceMaxMs } = defaultEndpointing;
  const old = {
    ...withPause,
    options: { ...options, endpointing: { ...options.endpointing, silenceMinMs: 1, silenceMaxMs: 1 } },
  };
  assert.deepEqual(replayedTurnEnds(old, {}), replayedTurnEnds(withPause, { silenceMinMs, silenceMaxMs }));
});

test('a caller who is cut off again and again is heard again and again: the agent never keeps the floor', () => {
  const inputs = Array.from({ length: 5 }, (_, index) =>
    said(index, 1_000 + index * 1_000, 1_500 + index * 1_000, 'the number is'),
  ).flat();
  assert.equal(replayedTurnEnds(call(inputs), { silenceMinMs: 300, silenceMaxMs: 300 }).length, 5);
});
