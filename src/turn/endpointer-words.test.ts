import assert from 'node:assert/strict';
import { test } from 'vitest';
import {
  answer,
  end,
  final,
  forget,
  interim,
  lost,
  start,
  tick,
  told,
  toldWhateverTimersDo,
  type Scenario,
} from './__fixtures__/endpointing.ts';

const scenarios: Scenario[] = [
  {
    name: 'listens on while the answer is being made, until it is there',
    script: [
      [0, start],
      [500, end],
      [530, final(0, 'ten please')],
      [540, answer(true)],
      [700, tick],
      [760, answer(false)],
    ],
    expect: ['0 start', '500 flush 0', '530 candidate ten please', '760 end silence: ten please (260 ms)'],
  },
  {
    name: 'listens on for an answer that is late no longer than its limit',
    script: [
      [0, start],
      [500, end],
      [530, final(0, 'ten please')],
      [540, answer(true)],
      [899, tick],
      [900, tick],
    ],
    expect: ['0 start', '500 flush 0', '530 candidate ten please', '900 end silence: ten please (400 ms)'],
  },
  {
    name: 'finds the place of a final that comes behind the next',
    script: [
      [0, start],
      [500, end],
      [600, start],
      [900, end],
      [950, final(1, 'friday')],
      [980, final(0, 'on a')],
      [1_100, tick],
    ],
    expect: [
      '0 start',
      '500 flush 0',
      '900 flush 1',
      '980 candidate on a friday',
      '1100 end silence: on a friday (200 ms)',
    ],
  },
  {
    name: 'answers on the interim when the final does not come',
    script: [
      [0, start],
      [400, interim(0, 'ten', 0.5)],
      [500, end],
      [1_100, tick],
    ],
    expect: ['0 start', '500 flush 0', '500 candidate ten', '1100 end stt-late: ten (600 ms)'],
  },
  {
    name: 'leaves out a final that comes when its turn is over',
    script: [
      [0, start],
      [500, end],
      [1_100, tick],
      [1_200, final(0, 'too late')],
      [2_000, start],
      [2_500, end],
      [2_530, final(1, 'in time')],
      [2_700, tick],
    ],
    expect: [
      '0 start',
      '500 flush 0',
      '1100 end stt-late:  (600 ms)',
      '2000 start',
      '2500 flush 1',
      '2530 candidate in time',
      '2700 end silence: in time (200 ms)',
    ],
  },
  {
    name: 'takes a final once',
    script: [
      [0, start],
      [500, end],
      [530, final(0, 'ten')],
      [540, final(0, 'ten')],
      [700, tick],
    ],
    expect: ['0 start', '500 flush 0', '530 candidate ten', '700 end silence: ten (200 ms)'],
  },
  {
    name: 'offers at a pause what is known, and again what the final changes',
    script: [
      [0, start],
      [400, interim(0, 'ten peas', 0.5)],
      [500, end],
      [540, interim(0, 'ten pleas', 0.5)],
      [600, final(0, 'ten please')],
      [700, tick],
    ],
    expect: [
      '0 start',
      '500 flush 0',
      '500 candidate ten peas',
      '540 candidate ten pleas',
      '600 candidate ten please',
      '700 end silence: ten please (200 ms)',
    ],
  },
  {
    name: 'offers a complete sentence that stands still while noise hides the pause',
    script: [
      [0, start],
      [300, interim(0, 'ten')],
      [400, interim(0, 'ten please')],
      [699, tick],
      [700, tick],
    ],
    expect: ['0 start', '700 candidate ten please'],
  },
  {
    name: 'offers nothing while the words still change',
    script: [
      [0, start],
      [300, interim(0, 'ten')],
      [500, interim(0, 'ten please')],
      [700, interim(0, 'ten please and on')],
      [1_100, tick],
    ],
    expect: ['0 start'],
  },
  {
    name: 'offers no shaky interim while the caller speaks',
    script: [
      [0, start],
      [400, interim(0, 'ten please', 0.5)],
      [1_000, tick],
    ],
    expect: ['0 start'],
  },
  {
    name: 'takes into the turn words that no edge told of',
    script: [
      [0, start],
      [500, end],
      [530, final(0, 'ten')],
      [600, interim(1, 'and', 0.5)],
      [700, tick],
      [760, final(1, 'and eleven')],
      [900, tick],
    ],
    expect: [
      '0 start',
      '500 flush 0',
      '530 candidate ten',
      '700 flush 1',
      '760 candidate ten and eleven',
      '900 end silence: ten and eleven (200 ms)',
    ],
  },
  {
    name: 'goes on with what it knows when the stream breaks in mid-speech',
    script: [
      [0, start],
      [400, interim(0, 'one two')],
      [450, lost],
      [500, end],
      [530, final(1, 'three')],
      [700, tick],
    ],
    expect: [
      '0 start',
      '500 flush 1',
      '530 candidate one two three',
      '700 end silence: one two three (200 ms)',
    ],
  },
  {
    name: 'waits no longer for a final that broke with its stream',
    script: [
      [0, start],
      [400, interim(0, 'ten', 0.5)],
      [500, end],
      [550, lost],
      [700, tick],
    ],
    expect: ['0 start', '500 flush 0', '500 candidate ten', '700 end silence: ten (200 ms)'],
  },
  {
    name: 'forgets what was no turn, and what comes of it later',
    script: [
      [0, start],
      [500, end],
      [510, forget],
      [530, final(0, 'mm hm')],
      [1_000, start],
      [1_500, end],
      [1_530, final(1, 'friday')],
      [1_700, tick],
    ],
    expect: [
      '0 start',
      '500 flush 0',
      '1000 start',
      '1500 flush 1',
      '1530 candidate friday',
      '1700 end silence: friday (200 ms)',
    ],
  },
  {
    name: 'takes words for a turn that no edge told of',
    script: [
      [0, interim(0, 'ten', 0.5)],
      [50, final(0, 'ten please')],
      [200, tick],
    ],
    expect: ['0 start', '0 flush 0', '50 candidate ten please', '200 end silence: ten please (200 ms)'],
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
