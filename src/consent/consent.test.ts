import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Consent, type Action, type ConsentInput, type ConsentOutput } from './consent.ts';

const options = { expiresAfterMs: 60_000, answerLeadMs: 300, withdrawMs: 500 };

function action(toolCallId: string, changes: Partial<Action> = {}): Action {
  return {
    toolCallId,
    tool: 'book',
    effect: 'write',
    arguments: { day: 'friday' },
    question: 'Shall I book it?',
    ...changes,
  };
}

const ask = (toolCallId: string, changes: Partial<Action> = {}): ConsentInput => ({
  type: 'request',
  language: 'en',
  actions: [action(toolCallId, changes)],
});
const askBoth = (first: Partial<Action>, second: Partial<Action>): ConsentInput => ({
  type: 'request',
  language: 'en',
  actions: [action('a', first), action('b', second)],
});
const heard: ConsentInput = { type: 'question-heard' };
const speaks: ConsentInput = { type: 'caller-speaks' };
const silent: ConsentInput = { type: 'caller-silent' };
const say = (text: string, saidSince: number, saidUntil = saidSince + 200): ConsentInput => ({
  type: 'answer',
  language: 'en',
  text,
  saidSince,
  saidUntil,
});
const other = (since: number): ConsentInput => ({ type: 'other-question', since });
const both = 'First: Shall I cancel it? Second: Shall I book it? Shall I do both?';
const tick: ConsentInput = { type: 'timeout' };

