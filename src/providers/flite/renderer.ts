/** Renders pieces of clauses for all streams: from the cache, or by the pool of worker threads. */
import type { InstantMs } from '../../clock/clock.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import type { JobOutcome, WorkerPool } from '../../runtime/worker-pool.ts';
import type { RenderingCache } from './rendering-cache.ts';
import type { Rendering } from './rendering.ts';
import type { SynthesisJob } from './synthesis-job.ts';

export type RenderingPool = Pick<WorkerPool<SynthesisJob, Rendering>, 'submit'>;

export class Renderer {
  readonly #pool: RenderingPool;
  readonly #cache: RenderingCache;

  constructor(pool: RenderingPool, cache: RenderingCache) {
    this.#pool = pool;
    this.#cache = cache;
  }

  /** `onDone` is called once, never before this returns, and not after disposal of what is returned. */
  render(
    job: SynthesisJob,
    dueMs: InstantMs,
    onDone: (outcome: Rendering | AntiphonError) => void,
  ): Disposable {
    const key = `${job.voice}\n${job.trailingMs}\n${job.spoken}`;
    const cached = this.#cache.get(key);
    if (cached !== undefined) return soon(() => onDone(cached));
    const submitted = this.#pool.submit(job, dueMs, (outcome) => {
      if (outcome.type === 'done') this.#cache.set(key, outcome.result);
      onDone(outcome.type === 'done' ? outcome.result : errorOf(outcome));
    });
    return submitted ?? soon(() => onDone(overloaded()));
  }
}

export function overloaded(): AntiphonError {
  return new AntiphonError('TTS_OVERLOADED', 'flite has as many clauses waiting as it may');
}

function errorOf(outcome: Exclude<JobOutcome<Rendering>, { type: 'done' }>): AntiphonError {
  switch (outcome.type) {
    case 'failed':
      return new AntiphonError('TTS_FAILED', `flite could not speak the clause: ${outcome.detail}`);
    case 'crashed':
      return new AntiphonError('TTS_FAILED', `flite's worker was lost: ${outcome.detail}`);
    case 'timed-out':
      return new AntiphonError(
        'TTS_TIMEOUT',
        outcome.while === 'queued'
          ? `the clause waited ${outcome.limitMs} ms for a worker`
          : `flite did not speak the clause within ${outcome.limitMs} ms`,
      );
  }
}

function soon(callback: () => void): Disposable {
  let wanted = true;
  queueMicrotask(() => {
    if (wanted) callback();
  });
  return {
    [Symbol.dispose]: () => {
      wanted = false;
    },
  };
}
