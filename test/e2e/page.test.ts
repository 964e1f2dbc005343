/** The page in a real browser, with a recording for a microphone: what a caller sees, and above all hears. */
import assert from 'node:assert/strict';
import axe from 'axe-core';
import { afterAll, beforeAll, describe, test } from 'vitest';
import type { Page } from 'playwright-core';
import { SystemClock } from '../../src/clock/system-clock.ts';
import { demoAgent } from '../../src/server/demo-agent/demo-agent.ts';
import { serve, type Server } from '../../src/server/serve.ts';
import { BreakableLine } from '../support/breakable-line.ts';
import { heardByMicrophone, openChromium, type Chromium } from '../support/chromium.ts';
import { attachEar, earNotes } from '../support/page-ear.ts';
import { spoken } from '../support/spoken.ts';

const clock = new SystemClock();
let server: Server;
let chromium: Chromium;

beforeAll(async () => {
  const [history, address] = await spoken(
    ['Tell me about the history of the house.', 'What is your address?'],
    clock,
  );
  // The greeting takes three and a half seconds; the history of the house would take twenty.
  const microphone = heardByMicrophone([5000, history!, 6000, address!, 30_000]);
  chromium = await openChromium({ microphone });
  server = await serve(demoAgent({ wallTime: () => clock.wallTime() }));
}, 60_000);

afterAll(async () => {
  await chromium[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
  clock[Symbol.dispose]();
});

interface OpenPage extends AsyncDisposable {
  page: Page;
  /** What the browser complained of. */
  complaints: string[];
}

async function open(url: string, { dark = false, width = 1280, ear = false } = {}): Promise<OpenPage> {
  const context = await chromium.browser.newContext({
    colorScheme: dark ? 'dark' : 'light',
    viewport: { width, height: 844 },
    bypassCSP: ear,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
  if (ear) await attachEar(page);
  await page.goto(url);
  return { page, complaints, [Symbol.asyncDispose]: () => context.close() };
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations: found } = (await page.evaluate('axe.run()')) as axe.AxeResults;
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

const lines = async (page: Page, voice: string): Promise<string[]> =>
  await page.locator(`#transcript [data-voice="${voice}"] > span:last-child`).allInnerTexts();

test('A caller is recognised, answered audibly, interrupts, and hears not one sample more of what was cut', async () => {
  await using opened = await open(server.url, { ear: true });
  const { page } = opened;
  await page.keyboard.press(' ');
  await page.waitForSelector('#transcript del', { timeout: 40_000 });
  await page.waitForSelector('#waterfall li:nth-child(2)', { timeout: 20_000 });
  await page.waitForSelector('body[data-state="listening"]', { timeout: 20_000 });

  const [first, second] = await lines(page, 'caller');
  assert.match(first!, /history/);
  // On a busy machine the recogniser may lose a word of it; that somebody spoke is what counts.
  assert.match(second!, /what|your|address/);
  const unheard = await page.locator('#transcript del').innerText();
  assert.match(unheard, /finished by hand/, 'the end of the reply was never heard');
  const [greeting, cut, answer] = await lines(page, 'agent');
  assert.match(greeting!, /How may I help/);
  assert.match(cut!, /^Our house began/);
  assert.ok(answer!.length > 0, 'the caller who interrupted is answered');
  // The words in their order: who interrupts stands between what was cut and what was answered.
  const voices = await page
    .locator('#transcript li')
    .evaluateAll((items) =>
      items.map((item) => (item as unknown as { dataset: { voice: string } }).dataset.voice),
    );
  assert.deepEqual(voices, ['agent', 'caller', 'agent', 'caller', 'agent']);

  const ear = await earNotes(page);
  const secondsOf = (frame: number): number => frame / ear.sampleRate;
  assert.ok(Math.max(...ear.pieces.map(({ peak }) => peak)) > 0.05, 'the reply can be heard');
  assert.ok(ear.clearedAt.length >= 1, 'the server took back what it had sent');
  const from = ear.clearedAt.at(-1)!;
  const until = ear.audioAt.find((at) => at > from)!;
  assert.ok(until - from > 0.3, 'there is a silence to judge');
  const after = ear.pieces.filter(
    ({ frame }) => secondsOf(frame) > from + 0.02 && secondsOf(frame) < until - 0.02,
  );
  assert.ok(after.length > 5, `${after.length} pieces`);
  assert.deepEqual(
    after.filter(({ peak }) => peak > 0),
    [],
  );
  assert.match(await page.locator('#health').innerText(), /^Sound: \d+ gaps? in \d+ s heard$/);
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press(' ');
  await page.waitForSelector('body[data-state="idle"]');
  assert.deepEqual(opened.complaints, []);
});

describe('A line that breaks', () => {
  test.each([
    ['is cut', (line: BreakableLine) => line.cut()],
    ['falls silent, as when a laptop is closed', (line: BreakableLine) => line.fallSilent()],
  ])('and %s: the caller is told, and others are unharmed', async (_, breakIt) => {
    await using line = new BreakableLine(server.port);
    const url = await line.open();
    await using unlucky = await open(url);
    await using other = await open(server.url);
    for (const { page } of [unlucky, other]) {
      await page.keyboard.press(' ');
      await page.waitForSelector('body[data-state="speaking"]');
    }
    breakIt(line);
    await unlucky.page.waitForSelector('[data-problem="line-lost"]', { timeout: 10_000 });
    assert.match(await unlucky.page.locator('#problem').innerText(), /The call was lost/);
    assert.deepEqual(await violations(unlucky.page), []);
    assert.equal(await other.page.locator('#problem').isVisible(), false);
    assert.equal((await other.page.locator('body').getAttribute('data-state')) === 'idle', false);
  });
});

test.each([
  ['light, wide', { dark: false, width: 1280 }],
  ['dark, wide', { dark: true, width: 1280 }],
  ['light, on a telephone', { dark: false, width: 390 }],
  ['dark, on a telephone', { dark: true, width: 390 }],
])('At rest, %s: no barrier for a screen reader, nothing to scroll sideways', async (_, look) => {
  await using opened = await open(server.url, look);
  assert.deepEqual(await violations(opened.page), []);
  assert.equal(await opened.page.evaluate('document.documentElement.scrollWidth'), look.width);
  assert.deepEqual(opened.complaints, []);
});

test('The keys 1, 2 and 3 choose the pipeline, m mutes, and both are said aloud', async () => {
  await using opened = await open(server.url);
  const { page } = opened;
  const said = (): Promise<string> => page.locator('#announcer').innerText();
  await page.keyboard.press('1');
  assert.equal(await page.locator('input[value="sequential"]').isChecked(), true);
  assert.match(await said(), /sequential/);
  await page.keyboard.press('m');
  assert.equal(await page.locator('#mute').getAttribute('aria-pressed'), 'true');
  assert.equal(await said(), 'Muted');
});

test('All scripts together are below 200 kB', async () => {
  let bytes = 0;
  const html = await (await fetch(server.url)).text();
  const seen = new Set<string>();
  const queue = [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g)].map(([, path]) => path!);
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    const script = await (await fetch(`${server.url}/${path}`)).text();
    bytes += script.length;
    queue.push(...[...script.matchAll(/[\w-]+-worklet-[\w-]+\.js/g)].map(([name]) => `assets/${name}`));
  }
  assert.equal(seen.size, 3, 'the page and its two worklets');
  assert.ok(bytes < 200_000, `${bytes} bytes`);
});