const scenarios: { name: string; script: [number, ConsentInput][]; expect: string[] }[] = [
  {
    name: 'lets a read run at once',
    script: [[0, ask('a', { effect: 'read', question: 'Really?' })]],
    expect: ['0 run a'],
  },
  {
    name: 'lets a write run at once that asks nothing',
    script: [[0, ask('a', { question: undefined })]],
    expect: ['0 run a'],
  },
  {
    name: 'asks before what cannot be undone, with a question of its own where the tool has none',
    script: [[0, ask('a', { effect: 'irreversible', question: undefined })]],
    expect: ['0 ask a: Shall I go ahead with book?'],
  },
  {
    name: 'runs on a yes to the question that was heard, once',
    script: [
      [0, ask('a')],
      [2_000, heard],
      [3_000, say('yes please', 2_500)],
      [4_000, say('yes', 3_800)],
    ],
    expect: ['0 ask a: Shall I book it?', '3000 granted a', '3000 run a after consent'],
  },
  {
    name: 'takes a no for a no',
    script: [
      [0, ask('a')],
      [2_000, heard],
      [3_000, say('no thank you', 2_500)],
      [4_000, say('yes', 3_800)],
    ],
    expect: ['0 ask a: Shall I book it?', '3000 refused a: the caller said no'],
  },
  {
    name: 'counts no yes while the question is not heard to its end',
    script: [
      [0, ask('a')],
      [1_000, say('yes', 800)],
    ],
    expect: ['0 ask a: Shall I book it?'],
  },
  {
    name: 'counts no yes that was said before the question was out, however late it is answered',
    script: [
      [0, ask('a')],
      [5_000, heard],
      [5_000, say('yes', 1_000)],
      [7_000, say('yes', 6_500)],
    ],
    expect: ['0 ask a: Shall I book it?', '7000 granted a', '7000 run a after consent'],
  },
  {
    name: 'lets an answer begin in the last moment of its question',
    script: [
      [0, ask('a')],
      [5_000, heard],
      [5_600, say('yes', 4_700)],
    ],
    expect: ['0 ask a: Shall I book it?', '5600 granted a', '5600 run a after consent'],
  },
  {
    name: 'keeps the question while something else is spoken of',
    script: [
      [0, ask('a')],
      [2_000, heard],
      [3_000, say('what does it cost', 2_500)],
      [9_000, say('yes do it', 8_000)],
    ],
    expect: ['0 ask a: Shall I book it?', '9000 granted a', '9000 run a after consent'],
  },
  {
    name: 'takes a yes to another question for no yes to this one, until this one is heard again',
    script: [
      [0, ask('a')],
      [2_000, heard],
      [5_000, other(3_000)],
      [6_000, say('yes', 5_500)],
      [8_000, heard],
      [9_000, say('yes', 8_500)],
    ],
    expect: ['0 ask a: Shall I book it?', '9000 granted a', '9000 run a after consent'],
  },
  {
    name: 'counts a yes that was said before the other question, however late it is answered',
    script: [
      [0, ask('a')],
      [2_000, heard],
      [9_000, other(4_000)],
      [9_000, say('yes', 3_000)],
    ],
    expect: ['0 ask a: Shall I book it?', '9000 granted a', '9000 run a after consent'],
  },
  {
    name: 'counts no yes of a turn that lasted into the other question',
    script: [
      [0, ask('a')],
      [2_000, heard],
      [9_000, other(4_000)],
      [9_000, say('yes', 3_000, 8_000)],
    ],
    expect: ['0 ask a: Shall I book it?'],
  },
  {
    name: 'asks anew when the arguments change: the yes is bound to what was asked last',
    script: [
      [0, ask('a')],
      [2_000, heard],
      [3_000, ask('b', { arguments: { day: 'monday' } })],
      [4_000, say('yes', 3_800)],
      [5_000, heard],
      [6_000, say('yes', 5_500)],
    ],
    expect: [
      '0 ask a: Shall I book it?',
      '3000 expired a: replaced by another request',
      '3000 ask b: Shall I book it?',
      '6000 granted b',
      '6000 run b after consent',
    ],
  },
  {
    name: 'lets a question lapse',
    script: [
      [0, ask('a')],
      [2_000, heard],
      [59_999, tick],
      [60_000, tick],
      [60_500, say('yes', 60_100)],
    ],
    expect: ['0 ask a: Shall I book it?', '60000 expired a: no answer in time'],
  },
  {
    name: 'lets a question lapse even when nobody minded the time',
    script: [
      [0, ask('a')],
      [2_000, heard],
      [61_000, say('yes', 60_500)],
    ],
    expect: ['0 ask a: Shall I book it?', '61000 expired a: no answer in time'],
  },
  {
    name: 'asks for two actions in one question, and runs both on one yes',
    script: [
      [0, askBoth({ question: 'Shall I cancel it?' }, {})],
      [5_000, heard],
      [6_000, say('yes please', 5_500)],
    ],
    expect: [
      `0 ask a+b: ${both}`,
      '6000 granted a',
      '6000 run a after consent',
      '6000 granted b',
      '6000 run b after consent',
    ],
  },
  {
    name: 'takes an answer for each: the first yes, the second no',
    script: [
      [0, askBoth({ question: 'Shall I cancel it?' }, {})],
      [5_000, heard],
      [6_000, say('the first yes, the second no', 5_500)],
      [8_000, say('yes', 7_500)],
    ],
    expect: [
      `0 ask a+b: ${both}`,
      '6000 granted a',
      '6000 run a after consent',
      '6000 refused b: the caller said no',
    ],
  },
  {
    name: 'asks again for what was left out, and no yes counts before that was heard',
    script: [
      [0, askBoth({ question: 'Shall I cancel it?' }, {})],
      [5_000, heard],
      [6_000, say('no to the first', 5_500)],
      [6_900, say('yes', 6_500)],
      [8_000, heard],
      [9_000, say('yes', 8_500)],
    ],
    expect: [
      `0 ask a+b: ${both}`,
      '6000 refused a: the caller said no',
      '6000 ask b: Shall I book it?',
      '9000 granted b',
      '9000 run b after consent',
    ],
  },
  {
    name: 'lets what only reads run beside a question',
    script: [[0, askBoth({ effect: 'read' }, {})]],
    expect: ['0 run a', '0 ask b: Shall I book it?'],
  },
  {
    name: 'lets a moment pass behind the yes to what cannot be undone',
    script: [
      [0, ask('a', { effect: 'irreversible' })],
      [2_000, heard],
      [3_000, say('yes', 2_500)],
      [3_499, tick],
      [3_500, tick],
    ],
    expect: ['0 ask a: Shall I book it?', '3000 granted a', '3500 run a after consent'],
  },
  {
    name: 'takes a yes back that is withdrawn in that moment',
    script: [
      [0, ask('a', { effect: 'irreversible' })],
      [2_000, heard],
      [3_000, say('yes', 2_500)],
      [3_300, speaks],
      [3_600, tick],
      [4_400, say('no stop', 3_300)],
      [5_000, tick],
    ],
    expect: ['0 ask a: Shall I book it?', '3000 granted a', '4400 refused a: taken back before it ran'],
  },
  {
    name: 'runs when nothing was said in that moment, and not when it was something else',
    script: [
      [0, askBoth({ effect: 'irreversible', question: 'Shall I cancel it?' }, { effect: 'irreversible' })],
      [2_000, heard],
      [3_000, say('yes to the first', 2_500)],
      [3_300, speaks],
      [4_000, silent],
      [5_000, heard],
      [6_000, say('yes', 5_500)],
      [6_200, speaks],
      [7_000, say('and what does it cost', 6_200)],
    ],
    expect: [
      `0 ask a+b: ${both}`,
      '3000 granted a',
      '3000 ask b: Shall I book it?',
      '4000 run a after consent',
      '6000 granted b',
      '7000 expired b: more was said behind the yes: ask again if it still stands',
    ],
  },
  {
    name: 'does nothing for a caller who does not stop speaking behind a yes',
    script: [
      [0, ask('a', { effect: 'irreversible' })],
      [2_000, heard],
      [3_000, say('yes', 2_500)],
      [3_300, speaks],
      [13_300, tick],
      [14_000, silent],
    ],
    expect: ['0 ask a: Shall I book it?', '3000 granted a', '13300 expired a: the caller went on speaking'],
  },
];

