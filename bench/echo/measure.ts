/**
 * Real session, libfvad, Silero and speexdsp in virtual time; Flite speaks, and is sent back. The recogniser
 * is scripted: it takes every echo for our words and every caller for theirs.
 */
import { openSpeexdsp } from '../../src/providers/speexdsp/speexdsp.ts';
import { FliteEngine, pristineMemory } from '../../src/providers/flite/engine.ts';
import { loadFliteModule } from '../../src/providers/flite/flite-module.ts';
import { EchoHouse, EchoRoom, type EchoPath } from '../../test/support/echo-room.ts';
import { atRate } from '../recognition/sound.ts';
import type { FigureGroup } from '../shared/benchmark.ts';
import { roundTo } from '../shared/statistics.ts';

const sampleRate = 16_000;
const greeting =
  'Thank you for calling the garden centre on the hill. ' +
  'We are open every day of the week from nine in the morning until six in the evening, and on Fridays we stay until eight.';
const greetingMs = 9_500;
const question = 'Wait, I have a question about the roses please.';
/** Of the caller, against the voice as it is synthesised. */
const callerLevelsDb = [0, -6, -12];
const callerFromMs = [700, 2_500, 5_000];

export async function measureEcho(progress: (line: string) => void): Promise<Record<string, FigureGroup>> {
  const module = await loadFliteModule();
  const engine = new FliteEngine(module, pristineMemory(module));
  const voiceOf = (text: string, voice: 'slt' | 'rms'): Int16Array =>
    atRate(engine.synthesize(text, voice), sampleRate).samples;
  const ours = voiceOf(greeting, 'slt');
  const theirs = voiceOf(question, 'rms');
  await using house = await EchoHouse.open();
  for (const text of [greeting, 'Of course.']) await house.tts.record(text);
  const figures: Record<string, FigureGroup> = {};
  for (const levelDb of [-15, -25]) {
    for (const delayMs of [50, 150, 250]) {
      progress(`${levelDb} dB after ${delayMs} ms`);
      const path = { levelDb, delayMs };
      figures[`${levelDb}dB${delayMs}ms`] = {
        ...(await cancelled(path, ours)),
        ...(await inACall(house, path)),
        ...(await callersHeard(house, path, theirs)),
      };
    }
  }
  return figures;
}

/** The canceller alone: echo against what it leaves, in the second and in the last second; and its cost. */
async function cancelled({ levelDb, delayMs }: EchoPath, far: Int16Array): Promise<FigureGroup> {
  const { open } = await openSpeexdsp();
  using canceller = open(sampleRate);
  const delay = (delayMs * sampleRate) / 1000;
  const near = far.map((_, index) => Math.round(10 ** (levelDb / 20) * (far[index - delay] ?? 0)));
  const left = new Int16Array(near.length);
  const size = canceller.frameSamples;
  const from = process.cpuUsage();
  for (let at = 0; at + size <= near.length; at += size) {
    const end = at + size;
    canceller.cancel(near.subarray(at, end), far.subarray(at, end), left.subarray(at, end));
  }
  const { user, system } = process.cpuUsage(from);
  const erleDb = (fromSecond: number): number => {
    const [start, end] = [fromSecond * sampleRate, (fromSecond + 1) * sampleRate];
    return roundTo(energyDb(near.subarray(start, end)) - energyDb(left.subarray(start, end)), 1);
  };
  return {
    erleDbSecond2: erleDb(1),
    erleDbSecond7: erleDb(6),
    microsecondsPerFrame: Math.round((user + system) / Math.floor(near.length / size)),
  };
}

async function inACall(house: EchoHouse, path: EchoPath): Promise<FigureGroup> {
  const hears = Array.from({ length: 20 }, () => 'every day of the week from nine');
  const cancellation = await openSpeexdsp();
  await using room = new EchoRoom(house, { agent: { greeting }, path, cancellation, hears });
  await room.run(greetingMs);
  await using bare = new EchoRoom(house, { agent: { greeting }, path, hears: ['thank you for calling'] });
  await bare.run(greetingMs);
  return {
    pauses: room.count('interruption-suspected'),
    interruptions: room.count('interruption-committed'),
    pausesWithoutCanceller: bare.count('interruption-suspected'),
    interruptionsWithoutCanceller: bare.count('interruption-committed'),
  };
}

async function callersHeard(house: EchoHouse, path: EchoPath, theirs: Int16Array): Promise<FigureGroup> {
  const cancellation = await openSpeexdsp();
  const heard: Record<string, number> = {};
  for (const levelDb of callerLevelsDb) {
    let count = 0;
    for (const fromMs of callerFromMs) {
      await using room = new EchoRoom(house, { agent: { greeting }, path, cancellation, hears: [question] });
      await room.run(fromMs);
      room.says(theirs.map((sample) => sample * 10 ** (levelDb / 20)));
      await room.run(1_000);
      count += room.count('interruption-committed');
    }
    heard[`callersHeardAt${levelDb === 0 ? '0' : `Minus${-levelDb}`}Db`] = roundTo(
      count / callerFromMs.length,
      2,
    );
  }
  return heard;
}

function energyDb(samples: Int16Array): number {
  return 10 * Math.log10(1e-9 + samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
}
