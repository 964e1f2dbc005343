/** The figures of `memory`: ten calls, each played and scored; what is held back stays unprinted. */
import type { Extractor } from '../../src/contracts/memory.ts';
import { openTokenizer } from '../../src/memory/index.ts';
import type { Figures } from '../shared/benchmark.ts';
import { percentile, roundTo } from '../shared/statistics.ts';
import { playDirectly } from './direct-call.ts';
import { generateCall, turnsPerCall } from './generate.ts';
import { PromptSizes } from './prompt-sizes.ts';
import { Score, shareOf, type Miss, type Tally } from './score.ts';
import { playInSession } from './session-call.ts';
import type { CallTurn } from './call-writer.ts';
import type { Wording } from './wording.ts';

export interface MemoryMeasureOptions {
  seed: number;
  calls: number;
  wording: Wording;
  /** For one call, which is known to nobody but to listeners that are themselves under test. */
  extractorFor: (turns: readonly CallTurn[]) => Extractor;
  /** Without a session: extractor, merge and prompt compiler one after the other. */
  direct?: boolean;
  /** Tell what was missed, sentence by sentence: never with the wording that is held back. */
  tellsMisses: boolean;
}

export async function measureMemory(
  { seed, calls, wording, extractorFor, direct = false, tellsMisses }: MemoryMeasureOptions,
  progress: (line: string) => void,
): Promise<Figures> {
  const score = new Score();
  const sizes = new PromptSizes();
  const extractionMs: number[] = [];
  const tokenizer = await openTokenizer();
  for (let index = 0; index < calls; index++) {
    const call = generateCall(wording, seed, index);
    const extractor = extractorFor(call.turns);
    const trace = await (direct ? playDirectly(call, extractor) : playInSession(call, extractor, tokenizer));
    score.add(call, trace);
    sizes.add(call, trace);
    extractionMs.push(...trace.extractionMs);
    progress(`call ${index + 1} of ${calls}: ${told(score.turns)} turns understood so far`);
  }
  if (tellsMisses) for (const miss of score.misses) progress(describe(miss));
  const promised = {
    calls,
    turns: turnsPerCall,
    promptTokensTurn10: sizes.at(10).promptTokens,
    promptTokensTurn200: sizes.at(turnsPerCall).promptTokens,
    promptTokensMax: sizes.max,
    rawHistoryTokensTurn200: sizes.at(turnsPerCall).rawHistoryTokens,
    slotAccuracy: shareOf(score.slots),
    intentAccuracy: shareOf(score.intents),
    prefixIdentical: sizes.differingPrefixes === 0,
    extractionMsP95: roundTo(percentile(extractionMs, 0.95), 2),
  };
  return { ...promised, ...more(score, sizes) };
}

function more(score: Score, sizes: PromptSizes): Figures {
  const byTurn = sizes.turns.map((turn) => [`turn${turn}`, { ...sizes.at(turn) }] as const);
  return {
    differingPrefixes: sizes.differingPrefixes,
    promptGrowthMax: sizes.growthMax,
    turnAccuracy: shareOf(score.turns),
    changeAccuracy: shareOf(score.changes),
    changesMeant: score.changes.of,
    falseChanges: score.falseChanges,
    intentsMeant: score.intents.of,
    falseIntents: score.falseIntents.of - score.falseIntents.right,
    slotAskedAgain: groupsOf(score.slotsByName),
    slotByLastMove: groupsOf(score.slotsByLastMove),
    changeBySlot: groupsOf(score.changesByName),
    turnByMove: groupsOf(score.turnsByMove),
    intentByName: groupsOf(score.intentsByName),
    promptAt: Object.fromEntries(byTurn),
  };
}

function groupsOf(tallies: ReadonlyMap<string, Tally>): Record<string, { of: number; accuracy: number }> {
  const sorted = [...tallies].toSorted(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(
    sorted.map(([name, tally]) => [name, { of: tally.of, accuracy: shareOf(tally) }]),
  );
}

function told({ right, of }: Tally): string {
  return `${right} of ${of}`;
}

function describe({ turn, what, expected, got }: Miss): string {
  const { move, agentText, callerText } = turn;
  return (
    `${move}, ${what}: wanted ${JSON.stringify(expected)}, got ${JSON.stringify(got)}\n` +
    `    agent:  ${agentText}\n    caller: ${callerText}`
  );
}
