/**
 * Where everything of a score stands in a window of time. Pure: numbers in, shapes out; the painter only
 * puts ink where it is told. Only what touches the window is laid out, and only what is near it is looked
 * at, so ten minutes cost what ten seconds do.
 */
import type { AgentReply, Score } from './score.ts';

export interface Window {
  /** Milliseconds since the call began, at x = 0. */
  fromMs: number;
  width: number;
  pixelsPerMs: number;
  /** The present: what is still going on is drawn up to here. */
  nowMs: number;
}

export interface Block {
  voice: 'caller' | 'agent';
  kind: 'solid' | 'hollow';
  x: number;
  width: number;
}

export interface Words {
  voice: 'caller' | 'agent';
  x: number;
  /** Lines are broken to this width. */
  width: number;
  text: string;
  style: 'final' | 'interim' | 'unheard';
}

export interface Gap {
  x: number;
  width: number;
  ms: number;
  /** Instants inside the gap and around it, in pixels. */
  ticks: { x: number; name: string }[];
}

export interface Layout {
  blocks: Block[];
  words: Words[];
  gaps: Gap[];
  doubts: { x: number; outcome: 'open' | 'committed' | 'dismissed' }[];
  flags: { x: number; text: string }[];
}

/** How long speech of so many letters takes, about: for what has not been spoken yet. */
const msPerLetter = 62;
const wordsWidthMin = 150;
/** What was never heard could be minutes long; it is shown as a stump. */
const hollowMaxMs = 2500;
/** Nothing reaches further beyond its own beginning, but for what lasts until the next one begins. */
const reachMs = 30_000;
/** A flag with its words, in pixels. */
const flagWidth = 200;

export function layoutScore(score: Score, window: Window): Layout {
  const layout: Layout = { blocks: [], words: [], gaps: [], doubts: [], flags: [] };
  layoutCaller(score, window, layout);
  const replies = near(score.replies, ({ startMs }) => startMs, window);
  for (const [index, reply] of replies.entries()) {
    layoutReply(score, reply, replies[index + 1]?.startMs ?? Infinity, window, layout);
  }
  layoutGaps(score, replies, window, layout);
  const inside = (atMs: number): boolean => isInside(window, atMs - 200 / window.pixelsPerMs, atMs);
  for (const { atMs, outcome } of near(score.doubts, (doubt) => doubt.atMs, window))
    if (inside(atMs)) layout.doubts.push({ x: xOf(window, atMs), outcome });
  layoutFlags(score, window, layout);
  return layout;
}

/**
 * What may touch the window of things that are in the order of time: from the last one that begins before
 * it, by far, to the first that begins behind it.
 */
function near<Thing>(things: readonly Thing[], startOf: (thing: Thing) => number, window: Window): Thing[] {
  const untilMs = window.fromMs + window.width / window.pixelsPerMs;
  const from = firstFrom(things, startOf, window.fromMs - reachMs) - 1;
  return things.slice(Math.max(0, from), firstFrom(things, startOf, untilMs) + 1);
}

