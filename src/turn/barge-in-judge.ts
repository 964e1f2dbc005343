/**
 * BargeInJudge decides what speech over our voice means.
 *
 *   clear ──speech-start──▶ suspected ──words, or speech that goes on──▶ commit
 *     ▲                        │
 *     └──── dismiss ───────────┴──── noise, or a backchannel
 *
 * Intuition: stopping at once is polite and costs little, since a stopped reply can go on from the
 * word where it paused; deciding who has the floor takes longer, so it is a second step. A backchannel
 * ("mm-hm", "right") asks us to go on, unless it answers a question that we have asked. Time alone proves
 * little: sound that goes on without a word worth the name is given twice as long as one with words.
 */
import type { InstantMs } from '../clock/clock.ts';
import type { BargeInPolicy } from '../contracts/barge-in.ts';
import { invariant } from '../errors/antiphon-error.ts';
import { english } from './languages/english.ts';
import { isFragment, takesFloor } from './lone-words.ts';
import { meaningfulWords, wordsOf } from './words.ts';

export interface BargeInOptions extends BargeInPolicy {
  /** How long the words of a short utterance are waited for. */
  sttDeadlineMs: number;
}

export const defaultBackchannels: readonly string[] = english.backchannels;

export type BargeInInput =
  | { type: 'speech-start'; agoMs: number }
  | { type: 'speech-end'; agoMs: number }
  /** What was said since the speech began. `confidence`, 0 to 1, of a final where the STT tells. */
  | { type: 'words'; text: string; final: boolean; confidence?: number | undefined }
  /** Our reply is over, or was cut for another reason. */
  | { type: 'reset' }
  | { type: 'timeout' };

export type BargeInOutput =
  { type: 'suspect' } | { type: 'commit'; reason: string } | { type: 'dismiss'; reason: string };

type State =
  | { name: 'clear' }
  /** Speech too short yet to stop for. */
  | { name: 'hearing'; since: InstantMs }
  | {
      name: 'suspected';
      since: InstantMs;
      endedAt: InstantMs | undefined;
      /** Something was said that is more than a hum. */
      worded: boolean;
    };

/** Without words, speech must go on for so many times longer. */
const wordlessTimes = 2;
/** One word by itself counts from this confidence on: what a recogniser makes of a hum has less. */
const loneWordConfidence = 0.75;

export class BargeInJudge {
  #state: State = { name: 'clear' };
  #now: InstantMs = -Infinity;
  /** Whether the reply has just asked something: then "yes" is an answer, not a backchannel. */
  askedQuestion = false;
  /** BCP-47, of what is spoken now. */
  language = 'en';
  readonly #options: BargeInOptions;
  readonly #backchannels: ReadonlySet<string>;

  constructor(options: BargeInOptions) {
    invariant(options.pauseAfterMs >= 0 && options.commitAfterMs > 0, 'barge-in times must be positive');
    this.#options = options;
    this.#backchannels = new Set(options.backchannels.map((entry) => wordsOf(entry).join(' ')));
  }

  get suspecting(): boolean {
    return this.#state.name === 'suspected';
  }

  deadline(): InstantMs | undefined {
    switch (this.#state.name) {
      case 'clear':
        return undefined;
      case 'hearing':
        return this.#state.since + this.#options.pauseAfterMs;
      case 'suspected':
        if (this.#state.endedAt !== undefined) return this.#state.endedAt + this.#options.sttDeadlineMs;
        return this.#state.since + this.#options.commitAfterMs * (this.#state.worded ? 1 : wordlessTimes);
    }
  }

  handle(now: InstantMs, input: BargeInInput): BargeInOutput[] {
    invariant(now >= this.#now, 'time must not run backwards');
    this.#now = now;
    switch (input.type) {
      case 'speech-start':
        return this.#onSpeechStart(now, now - input.agoMs);
      case 'speech-end':
        return this.#onSpeechEnd(now);
      case 'words':
        return this.#onWords(now, input.text, input.final, input.confidence ?? 1);
      case 'reset':
        this.#state = { name: 'clear' };
        return [];
      case 'timeout':
        return this.#onTimeout(now);
    }
  }

  #onSpeechStart(now: InstantMs, at: InstantMs): BargeInOutput[] {
    if (this.#state.name === 'suspected') {
      // Speech that comes again while we deliberate: the clock of the first onset goes on.
      this.#state = { ...this.#state, endedAt: undefined };
      return this.#onTimeout(now);
    }
    if (this.#state.name === 'clear') this.#state = { name: 'hearing', since: at };
    return this.#onTimeout(now);
  }

  #onSpeechEnd(now: InstantMs): BargeInOutput[] {
    if (this.#state.name === 'hearing') this.#state = { name: 'clear' };
    if (this.#state.name === 'suspected') this.#state = { ...this.#state, endedAt: now };
    return [];
  }

  #onWords(now: InstantMs, text: string, final: boolean, confidence: number): BargeInOutput[] {
    const state = this.#state;
    if (state.name !== 'suspected') return [];
    const isOver = final && state.endedAt !== undefined;
    if (this.#isBackchannel(text)) return isOver ? this.#dismiss('backchannel') : [];
    const count = this.#wordsThatCount(text).length;
    if (count >= this.#options.minWords) return this.#commit('words');
    this.#state = { ...state, worded: count > 0 };
    if (!isOver) return this.#onTimeout(now);
    if (count === 0) return this.#dismiss('no words');
    const isSure =
      confidence >= loneWordConfidence || wordsOf(text).some((word) => takesFloor(word, this.language));
    return isSure ? this.#commit('words') : this.#dismiss('unclear');
  }

  /** What is left of a text without what people hum while they listen, and what recognisers make of it. */
  #wordsThatCount(text: string): string[] {
    const words = meaningfulWords(text);
    // An answer to a question may be "a" or "to"; nothing else may.
    if (this.askedQuestion) return words;
    const { language } = this;
    return words.filter(
      (word) => takesFloor(word, language) || !(isFragment(word, language) || this.#backchannels.has(word)),
    );
  }

  #onTimeout(now: InstantMs): BargeInOutput[] {
    const outputs: BargeInOutput[] = [];
    if (this.#state.name === 'hearing' && now >= this.#state.since + this.#options.pauseAfterMs) {
      this.#state = { name: 'suspected', since: now, endedAt: undefined, worded: false };
      outputs.push({ type: 'suspect' });
    }
    const deadline = this.deadline();
    if (this.#state.name !== 'suspected' || deadline === undefined || now < deadline) return outputs;
    const verdict =
      this.#state.endedAt === undefined ? this.#commit('speech goes on') : this.#dismiss('no words in time');
    return [...outputs, ...verdict];
  }

  #isBackchannel(text: string): boolean {
    if (this.askedQuestion) return false;
    const words = wordsOf(text);
    if (words.length === 0) return false;
    return this.#backchannels.has(words.join(' ')) || words.every((word) => this.#backchannels.has(word));
  }

  #commit(reason: string): BargeInOutput[] {
    this.#state = { name: 'clear' };
    return [{ type: 'commit', reason }];
  }

  #dismiss(reason: string): BargeInOutput[] {
    this.#state = { name: 'clear' };
    return this.#options.resume ? [{ type: 'dismiss', reason }] : [{ type: 'commit', reason }];
  }
}
