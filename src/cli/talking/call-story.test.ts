import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { CallEventBody } from '../../contracts/events.ts';
import { CallStory, type StoryLine } from './call-story.ts';
import { storyText } from './print-line.ts';

/** Our clock is five seconds ahead of the server's, and the network takes no time. */
const aheadMs = 5000;

function tell(lastSoundHereMs?: number) {
  const lines: StoryLine[] = [];
  let nowMs = 0;
  const story = new CallStory({
    now: () => nowMs,
    lastSoundBefore: () => lastSoundHereMs,
    onLine: (line) => lines.push(line),
  });
  const at = (atMs: number, ...bodies: CallEventBody[]): void => {
    nowMs = atMs + aheadMs;
    for (const body of bodies) {
      story.onEvent({ callId: 'c', legId: 'l', seq: 0, atMs, mediaMs: atMs, ...body });
    }
  };
  return { lines, story, at };
}

const turnEnd = (turn: number, text: string, silenceMs: number): CallEventBody => ({
  type: 'turn-end',
  turn,
  text,
  silenceMs,
  completeness: 1,
  reason: 'silence',
});

test('An answer is told with the time of every step after the last sound', () => {
  const { lines, story, at } = tell(1000 + aheadMs);
  at(400, { type: 'turn-start', turn: 1 });
  assert.ok(story.agentIsBusy, 'it listens');
  at(1150, { type: 'generation-start', generation: 3, turn: 1, speculative: true });
  at(1180, { type: 'generation-first-token', generation: 3 });
  at(1400, turnEnd(1, 'when do you open', 400));
  at(
    1450,
    { type: 'reply-audio', reply: 2, clause: 0 },
    { type: 'generation-end', generation: 3, inputTokens: 1, outputTokens: 1 },
  );
  story.onRunStart(1460 + aheadMs);
  at(1460, { type: 'reply-start', reply: 2, turn: 1 });
  assert.ok(story.agentIsBusy, 'it speaks');
  at(3000, { type: 'reply-end', reply: 2, heardText: 'At ten.' });
  assert.equal(story.agentIsBusy, false);
  assert.equal(story.repliesEnded, 1);
  assert.deepEqual(lines, [
    { type: 'caller-said', turn: 1, text: 'when do you open' },
    {
      type: 'agent-said',
      turn: 1,
      heardText: 'At ten.',
      latencies: { turnDecidedMs: 400, firstTokenMs: 180, firstAudioMs: 450, voiceToVoiceMs: 460 },
    },
  ]);
  assert.match(storyText(lines[1]!), /turn decided 400, first token 180, first audio 450, heard 460/);
});

test('A guess that was thrown away has no first token, and audio that was ready before is not told late', () => {
  const { lines, at } = tell(1000 + aheadMs);
  at(1100, { type: 'generation-start', generation: 1, turn: 1, speculative: true });
  at(1110, { type: 'generation-first-token', generation: 1 });
  at(1200, { type: 'generation-discarded', generation: 1, reason: 'more words came' });
  at(1300, { type: 'generation-start', generation: 2, turn: 1, speculative: true });
  at(1310, { type: 'generation-first-token', generation: 2 });
  at(1400, turnEnd(1, 'hello', 400), { type: 'reply-start', reply: 1, turn: 1 });
  at(
    1900,
    { type: 'reply-audio', reply: 1, clause: 1 },
    { type: 'reply-end', reply: 1, heardText: 'Hello.' },
  );
  const line = lines.at(-1);
  assert.deepEqual(line?.type === 'agent-said' && line.latencies, { turnDecidedMs: 400, firstTokenMs: 310 });
});

test('What nobody asked for has no latencies: a greeting, the news of a tool', () => {
  const { lines, at } = tell(500 + aheadMs);
  at(100, { type: 'reply-start', reply: 0, turn: 0 });
  at(900, { type: 'reply-end', reply: 0, heardText: 'Good day.' });
  at(1400, turnEnd(1, 'book it', 300), { type: 'reply-start', reply: 1, turn: 1 });
  at(1900, { type: 'reply-end', reply: 1, heardText: 'One moment.' });
  at(2000, { type: 'reply-start', reply: 2, turn: 1 }, { type: 'reply-end', reply: 2, heardText: 'Done.' });
  const latencies = lines.flatMap((line) =>
    line.type === 'agent-said' ? [Object.keys(line.latencies).length] : [],
  );
  assert.deepEqual(latencies, [0, 1, 0]);
});

test('A cut reply is told with what was not heard', () => {
  const { lines, story, at } = tell();
  at(0, { type: 'reply-start', reply: 4, turn: 2 });
  at(900, { type: 'interruption-committed', reply: 4, reason: 'words' });
  at(910, {
    type: 'reply-cut',
    reply: 4,
    heardText: 'Our house',
    unheardText: 'began long ago.',
    reason: 'words',
  });
  assert.equal(story.agentIsBusy, false);
  assert.match(
    lines.map(storyText).join(''),
    /took the floor: words\nagent {3}Our house --\n {8}not heard: began long ago/,
  );
});

test('While a tool runs the agent is busy', () => {
  const { story, lines, at } = tell();
  at(0, { type: 'effect-begun', toolCallId: 't', tool: 'book', effect: 'write' });
  assert.ok(story.agentIsBusy);
  at(9, {
    type: 'effect-done',
    toolCallId: 't',
    tool: 'book',
    effect: 'write',
    ok: false,
    reason: 'the diary is shut',
  });
  assert.equal(story.agentIsBusy, false);
  assert.deepEqual(lines, [{ type: 'note', text: 'book failed: the diary is shut' }]);
});

test('What is noted of a turn is told: values, what holds none any more, and otherwise what the caller wants', () => {
  const { lines, at } = tell();
  const said = { turn: 1, words: '', confidence: 1 };
  const slots = {
    sizes: [
      { ...said, value: 38 },
      { ...said, value: 40 },
    ],
    store: [{ ...said, value: 'Milan' }],
  };
  const event = { type: 'slots-extracted', turn: 1, afterMs: 2, slots, intent: 'book' } as const;
  at(1, { ...event, changed: ['store', 'sizes', 'day'] });
  at(2, { ...event, changed: [] });
  assert.deepEqual(lines, [
    { type: 'note', text: 'noted: store Milan; sizes 38 and 40; day nothing any more' },
    { type: 'note', text: 'noted: the caller wants book' },
  ]);
});
