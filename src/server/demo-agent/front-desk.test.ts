import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Caller, type CallerTool } from '../../providers/ondevice/__fixtures__/caller.ts';
import { demoAgent } from './demo-agent.ts';
import { Diary } from './diary.ts';

/** A Monday, eleven in the morning. */
const monday = Date.UTC(2026, 10, 23, 11, 0);
const agent = demoAgent({ wallTime: () => monday, timeZone: 'UTC' });

function phone(diary = new Diary()): Caller {
  const tools: CallerTool[] = agent.tools.map(({ specification, parse, consentQuestion }) => {
    const read = (sent: unknown): never => {
      const parsed = parse(sent);
      assert.ok(parsed.ok, parsed.ok ? '' : parsed.message);
      return parsed.input as never;
    };
    return {
      specification,
      question: (sent: never) => consentQuestion(read(sent)),
      run: (sent: never, key: string) => act(diary, specification.name, read(sent), key),
    };
  });
  return new Caller(agent.models.llm!, tools);
}

/** What the tools do, without waiting: they write to the diary at once. */
function act(diary: Diary, name: string, input: never, key: string): unknown {
  if (name === 'takeMessage') return diary.leaveMessage((input as { message: string }).message, key);
  const { insteadOf, ...wanted } = input as {
    day: string;
    time: string;
    insteadOf?: { day: string; time: string };
  };
  return diary.book(wanted, key, insteadOf);
}

type Turn = readonly [says: string, answer: RegExp];

