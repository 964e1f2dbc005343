import assert from 'node:assert/strict';
import { test } from 'vitest';
import { NoiseGate } from './noise-gate.ts';
import { defaultVadTuning } from './vad-tuning.ts';

/** Frames of one level that nothing has taken for speech. */
function hear(gate: NoiseGate, levelDbfs: number, frames: number, mayBeSpeech = false): void {
  for (let frame = 0; frame < frames; frame += 1) {
    gate.hear(levelDbfs);
    gate.learn(mayBeSpeech);
  }
}

const stories: { name: string; before: (gate: NoiseGate) => void; levelDbfs: number; open: boolean }[] = [
  {
    name: 'opens for a voice on a quiet line',
    before: (gate) => hear(gate, -70, 50),
    levelDbfs: -35,
    open: true,
  },
  {
    name: 'stays shut for idle line noise',
    before: (gate) => hear(gate, -70, 50),
    levelDbfs: -66,
    open: false,
  },
  {
    name: 'stays shut below the lowest level of interest, however quiet the line is',
    before: (gate) => hear(gate, -90, 100),
    levelDbfs: -60,
    open: false,
  },
  {
    name: 'stays shut for noise that it has got to know',
    before: (gate) => hear(gate, -40, 150),
    levelDbfs: -38,
    open: false,
  },
  {
    name: 'opens for a voice above that noise',
    before: (gate) => hear(gate, -40, 150),
    levelDbfs: -30,
    open: true,
  },
  {
    name: 'does not take a long sentence for noise',
    before: (gate) => hear(gate, -25, 500, true),
    levelDbfs: -35,
    open: true,
  },
  {
    name: 'forgets the noise within a quarter of a second when it stops',
    before: (gate) => {
      hear(gate, -30, 300);
      hear(gate, -70, 12);
    },
    levelDbfs: -50,
    open: true,
  },
  {
    name: 'is not deafened by one wrong dismissal',
    before: (gate) => {
      hear(gate, -70, 50);
      gate.raise(-20);
    },
    levelDbfs: -25,
    open: true,
  },
  {
    name: 'is shut when the same sound was dismissed again and again',
    before: (gate) => {
      hear(gate, -70, 50);
      for (let n = 0; n < 4; n += 1) gate.raise(-30);
    },
    levelDbfs: -29,
    open: false,
  },
];

for (const { name, before, levelDbfs, open } of stories) {
  test(`the gate ${name}`, () => {
    const gate = new NoiseGate(defaultVadTuning);
    before(gate);
    assert.equal(gate.hear(levelDbfs), open, `floor ${gate.floorDbfs}`);
  });
}

test('a dismissal never lowers the floor', () => {
  const gate = new NoiseGate(defaultVadTuning);
  const before = gate.floorDbfs;
  gate.raise(-75);
  assert.equal(gate.floorDbfs, before);
});
