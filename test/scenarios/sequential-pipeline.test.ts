/** Architecture 1: every stage waits for the one before, honestly. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Stage } from '../support/stage.ts';

test('Each stage waits: silence, then the whole transcript, the whole reply, the whole speech', async () => {
  await using stage = new Stage({
    agent: { pipeline: 'sequential' },
    llm: { replies: ['We open at ten. On Sunday we open at noon.'], firstTokenMs: 300 },
    stt: { finalMs: 250, interimMs: 200 },
  });
  await stage.says('when do you open', 1_000);
  assert.equal(stage.stt.bytesWritten, 0, 'no audio reaches the STT while the caller may still speak');
  await stage.until('reply-end');

  const at = (type: string): number => stage.events.find((event) => event.type === type)!.atMs;
  const [turnEnd] = stage.all('turn-end');
  assert.ok(turnEnd!.silenceMs >= 500 + 250, 'the fixed silence, then the batch transcript');
  assert.ok(at('generation-start') >= turnEnd!.atMs, 'no generation before the turn is over');
  assert.ok(at('reply-audio') > at('generation-end'), 'no speech before the whole reply is there');
  assert.equal(stage.all('reply-clause').length, 1, 'spoken as one');
  assert.equal(stage.tts.clauses[0], 'We open at ten. On Sunday we open at noon.');
  assert.equal(stage.all('generation-start')[0]!.speculative, false);

  const [start] = stage.all('reply-start');
  // 9 words of 300 ms at ten times real time take 270 ms to synthesise; all of it lies before the first sample.
  const wholeSpeechMs = 100 + 270;
  assert.ok(
    start!.voiceToVoiceMs! >= 500 + 250 + 300 + wholeSpeechMs - 50,
    `only ${start!.voiceToVoiceMs} ms`,
  );
});

test('What the caller says meanwhile does not stop the reply, and is answered behind it', async () => {
  await using stage = new Stage({
    agent: { pipeline: 'sequential' },
    llm: { replies: ['We open at ten in the morning every day.', 'At eight in the evening.'] },
  });
  await stage.says('when do you open');
  await stage.until('reply-start');
  await stage.run(500);
  await stage.says('and when do you close');
  await stage.until('reply-end');
  assert.equal(stage.all('interruption-suspected').length, 0);
  await stage.until('reply-end');
  const { prompt } = stage.llm.requests.at(-1)!.request;
  assert.deepEqual(prompt.messages, [
    { role: 'user', text: 'when do you open' },
    { role: 'assistant', text: 'We open at ten in the morning every day.' },
    { role: 'user', text: 'and when do you close' },
  ]);
});
