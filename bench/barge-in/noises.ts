/**
 * Noises from a seed: what a line brings that is nobody's turn. Each is one event with a beginning and an
 * end; how loud it is, is decided by whoever uses it.
 */
import type { Random } from '../../sim/random.ts';

const sampleRate = 16_000;
const fadeMs = 5;

export type NoiseKind = 'pink' | 'brown' | 'clicks' | 'hum' | 'cough';
export const noiseKinds: readonly NoiseKind[] = ['pink', 'brown', 'clicks', 'hum', 'cough'];

/** Samples between -1 and 1, at 16 kHz. */
export function synthesiseNoise(kind: NoiseKind, random: Random): Float64Array {
  const noise = makers[kind](random);
  fade(noise);
  return noise;
}

const makers: Record<NoiseKind, (random: Random) => Float64Array> = {
  pink: (random) => pink(random, seconds(random, 0.5, 3)),
  brown: (random) => brown(random, seconds(random, 0.5, 3)),
  clicks: (random) => clicks(random),
  hum: (random) => hum(random, seconds(random, 0.5, 3)),
  cough: (random) => cough(random),
};

function seconds(random: Random, low: number, high: number): number {
  return Math.round(random.between(low, high) * sampleRate);
}

function white(random: Random, count: number): Float64Array {
  return Float64Array.from({ length: count }, () => random.between(-1, 1));
}

/** Paul Kellet's filter: -3 dB an octave within 0.05 dB above 9 Hz. */
function pink(random: Random, count: number): Float64Array {
  const poles = [0.99886, 0.99332, 0.969, 0.8665, 0.55, -0.7616];
  const gains = [0.0555179, 0.0750759, 0.153852, 0.3104856, 0.5329522, -0.016898];
  const states = poles.map(() => 0);
  let last = 0;
  return normalised(
    white(random, count).map((sample) => {
      let sum = last + sample * 0.5362;
      for (let index = 0; index < states.length; index += 1) {
        states[index] = poles[index]! * states[index]! + sample * gains[index]!;
        sum += states[index]!;
      }
      last = sample * 0.115926;
      return sum;
    }),
  );
}

function brown(random: Random, count: number): Float64Array {
  let state = 0;
  return normalised(white(random, count).map((sample) => (state = state * 0.995 + sample * 0.05)));
}

/** One to six taps, as of a pen or a keyboard: a burst that dies away within milliseconds, with a ring to it. */
function clicks(random: Random): Float64Array {
  const taps = random.whole(1, 6);
  const noise = new Float64Array(seconds(random, 0.1, 0.2) * taps);
  for (let tap = 0; tap < taps; tap += 1) {
    const from = Math.floor((noise.length / taps) * tap);
    const decay = random.between(2, 12) * (sampleRate / 1000);
    const ring = (2 * Math.PI * random.between(800, 4_000)) / sampleRate;
    const height = random.between(0.4, 1);
    for (let index = 0; index < decay * 6 && from + index < noise.length; index += 1) {
      const body = 0.6 * random.between(-1, 1) + 0.4 * Math.sin(ring * index);
      noise[from + index] = height * body * Math.exp(-index / decay);
    }
  }
  return normalised(noise);
}

/** Mains and its harmonics, which sway a little. */
function hum(random: Random, count: number): Float64Array {
  const base = random.chance(0.5) ? 50 : 60;
  const harmonics = Array.from({ length: 8 }, (_, index) => random.between(0.3, 1) / (index + 1));
  const sway = random.between(0.5, 3);
  return normalised(
    Float64Array.from({ length: count }, (_, index) => {
      const at = (2 * Math.PI * index) / sampleRate;
      const tone = harmonics.reduce(
        (sum, gain, harmonic) => sum + gain * Math.sin(at * base * (harmonic + 1)),
        0,
      );
      return tone * (1 + 0.2 * Math.sin(at * sway));
    }),
  );
}

/** An explosion of breath through a wide mouth, then a shorter and often a second one: noise with two broad formants. */
function cough(random: Random): Float64Array {
  const parts = random.whole(1, 3);
  const gap = seconds(random, 0.06, 0.15);
  const bursts = Array.from({ length: parts }, () => burst(random, seconds(random, 0.12, 0.3)));
  const noise = new Float64Array(bursts.reduce((sum, { length }) => sum + length + gap, 0));
  let from = 0;
  for (const part of bursts) {
    noise.set(part, from);
    from += part.length + gap;
  }
  return normalised(noise.subarray(0, from - gap));
}

function burst(random: Random, count: number): Float64Array {
  const source = white(random, count);
  const low = resonance(source, random.between(400, 900), random.between(200, 400));
  const high = resonance(source, random.between(1_500, 2_800), random.between(400, 900));
  const attack = sampleRate * 0.008;
  return source.map((sample, index) => {
    const envelope = Math.min(1, index / attack) * Math.exp((-3 * index) / count);
    return envelope * (low[index]! + 0.6 * high[index]! + 0.1 * sample);
  });
}

/** A two-pole resonator with unit gain at its centre. */
function resonance(source: Float64Array, centreHz: number, widthHz: number): Float64Array {
  const radius = Math.exp((-Math.PI * widthHz) / sampleRate);
  const angle = (2 * Math.PI * centreHz) / sampleRate;
  const gain = (1 - radius) * Math.sqrt(1 - 2 * radius * Math.cos(2 * angle) + radius * radius);
  let last = 0;
  let before = 0;
  return source.map((sample) => {
    const value = gain * sample + 2 * radius * Math.cos(angle) * last - radius * radius * before;
    before = last;
    last = value;
    return value;
  });
}

function normalised(noise: Float64Array): Float64Array {
  const peak = noise.reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 1e-9);
  return noise.map((sample) => sample / peak);
}

function fade(noise: Float64Array): void {
  const count = Math.min(noise.length, (fadeMs * sampleRate) / 1000);
  for (let index = 0; index < count; index += 1) {
    noise[noise.length - 1 - index]! *= index / count;
  }
}
