/** A call that another process began: taken up, not greeted; what stood is asked anew, what was begun is settled. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { heard, playedOut, speechEnd, speechStart, Story, voiced } from './__fixtures__/story.ts';
import { defaultLimits, type CallOptions, type RestoredCall } from './options.ts';
import type { Message } from '../contracts/conversation.ts';

const before: readonly Message[] = [
  { role: 'user', text: 'cancel order five' },
  { role: 'tool-call', toolCallId: 'c1', name: 'cancel', arguments: { order: 5 } },
  {
    role: 'tool-result',
    toolCallId: 'c1',
    name: 'cancel',
    result: { status: 'awaiting-consent', question: 'Shall I cancel order five?' },
  },
  { role: 'assistant', text: 'Shall I cancel order five?' },
];
const consent = {
  toolCallId: 'c1',
  tool: 'cancel',
  effect: 'irreversible',
  arguments: { order: 5 },
  question: 'Shall I cancel order five?',
} as const;

function taken(changes: Partial<RestoredCall> = {}, options: Partial<CallOptions> = {}): Story {
  const empty = { toolCallIds: [], consents: [], effects: [] };
  const restored = { turnNo: 3, firstEventSeq: 40, messages: before, ...empty, ...changes };
  const limits = { ...defaultLimits, bridgeAfterMs: 60_000, toolBridgeAfterMs: 60_000 };
  return new Story({ greeting: 'Good morning.', recorded: true, restored, limits, ...options });
}

/** What was said first was heard to its end. */
function heardOut(story: Story): Story {
  const { reply } = story.all('speak')[0]!;
  for (const { clause } of story.all('speak')) story.at(story.now + 10, ...voiced(reply, clause, 8_000));
  return story.at(3_000, ...playedOut(reply, story.all('speak').length * 8_000));
}

test('Nobody is greeted twice: the caller is asked to say it again', () => {
  const story = taken();
  assert.deepEqual(
    story.all('speak').map(({ text }) => text),
    ['I am sorry,', 'the line was gone for a moment.', 'Please say that again.'],
  );
});

test('Turns, replies, generations and events go on counting', () => {
  const story = heardOut(taken())
    .at(5_000, speechStart)
    .at(5_700, speechEnd)
    .at(5_730, heard(0, 'are you there'))
    .at(8_000);
  const events = story.all('emit').map(({ event }) => event);
  assert.deepEqual(
    events.map(({ seq }) => seq),
    events.map((_, index) => 40 + index),
  );
  assert.equal(story.all('speak')[0]?.reply, 40);
  assert.equal(events.find((event) => event.type === 'turn-start')?.turn, 41);
  assert.equal(story.all('generate')[0]?.generation, 40);
});

test('A question that stood is asked anew, and an old yes is none', () => {
  const story = taken({ consents: [consent] });
  assert.equal(story.all('speak').at(-1)?.text, 'Shall I cancel order five?');
  story.at(300, speechStart).at(600, speechEnd).at(630, heard(0, 'yes')).at(3_000);
  assert.deepEqual(story.all('tool-run'), [], 'nobody has heard the question yet');
});

test('A yes to the question that was asked anew counts', () => {
  const story = taken({ consents: [consent] });
  heardOut(story);
  story.at(3_500, speechStart).at(4_000, speechEnd).at(4_030, heard(0, 'yes please')).at(6_000);
  assert.deepEqual(
    story.all('tool-run').map(({ name, arguments: input, consentId }) => [name, input, consentId]),
    [['cancel', { order: 5 }, 'c1']],
  );
});

test('What was begun is handed to the shell again under its old id and key, and its end is told', () => {
  const effect = {
    toolCallId: 'c1-answer-1',
    tool: 'cancel',
    effect: 'irreversible',
    arguments: { order: 5 },
    idempotencyKey: 'key-5',
  } as const;
  const story = taken({ effects: [effect] });
  const [run] = story.all('tool-run');
  assert.deepEqual(
    [run?.toolCallId, run?.idempotencyKey, run?.arguments],
    ['c1-answer-1', 'key-5', { order: 5 }],
  );
  story.at(100, {
    type: 'tool-result',
    toolCallId: 'c1-answer-1',
    outcome: { status: 'unknown', reason: 'nobody knows' },
  });
  heardOut(story);
  const { messages } = story.all('generate').at(-1)!.request.prompt;
  const told = messages.find(
    (message) => message.role === 'tool-result' && message.toolCallId === 'c1-answer-1',
  );
  assert.ok(told?.role === 'tool-result' && told.result.status === 'unknown');
});

test('What only read is gone with its process: the model is told that no result will come', () => {
  const open: Message = { role: 'tool-call', toolCallId: 'r1', name: 'lookUp', arguments: {} };
  const story = heardOut(taken({ messages: [...before, open] }));
  story.at(5_000, speechStart).at(5_700, speechEnd).at(5_730, heard(0, 'are you there')).at(8_000);
  const { messages } = story.all('generate').at(-1)!.request.prompt;
  const told = messages.find((message) => message.role === 'tool-result' && message.toolCallId === 'r1');
  assert.ok(told?.role === 'tool-result' && told.result.status === 'failed');
});

test('Records go on behind the last one, and hold only what is new', () => {
  const story = taken();
  heardOut(story);
  const [first] = story.all('record');
  assert.equal(first?.record.turnNo, 4);
  assert.deepEqual(
    first.record.messages.map((message) => message.role),
    ['assistant'],
  );
});

test('No id of a tool call is given again, not even one that the messages have forgotten', () => {
  const story = heardOut(taken({ toolCallIds: ['call-1'] }));
  story.at(5_000, speechStart).at(5_700, speechEnd).at(5_730, heard(0, 'where is my order')).at(8_000);
  const { generation } = story.all('generate').at(-1)!;
  story.at(8_100, {
    type: 'generation-tool-call',
    generation,
    toolCallId: 'call-1',
    name: 'track',
    arguments: {},
    check: { ok: true, effect: 'read' },
  });
  assert.equal(story.all('tool-run').at(-1)?.toolCallId, 'call-1-2');
});

test('Who picked up is not asked again: the caller of a call that we made is heard at once', () => {
  const story = heardOut(taken({}, { answeringMachine: 'detect' }));
  story.at(5_000, speechStart).at(5_700, speechEnd).at(5_730, heard(0, 'are you there')).at(8_000);
  assert.ok(story.events().includes('turn-end'));
  assert.equal(story.all('generate').length, 1);
  assert.ok(!story.events().includes('answered-by'));
});
