/**
 * The score of a page by itself, for a browser that a test drives: a canvas as wide as the window, the
 * page's own view on it, and a call of so many minutes. Counts what is put on the canvas.
 */
import { ScoreView } from '../score-view.ts';
import { longCall } from './long-call.ts';

export interface ScoreStage {
  /** One frame at this instant. @returns how many strokes, fills and measurements it took. */
  frameAt(nowMs: number): number;
}

const drawing = [
  'fillRect',
  'strokeRect',
  'clearRect',
  'fillText',
  'strokeText',
  'stroke',
  'lineTo',
  'measureText',
] as const;

export function scoreStage(minutes: number): ScoreStage {
  const canvas = document.createElement('canvas');
  canvas.style.cssText = 'display: block; width: 100%; height: 330px';
  document.body.replaceChildren(canvas);
  const count = { operations: 0 };
  const context = canvas.getContext('2d')!;
  for (const name of drawing) {
    const original = context[name].bind(context) as (...values: unknown[]) => unknown;
    Object.defineProperty(context, name, {
      value: (...values: unknown[]) => {
        count.operations += 1;
        return original(...values);
      },
    });
  }
  const score = longCall(minutes);
  let now = 0;
  const view = new ScoreView(canvas, document.createElement('button'), {
    score: () => score,
    nowMs: () => now,
    isLive: () => true,
  });
  return {
    frameAt: (nowMs) => {
      now = nowMs;
      count.operations = 0;
      view.tick();
      return count.operations;
    },
  };
}

Object.assign(globalThis, { scoreStage });
