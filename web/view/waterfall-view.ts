/** The last turns as bars on one scale, the latest first; the figures are text, for hover, focus and readers. */
import type { TurnLine } from '../score/waterfall.ts';
import { element } from './element.ts';

const svgSpace = 'http://www.w3.org/2000/svg';
const scaleStepMs = 500;

export class WaterfallView {
  readonly #list: HTMLElement;
  readonly #empty: HTMLElement;
  #told = '';

  constructor(list: HTMLElement, empty: HTMLElement) {
    this.#list = list;
    this.#empty = empty;
  }

  show(lines: readonly TurnLine[]): void {
    const told = JSON.stringify(lines);
    if (told === this.#told) return;
    this.#told = told;
    this.#empty.hidden = lines.length > 0;
    const longest = Math.max(1, ...lines.map((line) => line.heardMs ?? line.decidedMs));
    const scaleMs = Math.ceil(longest / scaleStepMs) * scaleStepMs;
    const focused = [...this.#list.children].indexOf(document.activeElement!);
    this.#list.replaceChildren(...lines.map((line) => itemOf(line, scaleMs)));
    if (focused >= 0) (this.#list.children[focused] as HTMLElement | undefined)?.focus();
  }
}

function itemOf(line: TurnLine, scaleMs: number): HTMLElement {
  const item = document.createElement('li');
  item.tabIndex = 0;
  const head = element('div', 'turn-head');
  const figure = element('span', '', `${line.pipeline} · `);
  figure.append(element('b', '', line.heardMs === undefined ? 'no reply yet' : `${line.heardMs} ms`));
  head.append(element('q', '', line.text), figure);
  const steps = line.steps
    .map(({ name, ms }) => `${name} ${ms < 0 ? '\u2212' : ''}${Math.abs(ms)}`)
    .join(' · ');
  item.append(head, barOf(line, scaleMs), element('p', 'steps', `${steps} ms`));
  return item;
}

function barOf(line: TurnLine, scaleMs: number): SVGSVGElement {
  const svg = document.createElementNS(svgSpace, 'svg');
  svg.setAttribute('aria-hidden', 'true');
  const percent = (ms: number): string => `${(Math.max(0, ms) / scaleMs) * 100}%`;
  const rect = (className: string, fromMs: number, toMs: number): void => {
    const shape = document.createElementNS(svgSpace, 'rect');
    shape.setAttribute('class', className);
    shape.setAttribute('x', percent(fromMs));
    shape.setAttribute('width', percent(toMs - fromMs));
    shape.setAttribute('y', '5');
    shape.setAttribute('height', '8');
    svg.append(shape);
  };
  rect('silence', 0, line.decidedMs);
  if (line.heardMs !== undefined)
    rect('work', line.decidedMs, Math.max(line.heardMs, line.decidedMs + scaleMs / 200));
  for (const { ms } of line.steps) {
    const tick = document.createElementNS(svgSpace, 'line');
    tick.setAttribute('class', 'tick');
    tick.setAttribute('x1', percent(ms));
    tick.setAttribute('x2', percent(ms));
    tick.setAttribute('y1', '2');
    tick.setAttribute('y2', '16');
    svg.append(tick);
  }
  return svg;
}
