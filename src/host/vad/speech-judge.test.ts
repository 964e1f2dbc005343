import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { test } from 'vitest';
import { NoiseGate } from './noise-gate.ts';
import { SpeechJudge } from './speech-judge.ts';
import { defaultVadTuning } from './vad-tuning.ts';

const frameMs = 20;
const chunkMs = 32;

/**
 * A story is a line of frames and answers, one letter each:
 *   `.` quiet   `s` loud, speech by the classifier   `n` loud, no speech by it   `x` a frame lost
 *   `0`-`9` the model's answer in tenths, about the 32 ms before now   `?` an answer without an opinion
 */
function tell(story: string, floorDbfs = -70): string[] {
  const gate = new NoiseGate(defaultVadTuning);
  for (let frame = 0; frame < 200; frame += 1) {
    gate.hear(floorDbfs);
    gate.learn(false);
  }
  const judge = new SpeechJudge(gate, defaultVadTuning);
  const edges: string[] = [];
  let nowMs = 0;
  for (const letter of story.replaceAll(' ', '')) {
    const isFrame = '.snx'.includes(letter);
    if (isFrame) nowMs += frameMs;
    const levelDbfs = letter === '.' ? floorDbfs - 5 : -25;
    const answer = letter === '?' ? Number.NaN : Number(letter) / 10 + 0.02;
    const edge =
      letter === 'x'
        ? judge.onLost(nowMs, frameMs)
        : isFrame
          ? judge.onFrame(nowMs, gate.hear(levelDbfs), letter === 's')
          : judge.onAnswer(answer, Math.max(0, nowMs - chunkMs), nowMs);
    if (isFrame && letter !== 'x') gate.learn(letter === 's' || judge.isSpeaking);
    if (edge !== 'none') edges.push(`${nowMs}: ${edge} at ${judge.edgeMs}`);
  }
  return edges;
}

const stories: { name: string; story: string; floorDbfs?: number; edges: string[] }[] = [
  {
    name: 'starts where the sound began, once the model agrees',
    story: '..... ss 1 s 8',
    edges: ['160: start at 100'],
  },
  { name: 'starts on two middling answers in a row', story: '..... ss 4 s 4', edges: ['160: start at 100'] },
  { name: 'does not start on one middling answer', story: '..... ss 4 s 1 s 4', edges: [] },
  { name: 'leaves silence alone, whatever an old answer says', story: '..... 9 .....', edges: [] },
  { name: 'asks nothing about noise that the classifier refuses', story: 'nnnnnnnn 9', edges: [] },
  { name: 'takes a click back that went quiet at once', story: '... s 0 ..... 9', edges: [] },
  {
    name: 'bridges the closure of a stop consonant inside an onset',
    story: '... s .. ss 9',
    edges: ['160: start at 60'],
  },
  {
    name: 'ends after the hangover, where the last sound was',
    story: '.. sss 9 ss ......',
    edges: ['100: start at 40', '260: end at 140'],
  },
  {
    name: 'keeps speech together over a pause shorter than the hangover',
    story: '.. sss 9 ss ..... ss ......',
    edges: ['100: start at 40', '400: end at 280'],
  },
  {
    name: 'starts a second time after an end',
    story: 'ss9 ...... sss 9',
    edges: ['40: start at 0', '160: end at 40', '220: start at 160'],
  },
  {
    name: 'ends in unbroken noise when the model has said so twice',
    story: 'sss9 ssssssssss 1 s 1 s 1',
    edges: ['60: start at 0', '280: end at 132'],
  },
  {
    name: 'goes on through noise when the model only hesitated',
    story: 'sss9 ssssssssss 1 s 8 s 1 s 8',
    edges: ['60: start at 0'],
  },
  {
    name: 'lets the model object to an end near the noise',
    story: 'ss9 .. 8 .. 8 .. 8 ..',
    floorDbfs: -45,
    edges: ['40: start at 0'],
  },
  {
    name: 'ends near the noise where the model let go, when it does',
    story: 'ss9 .. 8 .. 8 .. 8 .. 1 . 1',
    floorDbfs: -45,
    edges: ['40: start at 0', '220: end at 64'],
  },
  {
    name: 'ends near the noise when the model does not object',
    story: 'ss9 .. 4 .. 4 ..',
    floorDbfs: -45,
    edges: ['40: start at 0', '160: end at 40'],
  },
  {
    name: 'counts lost frames as silence',
    story: 'ss9 ss xxxxxx',
    edges: ['40: start at 0', '200: end at 80'],
  },
  {
    name: 'survives the loss of a few frames',
    story: 'ss9 ss xxx ss ......',
    edges: ['40: start at 0', '300: end at 180'],
  },
  {
    name: 'lets the classifier start speech when the model is silent',
    story: '.. sssssss',
    edges: ['180: start at 40'],
  },
  {
    name: 'lets the classifier start speech when the model has no opinion',
    story: '.. ss?s?s?s?s?s?s?',
    edges: ['180: start at 40'],
  },
  {
    name: 'lets the classifier end speech when the model does not confirm it',
    story: `ss9 ${'s'.repeat(20)} nnnnnn`,
    edges: ['40: start at 0', '560: end at 440'],
  },
  { name: 'waits for a model that is merely slow', story: '.. sssss 0 s 0 s 0', edges: [] },
];

