/** What a caller is going to do: a list of moves, each with the moment it waits for. */
import type { Pipeline } from '../src/contracts/events.ts';
import type { Random } from './random.ts';

export type Cue =
  /** Once we have spoken and fallen silent again. */
  | { type: 'after-reply'; gapMs: number; patienceMs: number }
  /** In the middle of our speech. */
  | { type: 'during-reply'; afterMs: number; patienceMs: number }
  | { type: 'at-once'; delayMs: number };

export type Act =
  /** Words of substance; `pauseMs` of thought in mid-sentence. */
  | { type: 'ask'; pauseMs: number }
  /** A yes, a no, or something that only sounds like one. */
  | { type: 'answer'; answer: 'yes' | 'no' | 'tricky' }
  /** Whatever fits what was heard last. */
  | { type: 'reply' }
  | { type: 'backchannel' }
  /** A sound without words: a cough, or a lorry that goes by. */
  | { type: 'noise'; durationMs: number }
  | { type: 'key' }
  | { type: 'pipeline'; pipeline: Pipeline }
  | { type: 'leg-silent'; durationMs: number }
  | { type: 'leg-dies' }
  | { type: 'hang-up' }
  | { type: 'shut-down' };

export interface Move {
  cue: Cue;
  act: Act;
}

export function drawScript(random: Random, calm: boolean): Move[] {
  const moves = Array.from({ length: random.whole(2, 9) }, () => drawMove(random, calm));
  if (random.chance(0.35)) moves.push({ cue: drawCue(random), act: { type: 'hang-up' } });
  return moves;
}

function drawMove(random: Random, calm: boolean): Move {
  const kind = random.weighted({
    ask: 10,
    reply: 8,
    barge: 5,
    backchannel: 3,
    noise: 3,
    answer: 2,
    key: calm ? 0 : 0.4,
    pipeline: 0.7,
    'leg-silent': calm ? 0 : 0.5,
    'leg-dies': calm ? 0 : 0.1,
    'shut-down': 0.15,
  });
  const cue = drawCue(random);
  const during: Cue = { type: 'during-reply', afterMs: random.between(0, 2_500), patienceMs: 8_000 };
  const pauseMs = random.chance(0.3) ? random.between(150, 2_500) : 0;
  switch (kind) {
    case 'ask':
      return { cue, act: { type: 'ask', pauseMs } };
    case 'reply':
      return { cue: afterReply(random), act: { type: 'reply' } };
    case 'barge':
      return { cue: during, act: { type: 'ask', pauseMs } };
    case 'backchannel':
      return { cue: during, act: { type: 'backchannel' } };
    case 'noise': {
      const durationMs = random.pick([120, 300, 900, 4_000]) * random.between(0.5, 1.5);
      return { cue: random.chance(0.6) ? during : cue, act: { type: 'noise', durationMs } };
    }
    case 'answer':
      return { cue, act: { type: 'answer', answer: random.pick(['yes', 'no', 'tricky']) } };
    case 'pipeline':
      return {
        cue,
        act: { type: 'pipeline', pipeline: random.pick(['sequential', 'streaming', 'interruptible']) },
      };
    case 'leg-silent':
      return { cue, act: { type: 'leg-silent', durationMs: random.between(500, 12_000) } };
    case 'key':
    case 'leg-dies':
    case 'shut-down':
      return { cue, act: { type: kind } };
  }
}

function drawCue(random: Random): Cue {
  if (random.chance(0.6)) return afterReply(random);
  return { type: 'at-once', delayMs: random.latency(900, 1) };
}

function afterReply(random: Random): Cue {
  return { type: 'after-reply', gapMs: random.latency(500, 0.8), patienceMs: random.between(4_000, 20_000) };
}
