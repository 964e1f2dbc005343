/**
 * Vosk as speech to text: native code that may crash, in child processes that may be replaced.
 *
 * Frames are joined into pieces here and recognised there: by a grammar made of what is likely to be said
 * and, where that does not explain the sound, by free-form recognition (see `hypothesis.ts`). `freeForm`
 * says when the free one hears along. Computed from the times of both on each of 120 sentences of the
 * domain (16 kHz, one caller): CPU per second of sound, and time to the final p50 / p90 / p99: `on-doubt`
 * 0.04 and 11 / 180 / 330 ms; `beside` 0.10 and 11 / 37 / 78 ms. `adaptive`, the default, is beside while
 * a child is less than half busy.
 */
import { access } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { AudioFormat } from '../../audio/format.ts';
import type { Clock } from '../../clock/clock.ts';
import type { SpeechToText, SttCapabilities, SttStream, SttStreamOptions } from '../../contracts/stt.ts';
import { AntiphonError, invariant } from '../../errors/antiphon-error.ts';
import type { ChildEnd } from '../../runtime/child-pool/child-link.ts';
import {
  openChildPool,
  type ChildPool,
  type ChildPoolOptions,
  type ChildState,
} from '../../runtime/child-pool/child-pool.ts';
import type { EngineParameters } from './engine.ts';
import type { FreeFormPolicy } from './hearing-room.ts';
import type { VoskChildArguments } from './vosk-child.ts';
import { VoskStream, type VoskStreamLimits } from './vosk-stream.ts';

export interface VoskOptions extends Partial<VoskStreamLimits> {
  /** The Vosk library for this platform: `libvosk.so`. */
  libraryFile: string;
  modelFolder: string;
  /** BCP-47: what the model speaks. Default `en-US`. */
  language?: string;
  /** Each holds the model (136 MB) and uses one core at most. Default: half of the cores, at least 1. */
  processes?: number;
  freeForm?: FreeFormPolicy;
  clock: Clock;
  /** Told of every child that crashes, hangs or does not start; a new one is on its way. Must not throw. */
  onChildEnd?: (end: ChildEnd) => void;
}

/** For tests: what else than Vosk may hear, and how patient the pool is. */
export interface VoskEngineOptions {
  engineModule: URL;
  engineParameters: EngineParameters;
  pool?: Partial<ChildPoolOptions>;
}

// The build writes `.js` here.
const childProgram = new URL('./vosk-child.ts', import.meta.url);
const voskEngine = new URL('./vosk-engine.ts', import.meta.url);

const formats: readonly AudioFormat[] = [
  { encoding: 'pcm16le', sampleRate: 16000, channels: 1 },
  { encoding: 'pcm16le', sampleRate: 8000, channels: 1 },
  { encoding: 'mulaw', sampleRate: 8000, channels: 1 },
  { encoding: 'alaw', sampleRate: 8000, channels: 1 },
  { encoding: 'pcm16le', sampleRate: 24000, channels: 1 },
  { encoding: 'pcm16le', sampleRate: 48000, channels: 1 },
];

const capabilities: SttCapabilities = {
  interim: true,
  phrases: true,
  formats,
  endpointAuthority: 'local',
  // Computed likewise for one caller, on doubt, on 80 sentences far from the domain: 609 ms at 8 kHz, 514 at
  // 16 kHz (the worst of 80 each; in the domain 422 and 332). Not under load: on a machine with four programs
  // to each core finals took seconds.
  finalMsP99: 600,
};

/** The small model has files of these names; without them Vosk ends in an abort that says little. */
const modelFiles = ['am/final.mdl', 'conf/mfcc.conf', 'graph/words.txt'];

/**
 * Resolves when every child has loaded the model (about a second).
 * Rejects with MODEL_MISSING, MODEL_CORRUPT, PEER_MISSING (koffi) or STT_FAILED.
 */
export async function openVosk(options: VoskOptions): Promise<VoskSpeechToText> {
  const { libraryFile, modelFolder } = options;
  await mustExist(libraryFile);
  for (const file of modelFiles) await mustExist(join(modelFolder, file));
  return openVoskWith(options, { engineModule: voskEngine, engineParameters: { libraryFile, modelFolder } });
}

/** `openVosk` with another engine in the children: for tests. */
export async function openVoskWith(
  options: Omit<VoskOptions, 'libraryFile' | 'modelFolder'>,
  engine: VoskEngineOptions,
): Promise<VoskSpeechToText> {
  const { clock, freeForm = 'adaptive', processes = Math.max(1, availableParallelism() >> 1) } = options;
  const { engineModule, engineParameters } = engine;
  const childArguments: VoskChildArguments = { engineModule: engineModule.href, engineParameters, freeForm };
  const pool = await openChildPool(
    {
      program: { file: childProgram, arguments: [JSON.stringify(childArguments)] },
      processes,
      clock,
      ...(options.onChildEnd !== undefined && { onChildEnd: options.onChildEnd }),
      ...engine.pool,
    },
    toStartError,
  );
  const { queueMaxMs = 10_000, flushMaxMs = 5000 } = options;
  return new VoskSpeechToText(pool, clock, options.language ?? 'en-US', { queueMaxMs, flushMaxMs });
}

export class VoskSpeechToText implements SpeechToText {
  readonly specificationVersion = '1';
  readonly name = 'vosk';
  readonly capabilities = capabilities;
  readonly #pool: ChildPool;
  readonly #clock: Clock;
  readonly #language: string;
  readonly #limits: VoskStreamLimits;
  readonly #streams = new Set<VoskStream>();
  #closed = false;

  /** Use `openVosk`. */
  constructor(pool: ChildPool, clock: Clock, language: string, limits: VoskStreamLimits) {
    this.#pool = pool;
    this.#clock = clock;
    this.#language = language;
    this.#limits = limits;
  }

  /** The child processes as they are now. */
  get children(): readonly ChildState[] {
    return this.#pool.children;
  }

  /** While a crashed child is replaced, the stream waits for it; its audio counts against `queueMaxMs`. */
  open(options: SttStreamOptions): SttStream {
    invariant(!this.#closed, 'the speech to text is closed');
    invariant(isSupported(options.format), 'the format is not one of the capabilities');
    const language = this.#language;
    const stream: VoskStream = new VoskStream(
      { ...options, language },
      this.#pool,
      this.#clock,
      this.#limits,
      () => this.#streams.delete(stream),
    );
    this.#streams.add(stream);
    return stream;
  }

  /** Closes the streams that are left, kills the children and waits for their end. Idempotent. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    for (const stream of this.#streams) stream.close();
    await this.#pool[Symbol.asyncDispose]();
  }
}

function isSupported({ encoding, sampleRate }: AudioFormat): boolean {
  return formats.some((format) => format.encoding === encoding && format.sampleRate === sampleRate);
}

async function mustExist(file: string): Promise<void> {
  await access(file).catch((thrown: unknown) => {
    throw new AntiphonError('MODEL_MISSING', `${file} is not there`, { cause: thrown });
  });
}

function toStartError({ detail, code }: ChildEnd): AntiphonError {
  return new AntiphonError(code ?? 'STT_FAILED', `Vosk did not start: ${detail}`);
}
