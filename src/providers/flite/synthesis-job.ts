/** What passes between a stream and the worker threads. */
import type { WasmModule } from './wasm.ts';

/** All voices on offer speak at this rate. */
export const sampleRate = 16000;

export interface SynthesisData {
  module: WasmModule;
  /** See `pristineMemory`. */
  pristine: Uint8Array<SharedArrayBuffer>;
  /** The voice to warm up with. */
  voice: string;
}

export interface SynthesisJob {
  /** Printable ASCII, at least one word. */
  spoken: string;
  voice: string;
  /** Silence after the last sound. */
  trailingMs: number;
}
