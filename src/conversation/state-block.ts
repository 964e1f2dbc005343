/**
 * What is known of a call, in the fewest lines that a model can go by.
 *
 * The notes stand in square brackets as the first words of the caller's side, where models neither imitate nor
 * say them aloud, and where what callers said weighs no more than their words. A value is written as JSON, in
 * which nothing of it can end its line or the brackets; what tools told stands below, a line each.
 */
import type { RememberedValue, SlotSpecification } from '../contracts/memory.ts';
import { quoted } from './quoted.ts';
import type { ResultLines } from './result-lines.ts';
import type { MergedState } from './slots.ts';

/** Below it the model is told what was heard, to ask again where it matters. */
const sureFrom = 0.6;
const namesCharactersMax = 200;

export interface StateLines {
  lines: readonly string[];
  /** Slots that found no room. */
  unshown: readonly string[];
  /** Of the room, in tokens. */
  left: number;
}

/**
 * The state in lines, in the order of the specifications; where room is short, what was said last comes first.
 * @param room in the tokens that `count` counts.
 */
export function stateLines(
  state: MergedState,
  specifications: readonly SlotSpecification[],
  room: number,
  count: (text: string) => number,
): StateLines {
  const wants = state.intent === undefined ? [] : [`The caller wants: ${state.intent.name}`];
  const shown = new Map<string, string>();
  const unshown: string[] = [];
  let left = room;
  const held = specifications
    .flatMap(({ name }) => (Object.hasOwn(state.slots, name) ? [{ name, values: state.slots[name]! }] : []))
    .toSorted((one, other) => lastTurn(other.values) - lastTurn(one.values));
  for (const { name, values } of held) {
    const line = `${name}: ${values.map(valueText).join(', ')}`;
    // One more for the end of the line.
    const tokens = count(line) + 1;
    if (tokens > left) unshown.push(name);
    else {
      left -= tokens;
      shown.set(name, line);
    }
  }
  const lines = specifications.flatMap(({ name }) => shown.get(name) ?? []);
  return { lines: [...wants, ...lines], unshown, left };
}

export interface LeftOut {
  /** What was said before this turn is not in the prompt. Undefined: all of it is. */
  beforeTurn: number | undefined;
  /** Turns, among them, of which nothing is known either: from, to. */
  unread: readonly [from: number, to: number] | undefined;
  missed: readonly number[];
  /** Messages, of the turns that are there. */
  shortened: number;
}

/** The notes as one text; empty where there is nothing to note. */
export function stateBlock(
  { lines, unshown }: StateLines,
  { lines: told, unshownResults }: ResultLines,
  leftOut: LeftOut,
): string {
  const { beforeTurn, unread, missed, shortened } = leftOut;
  const all = [...lines];
  if (told.length > 0) all.push('Told by tools, earlier:', ...told);
  if (unshown.length > 0) all.push(`Known, with no room here: ${namesOf(unshown)}.`);
  if (unshownResults.length > 0) all.push(`Told by tools, with no room here: ${namesOf(unshownResults)}.`);
  if (beforeTurn !== undefined) all.push(`Left out here: what was said before turn ${beforeTurn}.`);
  if (unread !== undefined) {
    const turns = unread[0] === unread[1] ? `turn ${unread[0]}` : `turns ${unread[0]} to ${unread[1]}`;
    all.push(`Left out and not in these notes: ${turns}. Ask again where it matters.`);
  }
  if (missed.length > 0) all.push(`These notes may lack what was said in turn ${missed.join(', ')}.`);
  if (shortened > 0)
    all.push(
      `Shortened or left out of these turns: ${shortened} ${shortened === 1 ? 'message' : 'messages'}.`,
    );
  return all.length === 0 ? '' : `[Notes on the call so far:\n${all.join('\n')}]`;
}

function valueText({ value, words, confidence }: RememberedValue): string {
  return confidence >= sureFrom ? quoted(value) : `${quoted(value)} (unsure, heard: ${quoted(words)})`;
}

function lastTurn(values: readonly RememberedValue[]): number {
  return values.reduce((last, { turn }) => Math.max(last, turn), 0);
}

function namesOf(names: readonly string[]): string {
  let text = '';
  for (const [index, name] of names.entries()) {
    if (text.length + name.length > namesCharactersMax) return `${text}, and ${names.length - index} more`;
    text += index === 0 ? name : `, ${name}`;
  }
  return text;
}
