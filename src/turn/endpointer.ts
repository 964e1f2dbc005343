/**
 * Endpointer decides when the caller's turn is over, and holds the words of that turn meanwhile.
 *
 *   waiting ──speech-start──▶ speaking ──speech-end──▶ trailing ──final + silence──▶ waiting
 *                                ▲                        │            emits turn-end
 *                                └──────speech-start──────┘
 *
 * Intuition: silence alone cannot tell a pause for thought from a finished sentence, so silence sets
 * the floor, doubt about the sentence stretches it, a maximum bounds the stretch. At every pause the
 * STT is flushed (it answers in tens of ms), so that the words of the pause are known while the
 * silence is still being counted; segments are joined when the caller goes on. The sequential
 * pipeline flushes once, at the end (`flushAt: 'end'`), as a batch STT would.
 */
import type { InstantMs } from '../clock/clock.ts';
import type { TurnEndReason } from '../contracts/events.ts';
import type { Expectation, Prosody, TurnDetector } from '../contracts/turn-detector.ts';
import { invariant } from '../errors/antiphon-error.ts';
import { CallerPace } from './caller-pace.ts';
import { TurnText } from './turn-text.ts';

export interface EndpointerOptions {
  /** Silence after which a surely finished turn ends. */
  silenceMinMs: number;
  /** Silence after which any turn ends. */
  silenceMaxMs: number;
  /** While its answer is still being made, a finished turn stays open until so much silence: the caller may go on. */
  unreadyMaxMs: number;
  /** How long to wait for the final transcript after a flush: the STT's p99 and some slack. */
  sttDeadlineMs: number;
  /** A turn that goes on longer is cut and answered: noise must not hold the floor for ever. */
  turnMaxMs: number;
  flushAt: 'pause' | 'end';
}

export type EndpointerInput =
  /** `agoMs`: how long before now the edge lay in the audio. */
  | { type: 'speech-start'; agoMs: number }
  /** `prosody`: how the voice went before it paused, where that was measured. */
  | { type: 'speech-end'; agoMs: number; prosody?: Prosody | undefined }
  | { type: 'transcript'; segment: number; text: string; final: boolean; stability: number }
  | { type: 'expects'; expects: Expectation; language: string }
  /** A key that says "that is all": the turn ends as soon as its words are there. */
  | { type: 'end-now' }
  /** The STT's stream broke: what it has not told will not come. */
  | { type: 'stt-lost' }
  /** Other rules from the next turn on. */
  | { type: 'options'; options: EndpointerOptions }
  /** A reply to the words so far is being made, and cannot sound yet. */
  | { type: 'answer'; coming: boolean }
  /** What was said does not count as a turn (noise, a backchannel): forget it. */
  | { type: 'forget' }
  | { type: 'timeout' };

export type EndpointerOutput =
  | { type: 'turn-start' }
  | { type: 'flush'; segment: number }
  /** Words that will probably stand: a generation may begin on them. `settled`: the caller has paused behind them. */
  | { type: 'candidate'; text: string; completeness: number; settled: boolean }
  | {
      type: 'turn-end';
      text: string;
      /** When the caller began to speak, and ended. */
      saidSince: InstantMs;
      saidUntil: InstantMs;
      silenceMs: number;
      speechMs: number;
      completeness: number;
      reason: TurnEndReason;
    };

/**
 * A complete sentence whose words have not changed for so long has most likely ended, though the VAD
 * still hears a breath or the street.
 */
const wordsStillMs = 300;
/** Surely complete; an interim of at least this stability will hardly change. */
const surelyComplete = 0.9;
const stable = 0.8;

type State =
  | { name: 'waiting' }
  | { name: 'speaking' }
  | {
      name: 'trailing';
      silentSince: InstantMs;
      flushedAt: InstantMs | undefined;
      /** Nothing but the words is waited for: why. */
      hurried: TurnEndReason | undefined;
    };

