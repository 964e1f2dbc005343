import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { AudioFormat } from '../../audio/format.ts';
import { SimulatedClock } from '../../clock/simulated-clock.ts';
import { HearingRoom, type FreeFormPolicy } from './hearing-room.ts';
import { decodeMessage, encodeMessage, toChild, toParent, type HeardMessage } from './protocol.ts';
import { createScriptedEngine, noCounts, speak } from './__fixtures__/scripted-engine.ts';

const wideband: AudioFormat = { encoding: 'pcm16le', sampleRate: 16000, channels: 1 };
const pieceBytes = 3200;

/** A room in the process of the test: what its streams are sent and what they answer. */
class TestRoom {
  readonly counts = noCounts();
  readonly clock = new SimulatedClock();
  readonly sent: { lease: number; type: number; message: HeardMessage & { bytes: number; code: string } }[] =
    [];
  readonly #room: HearingRoom;

  constructor(policy: FreeFormPolicy = 'on-doubt') {
    this.#room = new HearingRoom(
      createScriptedEngine(this.counts),
      policy,
      this.clock,
      (type, lease, payload) => {
        this.sent.push({ lease, type, message: decodeMessage(Buffer.from(payload)) });
      },
    );
  }

  open(lease: number, phrases: string[], format = wideband): void {
    this.#send(lease, toChild.open, encodeMessage({ format, phrases }));
  }

  /** In pieces of 100 ms. @returns the position behind it, ms. */
  say(lease: number, script: (string | number)[], fromMs = 0): number {
    const bytes = speak(script);
    for (let at = 0; at < bytes.length; at += pieceBytes) {
      this.sayBytes(lease, bytes.subarray(at, at + pieceBytes), fromMs * 16 + at / 2);
    }
    return fromMs + bytes.length / 32;
  }

  sayBytes(lease: number, bytes: Uint8Array, mediaTimeSamples: number): void {
    const header = Buffer.alloc(8);
    header.writeDoubleLE(mediaTimeSamples);
    this.#send(lease, toChild.audio, Buffer.concat([header, bytes]));
  }

  flush(lease: number, segment: number): void {
    this.#send(lease, toChild.flush, encodeMessage({ segment }));
  }

  update(lease: number, phrases: string[], expects = 'free'): void {
    this.#send(lease, toChild.update, encodeMessage({ phrases, expects }));
  }

  close(lease: number): void {
    this.#send(lease, toChild.close, new Uint8Array(0));
  }

  /** Until the room has nothing more to do. */
  async settle(turns = 300): Promise<void> {
    for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  }

  finals(lease: number): HeardMessage[] {
    return this.#heard(lease).filter(({ final }) => final);
  }

  interims(lease: number): string[] {
    return this.#heard(lease)
      .filter(({ final }) => !final)
      .map(({ text }) => text);
  }

  #heard(lease: number): HeardMessage[] {
    return this.sent
      .filter((one) => one.lease === lease && one.type === toParent.heard)
      .map(({ message }) => message);
  }

  #send(lease: number, type: number, payload: Uint8Array): void {
    this.#room.handle(type, lease, Buffer.from(payload));
  }
}

const phrases = ['yes please', 'no', 'Monday morning'];

test('words of the domain come from the domain, and free-form is not even asked', async () => {
  const room = new TestRoom();
  room.open(1, phrases);
  room.say(1, [300, 'yes', 'please', 200]);
  room.flush(1, 0);
  await room.settle();
  const [final] = room.finals(1);
  assert.deepEqual(final, {
    segment: 0,
    final: true,
    text: 'yes please',
    stability: 1,
    confidence: 1,
    words: [
      { text: 'yes', startMs: 300, endMs: 500, confidence: 1 },
      { text: 'please', startMs: 500, endMs: 700, confidence: 1 },
    ],
    mediaEndMs: 900,
  });
  assert.deepEqual(room.interims(1), ['yes', 'yes please']);
});

test('a word outside the domain hands the segment to free-form, interims included', async () => {
  const room = new TestRoom();
  room.open(1, phrases);
  room.say(1, ['yes', 'taxi', 'please', 200]);
  await room.settle();
  assert.deepEqual(room.interims(1), ['yes', 'yes taxi please']);
  room.flush(1, 0);
  await room.settle();
  assert.deepEqual(
    room.finals(1).map(({ text }) => text),
    ['yes taxi please'],
  );
});

test('a domain word at low confidence is weighed against free-form', async () => {
  const room = new TestRoom();
  room.open(1, phrases);
  room.say(1, ['yes:60', 200]);
  room.flush(1, 0);
  await room.settle();
  // Both heard the same: equals go to the domain.
  assert.deepEqual(
    room.finals(1).map(({ text, confidence }) => [text, confidence]),
    [['yes', 0.6]],
  );
});

