/** Puts a laid-out score on a canvas: five hairlines a stave, blocks on them, words under them. */
import { breakLines, type Block, type Layout, type Window, type Words, xOf } from './layout.ts';

export interface Theme {
  paper: string;
  ink: string;
  soft: string;
  line: string;
  caller: string;
  agent: string;
  serif: string;
  sans: string;
}

const staveLines = 5;
const staveGap = 5;
const staveHeight = (staveLines - 1) * staveGap;
const staveTop = { caller: 34, agent: 196 } as const;
const lineHeight = 19;
const linesMax = { caller: 4, agent: 5 } as const;
const bracketY = 160;
/** Words that flow out at the left edge do so softly, not in the midst of a letter. */
const fadeWidth = 36;
export const scoreHeight = 330;

export function paint(context: CanvasRenderingContext2D, layout: Layout, window: Window, theme: Theme): void {
  context.clearRect(0, 0, window.width, scoreHeight);
  paintStaves(context, window, theme);
  for (const { x, outcome } of layout.doubts) paintDoubt(context, x, outcome, theme);
  for (const block of layout.blocks) paintBlock(context, block, theme);
  for (const words of layout.words) paintWords(context, words, theme);
  if (window.fromMs > 0) fadeWords(context);
  for (const gap of layout.gaps) paintGap(context, gap, theme);
  for (const flag of layout.flags) paintFlag(context, flag, theme);
  for (const voice of ['caller', 'agent'] as const) paintName(context, voice, theme);
}

/** Stands still at the left edge; what flows by passes behind it. */
function paintName(context: CanvasRenderingContext2D, voice: 'caller' | 'agent', theme: Theme): void {
  context.font = `12px ${theme.sans}`;
  const y = staveTop[voice] - 9;
  context.clearRect(0, y - 12, context.measureText(voice).width + 8, 17);
  context.fillStyle = theme.soft;
  context.fillText(voice, 2, y);
}

function paintStaves(context: CanvasRenderingContext2D, window: Window, theme: Theme): void {
  context.fillStyle = theme.line;
  for (const top of Object.values(staveTop)) {
    for (let line = 0; line < staveLines; line += 1)
      context.fillRect(0, top + line * staveGap, window.width, 1);
  }
  paintSeconds(context, window, theme);
  const nowX = xOf(window, window.nowMs);
  // Before the first call there is no time to be in.
  if (window.nowMs === 0 || nowX < 0 || nowX > window.width) return;
  context.fillStyle = theme.soft;
  context.fillRect(
    Math.round(nowX),
    staveTop.caller - 8,
    1,
    staveTop.agent + staveHeight - staveTop.caller + 16,
  );
}

function paintSeconds(context: CanvasRenderingContext2D, window: Window, theme: Theme): void {
  const stepMs = 5000;
  const lastMs = Math.min(window.nowMs, window.fromMs + window.width / window.pixelsPerMs);
  context.font = `11px ${theme.sans}`;
  for (
    let atMs = Math.max(stepMs, Math.ceil(window.fromMs / stepMs) * stepMs);
    atMs <= lastMs;
    atMs += stepMs
  ) {
    const x = Math.round(xOf(window, atMs));
    if (x < 60) continue;
    context.fillStyle = theme.line;
    context.fillRect(x, 8, 1, 8);
    context.fillStyle = theme.soft;
    const seconds = atMs / 1000;
    context.fillText(`${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`, x + 4, 16);
  }
}

function paintBlock(context: CanvasRenderingContext2D, { voice, kind, x, width }: Block, theme: Theme): void {
  const y = staveTop[voice] - 1;
  const height = staveHeight + 3;
  context.clearRect(x, y, width, height);
  context.strokeStyle = theme[voice];
  context.fillStyle = theme[voice];
  context.lineWidth = 1.5;
  if (kind === 'hollow') {
    context.setLineDash([4, 3]);
    context.strokeRect(x + 0.75, y + 0.75, Math.max(1, width - 1.5), height - 1.5);
    context.setLineDash([]);
    return;
  }
  context.fillRect(x, y, width, height);
  if (voice === 'agent') hatch(context, x, y, width, height, theme.paper);
}

