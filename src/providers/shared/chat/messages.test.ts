import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, test } from 'vitest';
import type { Message, ToolOutcome } from '../../../contracts/conversation.ts';
import type { ChatMessage } from './chat-message.ts';
import { chatMessages, wireId } from './messages.ts';

const user = (text: string): Message => ({ role: 'user', text });
const assistant = (text: string): Message => ({ role: 'assistant', text });
const cut = (text: string): Message => ({ role: 'assistant', text, interrupted: true });
const call = (toolCallId: string, name = 'book', input: unknown = { day: 'Friday' }): Message => ({
  role: 'tool-call',
  toolCallId,
  name,
  arguments: input,
});
const result = (toolCallId: string, outcome: ToolOutcome, name = 'book'): Message => ({
  role: 'tool-result',
  toolCallId,
  name,
  result: outcome,
});
const done = (value: unknown): ToolOutcome => ({ status: 'done', value });

/** One line a message: who, what, and which calls. */
function told(messages: readonly Message[]): string[] {
  return chatMessages({ system: 'Be brief.', messages })
    .slice(1)
    .map((message) => {
      if (message.role === 'tool') return `tool ${message.tool_call_id}: ${message.content}`;
      const calls = message.role === 'assistant' ? (message.tool_calls ?? []) : [];
      const made = calls.map(({ id, function: { name, arguments: input } }) => ` > ${id} ${name}(${input})`);
      return `${message.role}: ${message.content ?? ''}${made.join('')}`;
    });
}

const a = wireId('a');
const b = wireId('b');

test('a plain conversation stays as it was', () => {
  assert.deepEqual(told([user('Hello.'), assistant('Good day.'), user('Are you open?')]), [
    'user: Hello.',
    'assistant: Good day.',
    'user: Are you open?',
  ]);
});

test('the system message comes first, and is the same from turn to turn', () => {
  const first = chatMessages({ system: 'Be brief.', messages: [user('Hello.')] })[0]!;
  const later = chatMessages({
    system: 'Be brief.',
    messages: [user('Hello.'), cut('Good'), user('No.')],
  })[0]!;
  assert.deepEqual(first, later);
  assert.ok(first.role === 'system' && first.content.startsWith('Be brief.\n\n'));
  assert.match(first.content, /ends in a dash, the caller interrupted it/);
});

test('a reply that was cut ends in a dash, and the caller after it is told to have heard no more', () => {
  assert.deepEqual(told([user('Hours?'), cut('We open at nine, and on Sundays'), user('And Mondays?')]), [
    'user: Hours?',
    'assistant: We open at nine, and on Sundays —',
    'user: [The caller interrupted after "at nine, and on Sundays" and did not hear the rest.]\nAnd Mondays?'.replace(
      'at nine,',
      'open at nine,',
    ),
  ]);
});

test('what was said before a tool call is one message with it, and its result follows', () => {
  assert.deepEqual(
    told([
      user('Friday.'),
      assistant('One moment.'),
      call('a'),
      result('a', done({ number: 7 })),
      assistant('Booked.'),
      user('Thanks.'),
    ]),
    [
      'user: Friday.',
      `assistant: One moment. > ${a} book({"day":"Friday"})`,
      `tool ${a}: {"number":7}`,
      'assistant: Booked.',
      'user: Thanks.',
    ],
  );
});

test('parallel calls are one message, their results behind it', () => {
  assert.deepEqual(
    told([
      user('Both.'),
      call('a'),
      call('b', 'hours', {}),
      result('b', done('nine'), 'hours'),
      result('a', done('ok')),
    ]),
    [
      'user: Both.',
      `assistant:  > ${a} book({"day":"Friday"}) > ${b} hours({})`,
      `tool ${a}: ok`,
      `tool ${b}: nine`,
    ],
  );
});

test('a call that is still running says so', () => {
  const lines = told([user('Friday.'), assistant('One moment.'), call('a'), user('Are you there?')]);
  assert.match(lines[2]!, new RegExp(`^tool ${a}: \\{"status":"running".*Do not call it again`));
  assert.equal(lines[3], 'user: Are you there?');
});

test('a result that came late is told where it came, with its call', () => {
  assert.deepEqual(
    told([
      user('Friday.'),
      assistant('One moment.'),
      call('a'),
      user('Hello?'),
      assistant('I am on it.'),
      result('a', done('ok')),
    ]),
    [
      'user: Friday.',
      'assistant: One moment.',
      'user: Hello?',
      `assistant: I am on it. > ${a} book({"day":"Friday"})`,
      `tool ${a}: ok`,
    ],
  );
});