test('without phrases everything is free-form', async () => {
  const room = new TestRoom();
  room.open(1, []);
  room.say(1, ['taxi', 200]);
  await room.settle();
  assert.deepEqual(room.interims(1), ['taxi']);
  room.flush(1, 0);
  await room.settle();
  assert.deepEqual(
    room.finals(1).map(({ text }) => text),
    ['taxi'],
  );
  assert.deepEqual(room.counts.made, ['free']);
});

test('every flush has exactly one final, also where nothing was said', async () => {
  const room = new TestRoom();
  room.open(1, phrases);
  room.flush(1, 0);
  room.say(1, [500], 1000);
  room.flush(1, 1);
  room.say(1, ['no'], 1500);
  room.flush(1, 2);
  room.flush(1, 3);
  await room.settle();
  assert.deepEqual(
    room.finals(1).map(({ segment, text, mediaEndMs }) => [segment, text, mediaEndMs]),
    [
      [0, '', 0],
      [1, '', 1500],
      [2, 'no', 1700],
      [3, '', 1700],
    ],
  );
});

test('interims belong to the segment that the next flush ends', async () => {
  const room = new TestRoom();
  room.open(1, phrases);
  room.say(1, ['no', 100]);
  room.flush(1, 6);
  room.say(1, ['yes', 100], 5000);
  await room.settle();
  const segments = room.sent.filter(({ type }) => type === toParent.heard).map(({ message }) => message);
  assert.deepEqual(
    segments.map(({ segment, final, text }) => [segment, final, text]),
    [
      [0, false, 'no'],
      [6, true, 'no'],
      [7, false, 'yes'],
    ],
  );
});

test('words lie where the leg heard them, on both sides of a hole', async () => {
  const room = new TestRoom();
  room.open(1, phrases);
  const endMs = room.say(1, [100, 'yes', 100], 10_000);
  room.say(1, [100, 'please', 100], endMs + 3000);
  room.flush(1, 0);
  await room.settle();
  const [final] = room.finals(1);
  assert.deepEqual(
    final!.words!.map(({ text, startMs }) => [text, startMs]),
    [
      ['yes', 10_100],
      ['please', 13_500],
    ],
  );
  assert.equal(final!.mediaEndMs, 13_800);
});

test('a lost packet becomes silence', async () => {
  const room = new TestRoom();
  room.open(1, phrases);
  const endMs = room.say(1, ['yes'], 0);
  room.say(1, ['yes'], endMs + 60);
  room.flush(1, 0);
  await room.settle();
  assert.deepEqual(
    room.finals(1)[0]!.words!.map(({ startMs, endMs }) => [startMs, endMs]),
    [
      [0, 200],
      [260, 460],
    ],
  );
});

test('new hints hold from the next segment on', async () => {
  const room = new TestRoom('on-doubt');
  room.open(1, ['yes']);
  room.say(1, ['yes', 100]);
  room.update(1, ['taxi']);
  room.say(1, ['yes'], 300);
  room.flush(1, 0);
  await room.settle();
  room.say(1, ['taxi'], 500);
  room.flush(1, 1);
  await room.settle();
  assert.deepEqual(
    room.finals(1).map(({ text }) => text),
    ['yes yes', 'taxi'],
  );
  assert.deepEqual(
    room.counts.made.filter((made) => made !== 'free'),
    ['yes', 'taxi'],
  );
});

test('where digits are expected they are likely beside the phrases, and a recogniser of digits is made', async () => {
  const room = new TestRoom();
  room.open(1, phrases);
  await room.settle();
  const before = room.counts.made.length;
  room.update(1, phrases, '5 digits');
  await room.settle();
  const [domain = '', digits = '', ...others] = room.counts.made.slice(before);
  assert.deepEqual(others, []);
  assert.ok(domain.startsWith('yes please|no|monday morning|zero zero zero one'), domain.slice(0, 80));
  assert.ok(digits.startsWith('zero zero zero'), digits.slice(0, 80));
  room.say(1, ['yes', 'please']);
  room.flush(1, 0);
  await room.settle();
  assert.equal(room.finals(1)[0]?.text, 'yes please');
  assert.equal(room.counts.made.length, before + 2);
});

test('hints that come before any audio hold at once', async () => {
  const room = new TestRoom();
  room.open(1, ['yes']);
  room.update(1, ['taxi']);
  room.say(1, ['taxi', 100]);
  room.flush(1, 0);
  await room.settle();
  assert.deepEqual(room.interims(1), ['taxi']);
});

