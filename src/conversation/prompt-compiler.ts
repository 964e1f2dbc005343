/**
 * What a model is asked with: never more tokens than there are, however long the call.
 *
 *   system, the same bytes in every turn ─ notes: the state, and what is left out ─ the last turns as they were heard
 *
 * A turn that no extraction has told of yet stays as it was said; of the others only the last few do, the state
 * has the rest, and a line for each of the last results of tools. Where even that is too much, it gives way in a
 * fixed order: extracted turns, long results, long texts, then the oldest turns that nobody has read. The notes
 * say so each time. The words to be answered stay.
 */
import type { Message } from '../contracts/conversation.ts';
import type { Prompt } from '../contracts/llm.ts';
import type { SlotSpecification } from '../contracts/memory.ts';
import { AntiphonError } from '../errors/antiphon-error.ts';
import { resultLines, type ResultLines } from './result-lines.ts';
import { shortenOutcome, shortenText } from './shorten.ts';
import type { MergedState } from './slots.ts';
import { stateBlock, stateLines, type LeftOut, type StateLines } from './state-block.ts';

export interface HeardTurn {
  turn: number;
  /** What was said and done in it, in order. */
  messages: readonly Message[];
}

export interface CompileRequest {
  system: string;
  state: MergedState;
  specifications: readonly SlotSpecification[];
  /** In order; the last is the one to be answered. */
  turns: readonly HeardTurn[];
  /** Turns before these were dropped already. Default: what their numbers say, which count from 1. */
  trimmed?: boolean;
  /** For system and messages; what the tools take is already subtracted. */
  budgetTokens: number;
  /** Tokens of a text, by the tokenizer of the model or by one that never counts less. */
  count: (text: string) => number;
  /** Extracted turns that stay as they were heard. Default 4. */
  heardTurnsMax?: number;
}

export interface CompiledPrompt {
  prompt: Prompt;
  /** By `promptTokens`; at most `budgetTokens`. */
  tokens: number;
  dropped: LeftOut & Pick<StateLines, 'unshown'> & Pick<ResultLines, 'unshownResults'>;
}

/** What a server writes around each message: role, separators, and the fields of a tool call. */
const messageTokens = 8;
/** Of the room beside the system, for the slots and what tools told. */
const stateShare = 0.5;

/** How much of the call is told; characters are those of one text or one result. */
interface Plan {
  /** Extracted turns. */
  extracted: number;
  /** Turns that are in no notes yet, and the last of all. */
  open: number;
  extractedResult: number;
  openResult: number;
  text: number;
  notes: boolean;
  /** Of the turn to be answered only the caller's last words. */
  lastWordsOnly: boolean;
}

/** @throws AntiphonError CONFIG_INVALID where instructions and the caller's last words do not fit. */
export function compilePrompt(request: CompileRequest): CompiledPrompt {
  const { budgetTokens, state, specifications, system } = request;
  const counts = new Map<string, number>();
  const count = (text: string): number => {
    const known = counts.get(text) ?? request.count(text);
    counts.set(text, known);
    return known;
  };
  const room = (budgetTokens - count(system)) * stateShare;
  const notes = stateLines(state, specifications, room, count);
  const noNotes = stateLines(state, specifications, 0, count);
  for (const plan of plans(request)) {
    const compiled = assemble(request, plan, plan.notes ? notes : noNotes, count);
    if (compiled.tokens <= budgetTokens) return compiled;
  }
  throw new AntiphonError('CONFIG_INVALID', `a prompt of ${budgetTokens} tokens has no room for a call`, {
    cure: `The instructions alone take ${count(system)}: shorten them, or allow a longer prompt.`,
  });
}

/** Tokens of a prompt as it will be sent, tools apart. */
export function promptTokens({ system, messages }: Prompt, count: (text: string) => number): number {
  return messages.reduce((sum, message) => sum + messageTokens + count(textOf(message)), count(system));
}

function* plans({ turns, state, heardTurnsMax = 4 }: CompileRequest): Generator<Plan> {
  const open = turns.filter(({ turn }, index) => isOpen(turn, index, turns, state)).length;
  const whole = { open, extractedResult: 600, openResult: 4_000, text: Infinity };
  const rest = { notes: true, lastWordsOnly: false };
  const most = Math.min(heardTurnsMax, turns.length - open);
  for (let extracted = most; extracted >= 0; extracted--) yield { ...rest, ...whole, extracted };
  const tight = { ...rest, ...whole, extracted: 0 };
  yield { ...tight, openResult: 1_200 };
  yield { ...tight, openResult: 400, text: 2_000 };
  for (let kept = open; kept >= 1; kept--) yield { ...tight, open: kept, openResult: 160, text: 600 };
  yield { ...tight, open: 1, openResult: 80, text: 120, lastWordsOnly: true };
  yield { ...tight, open: 1, openResult: 80, text: 120, lastWordsOnly: true, notes: false };
}

