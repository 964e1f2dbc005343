import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Endpointer } from './endpointer.ts';
import {
  detector,
  end,
  final,
  interim,
  key,
  options,
  start,
  tick,
  told,
  toldWhateverTimersDo,
  type Scenario,
} from './__fixtures__/endpointing.ts';

const scenarios: Scenario[] = [
  {
    name: 'ends a complete sentence after the shortest silence',
    script: [
      [0, start],
      [500, end],
      [530, final(0, 'ten please')],
      [699, tick],
      [700, tick],
    ],
    expect: ['0 start', '500 flush 0', '530 candidate ten please', '700 end silence: ten please (200 ms)'],
  },
  {
    name: 'ends a doubtful sentence after the longest silence',
    script: [
      [0, start],
      [500, end],
      [530, final(0, 'go on')],
      [1_499, tick],
      [1_500, tick],
    ],
    expect: ['0 start', '500 flush 0', '530 candidate go on', '1500 end silence-max: go on (1000 ms)'],
  },
  {
    name: 'counts the silence from the last sound, not from the edge that tells of it',
    script: [
      [0, start],
      [500, { type: 'speech-end', agoMs: 150 }],
      [530, final(0, 'ten')],
      [550, tick],
    ],
    expect: ['0 start', '500 flush 0', '530 candidate ten', '550 end silence: ten (200 ms)'],
  },
  {
    name: 'joins what was said around a pause for thought',
    script: [
      [0, start],
      [500, end],
      [530, final(0, 'go on')],
      [800, start],
      [1_200, end],
      [1_230, final(1, 'to friday')],
      [1_400, tick],
    ],
    expect: [
      '0 start',
      '500 flush 0',
      '530 candidate go on',
      '1200 flush 1',
      '1230 candidate go on to friday',
      '1400 end silence: go on to friday (200 ms)',
    ],
  },
  {
    name: 'waits for the words, and no longer than the STT has time for',
    script: [
      [0, start],
      [500, end],
      [800, tick],
      [1_099, tick],
      [1_100, tick],
    ],
    expect: ['0 start', '500 flush 0', '1100 end stt-late:  (600 ms)'],
  },
  {
    name: 'cuts a turn that does not end, once its words are there, and follows it by the next',
    script: [
      [0, start],
      [10_000, tick],
      [10_050, final(0, 'and on')],
      [10_400, end],
      [10_430, final(1, 'more')],
      [10_630, tick],
    ],
    expect: [
      '0 start',
      '10000 flush 0',
      '10050 candidate and on',
      '10050 end turn-max: and on (50 ms)',
      '10050 start',
      '10400 flush 1',
      '10430 candidate more',
      '10630 end silence: more (230 ms)',
    ],
  },
  {
    name: 'cuts a turn that does not end even where no words come',
    script: [
      [0, start],
      [10_000, tick],
      [10_599, tick],
      [10_600, tick],
    ],
    expect: ['0 start', '10000 flush 0', '10600 end stt-late:  (600 ms)', '10600 start'],
  },
  {
    name: 'ends at the key once the words are there',
    script: [
      [0, start],
      [400, interim(0, 'one two', 0.5)],
      [500, key],
      [560, final(0, 'one two three')],
    ],
    expect: [
      '0 start',
      '500 flush 0',
      '560 candidate one two three',
      '560 end dtmf: one two three (60 ms)',
      '560 start',
    ],
  },
  {
    name: 'ends at the key at once where the words are there already',
    script: [
      [0, start],
      [500, end],
      [530, final(0, 'go on')],
      [600, key],
    ],
    expect: ['0 start', '500 flush 0', '530 candidate go on', '600 end dtmf: go on (100 ms)'],
  },
  {
    name: 'does not hear the words before the key twice, and hears those behind it out',
    script: [
      [0, start],
      [500, key],
      [520, end],
      [560, final(0, 'one two')],
      [580, final(1, 'three')],
      [2_000, start],
      [2_500, end],
      [2_530, final(2, 'four')],
      [2_700, tick],
    ],
    expect: [
      '0 start',
      '500 flush 0',
      '520 flush 1',
      '580 candidate one two three',
      '580 end dtmf: one two three (60 ms)',
      '2000 start',
      '2500 flush 2',
      '2530 candidate four',
      '2700 end silence: four (200 ms)',
    ],
  },
  {
    name: 'ends at the key what was said before it, whatever is said behind it',
    script: [
      [0, start],
      [400, end],
      [500, key],
      [520, start],
      [560, final(0, 'one two')],
      [900, end],
      [930, final(1, 'three')],
      [1_100, tick],
    ],
    expect: [
      '0 start',
      '400 flush 0',
      '560 candidate one two',
      '560 end dtmf: one two (160 ms)',
      '560 start',
      '900 flush 1',
      '930 candidate three',
      '1100 end silence: three (200 ms)',
    ],
  },
  {
    name: 'has nothing to end at a key in silence',
    script: [
      [0, key],
      [500, tick],
    ],
    expect: [],
  },
  {
    name: 'ignores a stray speech-end and a start that comes twice',
    script: [
      [0, end],
      [100, start],
      [200, start],
      [500, end],
      [530, final(0, 'ten')],
      [700, tick],
    ],
    expect: ['100 start', '500 flush 0', '530 candidate ten', '700 end silence: ten (200 ms)'],
  },
  {
    name: 'ends noise without words after the shortest silence',
    script: [
      [0, start],
      [300, end],
      [330, final(0, '')],
      [500, tick],
    ],
    expect: ['0 start', '300 flush 0', '500 end silence:  (200 ms)'],
  },
  {
    name: 'in the sequential pipeline hands the turn over once, at its end',
    options: { flushAt: 'end', silenceMinMs: 500, silenceMaxMs: 500 },
    script: [
      [0, start],
      [500, end],
      [800, start],
      [1_200, end],
      [1_700, tick],
      [1_900, final(0, 'all of it')],
    ],
    expect: ['0 start', '1700 flush 0', '1900 end silence-max: all of it (700 ms)'],
  },
];

