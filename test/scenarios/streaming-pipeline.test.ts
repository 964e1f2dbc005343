/** Architecture 2: everything overlaps. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Stage } from '../support/stage.ts';

const streaming = { agent: { pipeline: 'streaming' as const } };

test('The reply begins with its first clause, while the model still speaks', async () => {
  await using stage = new Stage({
    ...streaming,
    llm: {
      replies: ['Yes, of course. We open at ten in the morning, and we close at eight in the evening.'],
      tokensPerSecond: 10,
    },
  });
  await stage.says('when do you open');
  await stage.until('reply-end');
  const at = (type: string): number => stage.events.find((event) => event.type === type)!.atMs;
  assert.ok(at('reply-start') < at('generation-end'), 'played before the text was complete');
  assert.equal(stage.all('reply-clause')[0]!.text, 'Yes, of course.');
});

test('Interim transcripts are told while the caller speaks', async () => {
  await using stage = new Stage({ ...streaming, stt: { interimMs: 300 } });
  await stage.says('when do you open', 1_500);
  const interim = stage.all('transcript').find(({ final }) => !final);
  assert.equal(interim?.text, 'when do you open');
  assert.ok(stage.all('speech-end').length === 0, 'the caller was still speaking');
});

test('The generation begins before the turn is decided, and its reply is the one that is played', async () => {
  await using stage = new Stage({ ...streaming, llm: { replies: ['We open at ten.'] } });
  await stage.says('when do you open');
  await stage.until('reply-end');
  const [start] = stage.all('generation-start');
  const [turnEnd] = stage.all('turn-end');
  assert.equal(start!.speculative, true);
  assert.ok(start!.atMs < turnEnd!.atMs);
  assert.equal(stage.llm.requests.length, 1, 'no second request for the same words');
});

test('A sentence that is complete is thought about before its speaker falls silent', async () => {
  await using stage = new Stage({ ...streaming, stt: { interimMs: 400 } });
  await stage.says('i would like to book a fitting', 2_000);
  assert.equal(stage.all('speech-end').length, 0, 'still speaking');
  assert.equal(stage.all('generation-start').length, 1);
});

test('A speculation on words that changed their meaning is closed, unheard and unremembered', async () => {
  await using stage = new Stage({ ...streaming, llm: { replies: ['Friday it is.', 'Saturday it is.'] } });
  await stage.says('book a fitting on friday', 1_000);
  // A pause too short to be an end.
  await stage.run(250);
  await stage.says('no on saturday', 800);
  await stage.until('reply-end');
  assert.deepEqual([...stage.played().keys()], ['Saturday it is.']);
  assert.equal(stage.llm.requests[0]!.state !== 'open', true);
  assert.equal(stage.all('generation-discarded').length, 1);
  const last = stage.llm.requests.at(-1)!.request.prompt.messages;
  assert.deepEqual(last, [{ role: 'user', text: 'book a fitting on friday no on saturday' }]);
});

test('Nobody interrupts: what is said over the reply waits for its end', async () => {
  await using stage = new Stage({
    ...streaming,
    llm: { replies: ['We open at ten in the morning every day.', 'At eight.'] },
  });
  await stage.says('when do you open');
  await stage.until('reply-start');
  await stage.says('and when do you close');
  await stage.until('reply-end');
  await stage.until('reply-end');
  assert.equal(stage.all('reply-cut').length, 0);
  assert.equal(stage.all('turn-end').length, 2);
});
