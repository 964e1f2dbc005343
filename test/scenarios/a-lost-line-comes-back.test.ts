/** The network takes the line, and the caller comes back on another: the same call goes on, and nothing of it was lost. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { z } from 'zod';
import { defineTool } from '../../src/agent/define-tool.ts';
import { defaultLimits } from '../../src/call/options.ts';
import { replay } from '../../src/call/replay.ts';
import { firstClauseValue } from '../../src/testing/scripted-tts.ts';
import { createLoopback, type LoopbackFarEnd } from '../../src/transports/loopback/loopback.ts';
import { loud, Stage, type StageOptions } from '../support/stage.ts';

const story =
  'Our house was founded ninety years ago. It made gloves, then coats. Today it makes everything.';
const noticedAfterMs = 100;

/** A stage whose caller may come back within 30 s. */
function lasting(options: StageOptions = {}, legReturnMs = 30_000): Stage {
  return new Stage({
    ...options,
    leg: { silenceMaxMs: noticedAfterMs, ...options.leg },
    call: { limits: { ...defaultLimits, legReturnMs, receiptLateMs: 3_000 } },
  });
}

/** The network takes the line, and it is noticed. */
async function lose(stage: Stage): Promise<void> {
  stage.far.vanish();
  await stage.run(noticedAfterMs);
}

function comeBack(stage: Stage, legId = 'leg-2'): LoopbackFarEnd {
  const { leg, far } = createLoopback({ clock: stage.clock, record: 'audio', legId });
  far.microphone();
  stage.session.takeLeg(leg);
  return far;
}

/** Says something over the new leg. */
async function says(stage: Stage, far: LoopbackFarEnd, text: string, ms = 1_000): Promise<void> {
  stage.stt.texts.push(text);
  void far.microphone().say(loud(ms));
  await stage.run(ms);
}

/** Milliseconds of each clause that this far end has played. */
function playedBy(stage: Stage, far: Pick<LoopbackFarEnd, 'heardAudio'>): Map<string, number> {
  const bytes = far.heardAudio();
  const played = new Map<string, number>();
  for (const sample of new Int16Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 1)) {
    const text = stage.tts.clauses[sample - firstClauseValue];
    if (text !== undefined) played.set(text, (played.get(text) ?? 0) + 1 / 16);
  }
  return played;
}

function assertReplays(stage: Stage): void {
  assert.equal(replay(stage.log).difference, undefined);
}

async function inMidReply(stage: Stage): Promise<void> {
  await stage.says('tell me about the house');
  await stage.until('reply-start');
  await stage.run(2_000);
}

for (const pipeline of ['sequential', 'streaming', 'interruptible'] as const) {
  test(`${pipeline}: a reply that the line broke off goes on with the first word that was not heard`, async () => {
    await using stage = lasting({ agent: { pipeline }, llm: { replies: [story, 'At ten.'] } });
    await inMidReply(stage);
    await lose(stage);
    await stage.run(8_000);
    assert.equal(stage.all('reply-end').length, 0, 'nothing counts as heard that was said into the void');
    const far = comeBack(stage);
    await stage.run(200);
    assert.ok(playedBy(stage, far).size > 0, 'at once: receipts of the lost leg are not waited for');
    const end = await stage.until('reply-end');
    assert.ok(end.type === 'reply-end' && end.heardText === story);
    assert.equal(end.legId, 'leg-2');
    const words = story.split(' ').length;
    const before = [...playedBy(stage, stage.far).values()].reduce((sum, ms) => sum + ms, 0);
    const after = [...playedBy(stage, far).values()].reduce((sum, ms) => sum + ms, 0);
    assert.ok(before > 1_500 && after > 1_500, `${before} ms before, ${after} ms after`);
    // What was on its way when the line broke may have sounded, and no receipt says so: it is said again.
    assert.ok(
      before + after >= words * 300 && before + after <= words * 300 + 600,
      `${before} + ${after} ms`,
    );

    await says(stage, far, 'and when do you open');
    const answer = await stage.until('reply-end');
    assert.ok(answer.type === 'reply-end' && answer.heardText === 'At ten.');
    assert.deepEqual(stage.llm.requests.at(-1)!.request.prompt.messages, [
      { role: 'user', text: 'tell me about the house' },
      { role: 'assistant', text: story },
      { role: 'user', text: 'and when do you open' },
    ]);
    assertReplays(stage);
  });
}

test('Events tell of the loss and of the return, and belong to the leg they came over', async () => {
  await using stage = lasting();
  await stage.run(500);
  await lose(stage);
  comeBack(stage);
  await stage.run(500);
  const told = stage.events.filter(({ type }) => type === 'leg-attached' || type === 'leg-lost');
  assert.deepEqual(
    told.map(({ type, legId }) => [type, legId]),
    [
      ['leg-attached', 'leg-1'],
      ['leg-lost', 'leg-1'],
      ['leg-attached', 'leg-2'],
    ],
  );
  stage.events.forEach((event, index) => assert.equal(event.seq, index));
  assert.ok(told[2]!.mediaMs < 10, 'the new leg counts its own audio');
});