for (const scenario of scenarios) {
  test(`Endpointer ${scenario.name}`, () => {
    assert.deepEqual(told(scenario), scenario.expect);
  });

  test(`Endpointer ${scenario.name}, whatever timers do`, () => {
    assert.deepEqual(toldWhateverTimersDo(scenario), scenario.expect);
  });
}

test('Endpointer takes other rules from the next turn on', () => {
  const endpointer = new Endpointer(options, detector);
  endpointer.handle(0, start);
  endpointer.handle(100, { type: 'options', options: { ...options, silenceMinMs: 500 } });
  endpointer.handle(500, end);
  endpointer.handle(530, final(0, 'ten'));
  assert.equal(endpointer.deadline(), 700);
  endpointer.handle(700, tick);
  endpointer.handle(1_000, start);
  endpointer.handle(1_500, end);
  endpointer.handle(1_530, final(1, 'eleven'));
  assert.equal(endpointer.deadline(), 2_000);
});

test('Endpointer waits longer for a caller who pauses for long, within its bounds', () => {
  const halfSure = { completeness: () => 0.5 };
  const endpointer = new Endpointer(options, halfSure);
  let now = 0;
  const pause = (pauseMs: number): void => {
    endpointer.handle(now, start);
    endpointer.handle((now += 500), end);
    endpointer.handle(now, final(endpointer.segment - 1, `words until ${now}`));
    now += pauseMs;
  };
  pause(0);
  assert.equal(endpointer.deadline(), 500 + 600, 'half way between the bounds');
  now += 500;
  for (let times = 0; times < 6; times += 1) pause(900);
  endpointer.handle(now, start);
  endpointer.handle((now += 500), end);
  endpointer.handle(now, final(endpointer.segment - 1, 'the last of it'));
  const silenceMs = endpointer.deadline()! - now;
  assert.ok(silenceMs > 600 && silenceMs <= 1_000, `${silenceMs} ms`);
});

test('Endpointer has no deadline while it waits, and refuses a clock that runs backwards', () => {
  const endpointer = new Endpointer(options, detector);
  assert.equal(endpointer.deadline(), undefined);
  endpointer.handle(100, start);
  assert.throws(() => endpointer.handle(99, end), { code: 'INVARIANT_BROKEN' });
});

test('Endpointer dates a turn back that its words told of before the edge did', () => {
  const endpointer = new Endpointer(options, detector);
  endpointer.handle(1_000, interim(0, 'yes'));
  endpointer.handle(1_100, { type: 'speech-start', agoMs: 600 });
  endpointer.handle(1_200, end);
  const outputs = [
    ...endpointer.handle(1_230, final(0, 'yes')),
    ...endpointer.handle(1_260, final(1, 'please')),
    ...endpointer.handle(1_400, tick),
  ];
  const turnEnd = outputs.find(({ type }) => type === 'turn-end');
  assert.equal(turnEnd?.type === 'turn-end' && turnEnd.saidSince, 500);
});
