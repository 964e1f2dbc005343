/** What `antiphon replay` prints of a log goes into issues and chats: nothing of a caller is in it. The log stays whole. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, test } from 'vitest';
import { replayVerb } from '../../src/cli/replay.ts';
import { Interruption } from '../../src/cli/shared/interruption.ts';
import type { CallEvent } from '../../src/contracts/events.ts';
import { redactor } from '../../src/privacy/index.ts';
import { redactedEvents } from '../../src/server/open-server.ts';
import { Stage } from '../support/stage.ts';

const home = mkdtempSync(join(tmpdir(), 'antiphon-printed-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const card = `four${' one'.repeat(15)}`;
const mail = 'anna dot smith at example dot com';

async function calledWith(words: string): Promise<{ records: string[]; events: CallEvent[] }> {
  const records: string[] = [];
  const log = { write: (record: unknown) => records.push(JSON.stringify(record)), close: () => {} };
  await using stage = new Stage({ llm: { replies: ['Thank you.'] }, log });
  await stage.says(words);
  await stage.until('reply-end');
  stage.far.hangup();
  await stage.run(100);
  return { records, events: [...stage.events] };
}

async function printed(path: string, json: boolean): Promise<string> {
  let out = '';
  using interruption = new Interruption(() => {});
  const world = { out: (text: string) => (out += text), err: () => {}, isTerminal: false, interruption };
  assert.equal(await replayVerb(path, { json }, world), 1);
  return out;
}

test.each([false, true])(
  'A difference is printed without a card or an address (as JSON: %s)',
  async (json) => {
    const { records } = await calledWith(`my card is ${card} and my mail is ${mail}`);
    const index = records.findIndex((line) => line.includes('"type":"turn-end"'));
    assert.match(records[index]!, /four one one one/, 'the log is whole');
    const tampered = records.with(index, records[index]!.replace('my card is', 'the card is'));
    const path = join(home, `tampered-${json}.jsonl`);
    writeFileSync(path, `${tampered.join('\n')}\n`);
    const out = await printed(path, json);
    assert.match(out, /the card is \[card\] and my mail is \[email\]/);
    assert.doesNotMatch(out, /one one|smith|example/);
    assert.match(readFileSync(path, 'utf8'), /smith at example/);
  },
);

test('What differs only in personal data is pointed at, not printed', async () => {
  const { records } = await calledWith(`my card is ${card}`);
  const index = records.findIndex((line) => line.includes('"type":"turn-end"'));
  const other = records[index]!.replace(card, `five${' five'.repeat(11)}${' four'.repeat(4)}`);
  const path = join(home, 'other.jsonl');
  writeFileSync(path, `${records.with(index, other).join('\n')}\n`);
  assert.match(await printed(path, false), new RegExp(`differ in personal data.*line ${index + 1}`));
});

test('A program that logs events with `redact` is told no number either', async () => {
  const { events } = await calledWith(`my card is ${card}, order four oh two one seven`);
  const told: CallEvent[] = [];
  const { onEvent } = redactedEvents((event) => told.push(event), redactor());
  for (const event of events) onEvent!(event);
  const text = JSON.stringify(told.filter(({ type }) => type === 'turn-end'));
  assert.match(text, /my card is \[card\], order four oh two one seven/);
  assert.deepEqual(
    told.map(({ callId, seq, atMs }) => [callId, seq, atMs]),
    events.map(({ callId, seq, atMs }) => [callId, seq, atMs]),
  );
});
