/**
 * The waterfall of one turn as a picture: what each stage did when, from the caller's last sound to the
 * first sample of the reply. Plain SVG, with colours of its own for light and for dark.
 */
import type { MeasuredTurn } from './conversation.ts';
import { floorOf } from './floor.ts';

export interface WaterfallBar {
  name: string;
  /** From the caller's last sound; below 0 where it began while the caller still spoke. */
  fromMs: number;
  toMs: number;
  /** What decides, as against what works. */
  decides?: boolean;
}

const width = 760;
const labelWidth = 170;
const figureWidth = 60;
const rowHeight = 30;
const top = 64;

const style = [
  ':root { color-scheme: light dark; }',
  'text { font: 13px system-ui, sans-serif; fill: #24292f; }',
  '.title { font-weight: 600; font-size: 15px; }',
  '.faint { fill: #57606a; }',
  '.works { fill: #2f6feb; }',
  '.decides { fill: #9a6700; }',
  '.line { stroke: #d0d7de; }',
  '.floor { stroke: #1a7f37; stroke-width: 1.5; stroke-dasharray: 4 3; }',
  '@media (prefers-color-scheme: dark) {',
  '  text { fill: #e6edf3; } .faint { fill: #9198a1; } .works { fill: #6cb6ff; } .decides { fill: #d4a72c; }',
  '  .line { stroke: #3d444d; } .floor { stroke: #57ab5a; }',
  '}',
].join('\n');

/** The stages of a turn that a model has answered, in the order of the pipeline. */
export function barsOf({ stages, lastSoundAt, voiceToVoiceMs }: MeasuredTurn): WaterfallBar[] {
  if (stages === undefined) return [];
  const at = (instant: number): number => instant - lastSoundAt;
  const { decidedAt, finalAt, generationAt, firstTokenAt, spokenAt, firstAudioAt } = stages;
  return [
    { name: 'silence until decided', fromMs: 0, toMs: at(decidedAt), decides: true },
    { name: 'STT final', fromMs: 0, toMs: at(finalAt) },
    { name: 'LLM first token', fromMs: at(generationAt), toMs: at(firstTokenAt) },
    { name: 'LLM text to speak', fromMs: at(firstTokenAt), toMs: at(spokenAt) },
    { name: 'TTS first audio', fromMs: at(spokenAt), toMs: at(firstAudioAt) },
    { name: 'until it is played', fromMs: at(firstAudioAt), toMs: voiceToVoiceMs, decides: true },
  ];
}

/** The turn in the middle by its wait, among those that a model answered and nobody cut in. */
export function medianTurn(turns: readonly MeasuredTurn[]): MeasuredTurn | undefined {
  const sorted = turns
    .filter(({ stages, cutIn }) => stages !== undefined && !cutIn)
    .toSorted((a, b) => a.voiceToVoiceMs - b.voiceToVoiceMs);
  return sorted[Math.floor((sorted.length - 1) / 2)];
}

export function renderWaterfall(title: string, turn: MeasuredTurn): string {
  const bars = barsOf(turn);
  const floorMs = floorOf(turn.turn).firstAudioMs;
  const untilMs = Math.max(turn.voiceToVoiceMs, floorMs, ...bars.map(({ toMs }) => toMs));
  const fromMs = Math.min(0, ...bars.map((bar) => bar.fromMs));
  const room = width - labelWidth - figureWidth;
  const x = (ms: number): number => round(labelWidth + ((ms - fromMs) / (untilMs - fromMs)) * room);
  const height = top + bars.length * rowHeight + 44;
  const said = turn.turn.words.map(({ text }) => text).join(' ');
  const bottom = height - 36;
  const summary = `${Math.round(turn.voiceToVoiceMs)} ms from the caller's last sound to the first sample played`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title summary">`,
    `<title id="title">${escaped(title)}</title>`,
    `<desc id="summary">${escaped(summary)}. ${bars.map(describe).join(' ')}</desc>`,
    `<style>${style}</style>`,
    `<text class="title" x="12" y="24">${escaped(title)}</text>`,
    `<text class="faint" x="12" y="44">“${escaped(said)}”: ${escaped(summary)}</text>`,
    ...[...gridMs(fromMs, untilMs)].map((ms) => gridLine(ms, x(ms), bottom)),
    ...bars.map((bar, index) => row(bar, top + index * rowHeight, x)),
    `<line class="floor" x1="${x(floorMs)}" x2="${x(floorMs)}" y1="${top - 6}" y2="${bottom}"/>`,
    `<text class="faint" x="${x(floorMs)}" y="${height - 6}" text-anchor="middle">floor ${Math.round(floorMs)}</text>`,
    '</svg>',
    '',
  ].join('\n');
}

function row({ name, fromMs, toMs, decides }: WaterfallBar, y: number, x: (ms: number) => number): string {
  // A stage without duration still shows where it happened.
  const barWidth = Math.max(2, round(x(toMs) - x(fromMs)));
  return [
    `<text x="12" y="${y + 15}">${escaped(name)}</text>`,
    `<rect class="${decides === true ? 'decides' : 'works'}" x="${x(fromMs)}" y="${y + 3}" width="${barWidth}" height="16" rx="2"/>`,
    `<text class="faint" x="${width - 8}" y="${y + 15}" text-anchor="end">${Math.round(toMs - fromMs)} ms</text>`,
  ].join('');
}

function* gridMs(fromMs: number, untilMs: number): Generator<number> {
  const step = untilMs - fromMs > 1_500 ? 500 : 200;
  for (let ms = Math.ceil(fromMs / step) * step; ms <= untilMs; ms += step) yield ms;
}

function gridLine(ms: number, at: number, bottom: number): string {
  return (
    `<line class="line" x1="${at}" x2="${at}" y1="${top - 6}" y2="${bottom}"/>` +
    `<text class="faint" x="${at}" y="${bottom + 14}" text-anchor="middle">${ms}</text>`
  );
}

function describe({ name, fromMs, toMs }: WaterfallBar): string {
  return `${name}: ${Math.round(fromMs)} to ${Math.round(toMs)} ms.`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
