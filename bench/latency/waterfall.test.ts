import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { MeasuredTurn } from './conversation.ts';
import { plainTurn } from './test-turn.ts';
import { barsOf, medianTurn, renderWaterfall } from './waterfall.ts';

function measured(voiceToVoiceMs: number, changes: Partial<MeasuredTurn> = {}): MeasuredTurn {
  return {
    turn: plainTurn('are you "open" & well'),
    voiceToVoiceMs,
    overFloorMs: 0,
    cutIn: false,
    speculationHit: true,
    discarded: 0,
    lastSoundAt: 10_000,
    stages: {
      decidedAt: 10_400,
      finalAt: 10_250,
      generationAt: 9_900,
      firstTokenAt: 10_200,
      spokenAt: 10_300,
      firstAudioAt: 10_390,
      speculative: true,
    },
    ...changes,
  };
}

test('bars count from the last sound, and a speculation begins before it', () => {
  const bars = barsOf(measured(400)).map(({ name, fromMs, toMs }) => [name, fromMs, toMs]);
  assert.deepEqual(bars, [
    ['silence until decided', 0, 400],
    ['STT final', 0, 250],
    ['LLM first token', -100, 200],
    ['LLM text to speak', 200, 300],
    ['TTS first audio', 300, 390],
    ['until it is played', 390, 400],
  ]);
});

test('the median is of turns that nobody cut in and a model answered', () => {
  const turns = [
    measured(900),
    measured(100, { cutIn: true }),
    measured(200, { stages: undefined }),
    measured(500),
    measured(700),
  ];
  assert.equal(medianTurn(turns)?.voiceToVoiceMs, 700);
  assert.equal(medianTurn([]), undefined);
});

test('the picture has each stage with its figure, the floor, and no markup from what was said', () => {
  const svg = renderWaterfall('Streaming', measured(400));
  for (const { name } of barsOf(measured(400))) assert.ok(svg.includes(`>${name}</text>`), name);
  assert.match(svg, /400 ms from the caller's last sound/);
  assert.match(svg, /floor 538/);
  assert.match(svg, /“are you &quot;open&quot; &amp; well”/);
  assert.match(svg, /prefers-color-scheme: dark/);
  assert.equal(svg.match(/<rect /g)?.length, 6);
  assert.doesNotMatch(svg, /NaN|undefined/);
  assert.equal(svg.match(/<svg/g)?.length, svg.match(/<\/svg>/g)?.length);
});
