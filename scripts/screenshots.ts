/**
 * `npm run screenshots`: pictures of the page in every state, taken from a real call, into docs/pictures/.
 *
 * A server with the demonstration agent, Debian's Chromium, and a recording for a microphone: a caller
 * who asks, interrupts, and books a fitting. Some states are made: no microphone, permission refused,
 * no seat, a line that breaks for good, a server that goes away. The boutique is called as `npm start` serves it,
 * which wants `npm run build` first. `npm run screenshots -- SCENE` takes one scene only.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { SystemClock } from '../src/clock/system-clock.ts';
import { demoAgent } from '../src/server/demo-agent/demo-agent.ts';
import { serve, type Server } from '../src/server/serve.ts';
import { BreakableLine } from '../test/support/breakable-line.ts';
import { heardByMicrophone, openChromium } from '../test/support/chromium.ts';
import { Command } from '../test/support/command.ts';
import { spoken } from '../test/support/spoken.ts';
import { requireSystemPackages } from './system-packages.ts';

const folder = join(import.meta.dirname, '../docs/pictures');
const desktop = { viewport: { width: 1280, height: 900 } };
const telephone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 };
const dark = { colorScheme: 'dark' as const };
const silence = heardByMicrophone([60_000]);

/** What is said in a call, each after so many milliseconds of silence: the reply before it, and a moment. */
type Script = readonly (readonly [afterMs: number, sentence: string])[];

const booking: Script = [
  [5500, 'I would like to book an appointment.'],
  [7000, "On Thursday, at three o'clock."],
  [11_000, 'Yes please.'],
];
const interrupting: Script = [
  [5500, 'What are your opening hours?'],
  [11_000, 'Tell me about the history of the house.'],
  [6500, 'Where can I find the shoes?'],
];

/** Somebody changes the day, and then would rather have a message written down. */
const shopping: Script = [
  [7000, 'I would like an appointment for shoes in Paris on Friday at eleven.'],
  [7000, 'Actually make it Thursday.'],
  [9000, 'I want to speak to the shoemaker.'],
  [9000, 'Please call me on Friday morning.'],
  [13_000, 'Yes please.'],
];

async function record(script: Script, clock: SystemClock): Promise<Uint8Array> {
  const voices = await spoken(
    script.map(([, sentence]) => sentence),
    clock,
  );
  return heardByMicrophone([...voices.flatMap((voice, index) => [script[index]![0], voice]), 60_000]);
}

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

/** Until so many words are there of a sentence that is not over. */
async function untilWords(page: Page, count: number): Promise<void> {
  const interim = page.locator('#transcript [data-voice="caller"] .interim');
  for (let waitedMs = 0; waitedMs < 30_000; waitedMs += 20) {
    const [text = ''] = await interim.allInnerTexts();
    if (text.split(' ').length >= count) return;
    await page.waitForTimeout(20);
  }
  throw new Error(`no ${count} words were heard of a sentence that is not over`);
}

async function callOf(browser: Browser, url: string): Promise<Page> {
  const page = await openPage(browser, url);
  await page.keyboard.press(' ');
  await until(page, 'speaking');
  return page;
}

async function bookingCall(url: string, microphone: Uint8Array): Promise<void> {
  await using chromium = await openChromium({ microphone });
  const page = await callOf(chromium.browser, url);
  await page.waitForTimeout(1200);
  await picture(page, 'greeting');
  await untilWords(page, 3);
  await picture(page, 'listening');
  await page.waitForSelector('#transcript .note', { timeout: 40_000 });
  await page.waitForTimeout(2500);
  await picture(page, 'consent');
  await page.locator('#transcript .note').nth(2).waitFor({ timeout: 40_000 });
  await page.waitForTimeout(2500);
  await picture(page, 'booked');
}

async function interruptedCall(url: string, microphone: Uint8Array): Promise<void> {
  await using chromium = await openChromium({ microphone });
  const page = await callOf(chromium.browser, url);
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

async function boutiqueCall(microphone: Uint8Array): Promise<void> {
  const words = ['serve', '--agent', 'examples/boutique/serve.ts', '--port', '0'];
  await using boutique = new Command(words, { timeLimitMs: 180_000 });
  const [, url] = await boutique.says(/page\s+(http\S+)/);
  await using chromium = await openChromium({ microphone });
  const page = await callOf(chromium.browser, url!);
  await page.waitForSelector('#runs li[data-state="asked"]', { timeout: 90_000 });
  await until(page, 'listening');
  await picture(page, 'boutique-asked');
  await page.waitForSelector('#runs li[data-state="done"] .asked', { timeout: 60_000 });
  await page.waitForTimeout(2500);
  await picture(page, 'boutique');
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize(telephone.viewport);
  await page.waitForTimeout(300);
  await picture(page, 'boutique-telephone');
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

/** The server has one seat: the first page takes it. Then its line breaks for good, and the server goes away. */
async function refusedAndLost(server: Server): Promise<void> {
  await using chromium = await openChromium({ microphone: silence });
  await using line = new BreakableLine(server.port);
  const first = await callOf(chromium.browser, await line.open());
  const second = await openPage(chromium.browser, server.url, telephone);
  await second.keyboard.press(' ');
  await second.waitForSelector('[data-problem="refused-full"]');
  await picture(second, 'refused-telephone');
  line.isDown = true;
  line.cut();
  await until(first, 'reconnecting');
  await first.waitForTimeout(2500);
  await picture(first, 'reconnecting');
  await first.waitForSelector('[data-problem="line-lost"]', { timeout: 60_000 });
  await picture(first, 'line-lost');
  await server[Symbol.asyncDispose]();
  await second.keyboard.press(' ');
  await second.waitForSelector('[data-problem="server-gone"]', { timeout: 15_000 });
  await picture(second, 'server-gone-telephone');
}

requireSystemPackages(['chromium']);
mkdirSync(folder, { recursive: true });
using clock = new SystemClock();
const agent = demoAgent({ wallTime: () => clock.wallTime() });
await using server = await serve(agent, { seats: 1 });
const scenes: Record<string, () => Promise<void>> = {
  rest: () => atRest(server.url),
  microphone: () => withoutMicrophone(server.url),
  booking: async () => bookingCall(server.url, await record(booking, clock)),
  interrupting: async () => interruptedCall(server.url, await record(interrupting, clock)),
  boutique: async () => boutiqueCall(await record(shopping, clock)),
  lost: () => refusedAndLost(server),
};
for (const name of process.argv.length > 2 ? process.argv.slice(2) : Object.keys(scenes)) {
  const scene = scenes[name];
  if (scene === undefined) throw new Error(`there is no scene "${name}": ${Object.keys(scenes).join(', ')}`);
  await scene();
}