export class Endpointer {
  #state: State = { name: 'waiting' };
  /** The VAD hears speech: a turn that is cut off in the midst of it is followed by the next at once. */
  #voice = false;
  #now: InstantMs = -Infinity;
  #turnSince: InstantMs = 0;
  #speechSince: InstantMs = 0;
  #speechMs = 0;
  #completeness = 0;
  #lastCandidate = '';
  /** While the caller speaks: when the words that are known will have stood still for long enough. */
  #stillAt: InstantMs | undefined;
  #expects: Expectation = 'free';
  #language = 'en';
  #answerComing = false;
  /** Of the pause that lasts. */
  #prosody: Prosody | undefined;
  /** When the caller fell silent for the turn that ended last. */
  #endedSilentSince: InstantMs = -Infinity;
  readonly #pace = new CallerPace();
  readonly #text = new TurnText();
  #options: EndpointerOptions;
  #nextOptions: EndpointerOptions | undefined;
  readonly #detector: TurnDetector;

  constructor(options: EndpointerOptions, detector: TurnDetector) {
    invariant(options.silenceMinMs > 0, 'silenceMinMs must be positive');
    invariant(options.silenceMinMs <= options.silenceMaxMs, 'silenceMinMs must not exceed silenceMaxMs');
    this.#options = options;
    this.#detector = detector;
  }

  /** The words of the turn so far. */
  get text(): string {
    return this.#text.current();
  }

  /** The segment that the next flush ends: its transcripts belong to what is being said now. */
  get segment(): number {
    return this.#text.openSegment;
  }

  /** Whether transcripts of this segment belong to the turn in progress. */
  owns(segment: number): boolean {
    return this.#text.owns(segment);
  }

  /** Every segment that was flushed in this turn has its final. */
  get settled(): boolean {
    return this.#text.complete;
  }

  get speaking(): boolean {
    return this.#state.name === 'speaking';
  }

  get waiting(): boolean {
    return this.#state.name === 'waiting';
  }

