/**
 * One flite in memory, used again and again.
 *
 * The program can be started only once per instance: it leaves its heap behind. A fresh instance costs
 * 10 to 18 ms and 20 MB of garbage each time, so the memory is put back to its pristine contents
 * instead (3.4 ms), which all workers share. After a trap the instance itself is in doubt and replaced.
 */
import { readUtterance, type Utterance } from './utterance.ts';
import { instantiateWasm, type WasmModule } from './wasm.ts';
import { outputPath, WasiHost } from './wasi-host.ts';

/** Flite's mutable data lies in the last pages of its initial memory, its heap behind them. */
const mutableBytesMax = 128 * 1024;
const wavHeaderBytes = 44;

export interface RawSpeech {
  samples: Int16Array<ArrayBuffer>;
  sampleRate: number;
  /** Undefined where flite's memory could not be read. */
  utterance: Utterance | undefined;
}

export class FliteEngine {
  readonly #module: WasmModule;
  readonly #pristine: Uint8Array;
  #host: WasiHost;
  #used = false;

  /** `pristine`: from `pristineMemory` of the same module. */
  constructor(module: WasmModule, pristine: Uint8Array) {
    this.#module = module;
    this.#pristine = pristine;
    this.#host = instantiate(module);
  }

  /** `text`: printable ASCII. Throws what the wasm throws; the engine stays usable. */
  synthesize(text: string, voice: string): RawSpeech {
    this.reset();
    this.#used = true;
    let utterance: Utterance | undefined;
    const host = this.#host;
    try {
      const wav = host.run(['flite', '-voice', voice, '-t', text, '-o', outputPath], () => {
        const heapFrom = this.#pristine.length - mutableBytesMax;
        utterance = readUtterance(host.memory.buffer, heapFrom);
      });
      return { ...readWav(wav), utterance };
    } catch (thrown) {
      this.#host = instantiate(this.#module);
      this.#used = false;
      throw thrown;
    }
  }

  /** Makes ready for the next text. Called when idle it saves the next clause its 3 ms. */
  reset(): void {
    if (!this.#used) return;
    const memory = new Uint8Array(this.#host.memory.buffer);
    memory.set(this.#pristine);
    memory.fill(0, this.#pristine.length);
    this.#used = false;
  }
}

/** What the memory of `module` holds before it runs, where every worker can see it. */
export function pristineMemory(module: WasmModule): Uint8Array<SharedArrayBuffer> {
  const memory = new Uint8Array(instantiate(module).memory.buffer);
  const pristine = new Uint8Array(new SharedArrayBuffer(memory.length));
  pristine.set(memory);
  return pristine;
}

function instantiate(module: WasmModule): WasiHost {
  const host = new WasiHost();
  host.bind(instantiateWasm(module, host.imports));
  return host;
}

/** Flite writes the plainest of headers: PCM16, one channel, 44 bytes. */
function readWav(wav: Uint8Array): { samples: Int16Array<ArrayBuffer>; sampleRate: number } {
  const header = new DataView(wav.buffer, wav.byteOffset, wav.byteLength);
  if (wav.length < wavHeaderBytes || header.getUint16(22, true) !== 1 || header.getUint16(34, true) !== 16) {
    throw new Error('flite wrote no 16-bit mono WAV');
  }
  const samples = new Int16Array(Math.floor((wav.length - wavHeaderBytes) / 2));
  new Uint8Array(samples.buffer).set(wav.subarray(wavHeaderBytes, wavHeaderBytes + samples.byteLength));
  return { samples, sampleRate: header.getUint32(24, true) };
}
