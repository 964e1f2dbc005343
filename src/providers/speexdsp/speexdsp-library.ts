/**
 * The typed face of libspeexdsp, called through koffi. The library is the system's: there is no npm
 * package of its echo canceller that is kept up.
 */
import { AntiphonError } from '../../errors/antiphon-error.ts';

export type Pointer = object;

export interface SpeexdspLibrary {
  init(frameSamples: number, filterSamples: number): Pointer | null;
  control(state: Pointer, request: number, value: Int32Array): number;
  cancel(state: Pointer, near: Int16Array, far: Int16Array, out: Int16Array): void;
  reset(state: Pointer): void;
  destroy(state: Pointer): void;
}

const fileNames: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'libspeexdsp.so.1',
  darwin: 'libspeexdsp.1.dylib',
  win32: 'libspeexdsp-1.dll',
};

/** @param file Path or name; default: the system's own. @throws AntiphonError PEER_MISSING */
export async function loadSpeexdsp(file: string | undefined): Promise<SpeexdspLibrary> {
  const { default: koffi } = await import('koffi').catch((thrown: unknown) => {
    throw new AntiphonError('PEER_MISSING', 'speexdsp is called through the package koffi', {
      cure: 'Run `npm install koffi`.',
      cause: thrown,
    });
  });
  const name = file ?? fileNames[process.platform] ?? 'libspeexdsp.so.1';
  try {
    const library = koffi.load(name);
    return {
      init: library.func('void* speex_echo_state_init(int, int)'),
      control: library.func('int speex_echo_ctl(void*, int, int32_t*)'),
      cancel: library.func(
        'void speex_echo_cancellation(void*, const int16_t*, const int16_t*, _Out_ int16_t*)',
      ),
      reset: library.func('void speex_echo_state_reset(void*)'),
      destroy: library.func('void speex_echo_state_destroy(void*)'),
    };
  } catch (thrown) {
    throw new AntiphonError('PEER_MISSING', `cannot load ${name}`, {
      cure: 'Install the library: `apt-get install libspeexdsp1` on Debian, `brew install speexdsp` on macOS.',
      cause: thrown,
    });
  }
}
