/**
 * A recogniser that hears every word and may tell of it late, twice, never, or break.
 *
 * What it heard of whom is the world's truth: `finals` lists every final that was due, with the words
 * in it, so that an invariant can ask what became of them.
 */
import type { CallInput } from '../src/call/input.ts';
import type { Random } from './random.ts';
import type { Schedule } from './schedule.ts';
import type { SttMood, Weather } from './weather.ts';
import { misheard } from './words.ts';

type Transcript = Extract<CallInput, { type: 'transcript' }>;

/** One final that was, or should have been, told. */
export interface DueFinal {
  segment: number;
  text: string;
  flushedAt: number;
  toldAt: number | undefined;
  /** When the last of its words was spoken. */
  spokenUntil: number;
  /** What each word was spoken for. */
  utterances: number[];
}

export interface HeardWord {
  text: string;
  endAt: number;
  utterance: number;
}

export class SttModel {
  readonly finals: DueFinal[] = [];
  /** When a stream broke or fell silent: what was said then may be lost. */
  readonly faults: number[] = [];
  batch: boolean;
  #heard: HeardWord[] = [];
  #stream = 0;
  #silent = false;
  #segment = 0;
  readonly #schedule: Schedule;
  readonly #random: Random;
  readonly #stt: Weather['stt'];
  readonly #tell: (input: CallInput) => void;

  constructor(
    schedule: Schedule,
    random: Random,
    stt: Weather['stt'],
    batch: boolean,
    tell: (input: CallInput) => void,
  ) {
    this.#schedule = schedule;
    this.#random = random;
    this.#stt = stt;
    this.batch = batch;
    this.#tell = tell;
  }

  /** Heard, and not yet asked for. */
  get unflushed(): readonly HeardWord[] {
    return this.#heard;
  }

  /** A fresh stream: what the old one had heard is gone with it. */
  open(segment: number): void {
    this.#stream += 1;
    this.#silent = false;
    if (this.#heard.length > 0) this.faults.push(this.#schedule.now);
    this.#heard = [];
    this.#segment = segment;
  }

  hear(text: string, utterance: number): void {
    this.#heard.push({ text, endAt: this.#schedule.now, utterance });
    if (this.batch || !this.#stt.interims || this.#silent) return;
    if (this.#random.chance(0.7)) this.#tellInterim();
  }

  flush(segment: number): void {
    const words = this.#heard;
    this.#heard = [];
    this.#segment = segment + 1;
    const text = words.map((word) => word.text).join(' ');
    const due: DueFinal = {
      segment,
      text,
      flushedAt: this.#schedule.now,
      toldAt: undefined,
      spokenUntil: words.at(-1)?.endAt ?? this.#schedule.now,
      utterances: [...new Set(words.map((word) => word.utterance))],
    };
    this.finals.push(due);
    if (!this.#silent) this.#answer(due, this.#random.weighted<SttMood>(this.#stt.moods));
  }

  #answer(due: DueFinal, mood: SttMood): void {
    if (mood === 'silent' || mood === 'fail') this.faults.push(this.#schedule.now);
    if (mood === 'silent') {
      this.#silent = true;
      return;
    }
    const latencyMs = this.#random.latency(this.#stt.finalMs);
    if (mood === 'fail') {
      this.#later(latencyMs, 'stt', () => {
        this.#tell({ type: 'stt-failed', code: 'STT_FAILED', message: 'the recogniser broke' });
      });
      return;
    }
    const lateMs = mood === 'late' ? this.#random.between(300, 6_000) : 0;
    const text = mood === 'lost' ? '' : due.text;
    const late = mood === 'late';
    const tell = (): void => {
      due.toldAt ??= this.#schedule.now;
      due.text = text;
      this.#tell(transcript(due.segment, text, { final: true, stability: 1 }));
    };
    // A late one is overtaken by those behind it.
    this.#later(latencyMs + lateMs, late ? undefined : 'stt', tell, late);
    if (mood === 'twice') {
      this.#later(latencyMs + this.#random.between(0, 800), undefined, () => {
        this.#tell(transcript(due.segment, text, { final: true, stability: 1 }));
      });
    }
  }

  #tellInterim(): void {
    const words = this.#heard.map((word) => word.text);
    if (this.#random.chance(this.#stt.misheard)) words[words.length - 1] = misheard;
    const segment = this.#segment;
    const stability = this.#random.between(0.3, 1);
    this.#later(this.#random.latency(120), 'stt', () => {
      // Most engines do not send an interim behind the final; some do.
      if (segment !== this.#segment && !this.#random.chance(0.1)) return;
      this.#tell(transcript(segment, words.join(' '), { final: false, stability }));
    });
  }

  /**
   * Told unless the stream has been replaced meanwhile.
   * @param stubborn told now and then even so: the call has to know its segments.
   */
  #later(delayMs: number, lane: string | undefined, run: () => void, stubborn = false): void {
    const stream = this.#stream;
    this.#schedule.after(delayMs, lane, () => {
      if (stream === this.#stream || (stubborn && this.#random.chance(0.3))) run();
    });
  }
}

function transcript(segment: number, text: string, sure: { final: boolean; stability: number }): Transcript {
  return { type: 'transcript', segment, text, ...sure, language: 'en', mediaEndMs: 0 };
}
