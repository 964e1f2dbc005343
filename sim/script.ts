/** What a caller is going to do: a list of moves, each with the moment it waits for. */
import type { Pipeline } from '../src/contracts/events.ts';
import { type Habits, habitsOf, type Personality, type Range } from './personality.ts';
import type { Random } from './random.ts';

export type Cue =
  /** Once we have spoken and fallen silent again. */
  | { type: 'after-reply'; gapMs: number; patienceMs: number }
  /** In the middle of our speech. */
  | { type: 'during-reply'; afterMs: number; patienceMs: number }
  | { type: 'at-once'; delayMs: number };

export type Act =
  /** Words of substance, with pauses of thought in mid-sentence; `um`: a filler before each. */
  | { type: 'ask'; pausesMs: readonly number[]; um: boolean }
  /** A number, group by group: as many pauses as there are gaps between them. */
  | { type: 'dictate'; groups: readonly number[]; pausesMs: readonly number[] }
  /** A yes, a no, or something that only sounds like one. */
  | { type: 'answer'; answer: 'yes' | 'no' | 'tricky' }
  /** Whatever fits what was heard last. */
  | { type: 'reply' }
  | { type: 'backchannel' }
  /** A sound without words: a cough, or a lorry that goes by. */
  | { type: 'noise'; durationMs: number }
  /** Says something and presses a key when this share of it is said; beyond 1, behind it. */
  | { type: 'key'; share: number }
  | { type: 'pipeline'; pipeline: Pipeline }
  | { type: 'leg-silent'; durationMs: number }
  | { type: 'leg-dies' }
  | { type: 'hang-up' }
  | { type: 'shut-down' };

export interface Move {
  cue: Cue;
  act: Act;
}

/** Ten digits as people group them. */
const groupings = [
  [3, 3, 4],
  [4, 3, 3],
  [3, 4, 3],
  [3, 3, 3],
  [4, 4],
];

export function drawScript(random: Random, calm: boolean, personality: Personality): Move[] {
  const habits = habitsOf(personality);
  const moves = Array.from({ length: random.whole(...habits.count) }, () => drawMove(random, calm, habits));
  if (random.chance(0.35)) moves.push({ cue: drawCue(random, habits), act: { type: 'hang-up' } });
  return moves;
}

function drawMove(random: Random, calm: boolean, habits: Habits): Move {
  const rare = calm ? { 'leg-silent': 0, 'leg-dies': 0 } : {};
  const kind = random.weighted({ ...habits.moves, ...rare });
  const cue = drawCue(random, habits);
  const during: Cue = { type: 'during-reply', afterMs: within(random, habits.over), patienceMs: 8_000 };
  const over = random.chance(habits.overChance) ? during : cue;
  switch (kind) {
    case 'ask':
      return { cue, act: drawAsk(random, habits) };
    case 'reply':
      return { cue: afterReply(random, habits), act: { type: 'reply' } };
    case 'barge':
      return { cue: during, act: drawAsk(random, habits) };
    case 'backchannel':
      return { cue: during, act: { type: 'backchannel' } };
    case 'noise': {
      const durationMs = random.pick(habits.noisesMs) * random.between(0.5, 1.5);
      return { cue: over, act: { type: 'noise', durationMs } };
    }
    case 'dictate': {
      const groups = random.pick(groupings);
      const pausesMs = groups.slice(1).map(() => random.between(150, 1_400));
      return { cue, act: { type: 'dictate', groups, pausesMs } };
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
      return { cue, act: { type: 'key', share: random.between(0.3, 1.2) } };
    case 'leg-dies':
    case 'shut-down':
      return { cue, act: { type: kind } };
  }
}

function drawAsk(random: Random, { pauses, fillers }: Habits): Act {
  const count = random.chance(pauses.chance) ? random.whole(1, pauses.most) : 0;
  const pausesMs = Array.from({ length: count }, () => within(random, pauses));
  return { type: 'ask', pausesMs, um: random.chance(fillers) };
}

function drawCue(random: Random, habits: Habits): Cue {
  if (random.chance(0.6)) return afterReply(random, habits);
  return { type: 'at-once', delayMs: random.latency(habits.gapMs * 1.8, 1) };
}

function afterReply(random: Random, { gapMs, patience }: Habits): Cue {
  return { type: 'after-reply', gapMs: random.latency(gapMs, 0.8), patienceMs: within(random, patience) };
}

function within(random: Random, { fromMs, toMs }: Range): number {
  return random.between(fromMs, toMs);
}
