/**
 * A voice as fast, late, mute or broken as the weather says, behind the TTS contract.
 *
 * How long a text sounds and where its words lie follows from the text alone (`planOf`), so the
 * invariants can work out which words sounded without asking anybody.
 */
import type { TextToSpeech, TtsCapabilities, TtsStream, TtsStreamOptions } from '../src/contracts/tts.ts';
import { AntiphonError } from '../src/errors/antiphon-error.ts';
import { samplesPerMs } from './far-end.ts';
import type { Random } from './random.ts';
import type { Schedule } from './schedule.ts';
import type { VoiceMood, Weather } from './weather.ts';

export interface PlannedWord {
  textStart: number;
  textEnd: number;
  startSample: number;
  endSample: number;
}

export interface SpeechPlan {
  samples: number;
  words: PlannedWord[];
}

const pauseMs = 20;
const tailMs = 80;
const pieceMs = 120;
/** The longest clause, and some. */
const silence = new Uint8Array(64 * 1024).fill(0xff);

/** Where the words of a text sound. A voice without timings speaks by the letter, as the ledger assumes. */
export function planOf(text: string, tts: Weather['tts']): SpeechPlan {
  const words = [...text.matchAll(/\S+/g)].map((match) => ({
    textStart: match.index,
    textEnd: match.index + match[0].length,
  }));
  if (tts.timings === 'none') {
    const samples = Math.round(text.length * tts.msPerLetter * samplesPerMs);
    const at = (letter: number): number => (letter / text.length) * samples;
    return {
      samples,
      words: words.map((word) => ({
        ...word,
        startSample: Math.floor(at(word.textStart)),
        endSample: Math.ceil(at(word.textEnd)),
      })),
    };
  }
  let ms = 0;
  const planned = words.map((word) => {
    const startSample = ms * samplesPerMs;
    ms += Math.ceil((word.textEnd - word.textStart) * tts.msPerLetter);
    const endSample = ms * samplesPerMs;
    ms += pauseMs;
    return { ...word, startSample, endSample };
  });
  return { samples: (ms + tailMs) * samplesPerMs, words: planned };
}

export class VoiceModel implements TextToSpeech {
  readonly specificationVersion = '1';
  readonly name = 'simulated';
  readonly capabilities: TtsCapabilities;
  /** Streams opened and not closed. */
  openStreams = 0;
  readonly #schedule: Schedule;
  readonly #random: Random;
  readonly #tts: Weather['tts'];

  constructor(schedule: Schedule, random: Random, tts: Weather['tts']) {
    this.#schedule = schedule;
    this.#random = random;
    this.#tts = tts;
    this.capabilities = {
      format: { encoding: 'mulaw', sampleRate: 8000, channels: 1 },
      wordTimings: tts.timings !== 'none',
      voices: [],
      highWaterMs: 3_000,
    };
  }

  open(options: TtsStreamOptions): TtsStream {
    this.openStreams += 1;
    let open = true;
    let generation = 0;
    return {
      speak: (clause, text) => {
        const mine = generation;
        this.#speak(options, clause, text, () => open && mine === generation);
      },
      cancel: () => {
        generation += 1;
      },
      close: () => {
        if (open) this.openStreams -= 1;
        open = false;
      },
    };
  }

  [Symbol.asyncDispose](): Promise<void> {
    throw new Error('nobody waits for the simulated voice');
  }

  #speak(options: TtsStreamOptions, clause: number, text: string, wanted: () => boolean): void {
    const mood = this.#random.weighted<VoiceMood>(this.#tts.moods);
    const { listener } = options;
    const fail = (fatal: boolean): void => {
      if (wanted()) listener.onError(clause, new AntiphonError('TTS_FAILED', 'the voice broke'), fatal);
    };
    if (mood === 'silent') return;
    const firstMs = this.#random.latency(mood === 'slow' ? this.#tts.firstMs * 8 : this.#tts.firstMs);
    if (mood === 'fail') {
      this.#schedule.after(firstMs, undefined, () => fail(false));
    } else if (mood === 'empty') {
      this.#schedule.after(firstMs, undefined, () => wanted() && listener.onClauseEnd(clause));
    } else this.#recite(options, clause, text, wanted, { mood, firstMs, fail });
  }

  #recite(
    { listener }: TtsStreamOptions,
    clause: number,
    text: string,
    wanted: () => boolean,
    how: { mood: VoiceMood; firstMs: number; fail: (fatal: boolean) => void },
  ): void {
    const { timings, speed } = this.#tts;
    const plan = planOf(text, this.#tts);
    const breaksOff = how.mood === 'stall' || how.mood === 'fail-midway';
    const until = breaksOff ? Math.floor(plan.samples * this.#random.next()) : plan.samples;
    let sent = 0;
    let told = 0;
    const tellUntil = (sample: number): void => {
      const from = told;
      while (told < plan.words.length && plan.words[told]!.endSample <= sample) told += 1;
      if (told > from) listener.onWords(clause, plan.words.slice(from, told).map(inMs));
    };
    const piece = (): void => {
      if (!wanted()) return;
      if (timings === 'before' && sent === 0) tellUntil(plan.samples);
      const length = Math.min(pieceMs * samplesPerMs, until - sent);
      if (timings === 'along') tellUntil(sent + length);
      sent += length;
      if (length > 0) listener.onAudio(clause, silence, 0, length);
      if (sent < until) {
        const paceMs = pieceMs / speed;
        if (how.mood === 'at-once') piece();
        else this.#schedule.after(this.#random.latency(paceMs, 0.3), undefined, piece);
      } else if (how.mood === 'fail-midway') how.fail(this.#random.chance(0.5));
      else if (how.mood !== 'stall' && wanted()) {
        if (timings === 'after') tellUntil(plan.samples);
        listener.onClauseEnd(clause);
      }
    };
    if (how.mood === 'at-once') piece();
    else this.#schedule.after(how.firstMs, undefined, piece);
  }
}

function inMs(word: PlannedWord): { textStart: number; textEnd: number; startMs: number; endMs: number } {
  return {
    textStart: word.textStart,
    textEnd: word.textEnd,
    startMs: word.startSample / samplesPerMs,
    endMs: word.endSample / samplesPerMs,
  };
}
