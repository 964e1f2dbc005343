import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Stage } from '../support/stage.ts';
import { replay } from '../../src/call/replay.ts';

test('A call greets, hears, answers, and ends when the caller hangs up', async () => {
  await using stage = new Stage({
    agent: { greeting: 'Good morning.' },
    llm: { replies: ['We open at ten.'] },
  });
  await stage.until('reply-end');
  await stage.says('when do you open');
  const { heardText } = (await stage.until('reply-end')) as { heardText?: string };
  assert.equal(heardText, 'We open at ten.');
  stage.far.hangup();
  await stage.run(100);
  assert.equal(await stage.session.ended, 'caller-hung-up');
  assert.deepEqual([...stage.played().keys()], ['Good morning.', 'We open at ten.']);
});

test('The log of a call replays bit for bit', async () => {
  await using stage = new Stage({ agent: { greeting: 'Good morning.' } });
  await stage.until('reply-end');
  await stage.says('a question');
  await stage.until('reply-start');
  await stage.run(200);
  await stage.says('no wait another question');
  await stage.until('reply-end');
  stage.far.hangup();
  await stage.run(50);
  const records = stage.log.map((record) => JSON.parse(JSON.stringify(record)));
  const result = replay(records);
  assert.equal(result.difference, undefined);
  assert.equal(result.events, stage.events.length);
});
