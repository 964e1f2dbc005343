import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { EchoGate } from './echo-gate.ts';

const tailFrames = 16;
const ours = -18;

/** Frames in which we speak, and what the canceller leaves of them. */
function play(gate: EchoGate, frames: number, farDbfs: number, leftDbfs: number): number[] {
  return Array.from({ length: frames }, () => {
    gate.hearFar(farDbfs);
    return gate.gain(leftDbfs);
  });
}

test('while we are silent everything passes as it is', () => {
  const gate = new EchoGate(tailFrames);
  assert.ok(play(gate, 50, -100, -30).every((gain) => gain === 1));
  assert.equal(gate.sounding, false);
});

test('an echo is expected for as long as it may come behind our voice, and no longer', () => {
  const gate = new EchoGate(tailFrames);
  play(gate, 1, ours, -70);
  play(gate, tailFrames, -100, -70);
  assert.equal(gate.sounding, true);
  gate.hearFar(-100);
  assert.equal(gate.sounding, false);
});

describe('over our voice at -18 dBFS, before the canceller has learned anything', () => {
  for (const [level, passes] of [
    [-33, false],
    [-43, false],
    [-28, true],
    [-18, true],
  ] as const) {
    test(`sound at ${level} dBFS is ${passes ? 'a caller' : 'our echo'}`, () => {
      const gains = play(new EchoGate(tailFrames), 10, ours, level);
      assert.ok(gains.every((gain) => (passes ? gain === 1 : gain < 1)));
    });
  }
});

test('an echo is lowered to the noise of the line, no further', () => {
  const gate = new EchoGate(tailFrames);
  play(gate, 250, -100, -62);
  const [gain] = play(gate, 1, ours, -40);
  assert.ok(Math.abs(20 * Math.log10(gain!) - -22) < 0.5, `${gain}`);
});

test('once little is left of the echo, a caller may be as quiet as the echo was', () => {
  const gate = new EchoGate(tailFrames);
  assert.ok(play(gate, 5, ours, -38)[4]! < 1);
  play(gate, 100, ours, -55);
  assert.ok(play(gate, 5, ours, -38).every((gain) => gain === 1));
});

test('the soft end of a syllable passes behind a loud one; behind a single loud frame nothing does', () => {
  const spoken = new EchoGate(tailFrames);
  play(spoken, 3, ours, -25);
  assert.deepEqual(play(spoken, 4, ours, -50), [1, 1, 1, 1]);
  assert.ok(play(spoken, 8, ours, -50).at(-1)! < 1);
  const click = new EchoGate(tailFrames);
  play(click, 1, ours, -25);
  assert.ok(play(click, 1, ours, -50)[0]! < 1);
});
