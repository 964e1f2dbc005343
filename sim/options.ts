/** The options of one simulated call: mostly the defaults, sometimes stricter or laxer. */
import type { Pipeline } from '../src/contracts/events.ts';
import type { ToolSpecification } from '../src/contracts/conversation.ts';
import {
  defaultBargeIn,
  defaultEndpointing,
  defaultLimits,
  englishPhrases,
  type CallOptions,
} from '../src/call/options.ts';
import { downWorst } from './far-end.ts';
import type { Personality } from './personality.ts';
import type { Random } from './random.ts';
import type { Weather } from './weather.ts';

const tool = (name: string, effect: ToolSpecification['effect']): ToolSpecification => ({
  name,
  description: name,
  effect,
  parameters: {},
});

const tools = [
  tool('lookUp', 'read'),
  tool('note', 'write'),
  tool('book', 'write'),
  tool('cancel', 'irreversible'),
];

export interface Drawing {
  weather: Weather;
  personality: Personality;
  /** Drawn where it is not given. */
  pipeline: Pipeline | undefined;
}

export function drawOptions(random: Random, { weather, personality, pipeline }: Drawing): CallOptions {
  const { downMs } = weather.network;
  const clockLagMs = downMs * downWorst + weather.windowMs * 4 + random.between(20, 300);
  return {
    callId: 'call-1',
    legId: 'leg-1',
    pipeline: pipeline ?? random.weighted({ interruptible: 3, streaming: 1, sequential: 1 }),
    plan: {
      agent: 'concierge',
      instructions: 'Be brief.',
      tools,
      phrases: [],
      expects:
        personality === 'dictating'
          ? random.weighted({ 'phone-number': 5, free: 1 })
          : random.weighted({ free: 8, 'yes-no': 1, number: 1 }),
      language: 'en',
      maxTokens: 200,
    },
    greeting: random.chance(0.7) ? 'Good morning, this is the concierge. How may I help you?' : undefined,
    leg: {
      sampleRate: 8000,
      receipts: random.weighted({ played: 7, sent: 1, none: 2 }),
      clockLagMs,
    },
    toolRuns: random.chance(0.25) ? 'one-at-a-time' : 'parallel',
    recorded: true,
    ...drawMemory(random.fork()),
    endpointing: { ...defaultEndpointing, turnMaxMs: random.pick([45_000, 45_000, 6_000]) },
    bargeIn: {
      ...defaultBargeIn,
      pauseAfterMs: random.pick([0, 0, 0, 120, 250]),
      minWords: random.pick([1, 2, 2, 3]),
      resume: random.chance(0.85),
    },
    limits: {
      ...defaultLimits,
      idleMs: random.between(4_000, 12_000),
      toolTimeoutMs: random.pick([3_000, 15_000, 40_000]),
      consentMs: random.pick([60_000, 60_000, 9_000]),
    },
    phrases: englishPhrases,
  };
}

/** What is said is what is remembered: nothing is easier to hold against the notes. */
function drawMemory(random: Random): Pick<CallOptions, 'memory' | 'prompt'> {
  if (random.chance(0.4)) return {};
  const said = { name: 'said', description: 'What was said last.', schema: { type: 'string' }, many: false };
  const heardTurnsMax = random.pick([1, 4, 24]);
  return {
    memory: { slots: [said], intents: [], timeZone: 'UTC' },
    prompt: { tokensMax: 8_000, heardTurnsMax, tokenizer: 'estimate' },
  };
}
