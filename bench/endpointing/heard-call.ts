/**
 * A call that was heard for real: the real session, VAD and recogniser on a line, and all that the decision
 * was made from, with its instants, so that other rules can be tried on the very same evidence.
 *
 * The agent answers each turn at once with a word of 20 ms: it has to be silent again before a caller who
 * was cut off goes on, or barge-in would be measured here.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { defineAgent } from '../../src/agent/define-agent.ts';
import type { CallInput } from '../../src/call/input.ts';
import type { CallOptions } from '../../src/call/options.ts';
import type { LogRecord } from '../../src/call/replay.ts';
import type { AudioFormat, SampleRate } from '../../src/audio/format.ts';
import { ScriptedLanguageModel, ScriptedTts } from '../../src/testing/index.ts';
import type { LockStep } from '../shared/lock-step.ts';
import type { Line, PlacedTurn } from './line.ts';

/** What the caller's side of a call was told, and when. */
export interface HeardInput {
  nowMs: number;
  input: CallInput;
}

export interface HeardCall {
  turns: readonly PlacedTurn[];
  durationMs: number;
  options: CallOptions;
  inputs: readonly HeardInput[];
  /** When the session held turns for over. */
  turnEnds: readonly number[];
}

export async function hearCall(line: Line, world: LockStep): Promise<HeardCall> {
  const { clock } = world;
  const { samples, durationMs, turns } = line;
  const sampleRate = line.sampleRate as SampleRate;
  const format: AudioFormat = { encoding: 'pcm16le', sampleRate, channels: 1 };
  let options: CallOptions | undefined;
  const inputs: HeardInput[] = [];
  const onLog = (record: LogRecord): void => {
    if (record.kind === 'call') options = record.options;
    else if (isEvidence(record.input)) inputs.push({ nowMs: record.now, input: record.input });
  };
  await using call = world.call({
    agent: defineAgent({ name: 'listener', instructions: 'Listen.' }),
    llm: new ScriptedLanguageModel({ clock, replies: ['Okay.'], firstTokenMs: 0, tokensPerSecond: 10_000 }),
    tts: new ScriptedTts({ clock, firstByteMs: 0, msPerWord: 20, timesRealTime: 100 }),
    format,
    record: 'none',
    onLog,
  });
  call.say(samples);
  await world.run(durationMs);
  const turnEnds = call.events.filter(({ type }) => type === 'turn-end').map(({ atMs }) => atMs);
  return { turns, durationMs, options: options!, inputs, turnEnds };
}

function isEvidence({ type }: CallInput): boolean {
  return type === 'speech-start' || type === 'speech-end' || type === 'transcript';
}

/** What was kept of an earlier run; undefined where there is nothing. */
export function readHeard(file: string): HeardCall[] | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as HeardCall[]) : undefined;
}

export function keepHeard(file: string, heard: readonly HeardCall[]): void {
  writeFileSync(file, JSON.stringify(heard));
}
