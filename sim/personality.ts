/**
 * Who calls: how often they do what, how long they think, and when they speak over us. Drawn from the
 * seed for each call; it shapes the script, and in `dictating` what the agent waits for.
 *
 * Intuition: most breakages of turn-taking need one habit again and again (three backchannels in one
 * sentence, a number in five pieces), which a caller who does a little of everything hardly ever shows.
 */
import type { Random } from './random.ts';

export const personalities = [
  'ordinary',
  'hesitant',
  'interrupting',
  'backchannelling',
  'noisy',
  'dictating',
  'silent',
] as const;

export type Personality = (typeof personalities)[number];

export type MoveKind =
  | 'ask'
  | 'reply'
  | 'barge'
  | 'backchannel'
  | 'noise'
  | 'dictate'
  | 'answer'
  | 'key'
  | 'pipeline'
  | 'leg-silent'
  | 'leg-dies'
  | 'shut-down';

export interface Range {
  fromMs: number;
  toMs: number;
}

export interface Habits {
  /** What they do, by weight. */
  moves: Partial<Record<MoveKind, number>>;
  /** How many moves a call has, at least and at most. */
  count: readonly [number, number];
  /** Thinking in mid-sentence: how likely, how often at most, how long. */
  pauses: Range & { chance: number; most: number };
  /** An "um" before they pause. */
  fillers: number;
  /** From our last sound to their first word: the median. */
  gapMs: number;
  /** Says nothing for so long before they speak unasked. */
  patience: Range;
  /** Into our speech before they speak over it. */
  over: Range;
  /** Lengths of sounds without words; each is half as long to half as long again. */
  noisesMs: readonly number[];
  /** How many sounds without words, and backchannels, fall into our speech. */
  overChance: number;
}

/** Does a little of everything. */
const ordinary: Habits = {
  moves: {
    ask: 10,
    reply: 8,
    barge: 5,
    backchannel: 3,
    noise: 3,
    dictate: 0.5,
    answer: 2,
    key: 0.4,
    pipeline: 0.7,
    'leg-silent': 0.5,
    'leg-dies': 0.1,
    'shut-down': 0.15,
  },
  count: [2, 9],
  pauses: { chance: 0.3, most: 1, fromMs: 150, toMs: 2_500 },
  fillers: 0.1,
  gapMs: 500,
  patience: { fromMs: 4_000, toMs: 20_000 },
  over: { fromMs: 0, toMs: 2_500 },
  noisesMs: [120, 300, 900, 4_000],
  overChance: 0.6,
};

const habits: Record<Personality, Habits> = {
  ordinary,
  hesitant: {
    ...ordinary,
    moves: { ...ordinary.moves, ask: 16, barge: 2, noise: 1 },
    pauses: { chance: 0.9, most: 3, fromMs: 200, toMs: 2_800 },
    fillers: 0.6,
    gapMs: 1_800,
  },
  interrupting: {
    ...ordinary,
    moves: { ...ordinary.moves, ask: 3, reply: 3, barge: 16, answer: 4 },
    count: [3, 12],
    gapMs: 150,
    over: { fromMs: 0, toMs: 1_200 },
  },
  backchannelling: {
    ...ordinary,
    moves: { ...ordinary.moves, barge: 1, backchannel: 18 },
    count: [4, 14],
    over: { fromMs: 200, toMs: 1_500 },
  },
  noisy: {
    ...ordinary,
    moves: { ...ordinary.moves, barge: 3, noise: 20 },
    count: [4, 14],
    over: { fromMs: 0, toMs: 1_500 },
    noisesMs: [60, 120, 300, 600, 900, 2_500, 12_000],
  },
  dictating: {
    ...ordinary,
    moves: { ...ordinary.moves, ask: 3, barge: 2, dictate: 16, key: 3 },
    count: [2, 6],
    pauses: { chance: 0.4, most: 2, fromMs: 200, toMs: 1_600 },
  },
  silent: {
    ...ordinary,
    moves: { ask: 3, reply: 5, answer: 1, noise: 1, backchannel: 1 },
    count: [0, 3],
    gapMs: 5_000,
    patience: { fromMs: 10_000, toMs: 60_000 },
  },
};

export function habitsOf(personality: Personality): Habits {
  return habits[personality];
}

export function drawPersonality(random: Random): Personality {
  return random.weighted<Personality>({
    ordinary: 3,
    hesitant: 2,
    interrupting: 2,
    backchannelling: 2,
    noisy: 2,
    dictating: 2,
    silent: 1,
  });
}
