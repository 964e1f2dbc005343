/**
 * The stories every media leg must tell alike, whatever carries it.
 *
 * A transport's own test calls `testMediaLeg` with a harness: a leg, a caller at its far end, and a way
 * to let time pass. Nothing here waits in real time; a leg over a real socket drives its harness with a
 * simulated clock and lets the bytes cross inside `pass`. Audio is PCM16; its rate is the leg's.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { frameBytes, msToSamples } from '../../audio/format.ts';
import type { LegClosed, LegListener, MarkReceipt, MediaLeg } from '../../contracts/media-leg.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';

export interface MediaLegHarness extends AsyncDisposable {
  leg: MediaLeg;
  /** Lets time pass, and everything that is under way arrive. */
  pass(ms: number): Promise<void>;
  /** What the far end has played by now: PCM16 from the leg's opening on, silence filled in. */
  heard(): Uint8Array;
  hangUp(): void;
  /** The caller presses a key; absent where there are none. */
  pressKey?(digit: string): void;
  /** Timers still armed on the harness's clock: none may be left when both sides are done. */
  armedTimers(): number;
}

/** @param callerAudio What the caller says from the opening on, PCM16 in the leg's `formatIn`; then silence. */
export type CreateMediaLeg = (callerAudio: Uint8Array) => Promise<MediaLegHarness>;

export function testMediaLeg(name: string, create: CreateMediaLeg): void {
  describe(`${name}, as a media leg,`, () => {
    testCallerAudio(create);
    testReceipts(create);
    testClear(create);
    testBackPressure(create);
    testEnds(create);
  });
}

function testCallerAudio(create: CreateMediaLeg): void {
  test('hands on what the caller says, in frames of 20 ms, in order and unchanged', async () => {
    const said = ramp(320 * 2 * 9);
    await using harness = await create(said);
    const seen = listenTo(harness.leg);
    await harness.pass(600);
    const frame = frameBytes(harness.leg.formatIn);
    assert.ok(seen.frames.length >= 20, `only ${seen.frames.length} frames in 600 ms`);
    seen.frames.forEach((received, index) => {
      assert.equal(received.bytes.length, frame);
      assert.equal(received.sequence, index);
      assert.equal(received.mediaTimeSamples, (index * frame) / 2);
      assert.equal(received.lostFrames, 0);
    });
    const heard = Buffer.concat(seen.frames.map((received) => received.bytes));
    assert.ok(heard.includes(Buffer.from(said)), 'the words did not arrive as they were said');
  });

  test('keeps what arrives before its listener does', async () => {
    const said = ramp(320 * 2 * 5);
    await using harness = await create(said);
    await harness.pass(200);
    const seen = listenTo(harness.leg);
    await harness.pass(100);
    assert.ok(Buffer.concat(seen.frames.map((received) => received.bytes)).includes(Buffer.from(said)));
  });

  test('takes one listener only', async () => {
    await using harness = await create(noAudio);
    listenTo(harness.leg);
    assert.throws(
      () => listenTo(harness.leg),
      (thrown) => AntiphonError.is(thrown) && thrown.code === 'INVARIANT_BROKEN',
    );
  });

  test('hands on the keys the caller presses', async () => {
    await using harness = await create(noAudio);
    const seen = listenTo(harness.leg);
    if (harness.pressKey === undefined) return assert.equal(harness.leg.capabilities.dtmf, false);
    for (const digit of '1#') harness.pressKey(digit);
    await harness.pass(20);
    return assert.deepEqual(seen.digits, ['1', '#']);
  });
}

