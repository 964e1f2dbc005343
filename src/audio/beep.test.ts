import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { BeepDetector } from './beep.ts';

type Tone = readonly { hz: number; amplitude: number }[];

/** Tones at once, with some of the line's noise. */
function sound(sampleRate: number, ms: number, tone: Tone, noise = 10): Int16Array {
  let state = 3;
  return Int16Array.from({ length: (sampleRate * ms) / 1000 }, (_, index) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const hiss = ((state >>> 16) / 32_768 - 1) * noise;
    const sum = tone.reduce(
      (total, { hz, amplitude }) => total + amplitude * Math.sin((2 * Math.PI * hz * index) / sampleRate),
      hiss,
    );
    return Math.round(sum);
  });
}

/** Half a second of the line, the sound, and half a second more. @returns lengths of the beeps heard. */
function beepsIn(sampleRate: number, parts: readonly Int16Array[]): number[] {
  const quiet = sound(sampleRate, 500, []);
  const whole = [quiet, ...parts, quiet].flatMap((part) => [...part]);
  const samples = Int16Array.from(whole);
  const detector = new BeepDetector(sampleRate);
  const size = sampleRate / 50;
  const found: number[] = [];
  for (let at = 0; at + size <= samples.length; at += size) {
    if (detector.hear(samples.subarray(at, at + size), size)) found.push(detector.lengthMs);
  }
  return found;
}

describe('a beep is heard', () => {
  for (const sampleRate of [8_000, 16_000, 24_000, 48_000]) {
    for (const hz of [420, 1_000, 1_400, 2_050]) {
      for (const ms of [200, 500, 950]) {
        test(`${hz} Hz for ${ms} ms at ${sampleRate} Hz`, () => {
          const [length, ...others] = beepsIn(sampleRate, [
            sound(sampleRate, ms, [{ hz, amplitude: 6_000 }]),
          ]);
          assert.ok(length !== undefined && Math.abs(length - ms) <= 40, `${length}`);
          assert.deepEqual(others, []);
        });
      }
    }
  }
  test('in noise 20 dB below it, and quietly', () => {
    assert.equal(beepsIn(8_000, [sound(8_000, 400, [{ hz: 1_000, amplitude: 3_000 }], 350)]).length, 1);
    assert.equal(beepsIn(8_000, [sound(8_000, 400, [{ hz: 1_000, amplitude: 400 }])]).length, 1);
  });
});

describe('no beep is', () => {
  const at = (ms: number, ...tone: Tone): Int16Array[] => [sound(8_000, ms, tone)];
  for (const [name, parts] of [
    ['a click of a tone', at(80, { hz: 1_000, amplitude: 6_000 })],
    ['a dial tone', at(3_000, { hz: 425, amplitude: 6_000 })],
    ['the ringing of a telephone', at(2_000, { hz: 440, amplitude: 4_000 }, { hz: 480, amplitude: 4_000 })],
    ['a key of the telephone', at(300, { hz: 770, amplitude: 4_000 }, { hz: 1_336, amplitude: 4_000 })],
    ['the hum of the mains', at(500, { hz: 50, amplitude: 6_000 })],
    ['a whistle too high', at(500, { hz: 2_600, amplitude: 6_000 })],
    ['noise', [sound(8_000, 600, [], 6_000)]],
    [
      'a vowel',
      at(
        500,
        { hz: 210, amplitude: 3_000 },
        { hz: 420, amplitude: 4_000 },
        { hz: 630, amplitude: 3_000 },
        { hz: 840, amplitude: 1_000 },
      ),
    ],
    ['a melody', [500, 600, 700, 800, 700, 600].flatMap((hz) => at(100, { hz, amplitude: 5_000 }))],
  ] as const) {
    test(name, () => assert.deepEqual(beepsIn(8_000, parts), []));
  }
});

test('the three tones of a carrier are three beeps', () => {
  const tones = [950, 1_400, 1_800].map((hz) => sound(8_000, 330, [{ hz, amplitude: 5_000 }]));
  assert.equal(beepsIn(8_000, tones).length, 3);
});