test('calls in the same state of the agent share their recognisers', async () => {
  const room = new TestRoom();
  for (let lease = 1; lease <= 6; lease += 1) {
    room.open(lease, phrases);
    room.say(lease, ['no', 100]);
    room.flush(lease, 0);
    await room.settle();
  }
  assert.equal(room.counts.made.length, 2, room.counts.made.join());
});

test('a caller with much backlog delays the others by pieces only', async () => {
  const room = new TestRoom();
  room.open(1, phrases);
  room.open(2, phrases);
  room.say(
    1,
    Array.from({ length: 100 }, () => 'yes'),
  );
  room.flush(1, 0);
  room.say(2, ['no', 100]);
  room.flush(2, 0);
  await room.settle();
  const finals = room.sent.filter(({ message }) => message.final).map(({ lease }) => lease);
  assert.deepEqual(finals, [2, 1]);
});

test('an engine that fails on one stream fails that stream alone', async () => {
  const room = new TestRoom();
  room.open(1, []);
  room.open(2, []);
  room.say(1, ['refuse']);
  room.say(2, ['yes']);
  room.flush(2, 0);
  room.say(1, ['yes'], 200);
  await room.settle();
  const failures = room.sent.filter(({ type }) => type === toParent.failed);
  assert.deepEqual(
    failures.map(({ lease, message }) => [lease, message.code]),
    [[1, 'STT_FAILED']],
  );
  assert.deepEqual(
    room.finals(2).map(({ text }) => text),
    ['yes'],
  );
});

test('a closed stream gives back what it had borrowed', async () => {
  const room = new TestRoom();
  room.open(1, phrases);
  room.say(1, ['taxi', 'taxi']);
  await room.settle();
  room.close(1);
  room.open(2, phrases);
  room.say(2, ['taxi', 100]);
  room.flush(2, 0);
  await room.settle();
  assert.deepEqual(room.finals(1), []);
  assert.deepEqual(
    room.finals(2).map(({ text }) => text),
    ['taxi'],
  );
  assert.equal(room.counts.made.length, 2, room.counts.made.join());
});

test('the parent is told how much has been worked off, to the byte', async () => {
  const room = new TestRoom();
  room.open(1, phrases);
  room.say(1, [730]);
  room.flush(1, 0);
  await room.settle();
  const bytes = room.sent
    .filter(({ type }) => type === toParent.processed)
    .map(({ message }) => message.bytes);
  assert.equal(
    bytes.reduce((sum, one) => sum + one, 0),
    730 * 32,
  );
});

test('a minute without a flush is concluded in parts that add up to one final', async () => {
  const room = new TestRoom();
  room.open(1, phrases);
  const endMs = room.say(1, ['no', 59_800, 'yes', 30_000, 'please', 200]);
  await room.settle(2000);
  room.flush(1, 0);
  await room.settle();
  const [final] = room.finals(1);
  assert.deepEqual(
    final!.words!.map(({ text, startMs }) => [text, startMs]),
    [
      ['no', 0],
      ['yes', 60_000],
      ['please', 90_200],
    ],
  );
  assert.equal(final!.mediaEndMs, endMs);
  assert.equal(room.interims(1).at(-1), 'no yes please');
});

for (const [policy, hears] of [
  ['beside', true],
  ['adaptive', true],
  ['on-doubt', false],
] as const) {
  test(`free-form ${hears ? 'follows unasked' : 'waits to be asked'}: ${policy}`, async () => {
    const room = new TestRoom(policy);
    room.open(1, phrases);
    await room.settle();
    room.say(1, ['yes', 100]);
    await room.settle();
    room.flush(1, 0);
    await room.settle();
    assert.deepEqual(
      room.finals(1).map(({ text }) => text),
      ['yes'],
    );
    assert.deepEqual(room.counts.freeSamples > 0, hears);
  });
}

test('mu-law at 8 kHz is heard at 16', async () => {
  const room = new TestRoom();
  room.open(1, phrases, { encoding: 'mulaw', sampleRate: 8000, channels: 1 });
  // 0xb0 decodes to 3900: 'monday' for any engine that counts thousands.
  room.sayBytes(1, new Uint8Array(800).fill(0xb0), 8000);
  room.flush(1, 0);
  await room.settle();
  const [final] = room.finals(1);
  assert.deepEqual(
    [final!.mediaEndMs, final!.words!.at(-1)!.text, final!.words!.at(-1)!.endMs],
    [1100, 'monday', 1100],
  );
});
