/** The page in a real browser, with a recording for a microphone: what a caller sees, and above all hears. */
import assert from 'node:assert/strict';
import axe from 'axe-core';
import { afterAll, beforeAll, describe, test } from 'vitest';
import type { Page } from 'playwright-core';
import { SystemClock } from '../../src/clock/system-clock.ts';
import type { CallEvent } from '../../src/contracts/events.ts';
import { demoAgent } from '../../src/server/demo-agent/demo-agent.ts';
import { serve, type Server } from '../../src/server/serve.ts';
import { BreakableLine } from '../support/breakable-line.ts';
import { heardByMicrophone, openChromium, type Chromium } from '../support/chromium.ts';
import { attachEar, earNotes } from '../support/page-ear.ts';
import { spoken } from '../support/spoken.ts';

const clock = new SystemClock();
let server: Server;
/** All that the server said of its calls. */
const told: CallEvent[] = [];
let chromium: Chromium;

beforeAll(async () => {
  const [history, address] = await spoken(
    ['Tell me about the history of the house.', 'What is your address?'],
    clock,
  );
  // The greeting takes three and a half seconds; the history of the house would take twenty.
  const microphone = heardByMicrophone([5000, history!, 6000, address!, 30_000]);
  chromium = await openChromium({ microphone });
  server = await serve(demoAgent({ wallTime: () => clock.wallTime() }), {
    onEvent: (event) => told.push(event),
  });
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
  /** Two callers in the middle of their greeting: one on a line that a test breaks, one on a sound one. */
  async function calls(url: string, other: string): Promise<[OpenPage, OpenPage]> {
    const opened: [OpenPage, OpenPage] = [await open(url), await open(other)];
    for (const { page } of opened) {
      await page.keyboard.press(' ');
      await page.waitForSelector('body[data-state="speaking"]');
    }
    return opened;
  }

  /** Notes in the page whatever a screen reader is told. */
  async function hearAloud(page: Page): Promise<() => Promise<string[]>> {
    await page.evaluate(`
      window.aloud = [];
      new MutationObserver(() => window.aloud.push(document.querySelector('#announcer').textContent))
        .observe(document.querySelector('#announcer'), { childList: true, characterData: true, subtree: true });
    `);
    return async () => (await page.evaluate('window.aloud')) as string[];
  }

  test.each([
    ['is cut', (line: BreakableLine) => line.cut()],
    ['falls silent, as when the network changes', (line: BreakableLine) => line.fallSilent()],
  ])(
    'and %s: the page says so, comes back to the same call, and talks on; others are unharmed',
    async (_, breakIt) => {
      told.length = 0;
      await using line = new BreakableLine(server.port);
      const [unlucky, other] = await calls(await line.open(), server.url);
      await using _unlucky = unlucky;
      await using _other = other;
      const { page } = unlucky;
      const aloud = await hearAloud(page);
      line.isDown = true;
      breakIt(line);
      await page.waitForSelector('body[data-state="reconnecting"]', { timeout: 10_000 });
      assert.match(await page.locator('#state').innerText(), /line is lost/);
      assert.match(await page.locator('#hint').innerText(), /Reconnecting/);
      assert.deepEqual(await violations(page), []);
      assert.equal(await other.page.locator('#problem').isVisible(), false);
      line.isDown = false;
      await page.waitForSelector('body:not([data-state="reconnecting"])', { timeout: 10_000 });
      assert.equal(await page.locator('#problem').isVisible(), false);

      // The greeting goes on, the caller asks, and is answered: in one transcript, in one call.
      await page.waitForSelector('#transcript [data-voice="caller"]', { timeout: 40_000 });
      await page.waitForSelector('#transcript [data-voice="agent"] >> nth=1', { timeout: 40_000 });
      const [greeting] = await lines(page, 'agent');
      // A caller who speaks before a word of it sounded has cut it: then it stands there as not heard.
      assert.match(greeting!, /^(?:Not heard:\s+)?Maison/);
      const spokenAloud = await aloud();
      assert.ok(spokenAloud.includes('The line is lost. Reconnecting.'), spokenAloud.join('|'));
      assert.ok(spokenAloud.includes('The line is back.'), spokenAloud.join('|'));
      // A page of the test before may have gone meanwhile, too.
      const mine = new Set(told.filter(({ type }) => type === 'call-start').map(({ callId }) => callId));
      const lost = told.find(({ type, callId }) => type === 'leg-lost' && mine.has(callId))!;
      const later = told.filter(({ callId, seq }) => callId === lost.callId && seq > lost.seq);
      const returned = later.find(({ type }) => type === 'leg-attached');
      assert.ok(returned !== undefined && returned.legId !== lost.legId);
      const answer = later.find((event) => event.type === 'reply-start' && event.turn > 0);
      assert.equal(answer?.legId, returned.legId, 'the same call is answered over its new line');
      assert.equal(
        later.some(({ type }) => type === 'call-end'),
        false,
      );
      assert.deepEqual(
        unlucky.complaints.filter((text) => !text.includes('WebSocket')),
        [],
      );
    },
  );

  test('for longer than the call is waited for: the page that wakes up is told, and offers a new call', async () => {
    await using impatient = await serve(demoAgent({ wallTime: () => clock.wallTime() }), {
      legReturnMs: 500,
    });
    await using line = new BreakableLine(impatient.port);
    const [unlucky, other] = await calls(await line.open(), impatient.url);
    await using _unlucky = unlucky;
    await using _other = other;
    const { page } = unlucky;
    line.isDown = true;
    line.cut();
    await page.waitForTimeout(1_500);
    assert.equal(await page.locator('body').getAttribute('data-state'), 'reconnecting');
    line.isDown = false;
    await page.waitForSelector('[data-problem="call-gone"]', { timeout: 10_000 });
    assert.match(await page.locator('#problem').innerText(), /could not be taken up again/);
    assert.deepEqual(await violations(page), []);
    assert.equal(await page.locator('#talk-word').innerText(), 'Talk again');
    assert.notEqual(await other.page.locator('body').getAttribute('data-state'), 'idle');
    await page.keyboard.press(' ');
    await page.waitForSelector('body[data-state="speaking"]');
  });

  test('and a caller who has had enough: hanging up ends the waiting', async () => {
    await using line = new BreakableLine(server.port);
    await using opened = await open(await line.open());
    const { page } = opened;
    await page.keyboard.press(' ');
    await page.waitForSelector('body[data-state="speaking"]');
    line.isDown = true;
    line.cut();
    await page.waitForSelector('body[data-state="reconnecting"]');
    await page.keyboard.press(' ');
    await page.waitForSelector('body[data-state="idle"]');
    assert.equal(await page.locator('#problem').isVisible(), false);
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
