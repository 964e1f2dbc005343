/**
 * A recogniser with the delays of a good vendor. It is told which words sound when, and tells each of
 * them only once it has been sent their sound and its lag has passed: interims word by word while they
 * are spoken, one final per flush.
 */
import type { Clock } from '../../src/clock/clock.ts';
import type { SpeechToText, SttCapabilities, SttStream, SttStreamOptions } from '../../src/contracts/stt.ts';
import type { CallerTurn, SpokenWord } from './caller-turn.ts';

/** Vendors say of a running hypothesis that it will likely stand. */
const interimStability = 0.9;
/** A word whose last frame was sent is heard, wherever in the frame it ends. */
const frameMs = 20;
/** p99 of a log-normal of 250 ms whose p95 is twice that. */
const finalMsP99 = 670;

interface ComingWord extends SpokenWord {
  /** Instant of its end on the call's clock. */
  endsAt: number;
  /** Instant of the interim that has it. */
  interimAt: number;
  /** Set by the flush that ended its segment. */
  segment: number | undefined;
}

export class DelayedStt implements SpeechToText {
  readonly specificationVersion = '1';
  readonly name = 'delayed';
  readonly capabilities: SttCapabilities = {
    interim: true,
    phrases: true,
    formats: [{ encoding: 'pcm16le', sampleRate: 16_000, channels: 1 }],
    endpointAuthority: 'local',
    finalMsP99,
  };
  readonly clock: Clock;
  /** A batch recogniser begins with the flush, and tells nothing before. */
  readonly batch: boolean;
  #stream: DelayedSttStream | undefined;

  constructor(clock: Clock, batch: boolean) {
    this.clock = clock;
    this.batch = batch;
  }

  open(options: SttStreamOptions): SttStream {
    this.#stream = new DelayedSttStream(this, options);
    return this.#stream;
  }

  /** The caller begins this turn at instant `startsAt`. */
  hears(turn: CallerTurn, startsAt: number): void {
    this.#stream?.hears(turn, startsAt);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // Nothing is held.
  }
}

class DelayedSttStream implements SttStream {
  /** Words whose final has not been told, in order. */
  #words: ComingWord[] = [];
  #openSegment = 0;
  #sentUntilMs = 0;
  #closed = false;
  readonly #timers = new Set<Disposable>();
  readonly #stt: DelayedStt;
  readonly #options: SttStreamOptions;

  constructor(stt: DelayedStt, options: SttStreamOptions) {
    this.#stt = stt;
    this.#options = options;
  }

  hears(turn: CallerTurn, startsAt: number): void {
    let interimAt = 0;
    for (const spoken of turn.words) {
      const endsAt = startsAt + spoken.endMs;
      // Interims come in order: one that is late holds up those behind it.
      interimAt = Math.max(interimAt, endsAt + spoken.interimLagMs);
      const word: ComingWord = { ...spoken, endsAt, interimAt, segment: undefined };
      this.#words.push(word);
      if (!this.#stt.batch) this.#at(interimAt, () => this.#tellInterim(word));
    }
  }

  write(
    _bytes: Uint8Array,
    _offset: number,
    length: number,
    _sequence: number,
    mediaTimeSamples: number,
  ): void {
    this.#sentUntilMs = ((mediaTimeSamples + length / 2) * 1000) / this.#options.format.sampleRate;
  }

  flush(segment: number): void {
    this.#openSegment = segment + 1;
    const words = this.#words.filter((word) => word.segment === undefined && this.#wasSent(word));
    for (const word of words) word.segment = segment;
    const now = this.#stt.clock.now();
    const last = words.at(-1);
    // Of a sound without words the final is empty, and has nothing to wait for.
    const finalAt = last === undefined ? now : (this.#stt.batch ? now : last.endsAt) + last.finalDelayMs;
    this.#at(Math.max(now, finalAt), () => this.#tellFinal(segment));
  }

  update(): void {
    // Hints change nothing here.
  }

  close(): void {
    this.#closed = true;
    for (const timer of this.#timers) timer[Symbol.dispose]();
  }

  #wasSent(word: ComingWord): boolean {
    return word.endsAt <= this.#sentUntilMs + frameMs;
  }

  /** All of its segment that is known by now. An interim under way when its segment is flushed still comes. */
  #tellInterim(word: ComingWord): void {
    if (!this.#words.includes(word) || !this.#wasSent(word)) return;
    const now = this.#stt.clock.now();
    const known = this.#words.filter(
      (other) => other.segment === word.segment && other.interimAt <= now && this.#wasSent(other),
    );
    const text = known.map(({ interimText }) => interimText).join(' ');
    this.#tell(word.segment ?? this.#openSegment, text, false);
  }

  #tellFinal(segment: number): void {
    const words = this.#words.filter((word) => word.segment === segment);
    this.#words = this.#words.filter((word) => word.segment !== segment);
    this.#tell(segment, words.map(({ text }) => text).join(' '), true);
  }

  #tell(segment: number, text: string, final: boolean): void {
    this.#options.listener.onTranscript({
      segment,
      text,
      final,
      stability: final ? 1 : interimStability,
      language: this.#options.language,
      mediaEndMs: this.#sentUntilMs,
    });
  }

  #at(instant: number, act: () => void): void {
    const timer = this.#stt.clock.at(instant, () => {
      this.#timers.delete(timer);
      if (!this.#closed) act();
    });
    this.#timers.add(timer);
  }
}