function testReceipts(create: CreateMediaLeg): void {
  test('returns a mark when the sound before it has been played, not before', async () => {
    await using harness = await create(noAudio);
    const seen = listenTo(harness.leg);
    playAll(harness.leg, tone(harness.leg, 200, 1000));
    harness.leg.mark('middle');
    playAll(harness.leg, tone(harness.leg, 100, 1000));
    harness.leg.mark('end');
    assert.deepEqual(seen.receipts, [], 'a receipt came from inside a call of the session');
    await harness.pass(195);
    assert.deepEqual(seen.receipts, []);
    await harness.pass(10);
    assert.deepEqual(seen.receipts, [{ epoch: 0, markId: 'middle', status: 'played' }]);
    await harness.pass(85);
    assert.equal(seen.receipts.length, 1);
    await harness.pass(20);
    assert.deepEqual(seen.receipts[1], { epoch: 0, markId: 'end', status: 'played' });
  });

  test('returns a mark with nothing before it soon, but never from inside the call that set it', async () => {
    await using harness = await create(noAudio);
    const seen = listenTo(harness.leg);
    harness.leg.mark('at once');
    assert.deepEqual(seen.receipts, []);
    await harness.pass(20);
    assert.deepEqual(seen.receipts, [{ epoch: 0, markId: 'at once', status: 'played' }]);
  });

  test('plays what it was given, to the sample', async () => {
    await using harness = await create(noAudio);
    listenTo(harness.leg);
    const sound = ramp(msToSamples(120, harness.leg.formatOut.sampleRate) * 2);
    playAll(harness.leg, sound);
    await harness.pass(140);
    assert.ok(Buffer.from(harness.heard()).includes(Buffer.from(sound)));
  });
}

function testClear(create: CreateMediaLeg): void {
  test('plays not one sample of a reply after it was cleared, and returns its marks as cleared', async () => {
    await using harness = await create(noAudio);
    const { leg } = harness;
    const seen = listenTo(leg);
    playAll(leg, tone(leg, 60, 1000));
    leg.mark('said');
    playAll(leg, tone(leg, 340, 1000));
    leg.mark('unsaid');
    await harness.pass(100);
    assert.equal(leg.clear(), 1);
    playAll(leg, tone(leg, 100, 2000));
    leg.mark('next');
    await harness.pass(300);
    assert.deepEqual(seen.receipts, [
      { epoch: 0, markId: 'said', status: 'played' },
      { epoch: 0, markId: 'unsaid', status: 'cleared' },
      { epoch: 1, markId: 'next', status: 'played' },
    ]);
    const rate = leg.formatOut.sampleRate;
    assert.equal(countSamples(harness.heard(), 1000), msToSamples(100, rate));
    assert.equal(countSamples(harness.heard(), 2000), msToSamples(100, rate));
  });

  test('counts an epoch for every clear, with nothing to clear as well', async () => {
    await using harness = await create(noAudio);
    const seen = listenTo(harness.leg);
    assert.deepEqual([harness.leg.clear(), harness.leg.clear()], [1, 2]);
    harness.leg.mark('third epoch');
    await harness.pass(20);
    assert.deepEqual(seen.receipts, [{ epoch: 2, markId: 'third epoch', status: 'played' }]);
  });
}

function testBackPressure(create: CreateMediaLeg): void {
  test('takes only so much ahead of playout, whole samples, and more as it is played', async () => {
    await using harness = await create(noAudio);
    const { leg } = harness;
    listenTo(leg);
    const minute = tone(leg, 60_000, 1000);
    const taken = leg.play(minute, 0, minute.length);
    assert.ok(taken > 0 && taken < minute.length / 4, `${taken} bytes of a minute were taken at once`);
    assert.equal(taken % 2, 0);
    assert.ok(leg.play(minute, 0, minute.length) < frameBytes(leg.formatOut));
    await harness.pass(200);
    const more = leg.play(minute, 0, minute.length);
    const played = msToSamples(200, leg.formatOut.sampleRate) * 2;
    assert.ok(more > played / 2 && more <= played * 1.5, `${more} bytes were taken after 200 ms`);
  });
}

