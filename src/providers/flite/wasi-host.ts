/**
 * The small operating system that flite runs on: thirteen WASI calls, all in memory.
 *
 * Node's own `node:wasi` warns that it is experimental, wants a folder on the disk for the WAV file, and
 * cannot say when the file is opened. Flite needs so little of a system that lending it one is simpler:
 * arguments, one writable file, a clock that stands still (so that equal texts yield equal bytes).
 *
 * Intuition: flite opens its output file when the waveform is done and its utterance is still in
 * memory. `onOutputOpened` is therefore the one moment at which the word timings can be read.
 */
import { invariant } from '../../errors/antiphon-error.ts';
import type { WasmImports, WasmMemory, WasmProgram } from './wasm.ts';

const success = 0;
const badDescriptor = 8;
const notSeekable = 29;

/** Descriptors below this one are stdin, stdout, stderr. */
const folderDescriptor = 3;
const fileDescriptor = 4;
const characterDevice = 2;
const directory = 3;
const regularFile = 4;
const allRights = 0xfff_ffffn;

/** Where flite is told to write; nothing of it exists outside this module. */
export const outputPath = '/o/speech.wav';
const folderName = '/o';

/** Thrown through the wasm frames to end a run: what `proc_exit` means. */
class ProgramExit {
  readonly code: number;
  constructor(code: number) {
    this.code = code;
  }
}

export class WasiHost {
  readonly imports: WasmImports;
  #program: WasmProgram | undefined;
  #arguments: readonly Uint8Array[] = [];
  #written: Uint8Array[] = [];
  #onOutputOpened: () => void = () => undefined;

  constructor() {
    this.imports = { wasi_snapshot_preview1: this.#calls() };
  }

  /** Once, before the first run. */
  bind(program: WasmProgram): void {
    this.#program = program;
  }

  get memory(): WasmMemory {
    invariant(this.#program !== undefined, 'the host is bound to a program');
    return this.#program.memory;
  }

  /** Runs the program once and returns the bytes of its output file. Throws what the wasm throws. */
  run(programArguments: readonly string[], onOutputOpened: () => void): Uint8Array {
    const encoder = new TextEncoder();
    this.#arguments = programArguments.map((argument) => encoder.encode(`${argument}\0`));
    this.#written = [];
    this.#onOutputOpened = onOutputOpened;
    try {
      this.#program!._start();
    } catch (thrown) {
      if (!(thrown instanceof ProgramExit)) throw thrown;
      if (thrown.code !== 0) throw new Error(`flite ended with code ${thrown.code}`, { cause: thrown });
    }
    return joinBytes(this.#written);
  }

  #calls(): WasmImports[string] {
    return {
      args_sizes_get: (countAt: number, bytesAt: number) => {
        this.#setUint32(countAt, this.#arguments.length);
        this.#setUint32(
          bytesAt,
          this.#arguments.reduce((sum, argument) => sum + argument.length, 0),
        );
        return success;
      },
      args_get: (pointersAt: number, bytesAt: number) => this.#copyArguments(pointersAt, bytesAt),
      clock_time_get: (_clock: number, _precision: bigint, timeAt: number) => {
        this.#view().setBigUint64(timeAt, 0n, true);
        return success;
      },
      fd_close: () => success,
      fd_fdstat_get: (descriptor: number, statAt: number) => this.#describe(descriptor, statAt),
      fd_fdstat_set_flags: () => success,
      fd_prestat_get: (descriptor: number, statAt: number) => {
        if (descriptor !== folderDescriptor) return badDescriptor;
        this.#setUint32(statAt, 0);
        this.#setUint32(statAt + 4, folderName.length);
        return success;
      },
      fd_prestat_dir_name: (_descriptor: number, nameAt: number, length: number) => {
        this.#bytes().set(new TextEncoder().encode(folderName).subarray(0, length), nameAt);
        return success;
      },
      fd_read: (_descriptor: number, _vectors: number, _count: number, readAt: number) => {
        this.#setUint32(readAt, 0);
        return success;
      },
      fd_seek: () => notSeekable,
      fd_write: (descriptor: number, vectorsAt: number, count: number, writtenAt: number) =>
        this.#write(descriptor, vectorsAt, count, writtenAt),
      path_open: (...openArguments: number[]) => {
        this.#onOutputOpened();
        // The ninth argument is where the new descriptor is put.
        this.#setUint32(openArguments[8]!, fileDescriptor);
        return success;
      },
      proc_exit: (code: number) => {
        throw new ProgramExit(code);
      },
    };
  }

  #copyArguments(pointersAt: number, bytesAt: number): number {
    const bytes = this.#bytes();
    for (const [index, argument] of this.#arguments.entries()) {
      this.#setUint32(pointersAt + 4 * index, bytesAt);
      bytes.set(argument, bytesAt);
      bytesAt += argument.length;
    }
    return success;
  }

  #describe(descriptor: number, statAt: number): number {
    const type =
      descriptor === fileDescriptor
        ? regularFile
        : descriptor === folderDescriptor
          ? directory
          : characterDevice;
    const view = this.#view();
    view.setUint32(statAt, type, true);
    view.setBigUint64(statAt + 8, allRights, true);
    view.setBigUint64(statAt + 16, allRights, true);
    return success;
  }

  #write(descriptor: number, vectorsAt: number, count: number, writtenAt: number): number {
    const view = this.#view();
    let total = 0;
    for (let index = 0; index < count; index += 1) {
      const start = view.getUint32(vectorsAt + 8 * index, true);
      const length = view.getUint32(vectorsAt + 8 * index + 4, true);
      total += length;
      // What flite prints (it complains on stderr about odd characters) is of no use to anyone.
      if (descriptor === fileDescriptor) this.#written.push(this.#bytes().slice(start, start + length));
    }
    view.setUint32(writtenAt, total, true);
    return success;
  }

  /** Made anew each time: growing the memory detaches older views. */
  #view(): DataView {
    return new DataView(this.memory.buffer);
  }

  #bytes(): Uint8Array {
    return new Uint8Array(this.memory.buffer);
  }

  #setUint32(at: number, value: number): void {
    this.#view().setUint32(at, value, true);
  }
}

function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0]!;
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