for (const { name, script, expect } of scenarios) {
  test(`Consent ${name}`, () => {
    const consent = new Consent(options);
    const outputs = script.flatMap(([now, input]) =>
      consent.handle(now, input).map((output) => `${now} ${describe(output)}`),
    );
    assert.deepEqual(outputs, expect);
  });
}

test('Consent runs with the very arguments that were asked about', () => {
  const consent = new Consent(options);
  consent.handle(0, ask('a', { arguments: { day: 'friday', hour: 3 } }));
  consent.handle(1_000, heard);
  const outputs = consent.handle(2_000, say('yes', 1_500));
  const run = outputs.find((output) => output.type === 'run');
  assert.deepEqual(run?.action.arguments, { day: 'friday', hour: 3 });
});

test('Consent waits only while a question stands', () => {
  const consent = new Consent(options);
  assert.equal(consent.deadline(), undefined);
  consent.handle(1_000, ask('a'));
  assert.equal(consent.deadline(), 61_000);
  assert.equal(consent.pending[0]?.toolCallId, 'a');
  consent.handle(2_000, heard);
  consent.handle(3_000, say('no', 2_500));
  assert.equal(consent.deadline(), undefined);
  assert.deepEqual(consent.pending, []);
});

function describe(output: ConsentOutput): string {
  if (output.type === 'ask') {
    return `ask ${output.actions.map(({ toolCallId }) => toolCallId).join('+')}: ${output.question}`;
  }
  const { toolCallId } = output.action;
  switch (output.type) {
    case 'run':
      return output.consented ? `run ${toolCallId} after consent` : `run ${toolCallId}`;
    case 'granted':
      return `granted ${toolCallId}`;
    case 'refused':
    case 'expired':
      return `${output.type} ${toolCallId}: ${output.reason}`;
  }
}
