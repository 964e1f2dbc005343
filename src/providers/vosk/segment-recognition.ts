/**
 * One segment of one caller, heard by two recognisers.
 *
 *   samples ─┬─▶ domain (grammar of phrases) ──▶ sure? ──────────────▶ its words
 *            └─▶ backlog ─▶ free-form, when it is asked for ─▶ choose ─▶ the better words
 *
 * Where so many digits are expected, a third that knows little else hears along (see `DigitReading`).
 *
 * The domain recogniser costs a quarter of the free one and answers in 10 ms, so it hears everything at
 * once; the free one works off the backlog in pieces, as soon as doubt arises in mid-speech, and whatever
 * is left when the segment ends without a sure answer. Nothing here takes longer than one piece.
 */
import { engineSampleRate, unknownWord } from './engine.ts';
import { DigitReading } from './digit-reading.ts';
import { choose, Hypothesis, type HeardWord } from './hypothesis.ts';
import { Loudness } from './loudness.ts';
import { MediaTimeline } from './media-timeline.ts';
import type { Likely } from './grammars.ts';
import type { LentRecogniser, Recognisers } from './recognisers.ts';
import { SampleQueue } from './sample-queue.ts';

/** What free-form works off at a time: some 20 ms of work. */
const pieceSamples = engineSampleRate / 5;
/** The free recogniser is asked when more than this has piled up: bounds the backlog. */
const backlogMaxSamples = 20 * engineSampleRate;
/** Interim words trail the sound by this much. */
const interimLagMs = 500;
/** Fewer words than this in a second of sound are a sign of unexplained speech (callers say about three). */
const wordsPerSecondMin = 1.8;
/** Less sound than this is no evidence. */
const evidenceMs = 600;

export class SegmentRecognition {
  readonly timeline = new MediaTimeline();
  readonly #recognisers: Recognisers;
  readonly #loudness = new Loudness();
  readonly #backlog = new SampleQueue();
  #likely: Likely;
  #domain: LentRecogniser | undefined;
  #free: LentRecogniser | undefined;
  #domainText = '';
  #doubtful = false;
  #domainHypothesis: Hypothesis | undefined;
  #reading: DigitReading | undefined;

  constructor(recognisers: Recognisers, likely: Likely) {
    this.#recognisers = recognisers;
    this.#likely = likely;
  }

  /** Prepares for the next segment. Only after `release`. */
  restart(likely: Likely): void {
    this.#likely = likely;
    this.#loudness.clear();
    this.#backlog.clear();
    this.timeline.clear();
    this.#domainText = '';
    this.#doubtful = false;
    this.#domainHypothesis = undefined;
  }

  hear(samples: Int16Array, count: number, mediaMs: number): void {
    this.timeline.add(count, mediaMs);
    this.#loudness.add(samples, count);
    this.#backlog.push(samples, count);
    const { grammar, digits } = this.#likely;
    if (grammar === undefined) return;
    if (digits !== undefined) {
      this.#reading ??= new DigitReading(digits, this.#recognisers);
      this.#reading.hear(samples, count);
    }
    this.#domain ??= this.#recognisers.lend(grammar);
    this.#domain.accept(samples, count);
    this.#domainText = this.#domain.partial();
    this.#doubtful ||= this.#isDoubtful();
  }

  /** The free recogniser should not wait for the end. */
  get doubtful(): boolean {
    return this.#likely.grammar === undefined || this.#doubtful;
  }

  get hasBacklog(): boolean {
    return this.#backlog.length > 0;
  }

  /** Lets the free recogniser hear one piece of what it has missed. */
  workOff(): void {
    if (!this.hasBacklog) return;
    this.#free ??= this.#recognisers.lend(undefined);
    const samples = this.#backlog.shift(pieceSamples);
    this.#free.accept(samples, samples.length);
  }

  /** What seems to have been said so far; undefined while nobody can tell. */
  interim(): { text: string; by: 'domain' | 'free' } | undefined {
    if (!this.doubtful) return { text: this.#domainText, by: 'domain' };
    if (this.#free === undefined || this.hasBacklog) return undefined;
    return { text: this.#free.partial(), by: 'free' };
  }

  /** One step towards the words of the segment. @returns undefined while there is more to do. */
  conclude(): readonly HeardWord[] | undefined {
    if (this.#domain !== undefined && this.#domainHypothesis === undefined) {
      this.#domainHypothesis = new Hypothesis(this.#domain.final(), this.#loudness);
      const digits = this.#reading?.conclude(this.#domainHypothesis, this.#loudness);
      if (digits !== undefined) return digits;
      if (this.#domainHypothesis.sure) return this.#domainHypothesis.words;
    }
    if (this.hasBacklog) {
      this.workOff();
      if (this.hasBacklog) return undefined;
    }
    const free = new Hypothesis(this.#free?.final() ?? [], this.#loudness);
    if (this.#domainHypothesis === undefined) return free.words;
    return choose(this.#domainHypothesis, free).words;
  }

  /** Gives the recognisers back. */
  release(): void {
    if (this.#domain !== undefined) this.#recognisers.takeBack(this.#domain);
    if (this.#free !== undefined) this.#recognisers.takeBack(this.#free);
    if (this.#reading !== undefined) this.#recognisers.takeBack(this.#reading.recogniser);
    this.#domain = undefined;
    this.#free = undefined;
    this.#reading = undefined;
  }

  #isDoubtful(): boolean {
    if (this.#domainText.includes(unknownWord)) return true;
    if (this.#backlog.length > backlogMaxSamples) return true;
    const loudMs = this.#loudness.loudMs(interimLagMs);
    if (loudMs < evidenceMs) return false;
    const words = this.#domainText === '' ? 0 : this.#domainText.split(' ').length;
    return (words * 1000) / loudMs < wordsPerSecondMin;
  }
}
