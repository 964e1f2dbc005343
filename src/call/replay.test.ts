import assert from 'node:assert/strict';
import { test } from 'vitest';
import { callOptions, heard, playedOut, speechEnd, speechStart, voiced } from './__fixtures__/story.ts';
import { Call } from './call.ts';
import type { CallInput } from './input.ts';
import { type LogRecord, logVersion, replay } from './replay.ts';

const head: LogRecord = {
  kind: 'call',
  logVersion,
  startedAt: '2026-01-01T00:00:00.000Z',
  options: callOptions({ greeting: 'Good morning.' }),
};

/** The log of a short call, as it is read back from a file. */
function shortCall(): LogRecord[] {
  const inputs: [number, CallInput][] = [
    [0, { type: 'start' }],
    ...voiced(0, 0, 8_000).map((input): [number, CallInput] => [100, input]),
    ...playedOut(0, 8_000).map((input): [number, CallInput] => [1_300, input]),
    [2_000, speechStart],
    [3_000, speechEnd],
    [3_030, heard(0, 'what time do you open')],
    [3_400, { type: 'timeout' }],
    [4_000, { type: 'leg-closed', by: 'caller', reason: 'hung up' }],
  ];
  const call = new Call(head.kind === 'call' ? head.options : callOptions());
  const steps = inputs.map(([now, input]): LogRecord => ({
    kind: 'step',
    now,
    input,
    outputs: call.handle(now, input),
  }));
  return JSON.parse(JSON.stringify([head, ...steps])) as LogRecord[];
}

test('A log replays bit for bit', () => {
  const log = shortCall();
  const result = replay(log);
  assert.equal(result.difference, undefined);
  assert.equal(result.callId, 'call-1');
  assert.equal(result.steps, log.length - 1);
  assert.ok(result.events > 8, `${result.events} events`);
});

test('The first step that differs is pointed at, with what was logged and what comes now', () => {
  const log = shortCall();
  const step = log.find((record) => record.kind === 'step' && record.input.type === 'speech-end')!;
  assert.ok(step.kind === 'step');
  (step.outputs as unknown[]).push({ type: 'stt-flush', segment: 7 });
  const { difference } = replay(log);
  assert.equal(difference?.now, 3_000);
  assert.equal(difference.input.type, 'speech-end');
  assert.equal(difference.step, log.indexOf(step) - 1);
  assert.deepEqual(difference.logged, { type: 'stt-flush', segment: 7 });
  assert.equal(difference.replayed, undefined);
});

test('An output that was changed is a difference, the order of its fields is not', () => {
  const log = shortCall();
  const first = log[1]!;
  assert.ok(first.kind === 'step');
  const turned = first.outputs.map((output) => Object.fromEntries(Object.entries(output).reverse()));
  assert.equal(replay([log[0]!, { ...first, outputs: turned as never }]).difference, undefined);
  const changed = first.outputs.map((output) =>
    output.type === 'speak' ? { ...output, text: 'Bye.' } : output,
  );
  assert.ok(replay([log[0]!, { ...first, outputs: changed }]).difference !== undefined);
});

test.each([
  ['is empty', []],
  ['does not begin with its call', shortCall().slice(1)],
  ['holds two calls', [head, head]],
  ['is of another version', [{ ...head, logVersion: logVersion + 1 }]],
])('A log that %s is refused', (_what, records) => {
  assert.throws(() => replay(records as LogRecord[]), { code: 'LOG_INVALID' });
});

test('a call whose prompts somebody counted replays with the same counter, and with no other', () => {
  const prompt = { tokensMax: 2_000, heardTurnsMax: 4, tokenizer: 'letters' };
  const head: LogRecord = {
    kind: 'call',
    logVersion,
    startedAt: '2026-01-01T00:00:00.000Z',
    options: callOptions({ prompt }),
  };
  assert.equal(replay([head], { name: 'letters', count: (text) => text.length }).difference, undefined);
  assert.throws(() => replay([head]), { code: 'LOG_INVALID', message: /counted by "letters"/ });
});