const calls: {
  name: string;
  turns: readonly Turn[];
  appointments?: readonly string[];
  messages?: readonly string[];
}[] = [
  {
    name: 'opening hours, in general and for a day',
    turns: [
      ['what are your opening hours', /from ten to seven, Monday to Saturday/],
      ['are you open on sunday', /on Sundays we are closed\. We open again on Monday at ten o'clock/],
      ['and on thursday', /^On Thursday we are open from ten o'clock to nine o'clock\.$/],
      ['are you open today', /^Yes, we are open today, until seven o'clock\.$/],
      ['how late are you open tomorrow', /^On Tuesday .* to seven o'clock\.$/],
    ],
  },
  {
    name: 'the way to departments',
    turns: [
      ['where are the shoes', /second floor/],
      ['and the watches', /ground floor/],
      ["where is the men's department", /third floor/],
      ['i am looking for something for children', /fourth floor/],
      ['do you sell perfume', /perfumery/],
      ['is there a cafe', /sixth floor/],
      ['where are the restrooms', /beside the lift/],
      ['handbags', /grand staircase/],
      ['i can not find a department', /Which department/],
      ['the shoes', /second floor/],
    ],
  },
  {
    name: 'an appointment, asked for bit by bit',
    turns: [
      ['i would like to make an appointment', /On which day/],
      ['on thursday', /At what time/],
      [
        'half past three',
        /^A fitting on Thursday the twenty-sixth of November, at half past three in the afternoon\. Shall I book it\?$/,
      ],
      ['yes please', /^It is booked: Thursday .* look forward/],
      ['thank you', /welcome/],
      ['goodbye', /Maison Solène\. Goodbye/],
    ],
    appointments: ['2026-11-26 15:30'],
  },
  {
    name: 'an appointment in one sentence, corrected before and after it is booked',
    turns: [
      ['i would like to book a fitting on friday at three', /Friday .* three o'clock in the afternoon/],
      ['actually make it thursday', /Thursday .* three o'clock/],
      ['where are the shoes', /second floor.*Thursday .* Shall I book it\?$/],
      ['yes', /It is booked: Thursday/],
      ['no sorry make it saturday instead', /Saturday .*, in place of Thursday .* Shall I change it\?$/],
      ['yes please', /It is booked: Saturday/],
    ],
    appointments: ['2026-11-28 15:00'],
  },
  {
    name: 'no appointment while the house is closed',
    turns: [
      ['book a fitting on sunday', /on Sundays we are closed\. Which other day/],
      ['monday', /At what time/],
      ['at eight in the evening', /On Monday our fittings are from ten o'clock to six o'clock/],
      ['five', /Monday the thirtieth of November, at five o'clock/],
      ['no', /have not booked it/],
      ['no thank you', /leave it at that/],
    ],
    appointments: [],
  },
  {
    name: 'a person is wanted, and there is none',
    turns: [
      ['can i speak to a person', /nobody is on duty in this demonstration.*What may I note/],
      ['please tell the tailor that my coat is ready', /I have noted it/],
    ],
    messages: ['please tell the tailor that my coat is ready'],
  },
  {
    name: 'a message is not forced on anybody',
    turns: [
      ['i want to leave a message', /What may I note/],
      ['never mind', /leave it at that/],
    ],
    messages: [],
  },
  {
    name: 'small talk and what cannot be answered',
    turns: [
      ['hello', /How may I help/],
      ['are you a robot', /a machine/],
      ['how are you', /Very well/],
      ['what can you do', /opening hours/],
      ['who won the football match', /do not know about that\. I can tell you our opening hours/],
      ['where are you located', /Garden Street/],
    ],
  },
];

for (const { name, turns, appointments, messages } of calls) {
  test(`Front desk: ${name}`, async () => {
    const diary = new Diary();
    const caller = phone(diary);
    for (const [says, answer] of turns) assert.match(await caller.says(says), answer, `to "${says}"`);
    const kept = diary.appointments.map(({ day, time }) => `${day} ${time}`);
    if (appointments !== undefined) assert.deepEqual(kept, appointments);
    if (messages !== undefined) assert.deepEqual(diary.messages, messages);
  });
}

test('the history is long enough to be interrupted, and is taken up where it was cut', async () => {
  const caller = phone();
  const history = await caller.says('tell me about the history of the house');
  assert.ok(history.split(' ').length > 60 && history.match(/\.(?: |$)/g)!.length >= 3);
  caller.interrupts(40);
  assert.match(await caller.says('where are the watches'), /ground floor/);
  const rest = await caller.says('please go on');
  assert.match(rest, /^As I was saying: /);
  assert.ok(history.endsWith(rest.replace('As I was saying: ', '')));
});

test('a time that somebody else has taken is asked for again', async () => {
  const diary = new Diary();
  diary.book({ day: '2026-11-26', time: '15:00' }, 'somebody else');
  const caller = phone(diary);
  await caller.says('a fitting on thursday at three please');
  assert.match(await caller.says('yes'), /three o'clock has just been taken\. Which other time/);
  assert.match(await caller.says('at four'), /Thursday .* four o'clock in the afternoon/);
  assert.match(await caller.says('yes'), /It is booked/);
});

/** Sentences that no example holds, and what their answers must hold. */
const unseen: readonly Turn[] = [
  ['good morning i was wondering what time you open', /we are (?:open|closed)/i],
  ['could you tell me when you close on saturday', /On Saturday we are open/],
  ['are you open this coming sunday', /on Sundays we are closed/],
  ['what time does the store close on friday', /On Friday we are open/],
  ['hi are you open tomorrow', /On Tuesday we are open/],
  ['hello could you tell me where to find the watches', /watches are/],
  ['where would i find the ladies department', /women's collection/],
  ["i'm trying to find the men's department", /third floor/],
  ['where is the bathroom please', /restrooms/],
  ['how do i reach the children department', /fourth floor/],
  ['i would like to look at some rings', /salon on your right/],
  ['i would love to come in for a fitting next week', /On which day/],
  ['hello i want to set up an appointment', /On which day/],
  ['please make me an appointment tomorrow at noon', /Tuesday .* at noon/],
  ['book me a fitting on the twenty first of december', /At what time/],
  ['i would rather talk to someone', /take a message/],
  ['may i speak with your manager please', /take a message/],
  ['is there anybody real there i can speak to', /take a message/],
  ['i am curious about the history of your company', /two sisters/],
  ['who started the house', /two sisters/],
  ['where exactly are you located', /Garden Street/],
  ['is there somewhere to park', /beneath the house/],
  ['how are you doing today', /Very well/],
  ['thank you for your help', /welcome|pleasure/],
  ['thanks a lot bye', /Goodbye/],
  ['am i speaking with a robot', /a machine/],
  ['what can you help me with', /opening hours/],
];

/** What STT does to a sentence, by place: no chance in it. */
const spoilings: readonly { name: string; spoil: (words: string[]) => string[]; understood: number }[] = [
  { name: 'as it is', spoil: (words) => words, understood: 1 },
  { name: 'without its first word', spoil: (words) => words.slice(1), understood: 0.9 },
  { name: 'without its last word but one', spoil: (words) => words.toSpliced(-2, 1), understood: 0.75 },
  { name: 'with a word unheard', spoil: (words) => words.toSpliced(1, 1, '[unk]'), understood: 0.85 },
  { name: 'with words that sound alike', spoil: (words) => words.map(misheard), understood: 0.8 },
];

function misheard(word: string): string {
  const alike: Record<string, string> = {
    are: 'our',
    where: 'were',
    to: 'two',
    for: 'four',
    you: 'he',
    the: 'a',
    what: 'but',
    time: 'dime',
    would: 'what',
    i: 'a',
    can: 'and',
    who: 'do',
  };
  return alike[word] ?? word;
}

for (const { name, spoil, understood } of spoilings) {
  test(`sentences that no example holds are understood, ${name}`, async () => {
    const missed: string[] = [];
    for (const [says, answer] of unseen) {
      const heard = spoil(says.split(' ')).join(' ');
      if (!answer.test(await phone().says(heard))) missed.push(heard);
    }
    assert.ok(1 - missed.length / unseen.length >= understood, missed.join('\n'));
  });
}

test('what a front desk is not asked is not answered', async () => {
  const strange = (
    'what is the temperature outside, can you order me a taxi, my phone is broken, how do i bake bread, ' +
    'what is twelve times four, is my flight delayed, tell me a funny joke, when is the next bus, ' +
    'the dog ate the letter, translate this into german, turn left at the corner, he was walking down the road, ' +
    'what is on television tonight, wash the car, read the news, who won the election'
  ).split(', ');
  const answered: string[] = [];
  for (const text of strange) {
    const reply = await phone().says(text);
    if (!/I can tell you our opening hours|Did you ask/.test(reply)) answered.push(`${text}: ${reply}`);
  }
  assert.ok(answered.length <= 1, answered.join('\n'));
});

test('a goodbye may end the call', () => {
  assert.equal(agent.mayEndCall, true);
});