function isOpen(turn: number, index: number, turns: readonly HeardTurn[], state: MergedState): boolean {
  return turn > state.extractedTurn || index === turns.length - 1;
}

function assemble(
  { system, state, turns, trimmed = (turns[0]?.turn ?? 0) > 1 }: CompileRequest,
  plan: Plan,
  notes: StateLines,
  count: (text: string) => number,
): CompiledPrompt {
  const kept = turns.slice(Math.max(0, turns.length - plan.open - plan.extracted));
  const told: Message[] = [];
  for (const [index, { turn, messages }] of kept.entries()) {
    const result = isOpen(turn, index, kept, state) ? plan.openResult : plan.extractedResult;
    const said = plan.lastWordsOnly ? messages.filter(({ role }) => role === 'user').slice(-1) : messages;
    for (const message of said) told.push(shortened(message, plan.text, result));
  }
  const before = plan.lastWordsOnly ? Infinity : turnBefore(kept, turns, trimmed);
  const results = resultLines(state.results ?? [], (turn) => turn > before, notes.left, count);
  const dropped = {
    ...leftOut(state, turns, kept, trimmed),
    shortened: shortenedCount(kept, told),
    unshown: notes.unshown,
    unshownResults: results.unshownResults,
  };
  const block = stateBlock(notes, results, dropped);
  const messages = withCalls(told, turns);
  if (block !== '') messages.unshift({ role: 'user', text: block });
  const prompt = { system, messages };
  return { prompt, tokens: promptTokens(prompt, count), dropped };
}

/** The last whose content is not in the prompt: turns that were heard as one have the number of the later. */
function turnBefore(kept: readonly HeardTurn[], turns: readonly HeardTurn[], trimmed: boolean): number {
  const last = turns.at(turns.length - kept.length - 1);
  if (kept.length < turns.length) return last!.turn;
  return trimmed ? (kept[0]?.turn ?? Infinity) - 1 : -Infinity;
}

function leftOut(
  state: MergedState,
  turns: readonly HeardTurn[],
  kept: readonly HeardTurn[],
  trimmed: boolean,
): Omit<LeftOut, 'shortened'> {
  const missed = state.missed ?? [];
  const first = kept[0];
  if (first === undefined || (first === turns[0] && !trimmed)) {
    return { beforeTurn: undefined, unread: undefined, missed };
  }
  const from = state.extractedTurn + 1;
  const to = first.turn - 1;
  return { beforeTurn: first.turn, unread: from <= to ? [from, to] : undefined, missed };
}

/** A message that is as it was said is the very same object. */
function shortenedCount(kept: readonly HeardTurn[], told: readonly Message[]): number {
  const asTheyAre = new Set(told);
  return kept.reduce(
    (sum, { messages }) => sum + messages.filter((message) => !asTheyAre.has(message)).length,
    0,
  );
}

function shortened(message: Message, textMax: number, resultMax: number): Message {
  if (message.role === 'tool-call') return message;
  if (message.role !== 'tool-result') {
    return message.text.length <= textMax
      ? message
      : { ...message, text: shortenText(message.text, textMax) };
  }
  const less = { ...message, result: shortenOutcome(message.result, resultMax) };
  return textOf(less) === textOf(message) ? message : less;
}

/** A result whose call was left out gets it back: servers take none without. One that nobody has stays alone. */
function withCalls(told: readonly Message[], turns: readonly HeardTurn[]): Message[] {
  const there = new Set<string>();
  return told.flatMap((message): Message[] => {
    if (message.role === 'tool-call') there.add(message.toolCallId);
    if (message.role !== 'tool-result' || there.has(message.toolCallId)) return [message];
    there.add(message.toolCallId);
    const { toolCallId } = message;
    const isCall = (one: Message): boolean => one.role === 'tool-call' && one.toolCallId === toolCallId;
    const call = turns.flatMap(({ messages }) => messages).find(isCall);
    return call === undefined ? [message] : [call, message];
  });
}

function textOf(message: Message): string {
  switch (message.role) {
    case 'user':
    case 'assistant':
      return message.text;
    case 'tool-call':
      return `${message.name} ${JSON.stringify(message.arguments) ?? ''}`;
    case 'tool-result':
      return `${message.name} ${JSON.stringify(message.result) ?? ''}`;
  }
}