/** The index of the first that begins at this instant or later. */
function firstFrom<Thing>(things: readonly Thing[], startOf: (thing: Thing) => number, atMs: number): number {
  let low = 0;
  let high = things.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (startOf(things[middle]!) < atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

function layoutCaller(score: Score, window: Window, layout: Layout): void {
  for (const { startMs, endMs = window.nowMs } of near(score.speech, (speech) => speech.startMs, window)) {
    if (isInside(window, startMs, endMs))
      layout.blocks.push(blockOf(window, 'caller', 'solid', startMs, endMs));
  }
  const turns = near(score.turns, ({ startMs }) => startMs, window);
  for (const [index, turn] of turns.entries()) {
    const nextMs = turns[index + 1]?.startMs ?? Infinity;
    const width = wordsWidth(window, turn.startMs, nextMs, turn.text);
    if (turn.text === '' || !isInside(window, turn.startMs, turn.startMs + width / window.pixelsPerMs))
      continue;
    const style = turn.final ? 'final' : 'interim';
    layout.words.push({ voice: 'caller', x: xOf(window, turn.startMs), width, text: turn.text, style });
  }
}

function layoutReply(score: Score, reply: AgentReply, nextMs: number, window: Window, layout: Layout): void {
  const startMs = reply.heardFromMs ?? reply.startMs;
  const endMs = reply.endMs ?? pausedMs(score, reply) ?? window.nowMs;
  const hollowMs = Math.min(
    hollowMaxMs,
    reply.unheardText.length * msPerLetter,
    Math.max(0, nextMs - endMs - 100),
  );
  const heardWidth = wordsWidth(window, startMs, nextMs, reply.text);
  const lastMs = Math.max(endMs + hollowMs, startMs + heardWidth / window.pixelsPerMs);
  if (!isInside(window, startMs, lastMs)) return;
  if (endMs > startMs) layout.blocks.push(blockOf(window, 'agent', 'solid', startMs, endMs));
  if (hollowMs > 0) layout.blocks.push(blockOf(window, 'agent', 'hollow', endMs, endMs + hollowMs));
  const x = xOf(window, startMs);
  if (reply.unheardText === '') {
    const style = reply.over ? 'final' : 'interim';
    layout.words.push({ voice: 'agent', x, width: heardWidth, text: reply.text, style });
    return;
  }
  // Heard words keep to their block, so that the struck ones can stand under the hollow one.
  const width = Math.max(wordsWidthMin * 0.8, (endMs - startMs) * window.pixelsPerMs - 10);
  layout.words.push({ voice: 'agent', x, width, text: reply.text, style: 'final' });
  const unheardX = reply.text === '' ? x : Math.max(x + width + 10, xOf(window, endMs));
  const room = nextMs === Infinity ? Infinity : xOf(window, nextMs) - unheardX - 10;
  const unheardWidth = Math.max(90, Math.min(hollowMs * window.pixelsPerMs, room));
  layout.words.push({
    voice: 'agent',
    x: unheardX,
    width: unheardWidth,
    text: reply.unheardText,
    style: 'unheard',
  });
}

/** A reply in doubt stands still: where it does. Only of one that is not over, so there is one at most. */
function pausedMs({ doubts }: Score, { reply }: AgentReply): number | undefined {
  const last = doubts.at(-1);
  return last?.reply === reply && last.outcome === 'open' ? last.atMs : undefined;
}

function layoutGaps(score: Score, replies: readonly AgentReply[], window: Window, layout: Layout): void {
  for (const turn of near(score.turns, ({ startMs }) => startMs, window)) {
    if (turn.endMs === undefined) continue;
    const reply = replies.find((one) => one.turn === turn.turn);
    const heardMs = reply?.heardFromMs;
    const untilMs = heardMs ?? turn.decidedMs ?? turn.endMs;
    if (!isInside(window, turn.endMs - 1000, untilMs + 1000)) continue;
    const named: [string, number | undefined][] = [
      ['end of speech', turn.endMs],
      ['transcript final', turn.finalMs],
      ['first token', turn.firstTokenMs],
      ['turn decided', turn.decidedMs],
      ['first clause', turn.firstClauseMs],
      ['first audio', turn.firstAudioMs],
      ['first sample heard', heardMs],
    ];
    layout.gaps.push({
      x: xOf(window, turn.endMs),
      width: (untilMs - turn.endMs) * window.pixelsPerMs,
      ms: heardMs === undefined ? Number.NaN : Math.round(heardMs - turn.endMs),
      ticks: named.flatMap(([name, atMs]) => (atMs === undefined ? [] : [{ name, x: xOf(window, atMs) }])),
    });
  }
}

/** As wide as its speech is long, within the room up to the next one; steps keep the lines from dancing. */
function wordsWidth(window: Window, startMs: number, nextMs: number, text: string): number {
  const natural = text.length * msPerLetter * window.pixelsPerMs;
  const x = xOf(window, startMs);
  const toEdge = Math.floor((window.width - x) / 60) * 60 - 12;
  const toNext = (nextMs - startMs) * window.pixelsPerMs - 14;
  return Math.max(90, Math.min(Math.max(wordsWidthMin, Math.min(natural, toEdge)), toNext));
}

function blockOf(
  window: Window,
  voice: Block['voice'],
  kind: Block['kind'],
  fromMs: number,
  toMs: number,
): Block {
  return { voice, kind, x: xOf(window, fromMs), width: Math.max(2, (toMs - fromMs) * window.pixelsPerMs) };
}

export function xOf(window: Window, atMs: number): number {
  return (atMs - window.fromMs) * window.pixelsPerMs;
}

function isInside(window: Window, fromMs: number, toMs: number): boolean {
  return toMs >= window.fromMs && fromMs <= window.fromMs + window.width / window.pixelsPerMs;
}

const flagWords = {
  asked: 'asks',
  given: 'yes',
  refused: 'no',
  expired: 'no answer',
  begun: 'begins',
  done: 'done',
  failed: 'failed',
  unknown: 'unknown',
} as const;

/** What happens in one place is one flag: "book appointment: yes, begins, done". */
function layoutFlags(score: Score, window: Window, layout: Layout): void {
  let atX = -Infinity;
  let tool = '';
  for (const flag of near(score.flags, ({ atMs }) => atMs, window)) {
    const x = xOf(window, flag.atMs);
    if (x < -flagWidth || x > window.width) continue;
    const last = layout.flags.at(-1);
    const isNear = x - atX < flagWidth;
    if (last !== undefined && isNear && flag.tool === tool) last.text += `, ${flagWords[flag.kind]}`;
    else layout.flags.push({ x: (atX = x), text: `${toolInWords(flag.tool)}: ${flagWords[flag.kind]}` });
    ({ tool } = flag);
  }
}

/** `bookAppointment` as people write it: "book appointment". */
export function toolInWords(tool: string): string {
  return tool
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/[_-]+/g, ' ')
    .toLowerCase();
}

/** Breaks text into lines. @param measure width of a text in pixels. */
export function breakLines(
  text: string,
  width: number,
  linesMax: number,
  measure: (text: string) => number,
): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1)!} ${word}`.trimStart();
    if (lines.at(-1) === '' || measure(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  if (lines.length <= linesMax) return lines;
  return [...lines.slice(0, linesMax - 1), `${lines[linesMax - 1]!} …`];
}
