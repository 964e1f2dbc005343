/** Tasks that lead to one another: what comes first, what is looked up, what waits, and what is come back to. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { Message } from '../../contracts/conversation.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import { Caller } from './__fixtures__/caller.ts';
import { library, libraryTools } from './__fixtures__/library.ts';

const model = library();

type Turn = readonly [says: string, answer: RegExp];

const stories: { name: string; turns: readonly Turn[]; ran?: readonly unknown[] }[] = [
  {
    name: 'what comes first is asked for once, and then it goes on with what was wanted',
    turns: [
      ['i want to renew the atlas', /^Your card, please\.$/],
      ['one two double oh', /^Thank you\. renew \{"number":1\}\?$/],
      ['yes', /^Renewed\.$/],
      ['please renew my novel', /^renew \{"number":2\}\?$/],
    ],
    ran: [
      ['checkCard', { card: '1200' }],
      ['loans', {}],
      ['renew', { number: 1 }],
      ['loans', {}],
    ],
  },
  {
    name: 'a card that is shown unasked is the answer before the question',
    turns: [
      ['here is my card 1 2 3 4', /^Thank you\. What may I do for you\?$/],
      ['renew my loan', /^The atlas or the novel\?$/],
      ['the novel', /^renew \{"number":2\}\?$/],
    ],
  },
  {
    name: 'half a number is no number',
    turns: [
      ['renew my loan', /^Your card/],
      ['one two three', /^I beg your pardon\. The four digits/],
      ['one two three four five', /The four digits/],
      ['twelve thirty four', /^Thank you\./],
    ],
  },
  {
    name: 'free hours are offered before a time is asked for, and not where one was said',
    turns: [
      ['a room in york on friday', /^Your card/],
      ['1234', /^Thank you\. Ten or three\. Which\?$/],
      ['at three', /^takeRoom \{"town":"York","day":"2026-11-27","time":"15:00"\}\?$/],
      ['yes', /^It is yours\.$/],
      ['a room on tuesday at ten', /^takeRoom \{"town":"York","day":"2026-11-24","time":"10:00"\}\?$/],
    ],
  },
  {
    name: 'what was done is moved, not done again',
    turns: [
      ['a room in york on friday at three', /card/],
      ['1234', /takeRoom/],
      ['yes', /It is yours/],
      ['actually make it thursday', /^moveRoom \{"town":"York","day":"2026-11-26"\}\?$/],
    ],
  },
  {
    name: 'something else in between is answered, and then it is back to the question',
    turns: [
      ['a room in bath on friday', /card/],
      ['do you have a red atlas', /^Found: red atlas\. The four digits/],
      ['1234', /Ten or three/],
      ['and in green', /^Found: green atlas\. Ten or three/],
      ['at ten', /^takeRoom \{"town":"Bath","day":"2026-11-27","time":"10:00"\}\?$/],
      ['is there a novel', /^Found: novel\. takeRoom/],
      ['yes', /^It is yours/],
    ],
  },
  {
    name: 'what waits is corrected without being come back to',
    turns: [
      ['a room in bath on friday', /card/],
      ['actually on thursday', /^Very well, I have changed that\. The four digits/],
      ['1234', /Ten or three/],
      ['three', /"2026-11-26"/],
    ],
  },
  {
    name: 'two tasks take turns',
    turns: [
      ['my card is 1234', /Thank you/],
      ['a room in bath on friday', /Ten or three/],
      ['renew my loan', /The atlas or the novel/],
      ['book a reading room in york', /Ten or three/],
      ['at ten', /^takeRoom \{"town":"York"/],
      ['yes', /^It is yours\. The atlas or the novel\?$/],
      ['the atlas', /renew \{"number":1\}/],
    ],
  },
  {
    name: 'what comes first is asked for once, whatever else is wanted meanwhile',
    turns: [
      ['renew my loan', /^Your card/],
      ['a room in bath on friday at ten', /The four digits/],
      ['1234', /^Thank you\. takeRoom \{"town":"Bath","day":"2026-11-27","time":"10:00"\}\?$/],
      ['yes', /^It is yours\. The atlas or the novel\?$/],
      ['the novel', /renew \{"number":2\}/],
    ],
  },
  {
    name: 'two things wanted in one sentence are done one after the other',
    turns: [
      ['renew the atlas please and book a reading room in york', /card/],
      ['1234', /^Thank you\. renew \{"number":1\}\?$/],
      ['yes', /^Renewed\. On which day\?$/],
      ['friday at ten', /^takeRoom \{"town":"York","day":"2026-11-27","time":"10:00"\}\?$/],
    ],
  },
  {
    name: 'who gives up the card gives up what needed it, and comes back to what did not',
    turns: [
      ['renew my loan', /card/],
      ['never mind', /^Very well, I leave it at that/],
      ['1234', /What may I do for you/],
    ],
  },
  {
    name: 'and in blue: what was looked at last, until another kind is asked for',
    turns: [
      ['do you have a red atlas', /^Found: red atlas\.$/],
      ['and in blue', /^Found: blue atlas\.$/],
      ['what about york', /^Found: blue atlas York\.$/],
      ['do you have a novel', /^Found: novel(?: York)?\.$/],
    ],
  },
];

for (const { name, turns, ran } of stories) {
  test(`Tasks: ${name}`, async () => {
    const caller = new Caller(model, libraryTools());
    for (const [says, answer] of turns) assert.match(await caller.says(says), answer, `to "${says}"`);
    if (ran !== undefined) assert.deepEqual(caller.ran, ran);
  });
}

function declining(message: string): () => never {
  return () => {
    throw new AntiphonError('TOOL_DECLINED', message);
  };
}

test('a card that is refused is asked for again, and in the end what needed it is dropped', async () => {
  let tries = 0;
  const checkCard = (): unknown => {
    tries += 1;
    return declining(tries < 2 ? 'again' : 'enough')();
  };
  const caller = new Caller(model, libraryTools({ checkCard }));
  await caller.says('renew my loan');
  assert.equal(await caller.says('1234'), 'No such card. Once more?');
  assert.equal(await caller.says('1234'), 'I can not help you.');
  assert.match(await caller.says('do you have a novel'), /^Found: novel\.$/);
  assert.deepEqual(new Set(caller.ran.map(([tool]) => tool)), new Set(['checkCard', 'find']));
});

test('a tool that says no asks for what would do instead', async () => {
  const caller = new Caller(model, libraryTools({ takeRoom: declining('Ten is taken. Another time?') }));
  await caller.says('my card is 1234');
  await caller.says('a room in bath on friday at ten');
  assert.equal(await caller.says('yes'), 'Ten is taken. Another time?');
  assert.match(await caller.says('at three'), /takeRoom .*"15:00"/);
});

test('a look-up that finds nothing is the end of it', async () => {
  const caller = new Caller(model, libraryTools({}, []));
  await caller.says('my card is 1234');
  assert.equal(await caller.says('renew my loan'), 'You have borrowed nothing.');
});

test('a no with another value in it is a correction, and no refusal', async () => {
  const caller = new Caller(model, libraryTools());
  await caller.says('my card is 1234');
  await caller.says('a room in bath on friday at ten');
  caller.messages.push(
    { role: 'user', text: 'no on thursday' },
    { role: 'tool-call', toolCallId: 'no', name: 'takeRoom', arguments: {} },
    {
      role: 'tool-result',
      toolCallId: 'no',
      name: 'takeRoom',
      result: { status: 'refused', reason: 'the caller said no' },
    },
  );
  const { calls } = await caller.generate();
  assert.deepEqual(calls[0]?.arguments, { town: 'Bath', day: '2026-11-26', time: '10:00' });
});

const notes = (text: string): Message => ({ role: 'user', text: `[Notes on the call so far:\n${text}]` });

test('notes are no words of the caller, and what they hold is recalled', async () => {
  const caller = new Caller(model, libraryTools());
  caller.messages.push(notes('The caller wants: renew\ntown: "York"\ncolour: "red"'));
  await caller.says('my card is 1234');
  assert.match(await caller.says('i would like a room on friday at ten'), /"town":"York"/);
});

test('what was left out may have been proved: the tool is asked, and says if not', async () => {
  const leftOut = notes('Left out here: what was said before turn 30.');
  const proved = new Caller(model, libraryTools());
  proved.messages.push(leftOut);
  assert.match(await proved.says('i want to renew the atlas'), /^renew \{"number":1\}\?$/);

  const nobody = new Caller(model, libraryTools({ loans: declining('who are you') }));
  nobody.messages.push(leftOut);
  assert.equal(await nobody.says('i want to renew the atlas'), 'Your card, please.');
});

test('a caller who says what notes say is a caller who says so', async () => {
  const caller = new Caller(model, libraryTools());
  await caller.says('do you have a novel');
  caller.messages.push(notes('Left out here: what was said before turn 30.'));
  assert.notEqual((await caller.generate()).text, '');
  assert.match(await caller.says('i want to renew the atlas'), /^Your card/);
});

test('a result of long ago that was shortened is no result: the task goes on all the same', async () => {
  const caller = new Caller(model, libraryTools());
  await caller.says('my card is 1234');
  await caller.says('renew my loan');
  for (const [index, message] of caller.messages.entries()) {
    if (message.role !== 'tool-result') continue;
    const result = { status: 'done', value: ['[2 items left out]'] } as const;
    caller.messages[index] = { ...message, result };
  }
  assert.match(await caller.says('blue elephants'), /^I beg your pardon\. The atlas or the novel\?$/);
  assert.equal(await caller.says('the atlas'), 'renew {"number":1}?');
  caller.messages.forEach((message, index) => {
    if (message.role !== 'tool-result' || message.name !== 'loans') return;
    caller.messages[index] = { ...message, result: { status: 'done', value: '[30 characters left out] x' } };
  });
  assert.equal(await caller.says('yes'), 'Renewed.');
});
