import assert from 'node:assert/strict';
import { test } from 'vitest';
import { envelopes, notedCall } from './__fixtures__/noted-call.ts';
import { toolRows, ToolRuns, type ToolRow } from './tool-runs.ts';

function after(...events: ReturnType<typeof notedCall>): ToolRuns {
  const runs = new ToolRuns();
  for (const event of events) runs.take(event);
  return runs;
}

const latest = (runs: ToolRuns, nowMs = 60_000): ToolRow => toolRows(runs, nowMs, 6)[0]!;
const tool = { toolCallId: 'a', tool: 'cancelOrder' } as const;
const asked = { atMs: 1000, type: 'consent-asked', ...tool, question: 'Shall I do it?' } as const;
const begun = { atMs: 2000, type: 'effect-begun', ...tool, effect: 'irreversible' } as const;

test('A booking is asked, agreed, running with its seconds, and done with the time that it took', () => {
  const told = (untilMs: number): string[] => {
    const { words, answer, detail } = latest(after(...notedCall(untilMs)), untilMs);
    return [words, answer, detail];
  };
  assert.deepEqual(told(14_000), ['asks you', 'Waiting for your yes.', '']);
  assert.deepEqual(told(22_000), ['about to begin', 'You said yes.', '']);
  assert.deepEqual(told(24_200), ['running, 2 s', 'You said yes.', 'Said meanwhile: “One moment, please.”']);
  assert.deepEqual(told(30_000), ['done in 2.4 s', 'You said yes.', '']);
  assert.equal(after(...notedCall()).count, 2, 'the question and its run are one');
  assert.equal(toolRows(after(...notedCall()), 0, 6).length, 2);
  assert.match(latest(after(...notedCall())).question, /^I will book .* Is that right\?$/);
});

test.each([
  ['no', { type: 'consent-refused', reason: 'the caller said no' }, 'not done', 'You said no.'],
  ['nothing', { type: 'consent-expired' }, 'not done', 'There was no answer in time.'],
] as const)('A question that is answered with %s leaves it undone', (_, end, words, answer) => {
  const row = latest(after(...envelopes([asked, { atMs: 3000, ...tool, ...end }])));
  assert.equal(row.words, words);
  assert.equal(row.answer, answer);
});

test.each([
  [{ ok: false, reason: 'TOOL_TIMEOUT' }, 'failed in 500 ms', 'It took too long.'],
  [
    { ok: false, reason: 'TOOL_DECLINED' },
    'declined in 500 ms',
    'It could not be, and the agent tells you why.',
  ],
  [{ ok: false, reason: 'the diary is full' }, 'failed in 500 ms', 'The diary is full.'],
  [{ ok: false, reason: 'TOOL_FAILED' }, 'failed in 500 ms', ''],
  [{ ok: true }, 'done in 500 ms', ''],
])('An end as %j is told in words', (end, words, detail) => {
  const event = { atMs: 2500, type: 'effect-done', ...tool, effect: 'write', ...end } as const;
  const row = latest(after(...envelopes([asked, begun, event])));
  assert.deepEqual([row.words, row.detail], [words, detail]);
});

test('Where nobody knows how it ended, the page says so', () => {
  const lost = { type: 'effect-unknown', ...tool, effect: 'write', reason: 'it did not answer' } as const;
  const row = latest(after(...envelopes([asked, begun, { atMs: 9000, ...lost }])));
  assert.deepEqual(
    [row.words, row.detail],
    ['unknown', 'Nobody can say whether it happened. It did not answer.'],
  );
});

test('A yes that is taken back before it ran stays a yes, and nothing was done', () => {
  const given = { atMs: 1500, type: 'consent-given', ...tool } as const;
  const back = { atMs: 1700, type: 'consent-refused', ...tool, reason: 'taken back before it ran' } as const;
  const row = latest(after(...envelopes([asked, given, back])));
  assert.deepEqual(
    [row.words, row.answer, row.detail],
    ['not done', 'You said yes.', 'Taken back before it ran.'],
  );
});

test('When the call ends nothing goes on running, and no question waits', () => {
  const end = { atMs: 3000, type: 'call-end', reason: 'caller-hung-up', detail: '' } as const;
  const other = { ...begun, toolCallId: 'b' };
  const runs = after(...envelopes([asked, other, end]));
  assert.deepEqual(
    toolRows(runs, 90_000, 6).map(({ words, answer, detail }) => [words, answer, detail]),
    [
      ['not over', '', 'The call ended before it did.'],
      ['not done', 'The call ended before an answer.', ''],
    ],
  );
  assert.equal(runs.isRunning, false);
});

test('The latest stands first, and a long call keeps the last of them only', () => {
  const runs = new ToolRuns();
  for (let count = 0; count < 200; count += 1)
    for (const one of envelopes([{ ...begun, toolCallId: `run-${count}` }])) runs.take(one);
  assert.equal(runs.count, 200);
  assert.equal(runs.runs.length, 60);
  assert.deepEqual(
    toolRows(runs, 0, 2).map(({ key }) => key),
    ['run-199', 'run-198'],
  );
});
