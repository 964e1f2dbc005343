import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { AnsweringMachine, defaultAnsweringMachine, type AnsweringInput } from './answering-machine.ts';

type Moment = readonly [atMs: number, input: AnsweringInput];

const say = (fromMs: number, toMs: number): Moment[] => [
  [fromMs, { type: 'speech-start', agoMs: 0 }],
  [toMs, { type: 'speech-end', agoMs: 0 }],
];
const words = (atMs: number, text: string): Moment => [atMs, { type: 'words', text }];
const beep = (atMs: number): Moment => [atMs, { type: 'beep' }];

/** Plays the moments, and every deadline between them; half a minute in all. */
function told(moments: readonly Moment[], language = 'en-US'): string[] {
  const machine = new AnsweringMachine(defaultAnsweringMachine, language);
  const lines: string[] = [];
  const hear = (now: number, input: AnsweringInput): void => {
    for (const output of machine.handle(now, input)) {
      lines.push(
        output.type === 'answered-by' ? `${now} ${output.who}: ${output.reason}` : `${now} ${output.type}`,
      );
    }
  };
  hear(0, { type: 'start' });
  const end: Moment = [60_000, { type: 'timeout' }];
  for (const [at, input] of [...moments.toSorted(([a], [b]) => a - b), end]) {
    for (let due = machine.deadline(); due !== undefined && due < at; due = machine.deadline()) {
      hear(due, { type: 'timeout' });
    }
    hear(at, input);
  }
  return lines;
}

describe('a person', () => {
  for (const [name, moments, expected] of [
    ['says hello and waits', [...say(500, 1_000)], '1900 person: a short greeting'],
    ['says hello twice', [...say(500, 900), ...say(1_300, 1_700)], '2600 person: a short greeting'],
    ['gives the name of a firm, and waits', [...say(300, 4_300)], '5900 person: they wait for us'],
    [
      'gives the name of a firm, and asks',
      [...say(300, 4_300), words(4_400, 'miller and sons good morning anna speaking')],
      '4700 person: words of a person',
    ],
    ['says nothing', [], '4000 person: nobody says anything'],
  ] as const) {
    test(name, () => assert.deepEqual(told(moments), [expected]));
  }
});

describe('a machine', () => {
  for (const [name, moments, expected] of [
    ['talks, and beeps', [...say(500, 3_000), beep(3_600)], ['3600 machine: a beep', '4100 may-speak']],
    [
      'talks without an end',
      [...say(500, 9_000), beep(9_600)],
      ['6000 machine: a long monologue', '10100 may-speak'],
    ],
    [
      'talks in sentences',
      [...say(500, 2_500), ...say(2_900, 4_900), ...say(5_300, 9_000), beep(9_400)],
      ['6800 machine: a long monologue', '9900 may-speak'],
    ],
    [
      'says what machines say, and beeps where nobody hears it',
      [...say(500, 3_000), words(1_900, 'hi you have reached anna')],
      ['1900 machine: it says "you have reached"', '5500 may-speak'],
    ],
    ['beeps and nothing else', [beep(800)], ['1300 machine: a beep', '1300 may-speak']],
    [
      'beeps, and goes on talking: what was no beep to speak behind',
      [...say(500, 3_000), beep(3_300), ...say(3_500, 5_000), beep(5_500)],
      ['3300 machine: a beep', '6000 may-speak'],
    ],
  ] as const) {
    test(name, () => assert.deepEqual(told(moments), expected));
  }
});

describe('nobody to leave a message with', () => {
  test('the tones of a carrier', () => {
    assert.deepEqual(told([beep(400), beep(730), beep(1_060)]), [
      '730 machine: signal tones',
      '730 no-message',
    ]);
  });
  test('a number without service', () => {
    assert.deepEqual(told([...say(200, 4_000), words(2_000, 'the number you have dialed is')]), [
      '2000 machine: it says "number you have dialed"',
      '2000 no-message',
    ]);
  });
  test('a machine that never stops talking', () => {
    assert.deepEqual(told([[500, { type: 'speech-start', agoMs: 0 }]]), [
      '6000 machine: a long monologue',
      '45000 no-message',
    ]);
  });
});

test('in another language it has other words, in one that is not known time decides', () => {
  const german = [...say(500, 2_500), words(2_000, 'bitte hinterlassen sie')];
  assert.match(told(german, 'de-DE')[0]!, /^2000 machine/);
  assert.equal(told(german, 'fr')[0], '3400 person: a short greeting');
});

test('who was taken for a person and beeps soon after is a machine all the same', () => {
  assert.deepEqual(told([...say(500, 1_000), beep(5_000)]), [
    '1900 person: a short greeting',
    '5000 machine: a beep',
    '5500 may-speak',
  ]);
});

test('who was taken for a person may take a message; only what no person says proves a machine', () => {
  const [, ...offered] = told([...say(500, 1_000), words(4_000, 'would you like to leave a message')]);
  assert.deepEqual(offered, []);
  const [, proven] = told([...say(500, 1_000), ...say(3_000, 8_000), words(4_000, 'speak after the tone')]);
  assert.equal(proven, '4000 machine: it says "after the tone"');
});

test('late in a call a tone is a tone', () => {
  assert.equal(told([...say(500, 1_000), beep(25_000), ...say(26_000, 30_000)]).length, 1);
});

test('a timer that comes early or twice decides nothing', () => {
  const machine = new AnsweringMachine(defaultAnsweringMachine, 'en');
  machine.handle(0, { type: 'start' });
  machine.handle(500, { type: 'speech-start', agoMs: 0 });
  machine.handle(1_000, { type: 'speech-end', agoMs: 0 });
  assert.deepEqual(machine.handle(1_200, { type: 'timeout' }), []);
  assert.equal(machine.deadline(), 1_900);
  assert.equal(machine.handle(1_900, { type: 'timeout' }).length, 1);
  assert.equal(machine.deadline(), undefined);
  assert.deepEqual(machine.handle(1_901, { type: 'timeout' }), []);
});
