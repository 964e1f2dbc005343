import assert from 'node:assert/strict';
import { test } from 'vitest';
import {
  BargeInJudge,
  defaultBackchannels,
  type BargeInInput,
  type BargeInOptions,
  type BargeInOutput,
} from './barge-in-judge.ts';

const options: BargeInOptions = {
  pauseAfterMs: 0,
  commitAfterMs: 700,
  minWords: 2,
  backchannels: defaultBackchannels,
  resume: true,
  sttDeadlineMs: 500,
};
const start: BargeInInput = { type: 'speech-start', agoMs: 0 };
const end: BargeInInput = { type: 'speech-end', agoMs: 0 };
const tick: BargeInInput = { type: 'timeout' };
const interim = (text: string): BargeInInput => ({ type: 'words', text, final: false });
const final = (text: string, confidence?: number): BargeInInput => ({
  type: 'words',
  text,
  final: true,
  confidence,
});

interface Scenario {
  name: string;
  options?: Partial<BargeInOptions>;
  askedQuestion?: boolean;
  script: [number, BargeInInput][];
  expect: string[];
}

const scenarios: Scenario[] = [
  {
    name: 'stops at the first edge, and goes on after a cough',
    script: [
      [0, start],
      [200, end],
      [300, final('')],
    ],
    expect: ['0 suspect', '300 dismiss no words'],
  },
  {
    name: 'gives way to words',
    script: [
      [0, start],
      [400, interim('wait please')],
    ],
    expect: ['0 suspect', '400 commit words'],
  },
  {
    name: 'gives way to one word that is no backchannel, once it is certain',
    script: [
      [0, start],
      [300, interim('friday')],
      [350, end],
      [450, final('friday')],
    ],
    expect: ['0 suspect', '450 commit words'],
  },
  {
    name: 'gives way to speech that goes on and has a word in it',
    script: [
      [0, start],
      [500, interim('the friday')],
      [699, tick],
      [700, tick],
    ],
    expect: ['0 suspect', '700 commit speech goes on'],
  },
  {
    name: 'gives way at once to the first word of speech that has gone on',
    script: [
      [0, start],
      [700, tick],
      [900, interim('the friday')],
    ],
    expect: ['0 suspect', '900 commit speech goes on'],
  },
  {
    name: 'gives way in the end to whatever goes on, though it has no words',
    script: [
      [0, start],
      [700, tick],
      [900, interim('mm hm the')],
      [1399, tick],
      [1400, tick],
    ],
    expect: ['0 suspect', '1400 commit speech goes on'],
  },
  {
    name: 'goes on after a hum, whatever the recogniser made of it',
    script: [
      [0, start],
      [300, interim('in the')],
      [350, end],
      [450, final('in the him')],
    ],
    expect: ['0 suspect', '450 dismiss no words'],
  },
  {
    name: 'goes on after a single word that was hardly heard',
    script: [
      [0, start],
      [350, end],
      [450, final('image', 0.31)],
    ],
    expect: ['0 suspect', '450 dismiss unclear'],
  },
  {
    name: 'gives way to a "wait" that was hardly heard',
    script: [
      [0, start],
      [350, end],
      [450, final('wait', 0.31)],
    ],
    expect: ['0 suspect', '450 commit words'],
  },
  {
    name: 'does not count backchannels and fragments among the words',
    script: [
      [0, start],
      [400, interim('yeah the friday')],
      [600, interim('yeah the friday market')],
    ],
    expect: ['0 suspect', '600 commit words'],
  },
  {
    name: 'goes on after a backchannel',
    script: [
      [0, start],
      [250, end],
      [330, final('mm hm')],
    ],
    expect: ['0 suspect', '330 dismiss backchannel'],
  },
  {
    name: 'takes a yes for an answer when we have asked',
    askedQuestion: true,
    script: [
      [0, start],
      [250, end],
      [330, final('yes')],
    ],
    expect: ['0 suspect', '330 commit words'],
  },
  {
    name: 'waits for the words of a short sound only so long',
    script: [
      [0, start],
      [200, end],
      [699, tick],
      [700, tick],
    ],
    expect: ['0 suspect', '700 dismiss no words in time'],
  },
  {
    name: 'counts the first onset when speech comes and goes',
    script: [
      [0, start],
      [200, end],
      [300, interim('friday')],
      [400, start],
      [720, tick],
    ],
    expect: ['0 suspect', '720 commit speech goes on'],
  },
  {
    name: 'does not stop for what is shorter than the policy says',
    options: { pauseAfterMs: 150 },
    script: [
      [0, start],
      [100, end],
      [200, tick],
      [900, tick],
    ],
    expect: [],
  },
  {
    name: 'never goes on where the policy forbids it',
    options: { resume: false },
    script: [
      [0, start],
      [200, end],
      [300, final('')],
    ],
    expect: ['0 suspect', '300 commit no words'],
  },
  {
    name: 'forgets everything when the reply is over',
    script: [
      [0, start],
      [100, { type: 'reset' }],
      [300, final('wait please now')],
      [900, tick],
    ],
    expect: ['0 suspect'],
  },
];

const told = (now: number, output: BargeInOutput): string =>
  `${now} ${output.type}${'reason' in output ? ` ${output.reason}` : ''}`;

for (const { name, options: changes, askedQuestion = false, script, expect } of scenarios) {
  test(`BargeInJudge ${name}`, () => {
    const judge = new BargeInJudge({ ...options, ...changes });
    judge.askedQuestion = askedQuestion;
    const outputs = script.flatMap(([now, input]) =>
      judge.handle(now, input).map((output) => told(now, output)),
    );
    assert.deepEqual(outputs, expect);
  });

  test(`BargeInJudge ${name}, with timers that fire early, late and twice`, () => {
    const judge = new BargeInJudge({ ...options, ...changes });
    judge.askedQuestion = askedQuestion;
    const outputs = script.flatMap(([now, input]) => {
      const due = judge.deadline();
      const spurious = due === undefined || due > now ? [tick, tick] : [];
      return [...spurious, input, ...(input === tick ? [tick] : [])].flatMap((one) =>
        judge.handle(now, one).map((output) => told(now, output)),
      );
    });
    assert.deepEqual(outputs, expect);
  });
}
