/** Turns as an extractor is asked to read them. */
import type { ExtractionRequest } from '../../contracts/memory.ts';
import { saidAtMs, timeZone, type EasyCall, type EasyTurn } from './easy-turns.ts';

export function requestOf(
  { slots, intents }: Pick<EasyCall, 'slots' | 'intents'>,
  { agent = 'How may I help?', caller, known = {}, offered = [] }: EasyTurn,
  change: Partial<ExtractionRequest> = {},
): ExtractionRequest {
  const held = Object.entries(known).map(([slot, values]) => {
    return [slot, values.map((value) => ({ value, turn: 0, words: String(value), confidence: 1 }))];
  });
  const turn = 1;
  const language = 'en-US';
  const rest = { slots, intents, known: Object.fromEntries(held) as ExtractionRequest['known'], offered };
  return {
    turn,
    agentText: agent,
    callerText: caller,
    language,
    ...rest,
    recalled: {},
    saidAtMs,
    timeZone,
    ...change,
  };
}

/** All the way down. */
export function frozen<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  for (const inner of Object.values(value)) frozen(inner);
  return Object.freeze(value);
}
