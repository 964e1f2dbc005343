/** A model that plays beats, each so long after its request, and remembers what became of every request. */
import type { Clock } from '../../clock/clock.ts';
import type { GenerateRequest, GenerationPart, LanguageModel } from '../../contracts/llm.ts';

export type Beat = { atMs: number; part: GenerationPart } | { atMs: number; throws: unknown };

export interface PlayedRequest {
  askedAt: number;
  state: 'open' | 'ended' | 'closed' | 'failed';
  overAt: number | undefined;
}

export class PlayedModel implements LanguageModel {
  readonly specificationVersion = '1';
  readonly name: string;
  readonly phrases: readonly string[];
  readonly requests: PlayedRequest[] = [];
  /** Iterations that have begun and are not over. */
  iterating = 0;
  /** Request after request; the last again and again. Behind its beats a take hangs, unless it has ended. */
  takes: readonly (readonly Beat[])[];
  readonly #clock: Clock;

  constructor(clock: Clock, name: string, takes: readonly (readonly Beat[])[], phrases: string[] = []) {
    this.#clock = clock;
    this.name = name;
    this.takes = takes;
    this.phrases = phrases;
  }

  get open(): number {
    return this.requests.filter(({ state }) => state === 'open').length;
  }

  /** The states of its requests, in order. */
  get states(): string[] {
    return this.requests.map(({ state }) => state);
  }

  async *generate(
    _request: GenerateRequest,
    { signal }: { signal: AbortSignal },
  ): AsyncGenerator<GenerationPart> {
    const record: PlayedRequest = { askedAt: this.#clock.now(), state: 'open', overAt: undefined };
    const take = this.takes[Math.min(this.requests.length, this.takes.length - 1)] ?? [];
    this.requests.push(record);
    this.iterating += 1;
    const end = (state: PlayedRequest['state']): void => {
      if (record.state !== 'open') return;
      record.state = state;
      record.overAt = this.#clock.now();
    };
    const closed = (): void => end('closed');
    signal.addEventListener('abort', closed, { once: true });
    try {
      for (const beat of take) {
        await this.#until(record.askedAt + beat.atMs, signal);
        if (signal.aborted) return;
        if ('throws' in beat) {
          end('failed');
          throw beat.throws;
        }
        if (beat.part.type === 'end') end('ended');
        yield beat.part;
        if (beat.part.type === 'end') return;
      }
      await this.#until(Infinity, signal);
    } finally {
      end('closed');
      this.iterating -= 1;
      signal.removeEventListener('abort', closed);
    }
  }

  #until(instant: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted || instant <= this.#clock.now()) return Promise.resolve();
    return new Promise((resolve) => {
      const timer =
        instant === Infinity
          ? undefined
          : this.#clock.at(instant, () => {
              signal.removeEventListener('abort', onAbort);
              resolve();
            });
      const onAbort = (): void => {
        timer?.[Symbol.dispose]();
        resolve();
      };
      signal.addEventListener('abort', onAbort, { once: true });
    });
  }
}

const usage = { inputTokens: 40, cachedInputTokens: 32, outputTokens: 12 };

/** Says `text` word by word, a word every `wordMs`, the first after `firstMs`, and ends. */
export function speaks(text: string, firstMs: number, wordMs = 10): Beat[] {
  const words = text.match(/\S+\s*/g) ?? [];
  const lastMs = firstMs + Math.max(0, words.length - 1) * wordMs;
  return [
    ...words.map((word, index): Beat => ({
      atMs: firstMs + index * wordMs,
      part: { type: 'text-delta', text: word },
    })),
    { atMs: lastMs, part: { type: 'usage', usage } },
    { atMs: lastMs, part: { type: 'end', reason: 'stop' } },
  ];
}

/** Fails after `atMs`, behind whatever it says first. */
export function fails(throws: unknown, atMs: number, saysFirst = ''): Beat[] {
  return [...(saysFirst === '' ? [] : speaks(saysFirst, 0, 1).slice(0, -2)), { atMs, throws }];
}

/** Never yields anything. */
export const hangs: readonly Beat[] = [];
