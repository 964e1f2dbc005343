/**
 * One call per policy in a real browser: what a caller may do while we speak, and what becomes of it. A
 * "mm-hm" and a noise leave the reply as it is, a question takes the floor, a correction is what is done.
 * Judged by the events of the server and by what left the page's loudspeaker.
 */
import assert from 'node:assert/strict';
import { afterAll, describe, test } from 'vitest';
import { activeLevelDbfs, atLevel, trimToSound } from '../../bench/barge-in/levels.ts';
import { synthesiseNoise } from '../../bench/barge-in/noises.ts';
import { Random } from '../../sim/random.ts';
import { SystemClock } from '../../src/clock/system-clock.ts';
import type { CallEvent } from '../../src/contracts/events.ts';
import { spoken } from '../support/spoken.ts';
import { all, callInPage, longestSilenceMs, soundsAgainAt, type Cue, type PageCall } from './page-call.ts';
import { stopsAt } from './page-tape.ts';

const clock = new SystemClock();
afterAll(() => clock[Symbol.dispose]());

const sampleRate = 16_000;
const greetingMs = 5_000;
const stopMaxMs = 250;
/** Longer than any pause of our voice in the midst of a reply. */
const silenceMs = 400;
/** From the end of what was no interruption to our next sample. */
const resumeMaxMs = 500;
const history = 'Tell me about the history of the house.';
const lastWords = /finished by hand\.$/;
const noiseKinds = ['cough', 'clicks', 'pink'] as const;
const seed = 7;
const snrDb = 10;

async function says(...texts: string[]): Promise<Uint8Array[]> {
  return (await spoken(texts, clock, 'kal16')).map((sound) => bytesOf(trimToSound(samplesOf(sound))));
}

function samplesOf({ buffer, byteOffset, length }: Uint8Array): Int16Array {
  return new Int16Array(buffer.slice(byteOffset, byteOffset + length));
}