function testEnds(create: CreateMediaLeg): void {
  test('closes once, tells its listener last of all, and takes nothing afterwards', async () => {
    await using harness = await create(ramp(320 * 2 * 30));
    const { leg } = harness;
    const seen = listenTo(leg);
    playAll(leg, tone(leg, 200, 1000));
    leg.mark('never returned');
    await harness.pass(100);
    leg.close('the agent has said goodbye');
    leg.close('again');
    const frames = seen.frames.length;
    assert.deepEqual(seen.closed, [{ by: 'us', reason: 'the agent has said goodbye' }]);
    assert.equal(leg.play(tone(leg, 20, 1), 0, 640), 0);
    leg.mark('too late');
    leg.clear();
    await harness.pass(500);
    assert.equal(seen.frames.length, frames);
    assert.deepEqual(seen.receipts, []);
    assert.equal(seen.closed.length, 1);
  });

  test('says that the caller hung up, once, and nothing after it', async () => {
    await using harness = await create(ramp(320 * 2 * 30));
    const seen = listenTo(harness.leg);
    playAll(harness.leg, tone(harness.leg, 300, 1000));
    harness.leg.mark('never returned');
    await harness.pass(100);
    harness.hangUp();
    await harness.pass(20);
    const frames = seen.frames.length;
    await harness.pass(500);
    harness.leg.close('late');
    assert.deepEqual(
      seen.closed.map((closed) => closed.by),
      ['caller'],
    );
    assert.equal(seen.frames.length, frames);
    assert.deepEqual(seen.receipts, []);
  });

  test('tells a listener that comes after the end that it is over', async () => {
    await using harness = await create(noAudio);
    harness.hangUp();
    await harness.pass(20);
    assert.equal(listenTo(harness.leg).closed.length, 1);
  });

  test('leaves no timer behind', async () => {
    const harness = await create(noAudio);
    listenTo(harness.leg);
    playAll(harness.leg, tone(harness.leg, 300, 1000));
    harness.leg.mark('never returned');
    await harness.pass(40);
    await harness.leg[Symbol.asyncDispose]();
    await harness[Symbol.asyncDispose]();
    assert.equal(harness.armedTimers(), 0);
  });
}

interface Seen {
  frames: { bytes: Uint8Array; sequence: number; mediaTimeSamples: number; lostFrames: number }[];
  receipts: MarkReceipt[];
  digits: string[];
  closed: LegClosed[];
}

/** Attaches a listener that writes everything down. */
function listenTo(leg: MediaLeg): Seen {
  const seen: Seen = { frames: [], receipts: [], digits: [], closed: [] };
  const listener: LegListener = {
    audio: {
      write: (bytes, offset, length, sequence, mediaTimeSamples, lostFrames) => {
        const copy = bytes.slice(offset, offset + length);
        seen.frames.push({ bytes: copy, sequence, mediaTimeSamples, lostFrames });
      },
    },
    onReceipt: (receipt) => seen.receipts.push(receipt),
    onDtmf: (digit) => seen.digits.push(digit),
    onClosed: (closed) => seen.closed.push(closed),
  };
  leg.attach(listener);
  return seen;
}

const noAudio = new Uint8Array(0);

function playAll(leg: MediaLeg, sound: Uint8Array): void {
  assert.equal(leg.play(sound, 0, sound.length), sound.length, 'the leg did not take the whole sound');
}

/** PCM16 of one value: easy to count. */
function tone(leg: MediaLeg, ms: number, value: number): Uint8Array {
  const samples = new Int16Array(msToSamples(ms, leg.formatOut.sampleRate)).fill(value);
  return new Uint8Array(samples.buffer);
}

/** PCM16 in which every sample differs from its neighbours, and none is silence. */
function ramp(bytes: number): Uint8Array {
  const samples = Int16Array.from({ length: bytes / 2 }, (_, index) => (index % 30_000) + 1);
  return new Uint8Array(samples.buffer);
}

function countSamples(audio: Uint8Array, value: number): number {
  const view = new DataView(audio.buffer, audio.byteOffset, audio.byteLength);
  let count = 0;
  for (let offset = 0; offset + 2 <= audio.length; offset += 2) {
    if (view.getInt16(offset, true) === value) count += 1;
  }
  return count;
}
