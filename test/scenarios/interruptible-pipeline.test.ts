/** Architecture 3: it listens while it speaks; stops at once, then judges. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Stage } from '../support/stage.ts';

const story =
  'Our house was founded ninety years ago. It made gloves, then coats. Today it makes everything.';

/** The agent is in the middle of a long reply. */
async function inMidReply(stage: Stage): Promise<void> {
  await stage.says('tell me about the house');
  await stage.until('reply-start');
  await stage.run(2_000);
}

test('Words over the reply stop it at once; the model is told what was heard, and nothing more is', async () => {
  await using stage = new Stage({ llm: { replies: [story, 'Yes, we do.'] } });
  await inMidReply(stage);
  const spokenAt = stage.clock.now();
  await stage.says('do you also make shoes', 1_200);
  const paused = stage.all('interruption-suspected')[0]!;
  assert.ok(paused.atMs - spokenAt <= 80, 'silent within the time the VAD needs');
  await stage.until('reply-end');

  const [cut] = stage.all('reply-cut');
  assert.ok(cut!.heardText.length > 0 && story.startsWith(cut!.heardText), cut!.heardText);
  const messages = stage.llm.requests.at(-1)!.request.prompt.messages;
  assert.deepEqual(messages, [
    { role: 'user', text: 'tell me about the house' },
    { role: 'assistant', text: cut!.heardText, interrupted: true },
    { role: 'user', text: 'do you also make shoes' },
  ]);
  // The recording agrees: a word is 300 ms, and what was heard is what was played, to within the word that was cut.
  const playedMs = [...stage.played()]
    .filter(([text]) => story.includes(text))
    .reduce((sum, [, ms]) => sum + ms, 0);
  const heardWords = cut!.heardText.split(' ').length;
  assert.ok(
    playedMs >= heardWords * 300 && playedMs < (heardWords + 1) * 300 + 1,
    `${playedMs} ms, ${heardWords} words`,
  );
});

test('A cough stops the sound and nothing else: the reply goes on from the word where it paused', async () => {
  await using stage = new Stage({ llm: { replies: [story] } });
  await inMidReply(stage);
  await stage.sounds(200);
  const end = await stage.until('reply-end');
  assert.equal(stage.all('interruption-dismissed').length, 1);
  assert.equal(stage.llm.requests.length, 1);
  assert.ok(end.type === 'reply-end' && end.heardText === story);
  const total = [...stage.played().values()].reduce((sum, ms) => sum + ms, 0);
  const words = story.split(' ').length;
  assert.ok(
    total >= words * 300 && total < (words + 1) * 300,
    `${total} ms for ${words} words: nothing skipped, at most the cut word twice`,
  );
});

test('A backchannel asks us to go on', async () => {
  await using stage = new Stage({ llm: { replies: [story] } });
  await inMidReply(stage);
  await stage.says('mm hm', 300);
  await stage.until('reply-end');
  assert.deepEqual(
    stage.all('interruption-dismissed').map(({ reason }) => reason),
    ['backchannel'],
  );
  assert.equal(stage.all('turn-end').length, 1, 'it is no turn');
});

test('After a question of ours, "yes" is an answer and takes the floor', async () => {
  await using stage = new Stage({
    llm: {
      replies: ['Would you like to hear about it? It is a long story and I tell it well.', 'Then listen.'],
    },
  });
  await stage.says('tell me about the house');
  await stage.until('reply-start');
  await stage.run(2_300);
  await stage.says('yes', 400);
  await stage.until('reply-end');
  assert.equal(stage.all('interruption-committed').length, 1);
  assert.equal(stage.all('turn-end').at(-1)!.text, 'yes');
});

test('Speech that goes on takes the floor before its words are known', async () => {
  await using stage = new Stage({ llm: { replies: [story, 'Of course.'] } });
  await inMidReply(stage);
  await stage.says('i would like to know something else entirely', 3_500);
  const [suspected] = stage.all('interruption-suspected');
  const [committed] = stage.all('interruption-committed');
  assert.equal(committed!.reason, 'speech goes on');
  // Twice the time of speech with words: we are silent meanwhile.
  assert.ok(committed!.atMs - suspected!.atMs <= 2 * 1_200 + 10);
});

test('Interrupted before its first sample, a reply is never heard and never remembered', async () => {
  await using stage = new Stage({ llm: { replies: [story, 'Gladly.'], firstTokenMs: 900 } });
  await stage.says('tell me about the house');
  await stage.until('turn-end');
  await stage.says('no tell me about the shoes', 1_200);
  await stage.until('reply-end');
  assert.deepEqual([...stage.played().keys()], ['Gladly.']);
  assert.deepEqual(stage.llm.requests.at(-1)!.request.prompt.messages, [
    { role: 'user', text: 'tell me about the house no tell me about the shoes' },
  ]);
});

test('Interrupted twice in a row, each reply is cut where it was cut', async () => {
  await using stage = new Stage({ llm: { replies: [story, story, 'Very well.'] } });
  await inMidReply(stage);
  await stage.says('and the shoes please', 1_000);
  await stage.until('reply-start');
  await stage.run(1_000);
  await stage.says('no the coats please', 1_000);
  await stage.until('reply-end');
  assert.equal(stage.all('reply-cut').length, 2);
  const assistant = stage.llm.requests
    .at(-1)!
    .request.prompt.messages.filter(({ role }) => role === 'assistant');
  assert.deepEqual(
    assistant.map((message) => message.role === 'assistant' && message.text),
    stage.all('reply-cut').map(({ heardText }) => heardText),
  );
});
