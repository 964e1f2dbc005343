/**
 * One call in a real page: a caller who says what is written down, each thing so long after the one
 * before, and what came of it: the events of the server and the tape of the page, with the place of all
 * that was said on it.
 */
import assert from 'node:assert/strict';
import { atRate } from '../../bench/recognition/sound.ts';
import type { SystemClock } from '../../src/clock/system-clock.ts';
import type { CallEvent } from '../../src/contracts/events.ts';
import { demoAgent } from '../../src/server/demo-agent/demo-agent.ts';
import { Diary } from '../../src/server/demo-agent/diary.ts';
import { serve } from '../../src/server/serve.ts';
import { heardByMicrophone, openChromium } from '../support/chromium.ts';
import { Program } from '../support/program.ts';
import { attachTape, findSound, readTape, type Tape } from './page-tape.ts';

/** PCM16 at 16 kHz, said so many milliseconds after the last sample of what was said before. */
export interface Cue {
  afterMs: number;
  sound: Uint8Array;
}

export interface PageCall {
  events: readonly CallEvent[];
  tape: Tape;
  /** Where each cue lies on the tape, in samples: its first, and the one behind its last. */
  places: readonly { from: number; to: number }[];
  diary: Diary;
}

const sampleRate = 16_000;
/** What the tape takes in when nothing is awaited any more. */
const tailMs = 1_000;
/** The tape begins to run a little after the microphone does, or a little before. */
const shiftMaxMs = 2_000;
const likenessMin = 0.5;

/**
 * @param cues the first one is a sentence: by it all the others are found on the tape.
 * @param isOver looks at the events so far: nothing more is awaited.
 */
export async function callInPage(
  clock: SystemClock,
  cues: readonly Cue[],
  isOver: (events: readonly CallEvent[]) => boolean,
): Promise<PageCall> {
  await using page = new Program('scripts/page.ts', ['--if-stale']);
  assert.equal(await page.ends(120_000), 0, page.output);
  const microphone = heardByMicrophone([...cues.flatMap(({ afterMs, sound }) => [afterMs, sound]), 30_000]);
  const diary = new Diary();
  const events: CallEvent[] = [];
  await using server = await serve(demoAgent({ wallTime: () => clock.wallTime(), diary }), {
    onEvent: (event) => events.push(event),
  });
  await using chromium = await openChromium({ microphone });
  const tape = await taped(chromium.browser, server.url, () => isOver(events), microphone.length / 32);
  return { events, tape, places: placesOf(cues, tape), diary };
}

type Browser = Awaited<ReturnType<typeof openChromium>>['browser'];

async function taped(browser: Browser, url: string, isOver: () => boolean, limitMs: number): Promise<Tape> {
  const context = await browser.newContext({ bypassCSP: true });
  const page = await context.newPage();
  await attachTape(page);
  await page.goto(url);
  await page.keyboard.press(' ');
  await page.waitForSelector('body[data-state="speaking"]', { timeout: 20_000 });
  for (let waitedMs = 0; !isOver() && waitedMs < limitMs; waitedMs += 100) await page.waitForTimeout(100);
  await page.waitForTimeout(tailMs);
  assert.equal(await page.locator('#problem').isVisible(), false, 'the call is still on');
  return await readTape(page);
}

/** One recording has one shift: what a browser may have filtered away, as noise, is where it must be. */
function placesOf(cues: readonly Cue[], tape: Tape): PageCall['places'] {
  const perMs = tape.sampleRate / 1000;
  let atMs = 0;
  const times = cues.map(({ afterMs, sound }) => {
    const fromMs = atMs + afterMs;
    atMs = fromMs + sound.length / 2 / (sampleRate / 1000);
    return { fromMs, toMs: atMs };
  });
  const { buffer, byteOffset, length } = cues[0]!.sound;
  const samples = new Int16Array(buffer.slice(byteOffset, byteOffset + length));
  const first = atRate({ samples, sampleRate }, tape.sampleRate).samples;
  const expected = times[0]!.fromMs;
  const found = findSound(
    tape.said,
    first,
    (expected - shiftMaxMs) * perMs,
    (expected + shiftMaxMs) * perMs,
    tape.sampleRate,
  );
  assert.ok(found.likeness > likenessMin, `the first sentence is not on the tape: ${found.likeness}`);
  const shift = found.at - expected * perMs;
  return times.map(({ fromMs, toMs }) => ({
    from: Math.round(fromMs * perMs + shift),
    to: Math.round(toMs * perMs + shift),
  }));
}

/** The longest silence of ours between two samples of the tape, in milliseconds. */
export function longestSilenceMs({ played, sampleRate: rate }: Tape, from: number, to: number): number {
  let longest = 0;
  let silent = 0;
  for (let at = from; at < Math.min(to, played.length); at += 1) {
    silent = played[at] === 0 ? silent + 1 : 0;
    longest = Math.max(longest, silent);
  }
  return (longest * 1000) / rate;
}

/** The first sample of ours that is not silent, at or after another. */
export function soundsAgainAt({ played }: Tape, from: number): number | undefined {
  const index = played.subarray(from).findIndex((sample) => sample !== 0);
  return index < 0 ? undefined : from + index;
}

/** All that the events say in one of its kinds. */
export function all<Type extends CallEvent['type']>(
  events: readonly CallEvent[],
  type: Type,
): Extract<CallEvent, { type: Type }>[] {
  return events.filter((event) => event.type === type) as Extract<CallEvent, { type: Type }>[];
}