  /** When `timeout` is due, or undefined while only an input can move us on. */
  deadline(): InstantMs | undefined {
    switch (this.#state.name) {
      case 'waiting':
        return undefined;
      case 'speaking':
        return Math.min(this.#turnSince + this.#options.turnMaxMs, this.#stillAt ?? Infinity);
      case 'trailing':
        return this.#trailingDeadline(this.#state);
    }
  }

  handle(now: InstantMs, input: EndpointerInput): EndpointerOutput[] {
    invariant(now >= this.#now, 'time must not run backwards');
    this.#now = now;
    switch (input.type) {
      case 'speech-start':
        return this.#onSpeechStart(now - input.agoMs);
      case 'speech-end':
        this.#prosody = input.prosody;
        return this.#onSpeechEnd(now, now - input.agoMs);
      case 'transcript':
        return this.#onTranscript(now, input);
      case 'expects':
        this.#expects = input.expects;
        this.#language = input.language;
        return [];
      case 'options':
        this.#nextOptions = input.options;
        if (this.#state.name === 'waiting') this.#reset();
        return [];
      case 'end-now':
        return this.#hurry(now, 'dtmf');
      case 'stt-lost':
        return this.#onSttLost(now);
      case 'answer':
        this.#answerComing = input.coming;
        return this.#endIfDue(now);
      case 'forget':
        this.#reset();
        return [];
      case 'timeout':
        return this.#onTimeout(now);
    }
  }

  #onSpeechStart(at: InstantMs): EndpointerOutput[] {
    this.#voice = true;
    if (this.#state.name === 'speaking') return [];
    // After the key the turn waits for its words alone: what comes now is the next one.
    if (this.#state.name === 'trailing' && this.#state.hurried !== undefined) return [];
    const resumed = this.#state.name === 'trailing';
    this.#notePause(at);
    this.#prosody = undefined;
    this.#state = { name: 'speaking' };
    this.#stillAt = undefined;
    this.#speechSince = at;
    if (resumed) {
      // Words may tell of a turn before the edge does, which then dates it back.
      this.#turnSince = Math.min(this.#turnSince, at);
      return [];
    }
    this.#turnSince = at;
    return [{ type: 'turn-start' }];
  }

  /** The caller goes on within a turn, or so soon behind it that it was none. */
  #notePause(at: InstantMs): void {
    const since = this.#state.name === 'trailing' ? this.#state.silentSince : this.#endedSilentSince;
    const pauseMs = at - since;
    this.#endedSilentSince = -Infinity;
    if (pauseMs > 0 && pauseMs <= this.#options.silenceMaxMs) this.#pace.note(pauseMs);
  }

  #onSpeechEnd(now: InstantMs, at: InstantMs): EndpointerOutput[] {
    const spoke = this.#voice;
    this.#voice = false;
    // The turn was cut off in mid-speech: what was said until now belongs to it.
    if (this.#state.name === 'trailing' && spoke) return [this.#flush(now, at)];
    // A stray end, with no start before it, is the VAD settling: nothing to end.
    if (this.#state.name !== 'speaking') return [];
    this.#speechMs += Math.max(0, at - this.#speechSince);
    this.#completeness = 0;
    if (this.#options.flushAt === 'end') {
      this.#state = { name: 'trailing', silentSince: at, flushedAt: undefined, hurried: undefined };
      return [];
    }
    const flush = this.#flush(now, at);
    return [flush, ...this.#candidate(this.#text.flushed(), true)];
  }

  /**
   * At a pause the words that are known will most likely stand: a generation may begin on them at once,
   * while the final is still under way and the silence is still being counted. While the caller speaks
   * each word would begin another, so there they must have stood still.
   */
  #candidate(text: string, settled: boolean): EndpointerOutput[] {
    this.#completeness = this.#estimate(text);
    if (text === '' || text === this.#lastCandidate || !this.#text.gapless) return [];
    this.#lastCandidate = text;
    return [{ type: 'candidate', text, completeness: this.#completeness, settled }];
  }

  /** Ends the turn as soon as its words are there, whoever still speaks. */
  #hurry(now: InstantMs, reason: TurnEndReason): EndpointerOutput[] {
    const state = this.#state;
    if (state.name === 'waiting') return [];
    if (state.name === 'speaking') this.#speechMs += Math.max(0, now - this.#speechSince);
    const flushed = state.name === 'trailing' && state.flushedAt !== undefined;
    const outputs = flushed ? [] : [this.#flush(now, state.name === 'trailing' ? state.silentSince : now)];
    if (this.#state.name === 'trailing') this.#state.hurried = reason;
    return [...outputs, ...this.#endIfDue(now)];
  }

  #onSttLost(now: InstantMs): EndpointerOutput[] {
    this.#text.settle();
    if (this.#state.name === 'waiting') this.#text.startTurn();
    else this.#completeness = this.#estimate(this.#text.current());
    return this.#endIfDue(now);
  }

  #flush(now: InstantMs, silentSince: InstantMs): EndpointerOutput {
    const hurried = this.#state.name === 'trailing' ? this.#state.hurried : undefined;
    this.#state = { name: 'trailing', silentSince, flushedAt: now, hurried };
    return { type: 'flush', segment: this.#text.flush() };
  }

  #onTranscript(now: InstantMs, input: Extract<EndpointerInput, { type: 'transcript' }>): EndpointerOutput[] {
    if (!this.#text.take(input.segment, input.text, input.final)) return [];
    if (this.#state.name === 'waiting') return this.#onStrayWords(now);
    if (this.#options.flushAt === 'end') return this.#endIfDue(now);
    if (this.#state.name === 'speaking') {
      const complete = this.#estimate(this.#text.current()) >= surelyComplete;
      this.#stillAt = complete && input.stability >= stable ? now + wordsStillMs : undefined;
      return [];
    }
    const outputs = this.#candidate(this.#text.flushed(), true);
    return [...outputs, ...this.#endIfDue(now)];
  }

  /** Words without an edge of the VAD, as when a silent leg comes back in mid-sentence: they are a turn as well. */
  #onStrayWords(now: InstantMs): EndpointerOutput[] {
    if (this.#text.current() === '') return [];
    this.#turnSince = now;
    return [{ type: 'turn-start' }, this.#flush(now, now)];
  }

  #onTimeout(now: InstantMs): EndpointerOutput[] {
    const state = this.#state;
    if (state.name === 'speaking' && now >= this.#turnSince + this.#options.turnMaxMs) {
      return this.#hurry(now, 'turn-max');
    }
    if (state.name === 'speaking') {
      if (this.#stillAt === undefined || now < this.#stillAt) return [];
      this.#stillAt = undefined;
      return this.#candidate(this.#text.current(), false);
    }
    if (state.name === 'trailing' && state.flushedAt === undefined) {
      return now >= state.silentSince + this.#options.silenceMinMs
        ? [this.#flush(now, state.silentSince)]
        : [];
    }
    return this.#endIfDue(now);
  }

  /** Timers fire late and early; only the deadline decides. */
  #endIfDue(now: InstantMs): EndpointerOutput[] {
    const state = this.#state;
    if (state.name !== 'trailing' || state.flushedAt === undefined) return [];
    if (now < this.#trailingDeadline(state)) return [];
    if (!this.#text.complete) return this.#end(now, 'stt-late');
    // The caller went on and the VAD did not notice: those words belong to the turn.
    if (this.#text.openHasWords && now < this.#turnSince + this.#options.turnMaxMs)
      return [this.#flush(now, now)];
    if (state.hurried !== undefined) return this.#end(now, state.hurried);
    const stretched = now - state.silentSince >= this.#options.silenceMaxMs;
    return this.#end(now, stretched ? 'silence-max' : 'silence');
  }

  #trailingDeadline(state: Extract<State, { name: 'trailing' }>): InstantMs {
    const { silenceMinMs, sttDeadlineMs } = this.#options;
    if (state.flushedAt === undefined) return state.silentSince + silenceMinMs;
    if (!this.#text.complete) {
      return Math.max(state.flushedAt + sttDeadlineMs, state.silentSince + silenceMinMs);
    }
    if (this.#options.flushAt === 'end' || state.hurried !== undefined) return state.flushedAt;
    // Nothing was recognised: no doubt to wait for.
    if (this.#text.current() === '') return state.silentSince + silenceMinMs;
    const silenceMs = this.#silenceFor(this.#completeness);
    // Nothing could be said yet: to listen on costs nobody any time.
    const openMs = this.#answerComing ? Math.max(silenceMs, this.#options.unreadyMaxMs) : silenceMs;
    return state.silentSince + openMs;
  }

  #silenceFor(completeness: number): number {
    const { silenceMinMs, silenceMaxMs } = this.#options;
    const silenceMs = (silenceMaxMs - completeness * (silenceMaxMs - silenceMinMs)) * this.#pace.stretch;
    return Math.min(Math.max(silenceMs, silenceMinMs), silenceMaxMs);
  }

  #estimate(text: string): number {
    return this.#detector.completeness({
      transcript: text,
      expects: this.#expects,
      language: this.#language,
      prosody: this.#prosody,
    });
  }

  #end(now: InstantMs, reason: TurnEndReason): EndpointerOutput[] {
    const silenceMs = this.#state.name === 'trailing' ? now - this.#state.silentSince : 0;
    if (reason === 'silence') this.#endedSilentSince = now - silenceMs;
    const output: EndpointerOutput = {
      type: 'turn-end',
      text: this.#text.flushed(),
      saidSince: this.#turnSince,
      saidUntil: now - silenceMs,
      silenceMs,
      speechMs: this.#speechMs,
      completeness: this.#completeness,
      reason,
    };
    this.#reset();
    if (!this.#voice) return [output];
    this.#state = { name: 'speaking' };
    this.#turnSince = now;
    this.#speechSince = now;
    return [output, { type: 'turn-start' }];
  }

  #reset(): void {
    this.#state = { name: 'waiting' };
    this.#speechMs = 0;
    this.#completeness = 0;
    this.#lastCandidate = '';
    this.#stillAt = undefined;
    this.#answerComing = false;
    this.#prosody = undefined;
    this.#text.startTurn();
    this.#options = this.#nextOptions ?? this.#options;
  }
}