/** The confirmation is asked for by whoever drives the judge: here it must be, for it to be owed. */
function tellWithConfirmations(story: string): string[] {
  const gate = new NoiseGate(defaultVadTuning);
  for (let frame = 0; frame < 200; frame += 1) {
    gate.hear(-70);
    gate.learn(false);
  }
  const judge = new SpeechJudge(gate, defaultVadTuning);
  const edges: string[] = [];
  let nowMs = 0;
  for (const letter of story.replaceAll(' ', '')) {
    let edge;
    if (letter === '9') edge = judge.onAnswer(0.92, Math.max(0, nowMs - chunkMs), nowMs);
    else {
      nowMs += frameMs;
      const levelDbfs = letter === '.' ? -75 : -25;
      const isSpeech = judge.needsClassifier ? letter === 's' : letter !== '.';
      edge = judge.onFrame(nowMs, gate.hear(levelDbfs), isSpeech);
      judge.takeConfirmation(nowMs);
    }
    if (edge !== 'none') edges.push(`${nowMs}: ${edge} at ${judge.edgeMs}`);
  }
  return edges;
}

for (const { name, story, floorDbfs, edges } of stories) {
  const run = name.includes('does not confirm') ? tellWithConfirmations : tell;
  test(`the judge ${name}`, () => assert.deepEqual(run(story, floorDbfs), edges));
}

test('the judge leaves a dismissed sound alone for a while, unless it gets louder', () => {
  const gate = new NoiseGate(defaultVadTuning);
  const judge = new SpeechJudge(gate, defaultVadTuning);
  let nowMs = 0;
  const frame = (levelDbfs: number): void => {
    nowMs += frameMs;
    judge.onFrame(nowMs, gate.hear(levelDbfs), true);
  };
  for (let count = 0; count < 3; count += 1) frame(-30);
  for (let count = 0; count < defaultVadTuning.dismissChunks; count += 1) {
    frame(-30);
    judge.onAnswer(0.05, nowMs - chunkMs, nowMs);
  }
  assert.equal(judge.state, 'silent');
  frame(-30);
  assert.equal(judge.state, 'silent');
  frame(-15);
  assert.equal(judge.state, 'onset');
});

test('the judge asks for a confirmation now and then while speech goes on, not in its pauses', () => {
  const gate = new NoiseGate(defaultVadTuning);
  const judge = new SpeechJudge(gate, defaultVadTuning);
  const asked: number[] = [];
  for (let nowMs = frameMs; nowMs <= 1000; nowMs += frameMs) {
    const levelDbfs = nowMs > 500 && nowMs <= 560 ? -75 : -25;
    judge.onFrame(nowMs, gate.hear(levelDbfs), true);
    if (nowMs === 40) judge.onAnswer(0.9, 8, 40);
    if (judge.takeConfirmation(nowMs)) {
      asked.push(nowMs);
      judge.onAnswer(0.9, nowMs - chunkMs, nowMs);
    }
  }
  assert.deepEqual(asked, [280, 580, 820]);
});

test('whatever is heard, starts and ends alternate and never run backwards', () => {
  const letter = fc.constantFrom(...'....ssssnx0123456789?');
  fc.assert(
    fc.property(
      fc.array(letter, { maxLength: 400 }),
      fc.constantFrom(-70, -45, -35),
      (letters, floorDbfs) => {
        let last = 0;
        tell(letters.join(''), floorDbfs).forEach((edge, index) => {
          const [, nowMs, kind, atMs] = /^(\d+): (\w+) at (-?[\d.]+)$/.exec(edge)!;
          assert.equal(kind, index % 2 === 0 ? 'start' : 'end', edge);
          assert.ok(Number(atMs) >= last && Number(atMs) <= Number(nowMs), edge);
          last = Number(atMs);
        });
      },
    ),
    { numRuns: 500 },
  );
});
