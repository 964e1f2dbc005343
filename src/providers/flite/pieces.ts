/**
 * Cuts a text into pieces that one job can render: flite takes a text as a whole, and a worker with it.
 *
 * A clause is one piece as a rule. A very long one is cut where a speaker would breathe: after a sentence,
 * else after a comma, else between words, and only as a last resort inside of one.
 */
export interface Piece {
  /** [start, end) in the text, in UTF-16 units. */
  start: number;
  end: number;
}

/** Some 15 s of speech, 0.2 s of work. */
export const pieceMaxChars = 240;

/** A cut nearer to the start than this would leave a scrap. */
const pieceMinChars = 60;

const cuts = [/[.!?\u2026]["'\u201d\u2019)\]]*\s+/gu, /[,;:\u2013\u2014]\s+/gu, /\s+/gu];
const sentenceEnd = /[.!?\u2026]["'\u201d\u2019)\]\s]*$/u;

export function cutIntoPieces(text: string): Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  while (text.length - start > pieceMaxChars) {
    const end = start + cutWithin(text.slice(start, start + pieceMaxChars));
    pieces.push({ start, end });
    start = end;
  }
  if (start < text.length) pieces.push({ start, end: text.length });
  return pieces;
}

/** A sentence's end wants a pause behind it; a clause within a sentence goes straight on. */
export function endsSentence(text: string): boolean {
  return sentenceEnd.test(text);
}

function cutWithin(window: string): number {
  for (const cut of cuts) {
    let best = 0;
    for (const match of window.matchAll(cut)) best = match.index + match[0].length;
    if (best >= pieceMinChars) return best;
  }
  // Not between the halves of one character.
  const last = window.charCodeAt(window.length - 1);
  return last >= 0xd800 && last <= 0xdbff ? window.length - 1 : window.length;
}
