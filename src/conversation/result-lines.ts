/** Which of the notes on what tools told go into a prompt. */
import type { ResultNote } from './slots.ts';

export interface ResultLines {
  lines: readonly string[];
  /** Tools whose results found no room, each once. */
  unshownResults: readonly string[];
}

/** What tools told in turns that are not in the prompt; where room is short, the latest come first. */
export function resultLines(
  results: readonly ResultNote[],
  isTold: (turn: number) => boolean,
  room: number,
  count: (text: string) => number,
): ResultLines {
  const lines: string[] = [];
  const unshown: string[] = [];
  let left = room;
  for (const { turn, tool, line } of results.toReversed()) {
    if (isTold(turn)) continue;
    const tokens = count(line) + 1;
    if (tokens > left) unshown.unshift(tool);
    else {
      left -= tokens;
      lines.unshift(line);
    }
  }
  return { lines, unshownResults: [...new Set(unshown)] };
}
