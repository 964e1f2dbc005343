import assert from 'node:assert/strict';
import { test } from 'vitest';
import { History, type HeardText } from './history.ts';

/** What was heard of each reply, as the ledger would tell; of those in `cut` some was not. */
function historyHearing(heard: Record<number, string>, cut: readonly number[] = []): History {
  const tell: HeardText = (reply) => ({
    heard: heard[reply] ?? '',
    unheard: cut.includes(reply) ? 'and so on' : '',
  });
  return new History(tell);
}

test('A reply that was never heard is not in the prompt, and the caller’s words around it are one', () => {
  const history = historyHearing({});
  history.addUser('i would like');
  history.addReplyPart(0, 0);
  history.addUser('to book a fitting');
  assert.deepEqual(history.prompt('Be brief.'), {
    system: 'Be brief.',
    messages: [{ role: 'user', text: 'i would like to book a fitting' }],
  });
});

test('A reply that was cut says so, at the word where it was cut', () => {
  const history = historyHearing({ 0: 'We open' }, [0]);
  history.addUser('when do you open');
  history.addReplyPart(0, 0);
  history.cutReply(0, false);
  history.addUser('on sunday i mean');
  assert.deepEqual(history.prompt('').messages, [
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
  assert.deepEqual(history.prompt('').messages, [
    { role: 'assistant', text: 'We open at', interrupted: true },
  ]);
});

test('A reply that was cut when all of it had been heard was not interrupted, unless more was being thought', () => {
  for (const unfinished of [false, true]) {
    const history = historyHearing({ 0: 'We open at ten.' });
    history.addReplyPart(0, 0);
    history.cutReply(0, unfinished);
    const [message] = history.prompt('').messages;
    assert.equal(message?.role === 'assistant' && message.interrupted === true, unfinished);
  }
});

test('A speculation sees the words of an undecided turn; the history does not keep them', () => {
  const history = historyHearing({});
  history.addUser('hello');
  assert.deepEqual(history.prompt('', 'are you there').messages, [
    { role: 'user', text: 'hello are you there' },
  ]);
  assert.deepEqual(history.prompt('').messages, [{ role: 'user', text: 'hello' }]);
});

test('A later result of the same call takes the place of the earlier one', () => {
  const history = historyHearing({});
  history.addToolCall('t1', 'book', { day: 'friday' });
  history.addToolResult('t1', 'book', { status: 'awaiting-consent', question: 'Shall I?' });
  history.addToolResult('t1', 'book', { status: 'done', value: 7 });
  assert.deepEqual(history.prompt('').messages, [
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
  const { messages } = history.prompt('');
  assert.ok(messages.length <= 81, `${messages.length} messages`);
  assert.equal(messages[0]!.role, 'user');
  assert.deepEqual(messages.at(-1), { role: 'assistant', text: 'reply 99' });
});
