/**
 * libfvad (the VAD of WebRTC) as a FrameClassifier: microseconds a frame, a gate, not a judge.
 *
 * One WebAssembly instance serves all legs; each has a detector of its own inside, because it
 * learns the noise of its line. Samples are written straight into the instance's memory and one
 * exported function is called: nothing is allocated per frame.
 */
import { AntiphonError, invariant } from '../../errors/antiphon-error.ts';
import type { FrameClassifier } from '../../contracts/vad.ts';
import { loadFvadModule, type FvadModule } from './fvad-module.ts';

export interface FvadOptions {
  /** 0 lets the most through, 3 the least. */
  aggressiveness?: 0 | 1 | 2 | 3;
}

/** 20 ms at the highest rate that libfvad takes. */
const maxFrameSamples = 960;

export class FvadClassifier implements FrameClassifier {
  readonly sampleRates: readonly number[] = [8000, 16000, 32000, 48000];
  readonly #module: FvadModule;
  readonly #aggressiveness: number;
  /** Address of each handle's detector; 0 where the handle is free. */
  readonly #detectors: number[] = [];
  readonly #free: number[] = [];
  readonly #frameAddress: number;
  #heap: Int16Array;
  #disposed = false;

  /** @throws PEER_MISSING when the optional package `@echogarden/fvad-wasm` is not installed. */
  static async create(options: FvadOptions = {}): Promise<FvadClassifier> {
    return new FvadClassifier(await loadFvadModule(), options);
  }

  private constructor(module: FvadModule, options: FvadOptions) {
    this.#module = module;
    this.#aggressiveness = options.aggressiveness ?? defaultAggressiveness;
    this.#frameAddress = module._malloc(maxFrameSamples * 2);
    this.#heap = module.HEAP16;
  }

  open(sampleRate: number): number {
    invariant(!this.#disposed, 'the classifier is disposed');
    invariant(this.sampleRates.includes(sampleRate), `libfvad does not take ${sampleRate} Hz`);
    const detector = this.#module._fvad_new();
    if (detector === 0) throw new AntiphonError('VAD_FAILED', 'libfvad is out of memory');
    this.#module._fvad_set_sample_rate(detector, sampleRate);
    this.#module._fvad_set_mode(detector, this.#aggressiveness);
    // The memory may have grown, which detaches the old view.
    this.#heap = this.#module.HEAP16;
    const handle = this.#free.pop() ?? this.#detectors.length;
    this.#detectors[handle] = detector;
    return handle;
  }

  isSpeech(handle: number, samples: Int16Array, length: number): boolean {
    const heap = this.#heap;
    const base = this.#frameAddress >> 1;
    for (let index = 0; index < length; index += 1) heap[base + index] = samples[index]!;
    return this.#module._fvad_process(this.#detectors[handle]!, this.#frameAddress, length) === 1;
  }

  close(handle: number): void {
    const detector = this.#detectors[handle] ?? 0;
    if (detector === 0) return;
    this.#module._fvad_free(detector);
    this.#detectors[handle] = 0;
    this.#free.push(handle);
  }

  /** Frees all detectors; the instance itself goes with the garbage. */
  [Symbol.dispose](): void {
    if (this.#disposed) return;
    this.#detectors.forEach((_, handle) => this.close(handle));
    this.#module._free(this.#frameAddress);
    this.#disposed = true;
  }
}

/** Quality mode: as a gate before a neural judge, a missed onset costs more than a false one. */
const defaultAggressiveness = 1;
