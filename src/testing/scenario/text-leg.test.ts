/** The line of a scenario keeps what a leg promises: bounded, held, cleared, and every mark told once. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { SimulatedClock } from '../../clock/simulated-clock.ts';
import { TextLeg } from './text-leg.ts';

function stage() {
  const clock = new SimulatedClock();
  const leg = new TextLeg(clock);
  const told: string[] = [];
  leg.attach({
    audio: { write: () => {} },
    onReceipt: ({ markId, status, epoch }) => told.push(`${clock.now()} ${markId} ${status} ${epoch}`),
    onDtmf: (digit) => told.push(`digit ${digit}`),
    onClosed: ({ by }) => told.push(`closed by ${by}`),
  });
  const play = (ms: number): number => leg.play(new Uint8Array(ms * 32), 0, ms * 32) / 32;
  return { clock, leg, told, play };
}

test('A mark returns when what stands before it has been played', () => {
  const { clock, leg, told, play } = stage();
  play(300);
  leg.mark('a');
  play(200);
  leg.mark('b');
  clock.advanceBy(1_000);
  assert.deepEqual(told, ['300 a played 0', '500 b played 0']);
});

test('What is cleared is not played, and its marks say so, never from inside the call', () => {
  const { clock, leg, told, play } = stage();
  play(100);
  leg.mark('heard');
  play(400);
  leg.mark('unheard');
  clock.advanceBy(200);
  assert.equal(leg.queuedMs, 300);
  assert.equal(leg.clear(), 1);
  assert.equal(leg.queuedMs, 0);
  assert.deepEqual(told, ['100 heard played 0']);
  clock.advanceBy(1_000);
  assert.deepEqual(told, ['100 heard played 0', '200 unheard cleared 0']);
});

test('A hold stops playout where it is, and it goes on from there', () => {
  const { clock, leg, told, play } = stage();
  play(300);
  leg.mark('a');
  clock.advanceBy(100);
  leg.pause(true);
  clock.advanceBy(500);
  assert.equal(leg.queuedMs, 200);
  leg.pause(false);
  clock.advanceBy(500);
  assert.deepEqual(told, ['800 a played 0']);
});

test('It holds one second and takes no more', () => {
  const { clock, play } = stage();
  assert.equal(play(1_500), 1_000);
  assert.equal(play(20), 0);
  clock.advanceBy(100);
  assert.equal(play(500), 100);
});

test('Its end is told once, and nothing is left armed', () => {
  const { clock, leg, told, play } = stage();
  play(300);
  leg.mark('a');
  leg.press('5');
  leg.hangUp();
  leg.close('again');
  assert.equal(play(20), 0);
  clock.advanceBy(1_000);
  assert.deepEqual(told, ['digit 5', 'closed by caller']);
  assert.equal(clock.pending, 0);
});
