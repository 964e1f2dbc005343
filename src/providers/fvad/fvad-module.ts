/** The typed face of the Emscripten module in `@echogarden/fvad-wasm`, which ships without types. */
import { AntiphonError } from '../../errors/antiphon-error.ts';

export interface FvadModule {
  /** Replaced by a new view whenever the memory grows: read it again after anything that allocates. */
  readonly HEAP16: Int16Array;
  _malloc(bytes: number): number;
  _free(address: number): void;
  _fvad_new(): number;
  _fvad_free(detector: number): void;
  _fvad_set_mode(detector: number, mode: number): number;
  _fvad_set_sample_rate(detector: number, sampleRate: number): number;
  /** @returns 1 for speech, 0 for none, -1 for a frame length it does not take. */
  _fvad_process(detector: number, frameAddress: number, samples: number): number;
}

/** Instantiates the module: each call gets memory of its own. */
export async function loadFvadModule(): Promise<FvadModule> {
  try {
    // @ts-expect-error The package has no types.
    const { default: instantiate } = (await import('@echogarden/fvad-wasm')) as {
      default: () => Promise<FvadModule>;
    };
    return await instantiate();
  } catch (thrown) {
    throw new AntiphonError('PEER_MISSING', 'cannot load @echogarden/fvad-wasm', {
      cure: 'npm install @echogarden/fvad-wasm',
      cause: thrown,
    });
  }
}
