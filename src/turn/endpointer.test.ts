import assert from 'node:assert/strict';
import { test } from 'vitest';
import {
  Endpointer,
  type EndpointerInput,
  type EndpointerOptions,
  type EndpointerOutput,
} from './endpointer.ts';

const options: EndpointerOptions = {
  silenceMinMs: 200,
  silenceMaxMs: 1_000,
  sttDeadlineMs: 600,
  turnMaxMs: 10_000,
  flushAt: 'pause',
};
const start: EndpointerInput = { type: 'speech-start', agoMs: 0 };
const end: EndpointerInput = { type: 'speech-end', agoMs: 0 };
const tick: EndpointerInput = { type: 'timeout' };
const key: EndpointerInput = { type: 'end-now' };
const lost: EndpointerInput = { type: 'stt-lost' };
const forget: EndpointerInput = { type: 'forget' };
const final = (segment: number, text: string): EndpointerInput => ({
  type: 'transcript',
  segment,
  text,
  final: true,
  stability: 1,
});
const interim = (segment: number, text: string, stability = 0.9): EndpointerInput => ({
  type: 'transcript',
  segment,
  text,
  final: false,
  stability,
});

/** As sure of a sentence as its last word says: "go on" ends in doubt, everything else is complete. */
const detector = {
  completeness: ({ transcript }: { transcript: string }) => (transcript.endsWith('on') ? 0 : 1),
};

interface Scenario {
  name: string;
  options?: Partial<EndpointerOptions>;
  script: [number, EndpointerInput][];
  expect: string[];
}

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
    name: 'answers on the interim when the final does not come',
    script: [
      [0, start],
      [400, interim(0, 'ten', 0.5)],
      [500, end],
      [1_100, tick],
    ],
    expect: ['0 start', '500 flush 0', '1100 end stt-late: ten (600 ms)'],
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
    name: 'offers a sentence that is surely complete before the caller has finished',
    script: [
      [0, start],
      [400, interim(0, 'ten please')],
      [420, interim(0, 'ten please')],
    ],
    expect: ['0 start', '400 candidate ten please'],
  },
  {
    name: 'offers no shaky interim',
    script: [
      [0, start],
      [400, interim(0, 'ten please', 0.5)],
    ],
    expect: ['0 start'],
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
    name: 'has nothing to end at a key in silence',
    script: [
      [0, key],
      [500, tick],
    ],
    expect: [],
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
      '400 candidate one two',
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
    expect: ['0 start', '500 flush 0', '700 end silence: ten (200 ms)'],
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
    name: 'takes words for a turn that no edge told of',
    script: [
      [0, interim(0, 'ten', 0.5)],
      [50, final(0, 'ten please')],
      [200, tick],
    ],
    expect: ['0 start', '0 flush 0', '50 candidate ten please', '200 end silence: ten please (200 ms)'],
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

for (const { name, options: changes, script, expect } of scenarios) {
  test(`Endpointer ${name}`, () => {
    const endpointer = new Endpointer({ ...options, ...changes }, detector);
    const said = script.flatMap(([now, input]) =>
      endpointer.handle(now, input).map((output) => `${now} ${describe(output)}`),
    );
    assert.deepEqual(said, expect);
  });

  test(`Endpointer ${name}, whatever timers do`, () => {
    const endpointer = new Endpointer({ ...options, ...changes }, detector);
    const said = script.flatMap(([now, input]) => {
      const due = endpointer.deadline();
      if (due === undefined || due > now) assert.deepEqual(endpointer.handle(now, tick), []);
      const outputs = endpointer.handle(now, input);
      const next = endpointer.deadline();
      const doubled = next === undefined || next > now ? endpointer.handle(now, tick) : [];
      assert.deepEqual(doubled, []);
      return outputs.map((output) => `${now} ${describe(output)}`);
    });
    assert.deepEqual(said, expect);
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

test('Endpointer has no deadline while it waits, and refuses a clock that runs backwards', () => {
  const endpointer = new Endpointer(options, detector);
  assert.equal(endpointer.deadline(), undefined);
  endpointer.handle(100, start);
  assert.throws(() => endpointer.handle(99, end), { code: 'INVARIANT_BROKEN' });
});

function describe(output: EndpointerOutput): string {
  switch (output.type) {
    case 'turn-start':
      return 'start';
    case 'flush':
      return `flush ${output.segment}`;
    case 'candidate':
      return `candidate ${output.text}`;
    case 'turn-end':
      return `end ${output.reason}: ${output.text} (${output.silenceMs} ms)`;
  }
}
