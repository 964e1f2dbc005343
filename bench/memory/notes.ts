/** Reads the values of the slots out of the notes that a model is sent, as a model would: from the text alone. */
import type { Message } from '../../src/contracts/conversation.ts';

const opening = '[Notes on the call so far:\n';
const value =
  /\s*("(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|true|false|null)(?: \(unsure, heard: "(?:[^"\\]|\\.)*"\))?,?/y;

/** By slot; empty where there are no notes. */
export function readNotes(messages: readonly Message[], slots: readonly string[]): Map<string, unknown[]> {
  const first = messages[0];
  const held = new Map<string, unknown[]>();
  if (first?.role !== 'user' || !first.text.startsWith(opening)) return held;
  for (const line of first.text.slice(opening.length).split('\n')) {
    const slot = slots.find((name) => line.startsWith(`${name}: `));
    if (slot !== undefined) held.set(slot, valuesOf(line.slice(slot.length + 1)));
  }
  return held;
}

function valuesOf(text: string): unknown[] {
  const found: unknown[] = [];
  value.lastIndex = 0;
  for (let match = value.exec(text); match !== null; match = value.exec(text))
    found.push(JSON.parse(match[1]!));
  return found;
}
