/**
 * AnsweringMachine decides who has picked up a call that we made, and when a machine may be spoken to.
 *
 *   listening ──short greeting, then a pause──▶ person
 *       ├─────nobody says anything────────────▶ person ──beep──▶ machine
 *       └─────beep, long monologue, its words─▶ machine ──beep, or long silence──▶ may speak
 *                                                  └────tones, no service──▶ nobody to speak to
 *
 * Intuition: a person says a few words and waits for ours; a machine does not wait. It talks for longer
 * than anybody does who has just said hello, says what only machines say, and beeps. Each of these is
 * enough; where words tell nothing, time does, and in doubt it is a person: to be greeted by silence is
 * worse than to hear a message begin. A beep soon after that corrects the verdict.
 */
import type { InstantMs } from '../clock/clock.ts';
import { invariant } from '../errors/antiphon-error.ts';
import { answeringWordsOf, type AnsweringWords } from './answering-words.ts';
import { wordsOf } from './words.ts';

export interface AnsweringMachineOptions {
  /** Speech no longer than this ... */
  shortGreetingMs: number;
  /** ... and a pause so long behind it: somebody said hello and waits. */
  personPauseMs: number;
  /** A pause so long behind any greeting: whoever it is waits for us. */
  waitingPauseMs: number;
  /** Speech that goes on for so long is no greeting of a person's. */
  monologueMs: number;
  /** Nobody has said anything for so long since the call was answered. */
  silentMs: number;
  /** Behind a machine's greeting: silence that stands for a beep that was not heard. */
  beeplessMs: number;
  /** A machine that talks for longer gets no message. */
  machineMaxMs: number;
  /** So long after the call was answered a verdict of `person` may still be revised. */
  reviseMs: number;
}

export const defaultAnsweringMachine: AnsweringMachineOptions = {
  shortGreetingMs: 2_400,
  personPauseMs: 900,
  waitingPauseMs: 1_600,
  monologueMs: 5_500,
  silentMs: 4_000,
  beeplessMs: 2_500,
  machineMaxMs: 45_000,
  reviseMs: 20_000,
};

export type AnsweringInput =
  | { type: 'start' }
  | { type: 'speech-start'; agoMs: number }
  | { type: 'speech-end'; agoMs: number }
  /** All that was said so far, final or not. */
  | { type: 'words'; text: string }
  /** A beep has ended. */
  | { type: 'beep' }
  | { type: 'timeout' };

export type AnsweringOutput =
  | { type: 'answered-by'; who: 'person' | 'machine'; reason: string }
  /** The machine records. */
  | { type: 'may-speak'; reason: string }
  /** Whatever is said would be recorded by nobody. */
  | { type: 'no-message'; reason: string };

/** `attending`: taken for a person, but a beep would still prove otherwise. */
type State = 'idle' | 'listening' | 'attending' | 'machine' | 'done';

/** Behind a person's own words ("speaking", "who is this") no long pause is waited for. */
const surePauseMs = 400;
/** Another tone so soon behind a beep: signals of a carrier, and nothing records them. */
const beepSettlesMs = 500;

export class AnsweringMachine {
  #state: State = 'idle';
  #startedAt: InstantMs = 0;
  #now: InstantMs = -Infinity;
  #speakingSince: InstantMs | undefined;
  #silentSince: InstantMs = 0;
  #speechMs = 0;
  #soundsPersonal = false;
  /** When the last beep ended that nothing has followed yet. */
  #beepAt: InstantMs | undefined;
  readonly #options: AnsweringMachineOptions;
  readonly #words: AnsweringWords;

  /** @param language BCP-47. */
  constructor(options: AnsweringMachineOptions, language: string) {
    this.#options = options;
    this.#words = answeringWordsOf(language);
  }

  /** It has not been decided yet who it is, or a machine is waited for. */
  get busy(): boolean {
    return this.#state === 'listening' || this.#state === 'machine';
  }

