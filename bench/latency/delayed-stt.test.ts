import assert from 'node:assert/strict';
import { test } from 'vitest';
import { SimulatedClock } from '../../src/clock/simulated-clock.ts';
import type { SttStream } from '../../src/contracts/stt.ts';
import { DelayedStt } from './delayed-stt.ts';
import { plainTurn } from './test-turn.ts';

const frame = new Uint8Array(640);

function open(batch = false) {
  const clock = new SimulatedClock();
  const told: string[] = [];
  const stt = new DelayedStt(clock, batch);
  const stream = stt.open({
    format: { encoding: 'pcm16le', sampleRate: 16_000, channels: 1 },
    language: 'en-US',
    hints: {},
    listener: {
      onTranscript: ({ segment, text, final }) =>
        told.push(`${clock.now()} ${segment}${final ? '!' : ''} ${text}`.trim()),
      onError: (error) => told.push(error.code),
    },
  });
  return { clock, stt, stream, told };
}

/** Sends the sound from now on until `until`. */
function send(clock: SimulatedClock, stream: SttStream, until: number): void {
  for (let at = clock.now(); at < until; at += 20) {
    clock.advanceTo(at + 20);
    stream.write(frame, 0, frame.length, at / 20, at * 16, 0);
  }
}

test('words come one by one, each with its lag, and the final at its time behind the last', () => {
  const { clock, stt, stream, told } = open();
  stt.hears(plainTurn('what time is it'), 0);
  send(clock, stream, 1_340);
  stream.flush(0);
  clock.advanceTo(3_000);
  assert.deepEqual(told, [
    '400 0 what',
    '700 0 what time',
    '1000 0 what time is',
    '1300 0 what time is it',
    '1450 0! what time is it',
  ]);
});

test('what the interims misheard stands in the final', () => {
  const { clock, stt, stream, told } = open();
  const turn = plainTurn('at eleven');
  turn.words[1]!.interimText = 'seven';
  stt.hears(turn, 0);
  send(clock, stream, 740);
  stream.flush(0);
  clock.advanceTo(2_000);
  assert.deepEqual(told, ['400 0 at', '700 0 at seven', '850 0! at eleven']);
});

test('an interim under way when its segment is flushed still comes, and belongs to that segment', () => {
  const { clock, stt, stream, told } = open();
  const turn = plainTurn('yes | please');
  turn.words[0]!.interimLagMs = 180;
  stt.hears(turn, 0);
  send(clock, stream, 440);
  stream.flush(0);
  send(clock, stream, 1_300);
  assert.deepEqual(told, ['480 0 yes', '550 0! yes', '1300 1 please']);
});

test('a batch recogniser says nothing before the flush, and takes its time from there', () => {
  const { clock, stt, stream, told } = open(true);
  stt.hears(plainTurn('yes | please'), 0);
  send(clock, stream, 1_700);
  stream.flush(0);
  clock.advanceTo(3_000);
  assert.deepEqual(told, ['1950 0! yes please']);
});

test('of a sound that was never sent it knows no word', () => {
  const { clock, stt, stream, told } = open();
  stt.hears(plainTurn('what time'), 0);
  send(clock, stream, 300);
  clock.advanceTo(1_000);
  stream.flush(0);
  clock.advanceTo(2_000);
  assert.deepEqual(told, ['400 0 what', '1000 0! what']);
});
