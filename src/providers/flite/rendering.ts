/**
 * From flite's raw waveform to a clause that joins its neighbours: trimmed, faded, with its timings.
 *
 * Flite opens every text with 140 to 220 ms of silence and closes it with as much. The opening would be
 * plain latency, and a pause between clauses must be as long as the sentence wants, not as the voice happens
 * to give. So the sound is found by its energy, and what flite planned only says where to look.
 */
import { msToSamples, samplesToMs } from '../../audio/format.ts';
import type { RawSpeech } from './engine.ts';
import type { Utterance } from './utterance.ts';

/** When a stretch of the spoken text sounds. */
export interface TokenTiming {
  /** [start, end) in the spoken text. */
  spokenStart: number;
  spokenEnd: number;
  startMs: number;
  endMs: number;
}

export interface Rendering {
  /** 16-bit samples at `sampleRate`. */
  samples: Int16Array<ArrayBuffer>;
  /** Tokens that sound, in order. Empty where they are not known. */
  tokens: readonly TokenTiming[];
  /** The stretch in which there is sound at all. */
  soundStartMs: number;
  soundEndMs: number;
  durationMs: number;
}

const leadingMs = 15;
const windowMs = 2.5;
const fadeMs = 3;
/** Quieter than this part of the peak (-40 dB) is silence: decays and closures of stops fall below it. */
const silencePart = 0.01;
/** A decaying nasal outlasts its planned end by up to 49 ms (measured); longer is something else. */
const decayMaxMs = 60;

/** `trailingMs`: how much silence follows the last sound. */
export function render(raw: RawSpeech, spoken: string, trailingMs: number): Rendering {
  const { sampleRate } = raw;
  const loud = loudWindows(raw.samples, msToSamples(windowMs, sampleRate));
  const sound = soundStretch(loud, raw.utterance);
  if (sound === undefined)
    return { samples: new Int16Array(0), tokens: [], soundStartMs: 0, soundEndMs: 0, durationMs: 0 };

  const tokens = raw.utterance === undefined ? [] : locateTokens(raw.utterance, spoken, loud);
  const from = Math.max(0, sound.startMs - leadingMs);
  const samples = cut(raw.samples, sampleRate, from, sound.endMs, trailingMs);
  const durationMs = samplesToMs(samples.length, sampleRate);
  const shift = (ms: number): number => Math.min(Math.max(ms - from, 0), durationMs);
  return {
    samples,
    tokens: tokens.map(({ spokenStart, spokenEnd, startMs, endMs }) => ({
      spokenStart,
      spokenEnd,
      startMs: shift(startMs),
      endMs: shift(endMs),
    })),
    soundStartMs: shift(sound.startMs),
    soundEndMs: shift(sound.endMs),
    durationMs,
  };
}

/**
 * Where the clause sounds. The silences of `kal16` are recorded ones, with noise in them, so nothing
 * counts before the first planned phone; and a last "th" may be fainter than our silence, so the end is never
 * before the last planned phone's.
 */
function soundStretch(
  loud: Uint8Array,
  utterance: Utterance | undefined,
): { startMs: number; endMs: number } | undefined {
  const phones = utterance?.tokens.flatMap((token) => token.phones) ?? [];
  const plannedStartMs = (phones[0]?.startS ?? 0) * 1000;
  const plannedEndMs = phones.length > 0 ? phones.at(-1)!.endS * 1000 : undefined;
  const first = loud.indexOf(1, Math.floor(plannedStartMs / windowMs));
  if (first < 0) return undefined;
  const silentMs = (loud.lastIndexOf(1) + 1) * windowMs;
  const endMs =
    plannedEndMs === undefined
      ? silentMs
      : Math.max(plannedEndMs, Math.min(silentMs, plannedEndMs + decayMaxMs));
  return { startMs: first * windowMs, endMs };
}

/** One flag per window: is there sound? */
function loudWindows(samples: Int16Array, windowSamples: number): Uint8Array {
  const count = Math.floor(samples.length / windowSamples);
  const power = new Float64Array(count);
  let peak = 0;
  for (let window = 0; window < count; window += 1) {
    let sum = 0;
    for (let at = window * windowSamples; at < (window + 1) * windowSamples; at += 1) {
      const sample = samples[at]!;
      sum += sample * sample;
      if (sample > peak) peak = sample;
      else if (-sample > peak) peak = -sample;
    }
    power[window] = sum / windowSamples;
  }
  const threshold = (peak * silencePart) ** 2;
  return Uint8Array.from(power, (value) => (value > threshold ? 1 : 0));
}

/** Finds each token in the text, in order. A token that is not where it should be ends the search. */
function locateTokens(utterance: Utterance, spoken: string, loud: Uint8Array): TokenTiming[] {
  const timings: TokenTiming[] = [];
  let cursor = 0;
  for (const { name, phones } of utterance.tokens) {
    const spokenStart = spoken.indexOf(name, cursor);
    if (spokenStart < 0) return [];
    cursor = spokenStart + name.length;
    const first = phones[0];
    const last = phones.at(-1);
    if (first === undefined || last === undefined) continue;
    timings.push({
      spokenStart,
      spokenEnd: cursor,
      startMs: first.startS * 1000,
      endMs: last.endS * 1000,
    });
  }
  for (const [index, timing] of timings.entries()) {
    const nextStartMs = timings[index + 1]?.startMs ?? utterance.endS * 1000;
    timing.endMs = audibleEndMs(timing.endMs, nextStartMs, loud);
  }
  return timings;
}

/** A word before a pause rings on a little: it has not been heard before it is silent. */
function audibleEndMs(plannedMs: number, nextStartMs: number, loud: Uint8Array): number {
  const limitMs = Math.min(nextStartMs, plannedMs + decayMaxMs);
  let window = Math.floor(limitMs / windowMs);
  // From behind: a decay may dip below our silence and come back.
  while (window * windowMs > plannedMs && loud[window - 1] !== 1) window -= 1;
  return Math.max(plannedMs, window * windowMs);
}

function cut(
  samples: Int16Array,
  sampleRate: number,
  fromMs: number,
  soundEndMs: number,
  trailingMs: number,
): Int16Array<ArrayBuffer> {
  const from = msToSamples(fromMs, sampleRate);
  // Past the end of what flite wrote the array stays silent.
  const piece = new Int16Array(msToSamples(soundEndMs + trailingMs, sampleRate) - from);
  const taken = samples.subarray(from, from + piece.length);
  piece.set(taken);
  const fadeSamples = Math.min(msToSamples(fadeMs, sampleRate), taken.length);
  for (let index = 0; index < fadeSamples; index += 1) {
    const gain = index / fadeSamples;
    const mirrored = taken.length - 1 - index;
    piece[index] = Math.round(piece[index]! * gain);
    piece[mirrored] = Math.round(piece[mirrored]! * gain);
  }
  return piece;
}
