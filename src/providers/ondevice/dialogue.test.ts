import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Caller } from './__fixtures__/caller.ts';
import { shop, shopTools, story } from './__fixtures__/shop.ts';

const model = shop();

/** What a caller says, and what must be in the answer. */
type Turn = readonly [says: string, answer: RegExp];

const stories: { name: string; turns: readonly Turn[]; ran?: readonly unknown[] }[] = [
  {
    name: 'a question is answered, with a slot or without',
    turns: [
      ['what are your hours', /^We open at nine\.$/],
      ['are you open on thursday', /^On Thursday the twenty-sixth of November we open at nine\.$/],
    ],
  },
  {
    name: 'what is missing is asked for, one thing at a time',
    turns: [
      ['i would like to book a table', /^For which day\?$/],
      ['on friday', /^At what time\?$/],
      ['seven', /^Book 2026-11-27 19:00\?$/],
      ['yes please', /^Booked for Friday the twenty-seventh of November at seven o'clock\.$/],
    ],
    ran: [{ day: '2026-11-27', time: '19:00' }],
  },
  {
    name: 'several slots are taken at once',
    turns: [['book a table for four on tuesday at half past six', /^Book 2026-11-24 18:30\?$/]],
  },
  {
    name: 'an answer may hold more than was asked',
    turns: [
      ['a table please', /For which day/],
      ['tomorrow at eight in the evening', /^Book 2026-11-24 20:00\?$/],
    ],
  },
  {
    name: 'a correction before the question changes the slot',
    turns: [
      ['a table on friday', /At what time/],
      ['no make it thursday at seven', /^Book 2026-11-26 19:00\?$/],
    ],
  },
  {
    name: 'a correction after the question asks anew, and only the last is booked',
    turns: [
      ['a table on friday at seven', /2026-11-27/],
      ['no thursday', /^Book 2026-11-26 19:00\?$/],
      ['actually at eight in the evening', /^Book 2026-11-26 20:00\?$/],
      ['yes', /Booked for Thursday/],
    ],
    ran: [{ day: '2026-11-26', time: '20:00' }],
  },
  {
    name: 'another question in between is answered, and the open one asked again',
    turns: [
      ['a table on friday', /At what time/],
      ['when do you close', /^We open at nine\. What time, please\?$/],
      ['at six', /^Book 2026-11-27 18:00\?$/],
      ['what are your opening hours', /^We open at nine\. Book 2026-11-27 18:00\?$/],
      ['yes', /^Booked/],
    ],
  },
  {
    name: 'a question that mentions a value of the open slot is still a question',
    turns: [
      ['book a table', /For which day/],
      ['are you open on sunday', /^On Sunday .* we open at nine\. Which day, please\?$/],
    ],
  },
  {
    name: 'a value that will not do is asked for again',
    turns: [
      ['a table on friday at eleven in the evening', /^We close at nine\. What time, please\?$/],
      ['at eight in the evening', /^Book 2026-11-27 20:00\?$/],
    ],
  },
  {
    name: 'a correction that begins with wait is a correction',
    turns: [
      ['a table on thursday at seven', /^Book 2026-11-26 19:00\?$/],
      ['no wait on friday', /^Book 2026-11-27 19:00\?$/],
      ['wait', /take your time/],
      ['yes please', /^Booked/],
    ],
  },
  {
    name: 'a refusal keeps the slots for another try',
    turns: [
      ['a table on friday at seven', /Book/],
      ['no', /^Not booked, then\. Another day\?$/],
      ['saturday', /^Book 2026-11-28 19:00\?$/],
    ],
    ran: [],
  },
  {
    name: 'after a refusal, no once more is the end of it',
    turns: [
      ['a table on friday at seven', /Book/],
      ['no', /Not booked/],
      ['no thank you', /I leave it at that/],
      ['yes', /What may I do for you/],
    ],
  },
  {
    name: 'never mind gives up what was begun',
    turns: [
      ['book a table', /For which day/],
      ['never mind', /I leave it at that/],
      ['friday at six', /Book 2026-11-27 18:00/],
    ],
  },
  {
    name: 'a change after it was done is a booking of its own',
    turns: [
      ['a table on friday at seven', /Book/],
      ['yes', /Booked/],
      ['actually make it saturday', /^Book 2026-11-28 19:00\?$/],
      ['yes please', /Booked for Saturday/],
    ],
    ran: [
      { day: '2026-11-27', time: '19:00' },
      { day: '2026-11-28', time: '19:00' },
    ],
  },
  {
    name: 'an answer that is none is asked for again, in other words',
    turns: [
      ['book a table', /^For which day\?$/],
      ['blue elephants', /^I beg your pardon\. Which day, please\?$/],
      ['[unk]', /Which day, please\?$/],
      ['', /Which day, please\?$/],
      ['the twenty fifth', /^At what time\?$/],
    ],
  },
  {
    name: 'a message is taken down word for word',
    turns: [
      ['can i leave a message', /^What may I write down\?$/],
      ['the soup on friday was too cold', /^Noted\.$/],
    ],
    ran: [{ text: 'the soup on friday was too cold' }],
  },
  {
    name: 'what was not understood is said honestly, with what can be done',
    turns: [
      [
        'what is the weather like in spain',
        /^I heard "what .* spain".*do not know.*I can tell you our hours/,
      ],
      ['the elephants dance', /^I am sorry, I still do not follow\. I can/],
      ['what are your hours', /We open at nine/],
      ['how do airplanes fly', /^I heard "how do airplanes fly"/],
    ],
  },
  {
    name: 'nothing heard, nothing asked',
    turns: [['', /did not hear you/]],
  },
  {
    name: 'a reply is repeated as it was',
    turns: [
      ['say that again', /have not said anything/],
      ['what are your hours', /We open at nine/],
      ['sorry could you repeat that', /^We open at nine\.$/],
      ['say that again please', /^We open at nine\.$/],
    ],
  },
  {
    name: 'there is small talk',
    turns: [
      ['hello', /How may I help/],
      ['how are you', /^Very well, thank you\./],
      ['how are you', /^Still very well/],
      ['wait a moment', /take your time/],
      ['thank you', /welcome/],
      ['goodbye', /Goodbye/],
    ],
  },
  {
    name: 'a greeting before a question is only polite',
    turns: [['hello good morning when do you open', /We open at nine/]],
  },
  {
    name: 'the point of a rambling sentence is found',
    turns: [
      [
        'yes so my sister told me to phone because she was there last week when do you open',
        /We open at nine/,
      ],
    ],
  },
];

for (const { name, turns, ran } of stories) {
  test(`Dialogue: ${name}`, async () => {
    const caller = new Caller(model, shopTools());
    for (const [says, answer] of turns) assert.match(await caller.says(says), answer, `to "${says}"`);
    if (ran !== undefined) {
      assert.deepEqual(
        caller.ran.map(([, input]) => input),
        ran,
      );
    }
  });
}

test('a reply that was cut is taken up at the clause in which it was cut', async () => {
  const caller = new Caller(model, shopTools());
  assert.equal(await caller.says('tell me the story of the house'), story);
  caller.interrupts(13);
  assert.match(await caller.says('when do you open'), /We open at nine/);
  const rest = story.slice(story.indexOf('Then came the garden'));
  assert.equal(await caller.says('go on'), `As I was saying: ${rest}`);
});

test('a reply that was cut is repeated whole', async () => {
  const caller = new Caller(model, shopTools());
  await caller.says('tell me your story');
  caller.interrupts(4);
  assert.equal(await caller.says('what did you say'), story);
});

test('there is nothing to go on with where nothing was cut, or all was heard', async () => {
  const caller = new Caller(model, shopTools());
  assert.match(await caller.says('please continue'), /I had finished/);
  await caller.says('tell me your story');
  caller.interrupts(story.split(' ').length);
  assert.match(await caller.says('go on'), /I had finished/);
});

test('a tool that fails is told, and tried again on yes', async () => {
  let tries = 0;
  const caller = new Caller(
    model,
    shopTools(() => {
      tries++;
      if (tries === 1) throw new Error('down');
      return 'ok';
    }),
  );
  await caller.says('a table on friday at seven');
  assert.equal(await caller.says('yes'), 'The book does not answer. Shall I try again?');
  assert.equal(await caller.says('yes please'), 'Book 2026-11-27 19:00?');
  assert.match(await caller.says('yes'), /^Booked/);
});

test('a tool may ask for a slot anew', async () => {
  const full = new Caller(
    model,
    shopTools((input) => ((input as { time: string }).time === '19:00' ? 'full' : 'ok')),
  );
  await full.says('a table on friday at seven');
  assert.equal(await full.says('yes'), 'That time is full. Another time?');
  assert.equal(await full.says('eight in the evening'), 'Book 2026-11-27 20:00?');
  assert.match(await full.says('yes'), /^Booked/);
});

test('an outcome that nobody heard is told with the next reply', async () => {
  const caller = new Caller(model, shopTools());
  await caller.says('a table on friday at seven');
  await caller.says('yes');
  assert.match(String(caller.messages.pop()?.role), /assistant/);
  assert.match(await caller.says('when do you close'), /^Booked for Friday .* We open at nine\.$/);
  assert.equal(await caller.says('when do you close'), 'We open at nine.');
});

test('an outcome of which one word was heard is told again, one that was heard to its third word is not', async () => {
  for (const [words, told] of [
    [1, true],
    [3, false],
  ] as const) {
    const caller = new Caller(model, shopTools());
    await caller.says('a table on friday at seven');
    await caller.says('yes');
    caller.interrupts(words);
    const answer = await caller.says('when do you close');
    assert.equal(answer.startsWith('Booked for Friday'), told, answer);
  }
});

test('a question that lapsed while the caller asked something else is not told as a refusal', async () => {
  const caller = new Caller(model, shopTools());
  await caller.says('a table on friday at seven');
  caller.messages.push(
    { role: 'tool-call', toolCallId: 'lapsed', name: 'book', arguments: {} },
    {
      role: 'tool-result',
      toolCallId: 'lapsed',
      name: 'book',
      result: { status: 'refused', reason: 'too late' },
    },
  );
  assert.equal(await caller.says('when do you close'), 'We open at nine.');
});

test('while a tool is at work the caller may ask something else', async () => {
  const caller = new Caller(model, shopTools());
  await caller.says('a table on friday at seven');
  caller.messages.push(
    { role: 'user', text: 'yes' },
    { role: 'tool-call', toolCallId: 'slow', name: 'book', arguments: {} },
  );
  assert.match(await caller.says('is it done'), /still busy/);
  assert.equal(await caller.says('when do you open'), 'We open at nine.');
  caller.messages.push({
    role: 'tool-result',
    toolCallId: 'slow',
    name: 'book',
    result: { status: 'done', value: 'ok' },
  });
  assert.match((await caller.generate()).text, /^Booked for Friday/);
});

test('a call of the tool that this reading did not expect is taken as it stands in the log', async () => {
  const caller = new Caller(model, shopTools());
  caller.messages.push(
    { role: 'user', text: 'xyzzy' },
    { role: 'tool-call', toolCallId: 'a', name: 'book', arguments: { day: 'x' } },
    {
      role: 'tool-result',
      toolCallId: 'a',
      name: 'book',
      result: { status: 'failed', code: 'X', message: 'y' },
    },
    { role: 'assistant', text: 'I am sorry, that did not work just now. Shall I try again?' },
  );
  assert.equal(await caller.says('yes'), 'For which day?');
});

test('when it is not sure it asks, and acts on yes', async () => {
  const careful = shop({ acceptAt: 0.97, guessAt: 0.3 });
  const caller = new Caller(careful, shopTools());
  assert.equal(
    await caller.says('you open thursday maybe'),
    'I beg your pardon. Did you ask about our hours?',
  );
  assert.match(await caller.says('yes'), /^On Thursday .* we open at nine/);
  assert.match(await caller.says('your table maybe'), /Did you ask to book a table/);
  assert.equal(await caller.says('no'), 'I beg your pardon. What may I do for you?');
});
