/** The page's own score on a page by itself: its sources bundled as the page's are, put into a browser. */
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';

const entry = join(import.meta.dirname, '../../web/score/__fixtures__/score-stage.ts');

/** @returns a page in which `scoreStage(minutes)` makes a score to draw; close its context. */
export async function openScoreStage(browser: Browser): Promise<Page> {
  const { build } = await import('vite');
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    build: { write: false, target: 'es2023', rollupOptions: { input: entry } },
  });
  const { output } = (Array.isArray(built) ? built[0] : built) as { output: { code?: string }[] };
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.setContent('<!doctype html><body style="margin: 0"></body>');
  await page.addScriptTag({ type: 'module', content: output[0]!.code! });
  await page.waitForFunction('typeof scoreStage === "function"');
  return page;
}