/** The agent's texture: fixed to its block, so that it flows with it. */
function hatch(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  width: number,
  height: number,
  colour: string,
): void {
  context.save();
  context.beginPath();
  context.rect(x, y, width, height);
  context.clip();
  context.strokeStyle = colour;
  context.globalAlpha = 0.55;
  context.lineWidth = 1;
  context.beginPath();
  const from = Math.max(0, Math.floor((-x - height) / 6) * 6);
  for (let offset = from; offset < width + height && x + offset < 4000; offset += 6) {
    context.moveTo(x + offset, y);
    context.lineTo(x + offset - height, y + height);
  }
  context.stroke();
  context.restore();
}

function paintWords(context: CanvasRenderingContext2D, words: Words, theme: Theme): void {
  context.font = `${words.style === 'interim' ? 'italic ' : ''}15px ${theme.serif}`;
  context.strokeStyle = theme.paper;
  context.lineWidth = 4;
  context.lineJoin = 'round';
  context.fillStyle = words.style === 'final' ? theme.ink : theme.soft;
  const lines = breakLines(
    words.text,
    words.width,
    linesMax[words.voice],
    (text) => context.measureText(text).width,
  );
  let y = staveTop[words.voice] + staveHeight + 21;
  for (const line of lines) {
    // A halo, for a line of doubt may pass behind the words.
    context.strokeText(line, words.x, y);
    context.fillText(line, words.x, y);
    if (words.style === 'unheard') context.fillRect(words.x, y - 5, context.measureText(line).width, 1);
    y += lineHeight;
  }
}

function fadeWords(context: CanvasRenderingContext2D): void {
  const fade = context.createLinearGradient(0, 0, fadeWidth, 0);
  fade.addColorStop(0, '#000f');
  fade.addColorStop(1, '#0000');
  context.save();
  context.globalCompositeOperation = 'destination-out';
  context.fillStyle = fade;
  for (const voice of ['caller', 'agent'] as const) {
    context.fillRect(0, staveTop[voice] + staveHeight + 5, fadeWidth, linesMax[voice] * lineHeight + 8);
  }
  context.restore();
}

function paintGap(context: CanvasRenderingContext2D, gap: Layout['gaps'][number], theme: Theme): void {
  context.fillStyle = theme.ink;
  context.fillRect(gap.x, bracketY, Math.max(1, gap.width), 1);
  for (const { x, name } of gap.ticks) {
    const isEdge = name === 'end of speech' || name === 'first sample heard';
    const reach = isEdge ? 7 : 4;
    context.fillRect(Math.round(x), bracketY - reach, 1, reach * 2 + 1);
  }
  if (Number.isNaN(gap.ms)) return;
  context.font = `600 13px ${theme.sans}`;
  const text = `${gap.ms} ms`;
  context.fillText(text, gap.x + gap.width / 2 - context.measureText(text).width / 2, bracketY - 12);
}

function paintDoubt(context: CanvasRenderingContext2D, x: number, outcome: string, theme: Theme): void {
  context.save();
  context.fillStyle = theme.ink;
  context.globalAlpha = outcome === 'dismissed' ? 0.25 : 1;
  const width = outcome === 'committed' ? 2 : 1;
  context.fillRect(
    Math.round(x),
    staveTop.caller - 6,
    width,
    staveTop.agent + staveHeight - staveTop.caller + 12,
  );
  context.restore();
}

function paintFlag(
  context: CanvasRenderingContext2D,
  { x, text }: { x: number; text: string },
  theme: Theme,
): void {
  context.font = `12px ${theme.sans}`;
  context.fillStyle = theme.agent;
  context.fillRect(Math.round(x), staveTop.agent - 22, 1, staveHeight + 22);
  context.fillText(text, x + 4, staveTop.agent - 13);
}
