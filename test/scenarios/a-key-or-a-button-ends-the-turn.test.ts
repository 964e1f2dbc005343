/**
 * A caller need not wait for us to notice that they are done: a key of the telephone says so, and a button
 * that is held while speaking says so when it is let go. While it is held, no pause is the end.
 */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Stage } from '../support/stage.ts';

const unfinished = 'my number is zero seven nine';

test('a key ends a turn that its words would have left open', async () => {
  await using waiting = new Stage();
  await waiting.says(unfinished);
  await waiting.run(3_000);
  await using pressing = new Stage();
  await pressing.says(unfinished);
  await pressing.run(250);
  pressing.far.dtmf('#');
  await pressing.run(3_000);
  const [waited] = waiting.all('turn-end');
  const [pressed] = pressing.all('turn-end');
  assert.equal(pressed?.reason, 'dtmf', pressing.tell());
  assert.equal(pressed.text, unfinished);
  assert.ok(pressed.silenceMs < 400 && waited!.silenceMs > 800, `${pressed.silenceMs} ${waited?.silenceMs}`);
});

test('a key in mid-sentence ends the turn there', async () => {
  await using stage = new Stage();
  stage.begins('I would like to book a table', 1_500);
  await stage.run(1_000);
  stage.far.dtmf('#');
  await stage.run(400);
  const [turn] = stage.all('turn-end');
  assert.equal(turn?.reason, 'dtmf', stage.tell());
});

test('while the button is held, no pause is the end; to let it go is', async () => {
  await using stage = new Stage();
  stage.session.pushToTalk(true);
  await stage.says('Book a table please.');
  await stage.run(4_000);
  await stage.says('And bring the dog.');
  await stage.run(2_000);
  assert.deepEqual(stage.all('turn-end'), [], stage.tell());
  assert.equal(stage.llm.requests.filter(({ request }) => request.prompt.messages.length > 1).length, 0);
  stage.session.pushToTalk(false);
  await stage.run(100);
  const turns = stage.all('turn-end');
  assert.deepEqual(
    turns.map(({ text }) => text),
    ['Book a table please. And bring the dog.'],
    stage.tell(),
  );
  await stage.until('reply-start');
});

test('let go in the middle of a word, the turn has all that was said until then', async () => {
  await using stage = new Stage();
  stage.session.pushToTalk(true);
  await stage.says('My number is zero seven nine and');
  stage.session.pushToTalk(false);
  await stage.run(300);
  const [turn] = stage.all('turn-end');
  assert.equal(turn?.text, 'My number is zero seven nine and', stage.tell());
  assert.ok(turn.silenceMs < 300);
});

test('pressed over our voice, the button takes the floor at once', async () => {
  await using stage = new Stage({
    agent: { greeting: 'Thank you for calling the garden centre on the hill.' },
  });
  await stage.until('reply-start');
  await stage.run(300);
  const pressedAt = stage.clock.now();
  stage.session.pushToTalk(true);
  await stage.run(1_000);
  assert.equal(stage.all('interruption-committed')[0]?.reason, 'push-to-talk', stage.tell());
  assert.equal(stage.heardMs(pressedAt + 40, stage.clock.now()), 0);
  await stage.says('Wait please.');
  stage.session.pushToTalk(false);
  await stage.until('turn-end');
  assert.equal(stage.all('turn-end')[0]?.text, 'Wait please.');
});

test('who interrupts us with the button and says nothing is asked, not left in silence', async () => {
  await using stage = new Stage({
    agent: { greeting: 'Thank you for calling the garden centre on the hill.' },
  });
  await stage.until('reply-start');
  await stage.run(300);
  stage.session.pushToTalk(true);
  await stage.run(500);
  stage.session.pushToTalk(false);
  await stage.until('reply-start', 2_000);
  assert.match(stage.all('reply-clause').at(-1)!.text, /did not catch|say it again/);
});

test('a button that is never let go holds nobody for ever', async () => {
  await using stage = new Stage();
  stage.session.pushToTalk(true);
  await stage.says('Book a table please.');
  await stage.until('turn-end', 20_000);
  assert.equal(stage.all('turn-end')[0]?.text, 'Book a table please.', stage.tell());
});

test('a press of the button during which nothing is said changes nothing', async () => {
  await using stage = new Stage();
  stage.session.pushToTalk(true);
  await stage.run(300);
  stage.session.pushToTalk(false);
  await stage.run(1_000);
  assert.deepEqual(stage.all('turn-end'), []);
  await stage.says('Book a table please.');
  await stage.run(1_500);
  assert.equal(stage.all('turn-end').length, 1);
});
