import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { Pipeline } from '../../src/contracts/events.ts';
import type { EmbeddedTurn } from './embedded-call.ts';
import { toClip } from './embedded-clips.ts';
import { embeddedFigures, spread, stageLines } from './embedded.ts';

const clip = toClip(1, 'hello there', new Int16Array(160).fill(1_000));

/** Decided 100 ms, given to the voice 200 ms after the last sound. */
function turn(pipeline: Pipeline, voiceToVoiceMs: number, more: Partial<EmbeddedTurn> = {}): EmbeddedTurn {
  const stages = {
    decidedAt: 1_100,
    finalAt: 1_050,
    generationAt: 1_060,
    firstTokenAt: 1_061,
    spokenAt: 1_200,
    firstAudioAt: 1_250,
    speculative: true,
  };
  return {
    pipeline,
    clip,
    voiceToVoiceMs,
    cutIn: false,
    lastSoundAt: 1_000,
    stages,
    heard: 'hello there',
    end: { reason: 'silence', completeness: 0.9 },
    events: [],
    callSeconds: 4,
    cpuSeconds: 0.5,
    ...more,
  };
}

test('Each pipeline has its own figures, those turns included in which the agent cut in', () => {
  const turns = [
    turn('sequential', 900),
    turn('interruptible', 300),
    turn('interruptible', 400),
    turn('interruptible', 700, { cutIn: true }),
  ];
  assert.deepEqual(embeddedFigures(turns), {
    sequential: {
      voiceToVoiceMsP50: 900,
      voiceToVoiceMsP95: 900,
      cutInRate: 0,
      turns: 1,
      unanswered: 0,
      cpuMsPerCallSecond: 125,
    },
    interruptible: {
      voiceToVoiceMsP50: 400,
      voiceToVoiceMsP95: 700,
      cutInRate: 0.333,
      turns: 3,
      unanswered: 0,
      cpuMsPerCallSecond: 125,
    },
  });
});

test('A turn that is never answered is the worst of all, and too many of them are no result', () => {
  const answered = Array.from({ length: 20 }, () => turn('streaming', 300));
  const lost = turn('streaming', Infinity, { stages: undefined });
  assert.equal(embeddedFigures([...answered, lost])['streaming']!['unanswered'], 1);
  assert.throws(() => embeddedFigures([...answered, lost, lost]), /never answered/);
});

test('Stages are counted from the last sound, and only where a model answered what was said to its end', () => {
  const [line] = stageLines([
    turn('streaming', 260),
    turn('streaming', 9_000, { cutIn: true, end: { reason: 'stt-late', completeness: 0.36 } }),
    turn('streaming', 9_000, { stages: undefined }),
  ]);
  assert.equal(
    line,
    'streaming: medians in ms after the last sound: turn decided 100, STT final 50, generation begun 60, ' +
      'first clause 200, first audio 250, played 260; 1 of 1 replies were begun before the turn was decided; ' +
      '2 of 3 turns ended by silence, 1 because the words were late; 1 were rather taken for unfinished',
  );
});

test('Fewer recordings are taken from all over the list', () => {
  const clips = Array.from({ length: 10 }, (_, row) => ({ ...clip, row }));
  assert.deepEqual(
    spread(clips, 4).map(({ row }) => row),
    [0, 2, 5, 7],
  );
  assert.equal(spread(clips, 50).length, 10);
});
