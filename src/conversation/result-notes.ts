/**
 * What tools have told, in a line each, for when the turn in which they told it is no longer in the prompt.
 *
 * The last few are kept. The same question asked again has one answer, the newest. What a tool returns is text of
 * others: a line of it never holds an end of line or a bracket that was not ours.
 */
import type { ToolOutcome } from '../contracts/conversation.ts';
import { briefKey, briefText } from './brief-text.ts';
import { briefFields, briefValue } from './brief-value.ts';
import type { MergedState, ResultNote } from './slots.ts';

export const resultNoteLimits = { results: 8, characters: 160 } as const;
const argumentsRoom = 56;

export interface ToldResult {
  /** In which it was told. */
  turn: number;
  name: string;
  arguments: unknown;
  outcome: ToolOutcome;
}

/** The state with one more result; the oldest gives way to it. */
export function noteResult(state: MergedState, told: ToldResult): MergedState {
  const tool = briefKey(told.name);
  const call = callKey(told.name, told.arguments);
  const note: ResultNote = { turn: told.turn, tool, call, line: lineOf(tool, told) };
  const others = (state.results ?? []).filter((one) => one.call !== call);
  return { ...state, results: [...others, note].slice(-resultNoteLimits.results) };
}

function lineOf(tool: string, { turn, arguments: input, outcome }: ToldResult): string {
  const asked =
    typeof input === 'object' && input !== null ? briefFields(input, argumentsRoom, 1) : undefined;
  const head = `${tool}${asked === undefined || asked === 'nothing' ? '' : asked} in turn ${turn}: `;
  return head + told(outcome, resultNoteLimits.characters - head.length);
}

function told(outcome: ToolOutcome, room: number): string {
  const say = (before: string, text: string): string => {
    const rest = briefText(text, room - before.length - 1);
    return rest === undefined ? before : `${before} ${rest}`;
  };
  switch (outcome.status) {
    case 'done':
      return briefValue(outcome.value, room) ?? 'done';
    case 'failed':
      return say(`failed, ${briefKey(outcome.code)}`, outcome.message);
    case 'unknown':
      return say('may have happened, nobody knows', outcome.reason);
    case 'refused':
      return say('not done', outcome.reason);
    case 'awaiting-consent':
      return say('asked, no answer yet', outcome.question);
  }
}

/** The same for the same tool with the same arguments, whatever the order of their keys; short whatever they are. */
function callKey(name: string, input: unknown): string {
  const text = `${name} ${sortedJson(input)}`;
  return text.length <= 40 ? text : `${hash(text, 0x811c9dc5)}-${hash(text, 0x01000193)}-${text.length}`;
}

function sortedJson(value: unknown): string {
  const sorted = (_: string, inner: unknown): unknown =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([left], [right]) => (left < right ? -1 : 1)))
      : inner;
  return JSON.stringify(value, sorted) ?? '';
}

/** FNV-1a. */
function hash(text: string, seed: number): string {
  let sum = seed;
  for (let index = 0; index < text.length; index++) {
    sum = Math.imul(sum ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return sum.toString(36);
}