test('A caller who does not come back is waited for as long as was said, and no longer', async () => {
  await using stage = lasting({}, 10_000);
  await stage.run(500);
  await lose(stage);
  await stage.run(9_900);
  assert.equal(stage.types().includes('call-end'), false);
  await stage.run(200);
  assert.equal(await stage.session.ended, 'leg-lost');
  assert.equal(stage.all('call-end')[0]!.detail, 'the caller did not come back');
  assert.deepEqual(stage.session.open(), { generations: 0, timers: 0, effects: 0 });
  assert.equal(stage.stt.openStreams + stage.tts.openStreams + stage.lane.size, 0);
  assertReplays(stage);
});

test('Where the caller cannot come back, a lost line ends the call at once', async () => {
  await using stage = lasting({}, 0);
  await lose(stage);
  assert.equal(await stage.session.ended, 'leg-lost');
});

test('A caller who hangs up is not waited for', async () => {
  await using stage = lasting();
  stage.far.hangup();
  await stage.run(10);
  assert.equal(await stage.session.ended, 'caller-hung-up');
});

test('Nobody is asked whether they are there while the line is away', async () => {
  await using stage = lasting();
  await stage.run(500);
  await lose(stage);
  await stage.run(28_000);
  assert.deepEqual(stage.tts.clauses, []);
  comeBack(stage);
  await stage.run(11_000);
  assert.deepEqual(stage.tts.clauses, [], 'the silence is counted from the return on');
  await stage.run(2_000);
  assert.deepEqual(stage.tts.clauses, ['Are you still there?']);
});

test('A question whether somebody is there, asked into a dying line, is not repeated when it is back', async () => {
  // Frames stop two seconds before the transport gives the line up.
  await using stage = lasting({ leg: { silenceMaxMs: 3_500 } });
  await stage.run(500);
  stage.far.vanish();
  await stage.run(4_000);
  assert.deepEqual(stage.tts.clauses, ['Are you still there?']);
  const far = comeBack(stage);
  await stage.run(5_000);
  assert.equal(playedBy(stage, far).size, 0);
  assert.equal(stage.all('reply-cut')[0]!.heardText, '');
});

test('What a dying line took with it was not heard: no receipt is given up before the line is', async () => {
  await using stage = lasting({ leg: { silenceMaxMs: 9_000 }, llm: { replies: ['We open at ten.'] } });
  await stage.says('when do you open');
  await stage.until('reply-start');
  // All of it has been sent, and not all has sounded.
  await stage.run(1_100);
  stage.far.vanish();
  await stage.run(9_500);
  assert.equal(stage.all('reply-end').length, 0);
  assert.equal(stage.all('leg-lost').length, 1);
  comeBack(stage);
  const end = await stage.until('reply-end');
  assert.ok(end.type === 'reply-end' && end.heardText === 'We open at ten.');
});

test('A sentence of the caller that the line broke off is asked for again, and what came of it is remembered', async () => {
  await using stage = lasting({
    stt: { interimMs: 200 },
    llm: { replies: ['On which day?'] },
  });
  void stage.far.microphone().say(loud(3_000));
  stage.stt.texts.push('i would like to');
  await stage.run(1_200);
  await lose(stage);
  await stage.run(3_000);
  assert.equal(
    stage.llm.requests.filter(({ state }) => state !== 'closed').length,
    0,
    'half a sentence is not answered',
  );
  const far = comeBack(stage);
  const asked = await stage.until('reply-end');
  assert.ok(asked.type === 'reply-end' && /say that again/.test(asked.heardText), stage.tell());
  assert.equal(asked.heardText.includes('?'), false, 'a question would take the place of one that is open');
  assert.equal(stage.all('turn-end')[0]!.reason, 'caller-left');
  await says(stage, far, 'i would like to book a fitting');
  await stage.until('reply-end');
  assert.deepEqual(
    stage.llm.requests.at(-1)!.request.prompt.messages.map(({ role }) => role),
    ['user', 'assistant', 'user'],
  );
  assertReplays(stage);
});

test('A turn that had come to its pause is answered when the caller is back', async () => {
  await using stage = lasting({ llm: { replies: ['At ten.'] } });
  await stage.says('when do you open');
  await stage.until('speech-end');
  await lose(stage);
  await stage.run(5_000);
  assert.equal(stage.llm.requests.length > 0, true, 'it is thought about meanwhile');
  assert.equal(stage.types().includes('reply-start'), false, 'and kept');
  comeBack(stage);
  const end = await stage.until('reply-end');
  assert.ok(end.type === 'reply-end' && end.heardText === 'At ten.');
  assertReplays(stage);
});

const runs: unknown[] = [];
const book = defineTool({
  name: 'book',
  description: 'Books a fitting.',
  input: z.object({ day: z.string() }),
  effect: 'irreversible',
  timeoutMs: 10_000,
  confirm: ({ day }) => `Shall I book ${day}?`,
  run: async (input) => {
    runs.push(input);
    return 'booked';
  },
});