  deadline(): InstantMs | undefined {
    if (!this.busy) return undefined;
    const at = this.#beepAt === undefined ? Infinity : this.#beepAt + beepSettlesMs;
    return Math.min(at, this.#state === 'listening' ? this.#listeningDeadline() : this.#machineDeadline());
  }

  handle(now: InstantMs, input: AnsweringInput): AnsweringOutput[] {
    invariant(now >= this.#now, 'time must not run backwards');
    this.#now = now;
    if (input.type === 'start') {
      this.#state = 'listening';
      this.#startedAt = now;
      this.#silentSince = now;
    }
    if (this.#state === 'attending' && now > this.#startedAt + this.#options.reviseMs) this.#state = 'done';
    if (!this.busy && this.#state !== 'attending') return [];
    switch (input.type) {
      case 'speech-start':
        this.#beepAt = undefined;
        this.#speakingSince ??= now - input.agoMs;
        break;
      case 'speech-end':
        this.#onSpeechEnd(now - input.agoMs);
        break;
      case 'words':
        return this.#onWords(input.text);
      case 'beep':
        return this.#onBeep(now);
    }
    return this.#whenDue(now);
  }

  #onSpeechEnd(at: InstantMs): void {
    if (this.#speakingSince === undefined) return;
    this.#speechMs += Math.max(0, at - this.#speakingSince);
    this.#speakingSince = undefined;
    this.#silentSince = at;
  }

  #onWords(text: string): AnsweringOutput[] {
    const said = ` ${wordsOf(text).join(' ')} `;
    const find = (phrases: readonly string[]): string | undefined =>
      phrases.find((phrase) => said.includes(` ${phrase} `));
    if (this.#state === 'attending') {
      // A person may say that somebody is not available, and offer to take a message.
      const proof = find(this.#words.machineOnly);
      return proof === undefined ? [] : this.#isMachine(`it says "${proof}"`);
    }
    const noService = find(this.#words.noService);
    if (noService !== undefined) {
      return [...this.#isMachine(`it says "${noService}"`), ...this.#refuse('nothing records there')];
    }
    const phrase = find(this.#words.machine);
    if (phrase !== undefined) return this.#isMachine(`it says "${phrase}"`);
    this.#soundsPersonal = find(this.#words.person) !== undefined;
    return this.#whenDue(this.#now);
  }

  #onBeep(now: InstantMs): AnsweringOutput[] {
    if (this.#beepAt !== undefined) {
      return [...this.#isMachine('signal tones'), ...this.#refuse('tones of a carrier')];
    }
    this.#beepAt = now;
    return this.#speechMs > 0 || this.#speakingSince !== undefined ? this.#isMachine('a beep') : [];
  }

  /** Timers fire late and early; only the deadlines decide. */
  #whenDue(now: InstantMs): AnsweringOutput[] {
    if (this.#beepAt !== undefined && now >= this.#beepAt + beepSettlesMs) {
      return [...this.#isMachine('a beep'), ...this.#done({ type: 'may-speak', reason: 'behind its beep' })];
    }
    if (this.#state === 'attending') return [];
    if (this.#state === 'listening') return now < this.#listeningDeadline() ? [] : this.#judge();
    if (now < this.#machineDeadline()) return [];
    if (now >= this.#startedAt + this.#options.machineMaxMs) return this.#refuse('it does not stop talking');
    return this.#done({ type: 'may-speak', reason: 'it fell silent' });
  }

  #listeningDeadline(): InstantMs {
    const { monologueMs, silentMs, shortGreetingMs, personPauseMs, waitingPauseMs } = this.#options;
    if (this.#speakingSince !== undefined) {
      // Somebody who has said what people say is let finish.
      const limitMs = this.#soundsPersonal ? monologueMs * 2 : monologueMs;
      return this.#speakingSince + limitMs - this.#speechMs;
    }
    if (this.#speechMs === 0) return this.#startedAt + silentMs;
    if (this.#soundsPersonal) return this.#silentSince + surePauseMs;
    return this.#silentSince + (this.#speechMs <= shortGreetingMs ? personPauseMs : waitingPauseMs);
  }

  #machineDeadline(): InstantMs {
    const limit = this.#startedAt + this.#options.machineMaxMs;
    // A beep says more than silence.
    if (this.#speakingSince !== undefined || this.#beepAt !== undefined) return limit;
    return Math.min(limit, this.#silentSince + this.#options.beeplessMs);
  }

  #judge(): AnsweringOutput[] {
    if (this.#speakingSince !== undefined) return this.#isMachine('a long monologue');
    const reason =
      this.#speechMs === 0
        ? 'nobody says anything'
        : this.#soundsPersonal
          ? 'words of a person'
          : this.#speechMs <= this.#options.shortGreetingMs
            ? 'a short greeting'
            : 'they wait for us';
    this.#state = 'attending';
    return [{ type: 'answered-by', who: 'person', reason }];
  }

  #isMachine(reason: string): AnsweringOutput[] {
    if (this.#state !== 'listening' && this.#state !== 'attending') return [];
    this.#state = 'machine';
    return [{ type: 'answered-by', who: 'machine', reason }];
  }

  #refuse(reason: string): AnsweringOutput[] {
    return this.#done({ type: 'no-message', reason });
  }

  #done(output: AnsweringOutput): AnsweringOutput[] {
    this.#state = 'done';
    return [output];
  }
}
