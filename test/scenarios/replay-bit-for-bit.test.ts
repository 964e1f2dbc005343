/** The log of a call: who may read it, what is in it, and that it proves what was decided. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, test } from 'vitest';
import { LogFile } from '../../src/cli/replaying/log-file.ts';
import { replayLog } from '../../src/cli/replay.ts';
import { AntiphonError } from '../../src/errors/antiphon-error.ts';
import { CallLogFile } from '../../src/telemetry/call-log-file.ts';
import { Stage } from '../support/stage.ts';

const home = mkdtempSync(join(tmpdir(), 'antiphon-logs-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

let calls = 0;

/** A call with an answer, an interruption and a hang-up, logged as a server would. */
async function loggedCall(): Promise<{ path: string; lines: string[]; folder: string }> {
  calls += 1;
  const folder = join(home, `call ${calls}`);
  const failures: AntiphonError[] = [];
  const log = new CallLogFile(folder, 'call-1', (error) => failures.push(error));
  {
    await using stage = new Stage({
      agent: { greeting: 'Good morning.' },
      llm: { replies: ['We open at ten, and on Thursdays we are open until nine.', 'Garden Street.'] },
      log,
    });
    await stage.until('reply-end');
    await stage.says('when do you open');
    await stage.until('reply-start');
    await stage.run(600);
    await stage.says('no wait where are you', 1_500);
    await stage.until('reply-end');
    stage.far.hangup();
    await stage.run(100);
    assert.equal(await stage.session.ended, 'caller-hung-up');
    assert.ok(stage.types().includes('reply-cut'), 'the story has an interruption');
  }
  await untilWritten(log.path);
  assert.deepEqual(failures, []);
  return { path: log.path, folder, lines: readFileSync(log.path, 'utf8').trimEnd().split('\n') };
}

/** The log is closed when the call ends; the disk follows a moment later. */
async function untilWritten(path: string): Promise<void> {
  for (let size = -1; ;) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    const now = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    if (now > 0 && now === size) return;
    size = now;
  }
}

function written(name: string, text: string | Uint8Array): LogFile {
  const path = join(home, name);
  writeFileSync(path, text);
  return new LogFile(path);
}

test('A call replays bit for bit from its file, to its end', async () => {
  const { path, lines } = await loggedCall();
  const log = new LogFile(path);
  const { difference, steps, callId } = replayLog(log);
  assert.equal(difference, undefined);
  assert.equal(callId, 'call-1');
  assert.equal(steps, lines.length - 1);
  assert.ok(log.ended && !log.truncated);
});

test('Only its owner may read it', async () => {
  const { path, folder } = await loggedCall();
  assert.equal(statSync(path).mode & 0o777, 0o600);
  assert.equal(statSync(folder).mode & 0o777, 0o700);
});

test('It holds words and no sound', async () => {
  const { lines } = await loggedCall();
  const text = lines.join('\n');
  assert.match(text, /when do you open/);
  // A second of speech is 16,000 samples: no value in any record is a long run of numbers or of letters and digits.
  assert.equal(/(?:-?\d+,){50}/.test(text), false, 'an array of samples');
  assert.equal(/[A-Za-z0-9+/]{200}/.test(text), false, 'encoded bytes');
});

test('A decision that was changed afterwards is pointed at: its step, its input, both outputs', async () => {
  const { lines } = await loggedCall();
  const index = lines.findIndex((line) => line.includes('"type":"turn-end"'));
  assert.ok(index > 0);
  const tampered = lines.with(index, lines[index]!.replace('when do you open', 'when do you close'));
  const log = written('tampered.jsonl', `${tampered.join('\n')}\n`);
  const { difference, steps } = replayLog(log);
  assert.equal(difference?.step, index - 1);
  assert.equal(steps, index - 1);
  assert.equal(log.line, index + 1);
  assert.match(JSON.stringify(difference?.logged), /when do you (open|close)/);
  assert.notDeepEqual(difference?.logged, difference?.replayed);
});

test('An input that is missing is noticed by what it would have changed', async () => {
  const { lines } = await loggedCall();
  const index = lines.findIndex((line) => line.includes('"type":"speech-end"'));
  const { difference } = replayLog(written('missing.jsonl', `${lines.toSpliced(index, 1).join('\n')}\n`));
  assert.notEqual(difference, undefined);
});

describe('a log that is not whole', () => {
  test('ends where a crash cut it, and what there is replays', async () => {
    const { path } = await loggedCall();
    const text = readFileSync(path);
    const log = written('cut.jsonl', text.subarray(0, text.length - 40));
    assert.equal(replayLog(log).difference, undefined);
    assert.ok(log.truncated);
  });

  test.each([
    ['is empty', () => '', /is empty/],
    ['is something else', () => 'RIFF\u0000\u0001WAVE', /line 1: it is not JSON/],
    [
      'has another version',
      ([head]: string[]) => head!.replace('"logVersion":1', '"logVersion":99') + '\n',
      /version 99/,
    ],
    [
      'lacks its beginning',
      ([, ...rest]: string[]) => `${rest.join('\n')}\n`,
      /line 1: it is not the beginning/,
    ],
    [
      'has a broken line',
      (lines: string[]) => `${lines.with(4, '{"kind":"st').join('\n')}\n`,
      /line 5: it is not JSON/,
    ],
    ['holds two calls', (lines: string[]) => `${[...lines, lines[0]].join('\n')}\n`, /a second call/],
    [
      'has a step of another kind',
      (lines: string[]) => `${lines.with(3, '{"kind":"step","now":1}').join('\n')}\n`,
      /line 4: the step has no input/,
    ],
  ])('%s: refused, saying what is wrong and where', async (name, spoil, message) => {
    const { lines } = await loggedCall();
    assert.throws(
      () => replayLog(written(`${name}.jsonl`, spoil(lines))),
      (error) => AntiphonError.is(error) && error.code === 'LOG_INVALID' && message.test(error.message),
    );
  });
});
