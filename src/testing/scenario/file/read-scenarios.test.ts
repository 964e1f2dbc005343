/** What a file of scenarios may say, and what is told to whoever wrote something else. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { AntiphonError } from '../../../errors/antiphon-error.ts';
import { readScenarios } from './index.ts';

const whole = `agent: ./agent.ts
scenarios:
  - name: she changes her mind
    replies:
      - { calls: bookFitting, with: { day: Friday } }
      - Booked.
    steps:
      - says: how may I help
      - caller: A fitting on Friday.
        afterMs: 500
      - asks: /shall i book/i
        withinMs: 3000
      - caller: Make it Thursday.
        bargeInAfterMs: 600
        lastsMs: 900
      - calls: bookFitting
        with: { day: /thu/i }
      - saysExactly: Booked.
      - neverCalls: cancelFitting
      - presses: 5
      - silentForMs: 2000
      - waitsMs: 100
      - hangsUp: caller
`;

test('Every kind of step is read, with its line', () => {
  const { agent, scenarios } = readScenarios(whole, 'x.yaml');
  assert.equal(agent, './agent.ts');
  const [one] = scenarios;
  assert.deepEqual([one!.name, one!.line, one!.replies?.length], ['she changes her mind', 3, 2]);
  assert.deepEqual(
    one!.steps.map(({ step, line }) => [line, step.kind]),
    [
      [8, 'says'],
      [9, 'caller'],
      [11, 'asks'],
      [13, 'caller'],
      [16, 'calls'],
      [18, 'saysExactly'],
      [19, 'neverCalls'],
      [20, 'presses'],
      [21, 'silentForMs'],
      [22, 'waitsMs'],
      [23, 'hangsUp'],
    ],
  );
});

function steps(...lines: string[]): string {
  return ['scenarios:', '  - name: a', '    steps:', ...lines.map((line) => `      ${line}`)].join('\n');
}

test.each<[what: string, text: string, line: number, words: RegExp]>([
  ['an unknown key of the file', `agnet: ./a.ts\n${steps('- caller: Hi')}`, 1, /no key `agnet`/],
  ['no scenarios', 'agent: ./a.ts\nscenarios: []', 2, /`scenarios`: write at least one scenario/],
  ['a scenario without a name', 'scenarios:\n  - steps:\n      - caller: Hi', 2, /`name`/],
  ['an unknown step', steps('- caller: Hi', '- shouts: Hi'), 5, /one of caller, .*this one has `shouts`/],
  ['a step of two kinds', steps('- caller: Hi', '  says: Ho'), 4, /it has caller and says/],
  ['a step that is no map', steps('- caller'), 4, /this one has no keys/],
  [
    'an option that the step has not',
    steps('- says: Hi', '  bargeInAfterMs: 3'),
    5,
    /no key `bargeInAfterMs`/,
  ],
  ['words where a number belongs', steps('- caller: Hi', '  afterMs: soon'), 5, /`afterMs`: .*number/],
  ['a caller who says nothing', steps("- caller: ''"), 4, /`caller`: write some words/],
  ['a pattern that is none', steps('- caller: Hi', '- says: /(/'), 5, /`says`: Invalid regular expression/],
  [
    'a pattern in arguments that is none',
    steps('- calls: book', '  with: { day: "/[/" }'),
    4,
    /`calls`: Invalid regular/,
  ],
  ['nobody who hangs up', steps('- hangsUp: everybody'), 4, /`hangsUp`: write who hangs up/],
  ['a key of no telephone', steps('- presses: A'), 4, /`presses`: write one key of a telephone/],
  ['a quote without its end', steps('- caller: "Hi'), 4, /./],
  ['a key that stands twice', 'agent: a\nagent: b\nscenarios: []', 2, /unique/],
  ['nothing at all', '', 1, /./],
])('It refuses %s, and names the line', (_, text, line, words) => {
  assert.throws(
    () => readScenarios(text, 'x.yaml'),
    (thrown) => {
      assert.ok(AntiphonError.is(thrown));
      assert.equal(thrown.code, 'CONFIG_INVALID');
      assert.match(thrown.message, words);
      assert.match(thrown.message, new RegExp(`x\\.yaml, line ${line}: `));
      return true;
    },
  );
});

test('All that is wrong is told at once, in the order of the file', () => {
  const text = steps('- caller: Hi', '- shouts: Ho', '- hangsUp: everybody');
  assert.throws(() => readScenarios(text, 'x.yaml'), /line 5: .*\nx\.yaml, line 6: /);
});

test('An alias that unfolds without end is refused', () => {
  const levels = Array.from(
    { length: 12 },
    (_, n) => `a${n}: &a${n} [${`*a${n - 1},`.repeat(n === 0 ? 0 : 9)}1]`,
  );
  assert.throws(() => readScenarios(levels.join('\n'), 'x.yaml'), {
    code: 'CONFIG_INVALID',
    message: /alias/i,
  });
});

test('What must never happen, what is so in the end, and how it sounds are read', () => {
  const text = `judge: ./judge.ts
scenarios:
  - name: a
    mode: voices
    never:
      - { tool: cancelOrder, with: { order: 4711 } }
      - says: /sold/
      - slots: { store: Milan }
      - answersAfterMs: 2000
    steps:
      - slots: { store: Paris, size: [38, 40] }
      - forgets: store
      - intent: bookFitting
      - allowed: cancelOrder
      - refused: cancelOrder
      - acts: [cancelOrder, { calls: bookFitting, with: { day: Friday } }]
      - answersWithinMs: 1500
      - means: offers another day
      - database: SELECT count(*) AS n FROM orders
        rows: [{ n: 1 }]
    end:
      slots: { store: Paris }
      intent: bookFitting
      database:
        - query: SELECT number FROM orders
          rows: []
  - name: b
    never: { says: sold }
    steps:
      - caller: Hi
`;
  const { judge, scenarios } = readScenarios(text, 'x.yaml');
  const [a, b] = scenarios;
  assert.equal(judge, './judge.ts');
  assert.equal(a!.mode, 'voices');
  assert.deepEqual(
    a!.steps.map(({ step }) => step.kind),
    ['slots', 'forgets', 'intent', 'allowed', 'refused', 'acts', 'answersWithinMs', 'means', 'database'],
  );
  assert.equal(a!.never.length, 4);
  assert.deepEqual([a!.end?.line, a!.end?.database?.length], [21, 1]);
  assert.deepEqual([b!.never, b!.end, b!.mode], [[{ says: 'sold' }], undefined, undefined]);
});

test.each<[what: string, text: string, line: number, words: RegExp]>([
  [
    'a query that writes',
    steps('- database: DELETE FROM orders', '  rows: []'),
    4,
    /`database`: write one query that reads/,
  ],
  [
    'two queries in one',
    steps('- database: SELECT 1; DROP TABLE orders', '  rows: []'),
    4,
    /`database`: write one query that reads/,
  ],
  ['a query without its rows', steps('- database: SELECT 1'), 4, /`rows`: write the rows as a list/],
  [
    'something unknown that is never to be',
    `${steps('- caller: Hi')}\n    never: { smiles: true }`,
    5,
    /`tool: <tool>`/,
  ],
  [
    'a pattern that is none among what is never to be',
    `${steps('- caller: Hi')}\n    never: { says: /(/ }`,
    5,
    /`never`: Invalid/,
  ],
  [
    'another way to sound',
    `${steps('- caller: Hi')}\n    mode: loud`,
    5,
    /`mode`: write text, audio or voices/,
  ],
  ['an end that is none', `${steps('- caller: Hi')}\n    end: { slot: a }`, 5, /no key `slot`/],
])('It refuses %s', (_, text, line, words) => {
  assert.throws(
    () => readScenarios(text, 'x.yaml'),
    (thrown) => {
      assert.ok(AntiphonError.is(thrown));
      assert.match(thrown.message, words);
      assert.match(thrown.message, new RegExp(`x\\.yaml, line ${line}: `));
      return true;
    },
  );
});