function bytesOf({ buffer, byteOffset, byteLength }: Int16Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function repliesOver(count: number): (events: readonly CallEvent[]) => boolean {
  return (events) => all(events, 'reply-end').length + all(events, 'reply-cut').length >= count;
}

/** The call as a reader wants it who asks why. */
function tell(events: readonly CallEvent[]): string {
  const lines = events.flatMap((event) => {
    const at = `${Math.round(event.atMs)} ms`;
    if (event.type === 'turn-end') return [`${at} caller: ${event.text}`];
    if (event.type === 'reply-end') return [`${at} agent: ${event.heardText}`];
    if (event.type === 'reply-cut')
      return [`${at} agent: ${event.heardText} -- (not heard: ${event.unheardText})`];
    return /^(?:consent|effect|interruption)/.test(event.type) ? [`${at} ${event.type}`] : [];
  });
  return lines.join('\n');
}

/** The greeting, and one reply to its last word, whatever came between; and nobody was answered twice. */
function assertWentOn({ events, tape, places }: PageCall, names: readonly string[]): void {
  const heard = all(events, 'reply-end').map(({ heardText }) => heardText);
  assert.equal(heard.length, 2, `the greeting and the reply: ${heard.join(' / ')}`);
  assert.match(heard[1]!, lastWords);
  assert.equal(all(events, 'turn-end').length, 1, 'only the question was a turn');
  const perMs = tape.sampleRate / 1000;
  for (const [index, name] of names.entries()) {
    const { from, to } = places[index + 1]!;
    assert.ok(longestSilenceMs(tape, from - 2_000 * perMs, from) < silenceMs, `we spoke before the ${name}`);
    const againMs = ((soundsAgainAt(tape, to) ?? Infinity) - to) / perMs;
    const quietMs = longestSilenceMs(tape, from, to + 2_000 * perMs);
    const overMs = (to - from) / perMs;
    console.log(
      `${name} of ${overMs.toFixed(0)} ms: we were silent for ${quietMs.toFixed(0)} ms at most, ` +
        `and spoke ${againMs.toFixed(0)} ms after its end`,
    );
    assert.ok(againMs <= resumeMaxMs, `${name}: ${againMs} ms`);
    assert.ok(quietMs <= overMs + resumeMaxMs, `${name}: silent for ${quietMs} ms`);
  }
}

/** Where our voice stopped for what a cue said, in milliseconds after its first sample. */
function assertStopped({ tape, places }: PageCall, cue: number, name: string): number {
  const { from } = places[cue]!;
  const perMs = tape.sampleRate / 1000;
  assert.ok(
    longestSilenceMs(tape, from - silenceMs * perMs, from) < silenceMs,
    `we spoke before the ${name}`,
  );
  const stop = stopsAt(tape.played, from, silenceMs, tape.sampleRate);
  assert.ok(stop !== undefined, 'we stopped');
  const stopMs = (stop - from) / perMs + tape.inputLatencyMs + tape.outputLatencyMs;
  assert.ok(stopMs <= stopMaxMs, `${name}: we stopped after ${stopMs} ms`);
  const again = soundsAgainAt(tape, stop);
  assert.ok(again !== undefined && again > places[cue]!.to, `not a sample of ours within the ${name}`);
  console.log(
    `${name}: we stopped ${stopMs.toFixed(0)} ms after its first sample, ` +
      `and answered ${((again - places[cue]!.to) / perMs).toFixed(0)} ms after its last`,
  );
  return stopMs;
}

describe('A caller who speaks over a reply', () => {
  test('with "mm-hm" and "okay" listens: the reply goes on to its last word', async () => {
    const [question, hum, okay] = await says(history, 'mm-hm', 'okay');
    const cues: Cue[] = [
      { afterMs: greetingMs, sound: question! },
      { afterMs: 5_000, sound: hum! },
      { afterMs: 5_000, sound: okay! },
    ];
    const call = await callInPage(clock, cues, repliesOver(2));
    assert.deepEqual(all(call.events, 'reply-cut'), []);
    assertWentOn(call, ['mm-hm', 'okay']);
  });

  test('does not, where it is a noise: the reply goes on to its last word', async () => {
    const [question] = await says(history);
    const levelDbfs = activeLevelDbfs(samplesOf(question!), sampleRate) - snrDb;
    const random = new Random(seed);
    const noises = noiseKinds.map((kind) => {
      const samples = Int16Array.from(synthesiseNoise(kind, random), (one) => Math.round(one * 20_000));
      return bytesOf(atLevel(samples, sampleRate, levelDbfs));
    });
    const cues = [
      { afterMs: greetingMs, sound: question! },
      ...noises.map((sound, index) => ({ afterMs: index === 0 ? 5_000 : 2_500, sound })),
    ];
    const call = await callInPage(clock, cues, repliesOver(2));
    assert.deepEqual(all(call.events, 'reply-cut'), []);
    assertWentOn(call, noiseKinds);
  });

  test('with a question takes the floor: the reply is cut, and the question answered', async () => {
    const [first, question] = await says(history, 'Where can I find the shoes?');
    const cues = [
      { afterMs: greetingMs, sound: first! },
      { afterMs: 5_000, sound: question! },
    ];
    const call = await callInPage(clock, cues, repliesOver(3));
    const [cut, ...others] = all(call.events, 'reply-cut');
    assert.deepEqual(others, []);
    assert.match(cut!.heardText, /^Our house began/);
    assert.match(cut!.unheardText, lastWords);
    assert.equal(all(call.events, 'interruption-committed').length, 1);
    const answer = all(call.events, 'reply-end').at(-1)!;
    assert.match(answer.heardText, /second floor/);
    assertStopped(call, 1, 'question');
  });

  test('with "no wait, on Friday" is corrected: Friday is asked about, and booked', async () => {
    const [book, thursday, friday, yes] = await says(
      'I would like to book an appointment.',
      "On Thursday at three o'clock.",
      'No wait, on Friday.',
      'Yes please.',
    );
    const cues = [
      { afterMs: greetingMs, sound: book! },
      { afterMs: 5_000, sound: thursday! },
      // In the midst of "Shall I book it?".
      { afterMs: 5_000, sound: friday! },
      { afterMs: 12_000, sound: yes! },
    ];
    const booked = (events: readonly CallEvent[]): boolean =>
      all(events, 'reply-end').some(({ heardText }) => heardText.startsWith('It is booked'));
    const call = await callInPage(clock, cues, booked);
    const days = call.diary.appointments.map(({ day }) => new Date(`${day}T12:00:00Z`).getUTCDay());
    assert.deepEqual(days, [5], `one fitting, on a Friday; but:\n${tell(call.events)}`);
    assert.equal(all(call.events, 'consent-given').length, 1);
    assert.match(all(call.events, 'consent-asked').at(-1)!.question, /Friday/);
    const [cut] = all(call.events, 'reply-cut');
    assert.match(cut!.heardText, /Thursday/);
    assertStopped(call, 2, 'correction');
  });
});
