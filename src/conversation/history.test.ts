import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { Message } from '../contracts/conversation.ts';
import { History, type HeardText } from './history.ts';

/** What was heard of each reply, as the ledger would tell; of those in `cut` some was not. */
function historyHearing(heard: Record<number, string>, cut: readonly number[] = []): History {
  const tell: HeardText = (reply) => ({
    heard: heard[reply] ?? '',
    unheard: cut.includes(reply) ? 'and so on' : '',
  });
  return new History(tell);
}

function messagesOf(history: History, extraUserText?: string): Message[] {
  return history.turns(extraUserText).flatMap(({ messages }) => messages);
}

test('A reply that was never heard is not in the prompt, and the caller’s words around it are one', () => {
  const history = historyHearing({});
  history.addUser('i would like');
  history.addReplyPart(0, 0);
  history.addUser('to book a fitting');
  assert.deepEqual(history.turns(), [
    { turn: 2, messages: [{ role: 'user', text: 'i would like to book a fitting' }] },
  ]);
});

test('A reply that was cut says so, at the word where it was cut', () => {
  const history = historyHearing({ 0: 'We open' }, [0]);
  history.addUser('when do you open');
  history.addReplyPart(0, 0);
  history.cutReply(0, false);
  history.addUser('on sunday i mean');
  assert.deepEqual(messagesOf(history), [
    { role: 'user', text: 'when do you open' },
    { role: 'assistant', text: 'We open', interrupted: true },
    { role: 'user', text: 'on sunday i mean' },
  ]);
});

test('A receipt that comes late still counts: heard text is asked for anew each time', () => {
  const heard: Record<number, string> = { 0: 'We' };
  const history = historyHearing(heard, [0]);
  history.addReplyPart(0, 0);
  history.cutReply(0, false);
  heard[0] = 'We open at';
  assert.deepEqual(messagesOf(history), [{ role: 'assistant', text: 'We open at', interrupted: true }]);
});

test('A reply that was cut when all of it had been heard was not interrupted, unless more was being thought', () => {
  for (const unfinished of [false, true]) {
    const history = historyHearing({ 0: 'We open at ten.' });
    history.addReplyPart(0, 0);
    history.cutReply(0, unfinished);
    const [message] = messagesOf(history);
    assert.equal(message?.role === 'assistant' && message.interrupted === true, unfinished);
  }
});

test('A speculation sees the words of an undecided turn; the history does not keep them', () => {
  const history = historyHearing({});
  history.addUser('hello');
  assert.deepEqual(messagesOf(history, 'are you there'), [{ role: 'user', text: 'hello are you there' }]);
  assert.deepEqual(messagesOf(history), [{ role: 'user', text: 'hello' }]);
});

test('A later result of the same call takes the place of the earlier one', () => {
  const history = historyHearing({});
  history.addToolCall('t1', 'book', { day: 'friday' });
  history.addToolResult('t1', 'book', { status: 'awaiting-consent', question: 'Shall I?' });
  history.addToolResult('t1', 'book', { status: 'done', value: 7 });
  assert.deepEqual(messagesOf(history), [
    { role: 'tool-call', toolCallId: 't1', name: 'book', arguments: { day: 'friday' } },
    { role: 'tool-result', toolCallId: 't1', name: 'book', result: { status: 'done', value: 7 } },
  ]);
});

test('The prompt has a bound: whole turns are dropped, the oldest first, and it begins with a caller', () => {
  const history = historyHearing(
    Object.fromEntries(Array.from({ length: 100 }, (_, reply) => [reply, `reply ${reply}`])),
  );
  for (let turn = 0; turn < 100; turn += 1) {
    history.addUser(`turn ${turn}`);
    history.addReplyPart(turn, 0);
  }
  const messages = messagesOf(history);
  assert.ok(messages.length <= 81, `${messages.length} messages`);
  assert.equal(messages[0]!.role, 'user');
  assert.deepEqual(messages.at(-1), { role: 'assistant', text: 'reply 99' });
});

test('What is said and done belongs to the turn it answers; what was said before the first one to none', () => {
  const history = historyHearing({ 0: 'Good day.', 1: 'One moment.' });
  history.addReplyPart(0, 0);
  history.addUser('is there a coat', 3);
  history.addToolCall('t1', 'look', {});
  history.addReplyPart(1, 0);
  history.addToolResult('t1', 'look', { status: 'done', value: ['navy', 'sand'] });
  assert.deepEqual(
    history.turns('and').map(({ turn, messages }) => [turn, messages.map(({ role }) => role)]),
    [
      [0, ['assistant']],
      [3, ['user', 'tool-call', 'assistant', 'tool-result']],
      [4, ['user']],
    ],
  );
  assert.equal(history.lastHeard, 'One moment.');
  const result = { status: 'done', value: ['navy', 'sand'] } as const;
  assert.deepEqual(history.takeResults(), [{ turn: 3, name: 'look', arguments: {}, result }]);
  assert.deepEqual(history.takeResults(), []);
});

test('What another process heard is counted back from the turn that this one begins with', () => {
  const history = new History(() => ({ heard: '', unheard: '' }), 40);
  history.restore([
    { role: 'assistant', text: 'Good day.' },
    { role: 'user', text: 'a coat' },
    { role: 'assistant', text: 'Which size?' },
    { role: 'user', text: 'forty' },
  ]);
  history.addUser('in navy', 41);
  assert.deepEqual(
    history.turns().map(({ turn, messages }) => [turn, messages.length]),
    [
      [38, 1],
      [39, 2],
      [41, 1],
    ],
  );
  assert.equal(history.trimmed, false);
});
