/**
 * How soon the page falls silent when its caller interrupts, in a real browser and on the browser's audio
 * clock: from the first sample of the caller's speech to the last of ours, with what the browser adds
 * before the one and behind the other.
 */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'vitest';
import { soundIn } from '../../bench/latency/embedded-clips.ts';
import { atRate, readSound } from '../../bench/recognition/sound.ts';
import { asteriskSound, userCacheFolder } from '../../bench/shared/asterisk-sounds.ts';
import { percentile } from '../../bench/shared/statistics.ts';
import { SystemClock } from '../../src/clock/system-clock.ts';
import { demoAgent } from '../../src/server/demo-agent/demo-agent.ts';
import { serve } from '../../src/server/serve.ts';
import { heardByMicrophone, openChromium } from '../support/chromium.ts';
import { Program } from '../support/program.ts';
import { spoken } from '../support/spoken.ts';
import { attachTape, findSound, readTape, stopsAt, type Tape } from './page-tape.ts';

const stopMaxMs = 250;
/** Human voices, which interrupt. */
const interruptions = [
  'conf-extended',
  'conf-noempty',
  'vm-nomore',
  'conf-invalidpin',
  'queue-callswaiting',
] as const;
const greetingMs = 5_000;
/** From the end of a sentence of the caller to the next: our reply has begun, and is far from its end. */
const pauseMs = 4_000;
/** Longer than any pause of our voice in the midst of a reply. */
const silenceMs = 400;
/** Buffers of the browser come and go by so much. */
const placeSpreadMaxMs = 25;
const sampleRate = 16_000;

interface Said {
  name: string;
  samples: Int16Array;
  /** In the recording that the microphone plays. */
  startMs: number;
}

interface Stop {
  name: string;
  /** On the page's audio clock. */
  onClockMs: number;
  /** With the browser's own latencies, as ears and mouth have it. */
  heardMs: number;
}

test(`Our audio stops at most ${stopMaxMs} ms after the first sample of the caller's speech`, async () => {
  await run('scripts/page.ts', '--if-stale');
  using clock = new SystemClock();
  const { microphone, said } = await script(clock);
  await using chromium = await openChromium({ microphone });
  await using server = await serve(demoAgent({ wallTime: () => clock.wallTime() }));
  const context = await chromium.browser.newContext({ bypassCSP: true });
  const page = await context.newPage();
  await attachTape(page);
  await page.goto(server.url);
  await page.keyboard.press(' ');
  await page.waitForSelector('body[data-state="speaking"]', { timeout: 20_000 });
  await page.waitForTimeout(microphone.length / 2 / 16 - 3_000);
  assert.equal(await page.locator('#problem').isVisible(), false, 'the call is still on');
  const tape = await readTape(page);
  const stops = stopsOf(tape, said);
  for (const { name, onClockMs, heardMs } of stops)
    console.log(`${name}: ${onClockMs.toFixed(0)} ms on the clock, ${heardMs.toFixed(0)} ms with latencies`);
  console.log(
    `the browser adds ${tape.outputLatencyMs.toFixed(1)} ms behind the page and ${tape.inputLatencyMs.toFixed(1)} ms before it`,
  );
  assert.equal(stops.length, interruptions.length, 'each of the voices interrupted us');
  const medianMs = percentile(
    stops.map(({ heardMs }) => heardMs),
    0.5,
  );
  console.log(`median: ${medianMs.toFixed(0)} ms`);
  assert.ok(medianMs <= stopMaxMs, `${medianMs} ms`);
});

/** A question with a long answer, a human voice in the midst of it, and again. */
async function script(clock: SystemClock): Promise<{ microphone: Uint8Array; said: Said[] }> {
  const [question] = await spoken(['Tell me about the history of the house.'], clock);
  const parts: (Uint8Array | number)[] = [greetingMs];
  const said: Said[] = [];
  let atMs = greetingMs;
  for (const name of interruptions) {
    const sound = await humanVoice(name);
    const startMs = atMs + question!.length / 2 / 16 + pauseMs;
    said.push({ name, samples: sound, startMs });
    parts.push(question!, pauseMs, new Uint8Array(sound.buffer, 0, sound.length * 2), pauseMs);
    atMs = startMs + (sound.length / sampleRate) * 1000 + pauseMs;
  }
  return { microphone: heardByMicrophone([...parts, 5_000]), said };
}

/** From its first sound to its last. */
async function humanVoice(name: string): Promise<Int16Array> {
  const file = asteriskSound(userCacheFolder(), name, '16k');
  if (!existsSync(file)) await run('scripts/data.ts');
  const { samples } = atRate(readSound(file), sampleRate);
  const { first, last } = soundIn(samples);
  return samples.slice(first, last);
}

async function run(script: string, ...parameters: string[]): Promise<void> {
  await using program = new Program(script, parameters);
  assert.equal(await program.ends(300_000), 0, program.output);
}

function stopsOf(tape: Tape, said: readonly Said[]): Stop[] {
  const perMs = tape.sampleRate / 1000;
  const latencyMs = tape.outputLatencyMs + tape.inputLatencyMs;
  const found = said.map(({ name, samples, startMs }) => {
    const sound = atRate({ samples, sampleRate }, tape.sampleRate).samples;
    // The tape begins to run a little after the microphone does, or a little before.
    const place = findSound(
      tape.said,
      sound,
      (startMs - 2_000) * perMs,
      (startMs + 2_000) * perMs,
      tape.sampleRate,
    );
    return { name, ...place, shiftMs: place.at / perMs - startMs };
  });
  // One recording, one shift: five places that agree to this are right.
  const shifts = found.map(({ shiftMs }) => shiftMs);
  const told = found.map(
    (one) => `${one.name} ${one.shiftMs.toFixed(1)} ms, alike ${one.likeness.toFixed(2)}`,
  );
  assert.ok(Math.max(...shifts) - Math.min(...shifts) < placeSpreadMaxMs, `not found: ${told.join('; ')}`);
  return found.flatMap(({ name, at }) => {
    const before = tape.played.subarray(Math.max(0, Math.round(at - silenceMs * perMs)), at);
    const stop = stopsAt(tape.played, at, silenceMs, tape.sampleRate);
    if (before.every((sample) => sample === 0) || stop === undefined) return [];
    const onClockMs = (stop - at) / perMs;
    return [{ name, onClockMs, heardMs: onClockMs + latencyMs }];
  });
}
