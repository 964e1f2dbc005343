/** Whoever reads turns: mostly soon, sometimes late, sometimes never, and now and then something breaks. */
import type { CallInput } from '../src/call/input.ts';
import type { ExtractionRequest } from '../src/contracts/memory.ts';
import type { Random } from './random.ts';
import type { Schedule, Scheduled } from './schedule.ts';
import type { ReaderMood, Weather } from './weather.ts';

export class ReaderModel {
  readonly #schedule: Schedule;
  readonly #random: Random;
  readonly #weather: Weather['reader'];
  readonly #feed: (input: CallInput) => void;
  readonly #running = new Map<number, Scheduled>();

  constructor(
    schedule: Schedule,
    random: Random,
    weather: Weather['reader'],
    feed: (input: CallInput) => void,
  ) {
    this.#schedule = schedule;
    this.#random = random;
    this.#weather = weather;
    this.#feed = feed;
  }

  start({ turn, callerText }: ExtractionRequest): void {
    const mood = this.#random.weighted<ReaderMood>(this.#weather.moods);
    if (mood === 'never') return;
    const takesMs = mood === 'slow' ? this.#random.between(1_000, 12_000) : this.#random.latency(30, 0.8);
    const change = {
      slot: 'said',
      change: 'set',
      value: callerText.slice(0, 80),
      words: '',
      confidence: 0.9,
    } as const;
    const changes = this.#random.chance(0.7) ? [change] : [];
    const input: CallInput =
      mood === 'fail'
        ? { type: 'extraction-failed', turn, code: 'LLM_FAILED' }
        : { type: 'extracted', extraction: { turn, intent: undefined, changes }, rejected: 0 };
    this.#running.set(
      turn,
      this.#schedule.after(takesMs, undefined, () => this.#feed(input)),
    );
  }

  abort(turn: number): void {
    const running = this.#running.get(turn);
    if (running !== undefined) running.cancelled = true;
  }
}
