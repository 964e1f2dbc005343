/** What the page shows of the notes and the work of a call, told by recorded events: no call is waited for. */
import assert from 'node:assert/strict';
import { serve as listen, type ServerType } from '@hono/node-server';
import axe from 'axe-core';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, test } from 'vitest';
import type { CallEvent } from '../../src/contracts/events.ts';
import { page as builtPage } from '../../src/server/page.ts';
import { envelopes, notedCall } from '../../web/view/__fixtures__/noted-call.ts';
import { heardByMicrophone, openChromium, type Chromium } from '../support/chromium.ts';
import { feedPage } from '../support/fed-page.ts';

let server: ServerType;
let chromium: Chromium;

beforeAll(async () => {
  chromium = await openChromium({ microphone: heardByMicrophone([30_000]) });
  const { promise, resolve } = Promise.withResolvers<void>();
  server = listen({ fetch: builtPage().fetch, port: 0, hostname: '127.0.0.1' }, () => resolve());
  await promise;
}, 60_000);

afterAll(async () => {
  await chromium[Symbol.asyncDispose]();
  await new Promise((resolve) => server.close(resolve));
});

interface ToldPage extends AsyncDisposable {
  page: Page;
  feed(events: readonly CallEvent[]): void;
  /** What the browser complained of. */
  complaints: string[];
}

/** A page in a call that has begun, and in which nothing has been said. */
async function inCall({ dark = false, width = 1280 } = {}): Promise<ToldPage> {
  const colorScheme = dark ? 'dark' : 'light';
  const context = await chromium.browser.newContext({ colorScheme, viewport: { width, height: 844 } });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
  const { feed } = await feedPage(page);
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.keyboard.press(' ');
  await page.waitForSelector('#talk[data-live="true"]');
  return { page, feed, complaints, [Symbol.asyncDispose]: () => context.close() };
}

const rows = async (page: Page): Promise<string[]> =>
  (await page.locator('#slots > div').allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' '));

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations: found } = (await page.evaluate('axe.run()')) as axe.AxeResults;
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

test('Slots fill and are corrected before the eyes of the caller, tools go from question to end, and both are said', async () => {
  await using opened = await inCall();
  const { page, feed } = opened;
  feed(notedCall(23_500));
  await page.waitForSelector('#runs li[data-state="running"]');
  const shown = await rows(page);
  assert.match(shown[0]!, /^you want book appointment turn 1 · 0:04/);
  assert.match(shown[1]!, /^store No longer: Milan Now: Paris changed · turn 3 · 0:20 · “no in paris”/);
  assert.equal(await page.locator('#slots [data-mark="changed"] del').first().innerText(), 'Milan');
  assert.match(await page.locator('#noted').innerText(), /^Noted: store: Paris; department cleared/);
  const running = await page.locator('#runs li').first().innerText();
  assert.match(running, /running, \d+ s/);
  assert.match(running, /Is that right\? You said yes\.\s+Said meanwhile/);

  feed(notedCall().slice(notedCall(23_500).length));
  await page.waitForSelector('#runs li[data-state="done"]');
  assert.match(await page.locator('#runs li').first().innerText(), /done in 2\.4 s/);
  assert.deepEqual(await violations(page), []);
  // The call is over, and what it left can still be read.
  await page.keyboard.press(' ');
  await page.waitForSelector('body[data-state="idle"]');
  assert.equal((await rows(page)).length, shown.length);
  assert.deepEqual(opened.complaints, []);
});

test('A caller of an agent that takes no notes sees nothing of it', async () => {
  await using opened = await inCall();
  const { page, feed } = opened;
  feed(
    notedCall().filter(({ type }) => type === 'call-start' || type === 'turn-start' || type === 'turn-end'),
  );
  await page.waitForSelector('#transcript li');
  for (const hidden of ['#remembered', '#done']) assert.equal(await page.locator(hidden).isVisible(), false);
});

const endless = 'a'.repeat(600);
const markup = '<img src=x onerror="window.foreign = true">';

test.each([
  ['light, wide', { width: 1280 }],
  ['dark, on a telephone', { dark: true, width: 390 }],
])('Whatever a caller says keeps to its place and stays words, %s', async (_, look) => {
  await using opened = await inCall(look);
  const { page, feed } = opened;
  const long = { value: endless, turn: 1, words: endless, confidence: 0.4 };
  const slots = { [endless.slice(0, 64)]: [long, long], note: [{ ...long, value: markup }] };
  const tool = { toolCallId: 'a', tool: endless.slice(0, 64) };
  feed([
    ...notedCall(),
    ...envelopes(
      [
        { atMs: 30_000, type: 'slots-extracted', turn: 4, intent: endless, changed: [], slots, afterMs: 1 },
        { atMs: 30_100, type: 'caller-recalled', slots: [endless] },
        { atMs: 30_200, type: 'consent-asked', ...tool, question: `${markup} ${endless}` },
        { atMs: 30_300, type: 'consent-refused', ...tool, reason: endless },
      ],
      100,
    ),
  ]);
  await page.waitForSelector('#runs li[data-state="refused"]');
  assert.equal(await page.evaluate('document.documentElement.scrollWidth'), look.width);
  assert.equal(await page.locator('main img').count(), 0);
  assert.equal(await page.evaluate('window.foreign'), undefined);
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(opened.complaints, []);
});
