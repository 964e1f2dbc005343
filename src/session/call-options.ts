/** From an agent and a leg to the plain options that a call is decided by. */
import type { Agent } from '../agent/agent.ts';
import type { TurnPlanner } from '../agent/turn-planner.ts';
import {
  defaultBargeIn,
  defaultEndpointing,
  defaultLimits,
  defaultPrompt,
  type CallOptions,
  type EndpointingOptions,
  type MemoryOptions,
} from '../call/options.ts';
import { stockPhrasesOf } from '../call/phrases/phrases.ts';
import type { CountTokens } from '../call/context.ts';
import { toolTokens } from '../call/prompts.ts';
import type { MediaLeg } from '../contracts/media-leg.ts';
import type { SpeechToText } from '../contracts/stt.ts';
import { AntiphonError } from '../errors/antiphon-error.ts';
import { finalSlackMs } from '../turn/final-delay.ts';
import { backchannelsOf } from '../turn/languages/languages.ts';

/** However quick an STT is, its words are waited for so long; and however slow it proves, no caller waits longer. */
const sttDeadlineLeastMs = 600;
const sttDeadlineMostMs = 1_800;
/** Receipts are not given up before a line that died has been noticed. */
const receiptLateMs = 3_000;
/** How far a loudspeaker may lag behind what was sent, where the leg tells nothing. */
const clockLagMs = 300;

/** The same for every call: whoever reads turns prepares once for it. */
const noSlots: readonly [] = Object.freeze([]);
/** For the notes and the last words of a caller. */
const leastRoomTokens = 300;

/** @param legReturnMs How long a caller whose line was lost is waited for; 0 for one that cannot come back. */
export function callOptionsOf(
  planner: TurnPlanner,
  callId: string,
  leg: Pick<MediaLeg, 'legId' | 'formatOut' | 'capabilities'>,
  stt: Pick<SpeechToText, 'capabilities'>,
  legReturnMs = 0,
): CallOptions {
  const { entry } = planner;
  // Only receipts tell what was heard before the line was lost, and so where to go on.
  const returns = legReturnMs > 0 && leg.capabilities.receipts === 'played';
  const returnLimits = returns ? { legReturnMs, receiptLateMs } : {};
  return {
    callId,
    legId: leg.legId,
    pipeline: entry.pipeline,
    plan: planner.plan({ turn: 0, messages: [] }),
    greeting: entry.greeting,
    uninterruptible: uninterruptibleOf(planner),
    toolRuns: entry.toolRuns,
    leg: {
      sampleRate: leg.formatOut.sampleRate,
      receipts: leg.capabilities.receipts,
      clockLagMs,
      echoes: !leg.capabilities.echoCancelled,
    },
    prompt: { ...defaultPrompt, tokensMax: entry.promptTokensMax },
    ...memoryOf(entry),
    endpointing: { ...defaultEndpointing, ...sttDeadline(stt.capabilities.finalMsP99) },
    bargeIn: { ...defaultBargeIn, backchannels: backchannelsOf(entry.language), ...entry.bargeIn },
    limits: {
      ...defaultLimits,
      idleMs: entry.idle.afterMs,
      idlePrompts: entry.idle.promptsMax,
      callMaxMs: entry.callMaxMs,
      ...returnLimits,
    },
    phrases: {
      ...stockPhrasesOf(entry.language),
      stillThere: entry.idle.prompt,
      goodbye: entry.idle.farewell,
    },
  };
}

/** What the STT declares is where the wait begins; what the call measures moves it within bounds. */
function sttDeadline(finalMsP99: number): Pick<EndpointingOptions, 'sttDeadlineMs' | 'sttDeadlineBounds'> {
  const sttDeadlineMs = finalMsP99 + finalSlackMs;
  const leastMs = Math.min(sttDeadlineLeastMs, sttDeadlineMs);
  const mostMs = Math.max(sttDeadlineMostMs, sttDeadlineMs);
  return { sttDeadlineMs, sttDeadlineBounds: { leastMs, mostMs } };
}

function memoryOf(agent: Agent): Pick<CallOptions, 'memory'> {
  const read = readOf(agent);
  return read === undefined ? {} : { memory: { ...read, timeZone: agent.timeZone } };
}

/** What there is to be read of a turn; undefined: nothing. */
export function readOf({ slots, intents }: Agent): Pick<MemoryOptions, 'slots' | 'intents'> | undefined {
  if (slots === undefined && intents.length === 0) return undefined;
  return { slots: slots?.specifications ?? noSlots, intents };
}

/**
 * Whether every agent's instructions and tools leave room for a call.
 * @throws AntiphonError CONFIG_INVALID where they do not.
 */
export function checkPrompts({ agents }: TurnPlanner, count: CountTokens): void {
  for (const agent of agents) {
    const tools = toolTokens({ tools: agent.tools.map(({ specification }) => specification) }, count);
    const taken = count(agent.instructions) + tools;
    if (taken + leastRoomTokens <= agent.promptTokensMax) continue;
    throw new AntiphonError('CONFIG_INVALID', `agent "${agent.name}": no prompt has room for a call`, {
      cure:
        `Instructions and tools take ${taken} of ${agent.promptTokensMax} tokens, and a call needs ` +
        `${leastRoomTokens}: shorten them, or raise \`promptTokensMax\`.`,
    });
  }
}

function uninterruptibleOf({ entry, agents }: TurnPlanner): NonNullable<CallOptions['uninterruptible']> {
  const tools = agents.flatMap((agent) => agent.tools).filter(({ interruptible }) => !interruptible);
  return { greeting: !entry.greetingInterruptible, tools: [...new Set(tools.map(({ name }) => name))] };
}