test('of two calls the late one moves, and the other stays', () => {
  assert.deepEqual(
    told([
      user('Both.'),
      call('a'),
      call('b', 'hours', {}),
      result('b', done('nine'), 'hours'),
      user('And?'),
      result('a', done('ok')),
    ]),
    [
      'user: Both.',
      `assistant:  > ${b} hours({})`,
      `tool ${b}: nine`,
      'user: And?',
      `assistant:  > ${a} book({"day":"Friday"})`,
      `tool ${a}: ok`,
    ],
  );
});

describe('an outcome is told as it is', () => {
  const circle: Record<string, unknown> = {};
  circle['self'] = circle;
  test.each<[string, ToolOutcome, RegExp]>([
    [
      'a failure',
      { status: 'failed', code: 'TOOL_TIMEOUT', message: 'no answer' },
      /"failed".*"TOOL_TIMEOUT".*"no answer"/,
    ],
    ['a refusal', { status: 'refused', reason: 'the caller said no' }, /"refused".*"the caller said no"/],
    ['an open question', { status: 'awaiting-consent', question: 'Shall I?' }, /"Shall I\?".*Not done\./],
    ['nothing', done(undefined), /"status":"done"/],
    ['what JSON cannot carry', done(circle), /cannot be written as JSON/],
    ['a large number', done(10n ** 30n), /cannot be written as JSON/],
  ])('%s', (_, outcome, expected) => {
    assert.match(told([user('Friday.'), call('a'), result('a', outcome)])[2]!, expected);
  });
});

test('a greeting of ours gets a beginning before it, and a last word of ours an end behind it', () => {
  assert.deepEqual(told([assistant('Good day.')]), [
    'user: [The call begins.]',
    'assistant: Good day.',
    'user: [The caller has said nothing since.]',
  ]);
  assert.deepEqual(told([]), ['user: [The call begins.]']);
});

test('a result without its call has no place', () => {
  assert.deepEqual(told([user('Hello.'), result('gone', done(1))]), ['user: Hello.']);
});

const id = fc.constantFrom('a', 'b', 'c', 'd');
const text = fc.constantFrom('one', 'two words', 'three, and more.');
const outcomes: fc.Arbitrary<ToolOutcome> = fc.oneof(
  fc.jsonValue().map(done),
  fc.constant<ToolOutcome>({ status: 'refused', reason: 'no' }),
);
const anyMessage: fc.Arbitrary<Message> = fc.oneof(
  text.map(user),
  text.map(assistant),
  text.map(cut),
  id.map((one) => call(one)),
  fc.tuple(id, outcomes).map(([one, outcome]) => result(one, outcome)),
);
/** A call's id is given once. */
const conversation = fc.array(anyMessage, { maxLength: 14 }).map((messages) => {
  const called = new Set<string>();
  return messages.filter((message) => {
    if (message.role !== 'tool-call') return true;
    const fresh = !called.has(message.toolCallId);
    called.add(message.toolCallId);
    return fresh;
  });
});

test('whatever was said and done, the strictest of servers takes it', () => {
  fc.assert(
    fc.property(conversation, (messages) => {
      const chat = chatMessages({ system: 's', messages });
      mustBeAccepted(chat);
      const calls = messages.filter((message) => message.role === 'tool-call').length;
      assert.equal(
        chat.filter((message) => message.role === 'tool').length,
        calls,
        'a call was lost or doubled',
      );
      for (const message of messages) {
        if (message.role !== 'user') continue;
        assert.ok(chat.some((one) => one.role === 'user' && one.content.includes(message.text)));
      }
    }),
    { numRuns: 2_000 },
  );
});

function mustBeAccepted(chat: readonly ChatMessage[]): void {
  assert.deepEqual(
    chat.flatMap(({ role }, index) => (role === 'system' ? [index] : [])),
    [0],
  );
  assert.equal(chat[1]?.role, 'user');
  assert.notEqual(chat.at(-1)?.role, 'assistant');
  chat.forEach((message, index) => {
    const before = chat[index - 1];
    if (message.role === 'user') assert.notEqual(before?.role, 'user', 'two of the user in a row');
    if (message.role !== 'assistant') return;
    assert.ok(before?.role !== 'assistant' || before.tool_calls !== undefined, 'two of ours in a row');
    const ids = message.tool_calls?.map((made) => made.id) ?? [];
    const answered = chat.slice(index + 1, index + 1 + ids.length);
    assert.deepEqual(
      answered.map((answer) => (answer.role === 'tool' ? answer.tool_call_id : answer.role)),
      ids,
      'results must stand right behind their calls',
    );
    for (const one of ids) assert.match(one, /^[a-zA-Z0-9]{9}$/);
  });
}
