/** A turn without any chance in it, for tests. */
import type { CallerTurn } from './caller-turn.ts';

/** Words of 300 ms, `|` for a pause of 600 ms, every delay at its median. */
export function plainTurn(text: string, changes: Partial<CallerTurn> = {}): CallerTurn {
  const words: CallerTurn['words'][number][] = [];
  let startMs = 0;
  for (const piece of text.split(' ')) {
    if (piece === '|') {
      startMs += 600;
      continue;
    }
    const endMs = startMs + 300;
    words.push({ text: piece, interimText: piece, startMs, endMs, interimLagMs: 100, finalDelayMs: 250 });
    startMs = endMs;
  }
  return {
    words,
    durationMs: startMs,
    changesMeaning: false,
    llmFirstTokenMs: 300,
    ttsFirstByteMs: 100,
    reply:
      'Of course, I can do that for you. I have made a note of it, and you will get a message within the next hour.',
    thinksMs: 500,
    ...changes,
  };
}
