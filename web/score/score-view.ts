/**
 * The score on the page: follows the present, or stands where the reader has moved it. It paints once a
 * frame while a call runs and once per change otherwise; a reader who wants less motion sees it move in
 * steps of a second.
 */
import { layoutScore, type Layout, type Window } from './layout.ts';
import { paint, scoreHeight, type Theme } from './paint.ts';
import type { Score } from './score.ts';

export interface ScoreSource {
  score(): Score;
  nowMs(): number;
  isLive(): boolean;
}

export class ScoreView {
  readonly #canvas: HTMLCanvasElement;
  readonly #follow: HTMLButtonElement;
  readonly #source: ScoreSource;
  readonly #context: CanvasRenderingContext2D;
  readonly #calm = matchMedia('(prefers-reduced-motion: reduce)');
  #theme: Theme;
  /** The left edge, where the reader has moved it; undefined follows the present. */
  #fromMs: number | undefined;
  #layout: Layout | undefined;
  #drawn = '';

  constructor(canvas: HTMLCanvasElement, follow: HTMLButtonElement, source: ScoreSource) {
    this.#canvas = canvas;
    this.#follow = follow;
    this.#source = source;
    this.#context = canvas.getContext('2d')!;
    this.#theme = readTheme(canvas);
    new ResizeObserver(() => this.#resize()).observe(canvas);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
      this.#theme = readTheme(canvas);
      this.#drawn = '';
    });
    follow.addEventListener('click', () => this.followNow());
    this.#listen();
  }

  followNow(): void {
    this.#fromMs = undefined;
    this.#follow.hidden = true;
  }

  /** Once per animation frame. */
  tick(): void {
    const window = this.#window();
    const score = this.#source.score();
    const key = `${score.revision} ${window.fromMs} ${window.nowMs} ${window.width} ${devicePixelRatio}`;
    if (key === this.#drawn || window.width === 0) return;
    this.#drawn = key;
    this.#layout = layoutScore(score, window);
    paint(this.#context, this.#layout, window, this.#theme);
  }

  #window(): Window {
    const width = this.#canvas.clientWidth;
    const pixelsPerMs = width < 720 ? 0.06 : 0.09;
    const exact = this.#source.nowMs();
    const nowMs = this.#calm.matches && this.#source.isLive() ? Math.floor(exact / 1000) * 1000 : exact;
    const spanMs = width / pixelsPerMs;
    const following = Math.max(0, nowMs - spanMs * 0.8);
    return { fromMs: this.#fromMs ?? following, width, pixelsPerMs, nowMs };
  }

  #resize(): void {
    const { clientWidth } = this.#canvas;
    this.#canvas.width = clientWidth * devicePixelRatio;
    this.#canvas.height = scoreHeight * devicePixelRatio;
    this.#context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    this.#drawn = '';
  }

  #listen(): void {
    const canvas = this.#canvas;
    canvas.addEventListener(
      'wheel',
      (event) => {
        const pixels =
          Math.abs(event.deltaX) > Math.abs(event.deltaY) ? event.deltaX : event.shiftKey ? event.deltaY : 0;
        if (pixels === 0) return;
        event.preventDefault();
        this.#move(pixels);
      },
      { passive: false },
    );
    canvas.addEventListener('pointerdown', (event) => canvas.setPointerCapture(event.pointerId));
    canvas.addEventListener('pointermove', (event) => {
      if (canvas.hasPointerCapture(event.pointerId)) this.#move(-event.movementX);
    });
    canvas.addEventListener('keydown', (event) => {
      const pixels = { ArrowLeft: -120, ArrowRight: 120, PageUp: -600, PageDown: 600, Home: -Infinity }[
        event.key
      ];
      if (event.key === 'End') this.followNow();
      else if (pixels !== undefined) this.#move(pixels);
      else return;
      event.preventDefault();
    });
  }

  #move(pixels: number): void {
    const { fromMs, width, pixelsPerMs, nowMs } = this.#window();
    const latest = Math.max(0, nowMs - (width / pixelsPerMs) * 0.8);
    const to = Math.max(0, fromMs + pixels / pixelsPerMs);
    if (to >= latest) return this.followNow();
    this.#fromMs = to;
    this.#follow.hidden = false;
  }
}

function readTheme(canvas: HTMLCanvasElement): Theme {
  const style = getComputedStyle(canvas);
  const read = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    paper: read('paper'),
    ink: read('ink'),
    soft: read('soft'),
    line: read('line'),
    caller: read('caller'),
    agent: read('agent'),
    serif: read('serif'),
    sans: read('sans'),
  };
}
