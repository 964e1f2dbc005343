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
const final = (text: string): BargeInInput => ({ type: 'words', text, final: true });

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
    name: 'gives way to speech that goes on, whatever it says',
    script: [
      [0, start],
      [699, tick],
      [700, tick],
    ],
    expect: ['0 suspect', '700 commit speech goes on'],
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
