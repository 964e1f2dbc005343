/** The page in a live call, in a real browser: microphones, pipelines, its policy, and a score that stays light. */
import assert from 'node:assert/strict';
import axe from 'axe-core';
import { afterAll, beforeAll, describe, test } from 'vitest';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { newSplitter } from '../../src/call/active-reply.ts';
import { SystemClock } from '../../src/clock/system-clock.ts';
import type { CallEvent } from '../../src/contracts/events.ts';
import { demoAgent } from '../../src/server/demo-agent/demo-agent.ts';
import { serve, type Server } from '../../src/server/serve.ts';
import { heardByMicrophone, openChromium, type Chromium } from '../support/chromium.ts';
import { openScoreStage } from '../support/score-stage.ts';
import { spoken } from '../support/spoken.ts';

const clock = new SystemClock();
const events: CallEvent[] = [];
let server: Server;
let chromium: Chromium;

beforeAll(async () => {
  const [first, second] = await spoken(['Where are the shoes?', 'Where are the watches?'], clock);
  // The house does not greet: the caller begins at once, and asks again when the answer is over.
  chromium = await openChromium({ microphone: heardByMicrophone([1500, first!, 5500, second!, 20_000]) });
  // The robot's voice costs a tenth: how soon it answers is not what is tried here.
  const agent = {
    ...demoAgent({ wallTime: () => clock.wallTime(), voice: 'kal16' }),
    greeting: undefined,
  };
  server = await serve(agent, { onEvent: (event) => events.push(event) });
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

async function open(options: BrowserContextOptions = {}, script?: string): Promise<OpenPage> {
  const context = await chromium.browser.newContext(options);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
  if (script !== undefined) await page.addInitScript(script);
  await page.goto(server.url);
  return { page, complaints, [Symbol.asyncDispose]: () => context.close() };
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations: found } = (await page.evaluate('axe.run()')) as axe.AxeResults;
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

const live = 'body:is([data-state="listening"], [data-state="hearing"], [data-state="speaking"])';

test('A pipeline that is chosen in mid-call holds from the next turn on, and the page says which turn had which', async () => {
  await using opened = await open({ colorScheme: 'dark', viewport: { width: 390, height: 844 } });
  const { page } = opened;
  events.length = 0;
  await page.keyboard.press(' ');
  await page.waitForSelector('body[data-state="speaking"]', { timeout: 20_000 });
  await page.keyboard.press('1');
  assert.match(await page.locator('#announcer').innerText(), /sequential, from the next turn on/);
  assert.deepEqual(await violations(page), []);
  await page.waitForSelector('#waterfall li:nth-child(2) b:text-matches("ms")', { timeout: 30_000 });
  await page.waitForSelector('#waterfall li:nth-child(1) b:text-matches("ms")', { timeout: 30_000 });

  const figures = await page.locator('#waterfall .turn-head > span').allInnerTexts();
  assert.match(figures[0]!, /^sequential · \d+ ms$/);
  assert.match(figures[1]!, /^interruptible · \d+ ms$/);
  // And it is no mere word on the page: nothing was begun before the turn was over, and the reply went to the voice whole.
  const [, second] = events.flatMap((event) => (event.type === 'turn-end' ? [event] : []));
  const begun = events.flatMap((event) =>
    event.type === 'generation-start' && event.turn === second!.turn ? [event] : [],
  );
  assert.ok(begun.every(({ seq, speculative }) => seq > second!.seq && !speculative));
  const clauses = events.flatMap((event) =>
    event.type === 'reply-clause' && event.seq > second!.seq ? [event.text] : [],
  );
  assert.equal(clauses.length, 1);
  const splitter = newSplitter();
  assert.ok([...splitter.push(clauses[0]!), ...splitter.end()].length > 1, clauses[0]);
  await page.keyboard.press(' ');
  await page.waitForSelector('body[data-state="idle"]');
  assert.deepEqual(opened.complaints, []);
});

/** Notes what is asked of the browser and what it gives. */
const microphoneNotes = `
  window.asked = [];
  const media = navigator.mediaDevices;
  const original = media.getUserMedia.bind(media);
  media.getUserMedia = async (constraints) => {
    const stream = await original(constraints);
    const { deviceId, echoCancellation } = stream.getAudioTracks()[0].getSettings();
    window.asked.push({ constraints, given: { deviceId, echoCancellation } });
    return stream;
  };`;

interface Asked {
  constraints: { audio: { echoCancellation: boolean; deviceId?: { exact: string } } };
  given: { deviceId: string; echoCancellation: boolean };
}

test('The microphone is opened with echo cancellation, another one can be chosen, and the call goes on with it', async () => {
  await using opened = await open({}, microphoneNotes);
  const { page } = opened;
  const asked = async (): Promise<Asked[]> => (await page.evaluate('asked')) as Asked[];
  assert.equal(await page.locator('#device').isVisible(), false, 'no names before there is permission');
  await page.keyboard.press(' ');
  await page.waitForSelector('#device', { timeout: 10_000 });
  const [first] = await asked();
  assert.equal(first!.constraints.audio.echoCancellation, true);
  assert.equal(first!.given.echoCancellation, true);

  const offered = await page
    .locator('#device option')
    .evaluateAll((all) => all.map((one) => (one as unknown as { value: string }).value));
  const other = offered.find((deviceId) => deviceId !== first!.given.deviceId)!;
  await page.locator('#device').selectOption(other);
  let second: Asked | undefined;
  for (let waits = 0; second === undefined && waits < 100; waits += 1) {
    await page.waitForTimeout(50);
    [, second] = await asked();
  }
  assert.equal(second!.given.deviceId, other);
  assert.equal(second!.given.echoCancellation, true);
  await page.waitForSelector(live);
  assert.deepEqual(opened.complaints, []);
});

test('A caller who does not let the page listen is told what to do', async () => {
  await using refusing = await openChromium({ microphone: heardByMicrophone([1000]), permit: false });
  const page = await refusing.browser.newPage();
  await page.goto(server.url);
  await page.keyboard.press(' ');
  await page.waitForSelector('[data-problem="microphone-denied"]');
  const told = await page.locator('#problem').innerText();
  assert.match(told, /not allowed/);
  assert.match(told, /Allow the microphone/);
  assert.equal(await page.locator('#problem').getAttribute('role'), 'alert');
  assert.deepEqual(await violations(page), []);
});

test('The page runs no script but its own', async () => {
  await using opened = await open();
  const refused = opened.page.waitForEvent('console', {
    predicate: (one) => /Content Security Policy/.test(one.text()),
  });
  await opened.page.evaluate(`{
    const script = document.createElement('script');
    script.textContent = 'window.foreign = true';
    document.body.append(script);
  }`);
  await refused;
  assert.equal(await opened.page.evaluate('window.foreign'), undefined);
});

describe('The score', () => {
  test('takes no more strokes a frame after ten minutes than after one', async () => {
    const page = await openScoreStage(chromium.browser);
    // Over thirty seconds the told call is the same again: what is on the canvas then is comparable.
    const strokes = async (minutes: number): Promise<number[]> =>
      (await page.evaluate(`{
        const stage = scoreStage(${minutes});
        Array.from({ length: 60 }, (_, index) => stage.frameAt(${minutes * 60_000} - 30_000 + index * 500));
      }`)) as number[];
    const [short, long] = [await strokes(2), await strokes(10)];
    await page.context().close();
    assert.ok(Math.min(...short) > 50, `${Math.min(...short)} strokes`);
    const mean = (counts: number[]): number => counts.reduce((sum, count) => sum + count, 0) / counts.length;
    assert.ok(Math.abs(mean(long) - mean(short)) < 5, `${mean(short)} strokes become ${mean(long)}`);
  });
});