/** Answers with the tool at first, then with words. */
const booking: NonNullable<StageOptions['llm']> = {
  replies: (request) => {
    const last = request.prompt.messages.at(-1);
    if (last?.role === 'tool-result') return 'It is booked.';
    return { toolCalls: [{ name: 'book', arguments: { day: 'Thursday' } }] };
  },
};

test('A question that was open stays open, and a yes after the return answers it', async () => {
  runs.length = 0;
  await using stage = lasting({ agent: { tools: [book] }, llm: booking });
  await stage.says('book a fitting on thursday');
  await stage.until('reply-end');
  assert.equal(stage.all('consent-asked').length, 1);
  await lose(stage);
  await stage.run(10_000);
  const far = comeBack(stage);
  await stage.run(500);
  await says(stage, far, 'yes please');
  await stage.until('reply-end');
  assert.deepEqual(runs, [{ day: 'Thursday' }]);
  assert.equal(stage.all('consent-given').length, 1);
  assertReplays(stage);
});

test('A question that the line broke off counts when it was heard to its end, after the return', async () => {
  runs.length = 0;
  await using stage = lasting({ agent: { tools: [book] }, llm: booking });
  await stage.says('book a fitting on thursday');
  await stage.until('reply-start');
  await stage.run(500);
  await lose(stage);
  const far = comeBack(stage);
  const end = await stage.until('reply-end');
  assert.ok(end.type === 'reply-end' && end.heardText === 'Shall I book Thursday?');
  await says(stage, far, 'yes please');
  await stage.until('reply-end');
  assert.deepEqual(runs, [{ day: 'Thursday' }]);
});

test('A tool that runs while the line is away runs once, and its result is told after the return', async () => {
  let runsOnce = 0;
  const lookUp = defineTool({
    name: 'lookUp',
    description: 'Looks something up.',
    input: z.object({}),
    effect: 'read',
    timeoutMs: 10_000,
    run: async () => {
      runsOnce += 1;
      await new Promise<void>((resolve) => void stage.clock.at(stage.clock.now() + 4_000, resolve));
      return 'found';
    },
  });
  await using stage: Stage = lasting({
    agent: { tools: [lookUp] },
    llm: {
      replies: (request) =>
        request.prompt.messages.at(-1)?.role === 'tool-result'
          ? 'I have found it.'
          : { toolCalls: [{ name: 'lookUp', arguments: {} }] },
    },
  });
  await stage.says('look it up please');
  await stage.until('effect-begun');
  await lose(stage);
  await stage.run(12_000);
  assert.equal(stage.all('effect-done').length, 1);
  const far = comeBack(stage);
  const end = await stage.until('reply-end');
  assert.ok(end.type === 'reply-end' && end.heardText.endsWith('I have found it.'), stage.tell());
  assert.ok(playedBy(stage, far).has('I have found it.'));
  assert.equal(runsOnce, 1);
  assertReplays(stage);
});

test('A caller who comes back while the old leg still seems alive takes the call over: the old leg is closed', async () => {
  await using stage = lasting({ llm: { replies: [story] } });
  await inMidReply(stage);
  const first = stage.far;
  const far = comeBack(stage);
  assert.equal(first.endedReason, 'the call goes on over another connection');
  const end = await stage.until('reply-end');
  assert.ok(end.type === 'reply-end' && end.heardText === story && end.legId === 'leg-2');
  assert.ok(playedBy(stage, far).size > 0);
  assert.equal(stage.lane.size, 1, 'one leg listens');
  assertReplays(stage);
});

test('A line that is lost again and again keeps its call', async () => {
  await using stage = lasting({ llm: { replies: [story] } });
  await inMidReply(stage);
  await lose(stage);
  for (const legId of ['leg-2', 'leg-3']) {
    const { leg, far } = createLoopback({ clock: stage.clock, legId, silenceMaxMs: noticedAfterMs });
    far.microphone();
    await stage.run(2_000);
    stage.session.takeLeg(leg);
    await stage.run(900);
    far.vanish();
    await stage.run(noticedAfterMs + 10);
  }
  comeBack(stage, 'leg-4');
  const end = await stage.until('reply-end');
  assert.ok(end.type === 'reply-end' && end.heardText === story && end.legId === 'leg-4');
  assertReplays(stage);
});

test('A leg that comes back to a call that is over is closed with a word', async () => {
  const stage = lasting();
  await stage[Symbol.asyncDispose]();
  const { leg, far } = createLoopback({ clock: stage.clock });
  stage.session.takeLeg(leg);
  assert.equal(far.endedReason, 'the call is over');
});

test('A call that waits for its line is ended by its host like any other', async () => {
  await using stage = lasting({ llm: { replies: [story] } });
  await inMidReply(stage);
  await lose(stage);
  stage.session.shutDown('closing time');
  assert.equal(await stage.session.ended, 'shut-down');
  assert.ok(story.startsWith(stage.all('reply-cut')[0]!.heardText));
});
