/**
 * A call without a call: extractor, merge and prompt compiler one after the other, turn by turn.
 *
 * It says in a second what a change of the extractor is worth. The figures come from `session-call.ts`, where the
 * same parts work in a real session.
 */
import type { Extraction, Extractor, SlotChange } from '../../src/contracts/memory.ts';
import { compilePrompt, type HeardTurn } from '../../src/conversation/prompt-compiler.ts';
import { emptyState, mergeExtraction, type MergedState } from '../../src/conversation/slots.ts';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { conciergeAgent, language, timeZone } from './agent.ts';
import { conciergeIntents, conciergeSlots } from './concierge.ts';
import { watched } from './extraction-watch.ts';
import type { GeneratedCall } from './generate.ts';
import type { CallTrace, TurnTrace } from './trace.ts';

const turnMs = 8_000;

export async function playDirectly(call: GeneratedCall, extractor: Extractor): Promise<CallTrace> {
  const extractionMs: number[] = [];
  const measured = watched(extractor, extractionMs);
  const agent = conciergeAgent();
  const { specifications } = conciergeSlots;
  const tools = agent.tools.map(({ specification }) => specification);
  const turns: TurnTrace[] = [];
  const heard: HeardTurn[] = [];
  let state: MergedState = emptyState();
  for (const { turn, agentText, callerText, offered } of call.turns) {
    heard.push({
      turn,
      messages: [
        { role: 'assistant', text: agentText },
        { role: 'user', text: callerText },
      ],
    });
    const { prompt } = compilePrompt({
      system: agent.instructions,
      state,
      specifications,
      turns: heard,
      budgetTokens: agent.promptTokensMax,
      count: countTokens,
    });
    const extraction = await measured.extract(
      {
        turn,
        agentText,
        callerText,
        language,
        slots: specifications,
        intents: conciergeIntents,
        known: state.slots,
        offered,
        recalled: call.recalled,
        saidAtMs: call.startedAtMs + turn * turnMs,
        timeZone,
      },
      { signal: new AbortController().signal },
    );
    const before = state.slots;
    state = mergeExtraction(state, parsed(extraction), specifications, conciergeIntents).state;
    turns.push({ request: { prompt, tools }, before, after: state.slots, intent: state.intent });
  }
  return { turns, requests: turns.map(({ request }) => request), extractionMs };
}

/** Whoever asks an extractor parses what it says: a value that does not fit is dropped. */
function parsed(extraction: Extraction): Extraction {
  const changes = extraction.changes.flatMap((change): SlotChange[] => {
    if (change.change === 'clear') return [change];
    const read = conciergeSlots.parse(change.slot, change.value);
    return read.ok ? [{ ...change, value: read.value }] : [];
  });
  return { ...extraction, changes };
}
