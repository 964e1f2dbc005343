/** Lines that are sound: what reaches the recogniser is heard, nothing else is, and the line takes its time. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { SimulatedClock } from '../../../clock/simulated-clock.ts';
import type { MarkReceipt } from '../../../contracts/media-leg.ts';
import type { Transcript } from '../../../contracts/stt.ts';
import { AudioSound } from './audio-sound.ts';
import { phoneFormat } from './phone-leg.ts';
import { soundOf, wordsOf } from './spoken-line.ts';

test('A line sounds as long as its letters, with the pauses that its punctuation asks for', () => {
  const words = wordsOf('I come, perhaps... on Friday.', undefined);
  assert.deepEqual(
    words.map(({ text, startMs, endMs }) => [text, startMs, endMs]),
    [
      ['I', 0, 180],
      ['come,', 240, 480],
      ['perhaps...', 780, 1_200],
      ['on', 2_400, 2_580],
      ['Friday.', 2_640, 3_000],
    ],
  );
  assert.equal(wordsOf('I come, perhaps... on Friday.', 1_500).at(-1)!.endMs, 1_500);
  assert.deepEqual(wordsOf('   ', undefined), []);
  assert.equal(soundOf(words, phoneFormat).length, 3 * 8_000);
});

/** A caller says `text`; of the sound only what `isLet` through reaches the recogniser, which is flushed at its end. */
function heard(text: string, isLet: (ms: number) => boolean, flushAtMs?: number): Transcript[] {
  const clock = new SimulatedClock();
  const sound = new AudioSound(clock);
  const told: Transcript[] = [];
  const stream = sound.stt.open({
    format: phoneFormat,
    language: 'en-US',
    hints: {},
    listener: { onTranscript: (transcript) => told.push(transcript), onError: assert.fail },
  });
  sound.leg.attach({
    audio: {
      write: (bytes, offset, length, sequence, mediaTimeSamples, lost) => {
        const ms = mediaTimeSamples / 8;
        if (isLet(ms)) stream.write(bytes, offset, length, sequence, mediaTimeSamples, lost);
        if (ms === flushAtMs) stream.flush(0);
      },
    },
    onReceipt: () => {},
    onDtmf: () => {},
    onClosed: () => {},
  });
  void sound.begins(text, undefined);
  clock.advanceBy(5_000);
  stream.flush(flushAtMs === undefined ? 0 : 1);
  clock.advanceBy(500);
  return told;
}

const finals = (told: readonly Transcript[]): string[] =>
  told.filter(({ final }) => final).map(({ text }) => text);

test('Every word is heard as it sounds, and the final has them all', () => {
  const told = heard('The blue one, please.', () => true);
  assert.deepEqual(
    told.filter(({ final }) => !final).map(({ text }) => text),
    ['The', 'The blue', 'The blue one,', 'The blue one, please.'],
  );
  assert.deepEqual(finals(told), ['The blue one, please.']);
});

test('A word whose sound was not let through is not heard', () => {
  assert.deepEqual(finals(heard('The blue one, please.', (ms) => ms < 200 || ms > 480)), [
    'The one, please.',
  ]);
  assert.deepEqual(finals(heard('The blue one, please.', () => false)), ['']);
});

test('A flush between two words makes two segments of them, and no word twice', () => {
  const [first = '', second = ''] = finals(heard('The blue one, please.', () => true, 720));
  assert.deepEqual([first, second], ['The blue one,', 'please.']);
});

test('On the line everything comes later: our voice, its receipts, and a stop', () => {
  const clock = new SimulatedClock();
  const { leg } = new AudioSound(clock);
  const receipts: (MarkReceipt & { atMs: number })[] = [];
  leg.attach({
    audio: { write: () => {} },
    onReceipt: (receipt) => receipts.push({ ...receipt, atMs: clock.now() }),
    onDtmf: () => {},
    onClosed: () => {},
  });
  const send = (ms: number, markId: string): void => {
    assert.equal(leg.play(new Uint8Array(ms * 8), 0, ms * 8), ms * 8);
    leg.mark(markId);
  };
  send(100, 'a');
  send(500, 'b');
  clock.advanceBy(300);
  assert.equal(leg.clear(), 1);
  clock.advanceBy(300);
  assert.deepEqual(
    receipts.map(({ markId, status, atMs }) => [markId, status, atMs]),
    [
      ['a', 'played', 210],
      ['b', 'cleared', 420],
    ],
  );
  assert.equal(leg.queuedMs, 0);
});

test('More than a second is not taken, on its way or waiting', () => {
  const clock = new SimulatedClock();
  const { leg } = new AudioSound(clock);
  assert.equal(leg.play(new Uint8Array(16_000), 0, 16_000), 8_000);
  assert.equal(leg.play(new Uint8Array(16_000), 0, 16_000), 0);
  clock.advanceBy(160);
  assert.equal(leg.play(new Uint8Array(16_000), 0, 16_000), 880);
});
