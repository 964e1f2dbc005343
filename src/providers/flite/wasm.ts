/** WebAssembly as far as it is used here: Node has it, but its types come only with those of the browser. */

/** Compiled code; may be posted to a worker, which then shares it. */
export type WasmModule = object & { readonly compiled?: never };

export interface WasmMemory {
  readonly buffer: ArrayBuffer;
}

/** Functions by name, by the name of their module. */
export type WasmImports = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export interface WasmProgram {
  readonly memory: WasmMemory;
  /** Runs the program to its end. */
  _start(): void;
}

interface WebAssemblyApi {
  compile(bytes: Uint8Array): Promise<WasmModule>;
  Instance: new (module: WasmModule, imports: WasmImports) => { readonly exports: WasmProgram };
}

const api = (globalThis as unknown as { WebAssembly: WebAssemblyApi }).WebAssembly;

export function compileWasm(bytes: Uint8Array): Promise<WasmModule> {
  return api.compile(bytes);
}

export function instantiateWasm(module: WasmModule, imports: WasmImports): WasmProgram {
  return new api.Instance(module, imports).exports;
}
