/**
 * A call's log and its proof: the options it was decided by, then every input with its instant and the
 * outputs it gave. Fed again, the same inputs must give the same outputs; the first that differs is
 * where the code has changed its mind, or where something impure has crept in.
 */
import type { Tokenizer } from '../contracts/llm.ts';
import { AntiphonError } from '../errors/antiphon-error.ts';
import { Call } from './call.ts';
import type { CountTokens } from './context.ts';
import type { CallInput } from './input.ts';
import type { CallOptions } from './options.ts';
import type { CallOutput } from './output.ts';

/** Raised whenever an older log can no longer be replayed. */
export const logVersion = 1;

export type LogRecord =
  | { kind: 'call'; logVersion: number; startedAt: string; options: CallOptions }
  | { kind: 'step'; now: number; input: CallInput; outputs: readonly CallOutput[] };

export interface ReplayResult {
  callId: string;
  steps: number;
  events: number;
  /** Undefined where the whole log replays bit for bit. */
  difference: ReplayDifference | undefined;
}

export interface ReplayDifference {
  /** Counts the steps from 0. */
  step: number;
  now: number;
  input: CallInput;
  /** Index of the first output that differs. */
  output: number;
  logged: CallOutput | undefined;
  replayed: CallOutput | undefined;
}

/**
 * @param tokenizer Who counted the call's prompts, where that was not an estimate.
 * @throws AntiphonError LOG_INVALID when the records are not a log of this version, or were counted by somebody else.
 */
export function replay(records: Iterable<LogRecord>, tokenizer?: Tokenizer): ReplayResult {
  let call: Call | undefined;
  const result: ReplayResult = { callId: '', steps: 0, events: 0, difference: undefined };
  for (const record of records) {
    if (record.kind === 'call') {
      if (call !== undefined) throw new AntiphonError('LOG_INVALID', 'the log holds more than one call');
      checkVersion(record.logVersion);
      call = new Call(record.options, counterOf(record.options, tokenizer));
      result.callId = record.options.callId;
      continue;
    }
    if (call === undefined) throw new AntiphonError('LOG_INVALID', 'the log does not begin with its call');
    const outputs = call.handle(record.now, record.input);
    result.events += outputs.filter((output) => output.type === 'emit').length;
    const index = firstDifference(record.outputs, outputs);
    if (index >= 0) {
      result.difference = {
        step: result.steps,
        now: record.now,
        input: record.input,
        output: index,
        logged: record.outputs[index],
        replayed: outputs[index],
      };
      return result;
    }
    result.steps += 1;
  }
  if (call === undefined) throw new AntiphonError('LOG_INVALID', 'the log is empty');
  return result;
}

function counterOf({ prompt }: CallOptions, tokenizer: Tokenizer | undefined): CountTokens | undefined {
  const name = prompt?.tokenizer ?? 'estimate';
  if (name === 'estimate') return undefined;
  if (tokenizer?.name === name) return (text) => tokenizer.count(text);
  throw new AntiphonError(
    'LOG_INVALID',
    `the prompts of this call were counted by "${name}", which is not here`,
  );
}

function checkVersion(version: number): void {
  if (version === logVersion) return;
  throw new AntiphonError('LOG_INVALID', `the log has version ${version}, this antiphon reads ${logVersion}`);
}

/** Compared as they are written: what JSON leaves out does not count. */
function firstDifference(logged: readonly CallOutput[], replayed: readonly CallOutput[]): number {
  const length = Math.max(logged.length, replayed.length);
  for (let index = 0; index < length; index += 1) {
    if (canonical(logged[index]) !== canonical(replayed[index])) return index;
  }
  return -1;
}

function canonical(value: unknown): string {
  return JSON.stringify(JSON.parse(JSON.stringify(value ?? null)), sortedKeys);
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
