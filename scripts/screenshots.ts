/**
 * `npm run screenshots`: pictures of the page in every state, taken from a real call, into docs/pictures/.
 *
 * A server with the demonstration agent, Debian's Chromium, and a recording for a microphone: a caller
 * who asks, interrupts, and books a fitting. Some states are made: no microphone, permission refused,
 * no seat, a server that goes away.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { SystemClock } from '../src/clock/system-clock.ts';
import { demoAgent } from '../src/server/demo-agent/demo-agent.ts';
import { serve, type Server } from '../src/server/serve.ts';
import { heardByMicrophone, openChromium } from '../test/support/chromium.ts';
import { spoken } from '../test/support/spoken.ts';
import { requireSystemPackages } from './system-packages.ts';

const folder = join(import.meta.dirname, '../docs/pictures');
const desktop = { viewport: { width: 1280, height: 900 } };
const telephone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 };
const dark = { colorScheme: 'dark' as const };
const silence = heardByMicrophone([60_000]);

const sentences = [
  'What are your opening hours?',
  'I would like to book an appointment.',
  "On Thursday, at three o'clock.",
  'Yes please.',
  'Tell me about the history of the house.',
  'What is your address?',
];

/** Silence before each sentence, in milliseconds: the reply to the one before, and a moment. */
const pausesMs = [5000, 9500, 6500, 10_000, 8500, 5500];

async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = desktop,
): Promise<Page> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(url);
  await page.waitForTimeout(300);
  return page;
}

async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
  console.log(`docs/pictures/${name}.png`);
}

async function until(page: Page, state: string, timeout = 30_000): Promise<void> {
  await page.waitForSelector(`body[data-state="${state}"]`, { timeout });
}

/** One caller's whole call. */
async function conversation(url: string, microphone: Uint8Array): Promise<void> {
  await using chromium = await openChromium({ microphone });
  const page = await openPage(chromium.browser, url);
  await page.keyboard.press(' ');
  await until(page, 'speaking');
  await page.waitForTimeout(1200);
  await picture(page, 'greeting');
  await until(page, 'hearing');
  await page.waitForSelector('#transcript .interim');
  await page.waitForTimeout(800);
  await picture(page, 'listening');
  await page.waitForSelector('#transcript .note', { timeout: 60_000 });
  await page.waitForTimeout(2500);
  await picture(page, 'consent');
  await until(page, 'interrupted', 60_000);
  await picture(page, 'interrupted');
  await until(page, 'speaking');
  await page.waitForTimeout(2500);
  await picture(page, 'call');
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.waitForTimeout(200);
  await picture(page, 'call-dark');
  await page.keyboard.press(' ');
  await until(page, 'idle');
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(telephone.viewport);
  await page.waitForTimeout(300);
  await picture(page, 'call-over-telephone');
}

async function atRest(url: string): Promise<void> {
  await using chromium = await openChromium({ microphone: silence });
  await picture(await openPage(chromium.browser, url), 'empty');
  await picture(await openPage(chromium.browser, url, { ...desktop, ...dark }), 'empty-dark');
  await picture(await openPage(chromium.browser, url, telephone), 'empty-telephone');
}

async function withoutMicrophone(url: string): Promise<void> {
  await using none = await openChromium({});
  const page = await openPage(none.browser, url);
  await page.keyboard.press(' ');
  await page.waitForSelector('[data-problem="microphone-none"]');
  await picture(page, 'no-microphone');
  await using refusing = await openChromium({ microphone: silence, permit: false });
  const denied = await openPage(refusing.browser, url);
  await denied.keyboard.press(' ');
  await denied.waitForSelector('[data-problem="microphone-denied"]');
  await picture(denied, 'permission-denied');
}

/** The server has one seat: the first page takes it. Then it goes away. */
async function refusedAndLost(server: Server): Promise<void> {
  await using chromium = await openChromium({ microphone: silence });
  const first = await openPage(chromium.browser, server.url);
  await first.keyboard.press(' ');
  await until(first, 'speaking');
  const second = await openPage(chromium.browser, server.url, telephone);
  await second.keyboard.press(' ');
  await second.waitForSelector('[data-problem="refused-full"]');
  await picture(second, 'refused-telephone');
  await first.waitForTimeout(2500);
  await first.context().setOffline(true);
  await server[Symbol.asyncDispose]();
  await second.keyboard.press(' ');
  await second.waitForSelector('[data-problem="server-gone"]', { timeout: 15_000 });
  await picture(second, 'server-gone-telephone');
}

requireSystemPackages(['chromium']);
mkdirSync(folder, { recursive: true });
using clock = new SystemClock();
const voices = await spoken(sentences, clock);
const microphone = heardByMicrophone([
  ...voices.flatMap((voice, index) => [pausesMs[index]!, voice]),
  30_000,
]);
const chosen = process.argv[2];
await using server = await serve(demoAgent({ wallTime: () => clock.wallTime() }), { seats: 1 });
if (chosen === undefined || chosen === 'rest') await atRest(server.url);
if (chosen === undefined || chosen === 'microphone') await withoutMicrophone(server.url);
if (chosen === undefined || chosen === 'call') await conversation(server.url, microphone);
if (chosen === undefined || chosen === 'lost') await refusedAndLost(server);
