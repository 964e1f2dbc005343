/** How the world is during one call: how late, how lossy, how unwilling. Drawn from the seed before anything happens. */
import type { Random } from './random.ts';

export type MindMood =
  | 'answer'
  | 'long'
  | 'question'
  | 'empty'
  | 'unspeakable'
  | 'unpunctuated'
  | 'trickle'
  | 'silent'
  | 'stall'
  | 'fail'
  | 'fail-midway'
  | 'farewell'
  | 'tool'
  | 'tools'
  | 'confirmed-tool'
  | 'confirmed-tools'
  | 'say-then-tool'
  | 'invalid-tool';

export type VoiceMood = 'speak' | 'slow' | 'fail' | 'silent' | 'stall' | 'fail-midway' | 'empty' | 'at-once';
export type SttMood = 'hear' | 'late' | 'lost' | 'silent' | 'fail' | 'twice';
export type ReaderMood = 'quick' | 'slow' | 'fail' | 'never';
export type ToolMood = 'quick' | 'slow' | 'fail' | 'unknown' | 'never';

export interface Weather {
  name: 'calm' | 'rough' | 'stormy';
  /** Events nearer than this may change places. */
  windowMs: number;
  timers: { lateMs: number; spurious: number };
  network: {
    downMs: number;
    upMs: number;
    spread: number;
    receiptLoss: number;
    /** From this instant on no receipt comes. */
    receiptsDieAtMs: number;
    backPressure: number;
  };
  vad: { startMs: number; endMs: number; flicker: number };
  stt: { finalMs: number; interims: boolean; misheard: number; moods: Partial<Record<SttMood, number>> };
  llm: {
    firstMs: number;
    tokenMs: number;
    ignoresAbort: number;
    moods: Partial<Record<MindMood, number>>;
  };
  tts: {
    timings: 'before' | 'along' | 'after' | 'none';
    firstMs: number;
    msPerLetter: number;
    /** Times real time. */
    speed: number;
    moods: Partial<Record<VoiceMood, number>>;
  };
  tools: { moods: Partial<Record<ToolMood, number>> };
  reader: { moods: Partial<Record<ReaderMood, number>> };
}

const goodMind: Weather['llm']['moods'] = {
  answer: 10,
  long: 3,
  question: 3,
  tool: 2,
  tools: 1,
  'confirmed-tool': 4,
  'say-then-tool': 1,
  farewell: 0.2,
};
const roughMind: Weather['llm']['moods'] = {
  ...goodMind,
  empty: 0.4,
  unspeakable: 0.3,
  unpunctuated: 0.5,
  trickle: 0.5,
  silent: 0.4,
  stall: 0.4,
  fail: 0.5,
  'fail-midway': 0.5,
  'confirmed-tools': 0.6,
  'invalid-tool': 0.5,
};
const stormyMind: Weather['llm']['moods'] = {
  ...roughMind,
  empty: 1.5,
  silent: 2,
  stall: 2,
  fail: 2,
  'fail-midway': 2,
  trickle: 2,
};

export function drawWeather(random: Random): Weather {
  const name = random.weighted({ calm: 3, rough: 5, stormy: 2 });
  const calm = name === 'calm';
  const storm = name === 'stormy' ? 3 : 1;
  const faults = calm ? 0 : storm;
  return {
    name,
    windowMs: random.pick([0, 2, 5, 8]),
    timers: {
      lateMs: calm ? 1 : random.pick([0, 1, 5, 40]),
      spurious: random.pick([0, 0.02, 0.2]),
    },
    network: {
      downMs: random.between(2, calm ? 60 : 120),
      upMs: random.between(2, calm ? 60 : 120),
      spread: calm ? 0.1 : random.pick([0.1, 0.3, 0.6]),
      receiptLoss: random.chance(0.15 * faults) ? random.pick([0.02, 0.2, 1]) : 0,
      receiptsDieAtMs: random.chance(0.05 * faults) ? random.between(2_000, 40_000) : Infinity,
      backPressure: calm ? 0 : random.pick([0, 0, 0.05, 0.3]),
    },
    vad: {
      startMs: random.between(40, 150),
      endMs: random.between(80, 300),
      flicker: calm ? 0 : random.pick([0, 0.02, 0.1]),
    },
    stt: {
      finalMs: random.between(20, 220),
      interims: random.chance(0.8),
      misheard: random.pick([0, 0.1, 0.5]),
      moods: {
        hear: 30,
        late: faults,
        lost: faults,
        silent: 0.5 * faults,
        fail: 0.5 * faults,
        twice: faults,
      },
    },
    llm: {
      firstMs: random.pick([40, 200, 400, 900]),
      tokenMs: random.pick([5, 20, 60]),
      ignoresAbort: random.pick([0, 0.3]),
      moods: calm ? goodMind : name === 'rough' ? roughMind : stormyMind,
    },
    tts: {
      timings: random.weighted({ before: 3, along: 3, after: 2, none: 2 }),
      firstMs: random.pick([30, 120, 300]),
      msPerLetter: random.between(45, 80),
      speed: random.pick([3, 10, 40]),
      moods: {
        speak: 60,
        'at-once': 3,
        slow: 2 * faults,
        fail: 0.6 * faults,
        silent: 0.4 * faults,
        stall: 0.8 * faults,
        'fail-midway': 0.4 * faults,
        empty: 0.4 * faults,
      },
    },
    tools: { moods: { quick: 6, slow: calm ? 0.5 : 2, fail: faults, unknown: faults, never: 0.3 * faults } },
    reader: { moods: { quick: 10, slow: calm ? 0.5 : 2, fail: faults, never: 0.3 * faults } },
  };
}
