/**
 * From what sounds when (tokens of the spoken text) to when each written word sounds.
 *
 *   written words  ◀── spans of the speakable text ──▶  tokens with their times
 *
 * The playout ledger cuts the heard text by these, so they promise: in order, without overlap, within
 * the audio, one for every written word. A word that became no sound (another script, say) gets an instant of
 * no length where it stands. Where tokens are not known, the sound is shared out by letters.
 */
import type { WordTiming } from '../../contracts/tts.ts';
import type { TokenTiming } from './rendering.ts';
import type { Span } from './speakable.ts';

export interface Sound {
  /** Empty where flite did not tell. */
  tokens: readonly TokenTiming[];
  /** The stretch in which there is sound at all. */
  soundStartMs: number;
  soundEndMs: number;
  /** Length of the audio: no word ends later. */
  durationMs: number;
}

interface Stretch {
  start: number;
  end: number;
}

/** Quotes, brackets, dashes and full stops around a word are not part of it. */
const before = /^[\p{P}\p{Z}]+/u;
const after = /[\p{P}\p{Z}]+$/u;

/** Times in ms from the start of the audio of `text`. `spans` are those of its speakable form. */
export function timeWords(text: string, spans: readonly Span[], sound: Sound): WordTiming[] {
  const words = writtenWords(text);
  const known = sound.tokens.length > 0 ? spanTimes(spans, sound.tokens) : undefined;
  const times = wordTimes(words, spans, known ?? estimateSpanTimes(spans, sound));
  return straighten(words, times, sound.durationMs);
}

/** Every run without white space that has a letter, a digit or a sign in it. */
export function writtenWords(text: string): Stretch[] {
  const words: Stretch[] = [];
  for (const match of text.matchAll(/\S+/gu)) {
    const run = match[0];
    const lead = before.exec(run)?.[0].length ?? 0;
    if (lead === run.length) continue;
    const tail = after.exec(run)?.[0].length ?? 0;
    words.push({ start: match.index + lead, end: match.index + run.length - tail });
  }
  return words;
}

/** When each span sounds; undefined for one that does not. Undefined where tokens and spans do not meet. */
function spanTimes(
  spans: readonly Span[],
  tokens: readonly TokenTiming[],
): (Stretch | undefined)[] | undefined {
  const times: (Stretch | undefined)[] = [];
  let next = 0;
  for (const span of spans) {
    let time: Stretch | undefined;
    // A token that reaches into the next span belongs to both.
    for (let index = next; index < tokens.length; index += 1) {
      const token = tokens[index]!;
      if (token.spokenStart >= span.spokenEnd) break;
      if (token.spokenEnd <= span.spokenEnd) next = index + 1;
      if (token.spokenEnd <= span.spokenStart) return undefined;
      const share = shareOf(token, span);
      time = { start: Math.min(time?.start ?? Infinity, share.start), end: share.end };
    }
    times.push(time);
  }
  return next < tokens.length ? undefined : times;
}

/** The part of a token's time that falls to the letters of `span`. */
function shareOf(token: TokenTiming, span: Span): Stretch {
  const letters = token.spokenEnd - token.spokenStart;
  const from = Math.max(span.spokenStart - token.spokenStart, 0) / letters;
  const to = Math.min(span.spokenEnd - token.spokenStart, letters) / letters;
  const lengthMs = token.endMs - token.startMs;
  return { start: token.startMs + from * lengthMs, end: token.startMs + to * lengthMs };
}

/** Shares the sound out by letters: off by a syllable or two, but never backwards. */
function estimateSpanTimes(spans: readonly Span[], sound: Sound): Stretch[] {
  const total = spans.reduce((sum, span) => sum + (span.spokenEnd - span.spokenStart), 0);
  const msPerLetter = (sound.soundEndMs - sound.soundStartMs) / Math.max(total, 1);
  let at = sound.soundStartMs;
  return spans.map((span) => {
    const start = at;
    at += (span.spokenEnd - span.spokenStart) * msPerLetter;
    return { start, end: at };
  });
}

/** Hands each span's time to the words written there; several words in one span share it by letters. */
function wordTimes(
  words: readonly Stretch[],
  spans: readonly Span[],
  times: readonly (Stretch | undefined)[],
): (Stretch | undefined)[] {
  const found: (Stretch | undefined)[] = words.map(() => undefined);
  let first = 0;
  for (const [spanIndex, span] of spans.entries()) {
    while (first < words.length && words[first]!.end <= span.textStart) first += 1;
    const time = times[spanIndex];
    if (time === undefined) continue;
    const shares: number[] = [];
    for (let index = first; index < words.length && words[index]!.start < span.textEnd; index += 1) {
      const { start, end } = words[index]!;
      shares.push(Math.min(end, span.textEnd) - Math.max(start, span.textStart));
    }
    const msPerLetter = (time.end - time.start) / shares.reduce((sum, share) => sum + share, 0);
    let at = time.start;
    for (const [offset, share] of shares.entries()) {
      const start = found[first + offset]?.start ?? at;
      at += share * msPerLetter;
      found[first + offset] = { start, end: at };
    }
  }
  return found;
}

/** In order, without overlap, within the audio; a silent word stands between its neighbours. */
function straighten(
  words: readonly Stretch[],
  times: readonly (Stretch | undefined)[],
  limitMs: number,
): WordTiming[] {
  let at = 0;
  return words.map((word, index) => {
    const time = times[index];
    const startMs = Math.min(Math.max(time?.start ?? at, at), limitMs);
    const endMs = Math.min(Math.max(time?.end ?? startMs, startMs), limitMs);
    at = endMs;
    return { textStart: word.start, textEnd: word.end, startMs, endMs };
  });
}
