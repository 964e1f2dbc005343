/** The score flows at sixty frames a second with ten minutes of call loaded, in a real browser that paints without a GPU. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { openChromium } from '../support/chromium.ts';
import { openScoreStage } from '../support/score-stage.ts';

const framesPerSecondMin = 55;
const seconds = 10;

test(`The score of a call of ten minutes is painted at least ${framesPerSecondMin} times a second`, async () => {
  await using chromium = await openChromium({});
  const page = await openScoreStage(chromium.browser);
  const measured = (await page.evaluate(`new Promise((resolve) => {
    const stage = scoreStage(10);
    const beganAt = performance.now();
    const workMs = [];
    const onFrame = () => {
      const at = performance.now();
      if (at - beganAt > ${seconds * 1000}) return resolve({ frames: workMs.length, workMs });
      stage.frameAt(${9.5 * 60_000} + at - beganAt);
      workMs.push(performance.now() - at);
      requestAnimationFrame(onFrame);
    };
    requestAnimationFrame(onFrame);
  })`)) as { frames: number; workMs: number[] };
  const { frames, workMs } = measured;
  const sorted = workMs.toSorted((a, b) => a - b);
  const share = (part: number): string => sorted[Math.floor(part * (sorted.length - 1))]!.toFixed(2);
  const framesPerSecond = frames / seconds;
  console.log(
    `score, ten minutes loaded: ${framesPerSecond.toFixed(1)} frames a second; ` +
      `script per frame ${share(0.5)} ms in the median, p95 ${share(0.95)} ms`,
  );
  assert.ok(framesPerSecond >= framesPerSecondMin, `${framesPerSecond} frames a second`);
});
