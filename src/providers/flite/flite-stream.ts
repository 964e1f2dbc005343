/**
 * One caller's line to flite: its clauses one after another, each piece by piece, to its listener.
 *
 * One piece of a stream is in work at a time. That keeps the order without a buffer, and loses nothing:
 * flite speaks fifty times faster than anyone listens. A piece is due when the sound delivered before it
 * will have been played, so the first clause of a new reply overtakes those that have sound to spare.
 */
import type { Clock, InstantMs } from '../../clock/clock.ts';
import type { TtsListener, TtsStream } from '../../contracts/tts.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import { cutIntoPieces, endsSentence, type Piece } from './pieces.ts';
import { overloaded, type Renderer } from './renderer.ts';
import type { Rendering } from './rendering.ts';
import type { Speakable } from './speakable.ts';
import { timeWords } from './word-timings.ts';

/** Clauses of all streams together that are not yet spoken. */
export interface Admission {
  waiting: number;
  readonly waitingMax: number;
}

export interface FliteStreamOptions {
  voice: string;
  listener: TtsListener;
  makeSpeakable: (text: string) => Speakable;
  renderer: Pick<Renderer, 'render'>;
  admission: Admission;
  clock: Clock;
  onClose: (stream: FliteStream) => void;
}

interface ClauseInWork {
  clause: number;
  text: string;
  pieces: Piece[];
  /** Audio of earlier pieces. */
  deliveredMs: number;
}

/** Silence after a clause; within a sentence only as much as a breath. */
const sentencePauseMs = 150;
const clausePauseMs = 40;

export class FliteStream implements TtsStream {
  readonly #options: FliteStreamOptions;
  readonly #queue: { clause: number; text: string }[] = [];
  #current: ClauseInWork | undefined;
  #rendering: Disposable | undefined;
  /** When all that was delivered will have been played, if nothing stops it. */
  #soundUntilMs: InstantMs = -Infinity;
  /** Counts cancellations: what was begun before the last one is void. */
  #epoch = 0;
  #closed = false;

  constructor(options: FliteStreamOptions) {
    this.#options = options;
  }

  speak(clause: number, text: string): void {
    if (this.#closed) return;
    const { admission } = this.#options;
    const refused = admission.waiting >= admission.waitingMax;
    if (!refused) {
      admission.waiting += 1;
      this.#queue.push({ clause, text });
    }
    const epoch = this.#epoch;
    // Not within this call: its caller need not expect the listener to be called back from inside.
    queueMicrotask(() => {
      if (epoch !== this.#epoch) return;
      // A refusal does not wait for the clauses before it: there is no room to remember it.
      if (refused) this.#options.listener.onError(clause, overloaded(), false);
      this.#advance();
    });
  }

  cancel(): void {
    this.#epoch += 1;
    this.#rendering?.[Symbol.dispose]();
    this.#rendering = undefined;
    this.#options.admission.waiting -= this.#queue.length + (this.#current === undefined ? 0 : 1);
    this.#queue.length = 0;
    this.#current = undefined;
    this.#soundUntilMs = -Infinity;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.cancel();
    this.#options.onClose(this);
  }

  /** Starts the next clause where none is in work. */
  #advance(): void {
    while (this.#current === undefined) {
      const next = this.#queue.shift();
      if (next === undefined) return;
      this.#current = { ...next, pieces: cutIntoPieces(next.text), deliveredMs: 0 };
      this.#renderNext(this.#current);
    }
  }

  /** Sends the clause's next piece to the renderer, or ends the clause where none is left to speak. */
  #renderNext(work: ClauseInWork): void {
    const { renderer, clock, voice } = this.#options;
    for (let piece = work.pieces.shift(); piece !== undefined; piece = work.pieces.shift()) {
      const { start, end } = piece;
      const text = work.text.slice(start, end);
      const speakable = this.#options.makeSpeakable(text);
      if (speakable.spoken === '') continue;
      const trailingMs = endsSentence(text) ? sentencePauseMs : clausePauseMs;
      const dueMs = Math.max(this.#soundUntilMs, clock.now());
      this.#rendering = renderer.render({ spoken: speakable.spoken, voice, trailingMs }, dueMs, (outcome) => {
        this.#rendering = undefined;
        if (AntiphonError.is(outcome)) {
          this.#release();
          this.#options.listener.onError(work.clause, outcome, false);
        } else {
          this.#deliver(work, start, text, speakable, outcome);
          if (this.#current === work) this.#renderNext(work);
        }
        this.#advance();
      });
      return;
    }
    this.#release();
    this.#options.listener.onClauseEnd(work.clause);
  }

  #deliver(
    work: ClauseInWork,
    textAt: number,
    text: string,
    speakable: Speakable,
    rendering: Rendering,
  ): void {
    const { listener, clock } = this.#options;
    const { samples, durationMs } = rendering;
    const words = timeWords(text, speakable.spans, rendering).map((word) => ({
      textStart: textAt + word.textStart,
      textEnd: textAt + word.textEnd,
      startMs: work.deliveredMs + word.startMs,
      endMs: work.deliveredMs + word.endMs,
    }));
    work.deliveredMs += durationMs;
    this.#soundUntilMs = Math.max(this.#soundUntilMs, clock.now()) + durationMs;
    if (words.length > 0) listener.onWords(work.clause, words);
    // The listener may have cancelled or closed on hearing of the words.
    if (this.#current !== work || samples.length === 0) return;
    const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
    listener.onAudio(work.clause, bytes, 0, bytes.length);
  }

  #release(): void {
    this.#current = undefined;
    this.#options.admission.waiting -= 1;
  }
}
