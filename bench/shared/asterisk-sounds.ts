/**
 * The Asterisk core sounds: human speech with known words, spoken by one actress, at two bandwidths.
 *
 * Debian carries them as packages (CC BY-SA 3.0); the project contains none of them. `npm run data`
 * puts them here, where benchmarks look:
 *
 *   <cache>/data/asterisk-core-sounds-en-1.6.1-1/16k/<name>.wav   decoded from G.722
 *   <cache>/data/asterisk-core-sounds-en-1.6.1-1/8k/<name>.wav    as it comes
 */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { defaultCacheFolder } from '../../src/runtime/model-files/cache-layout.ts';

export const asteriskVersion = '1.6.1-1';

export type Bandwidth = '16k' | '8k';

export interface SoundPackage {
  name: string;
  bandwidth: Bandwidth;
  /** Of the `.deb` file, as the index of Debian 12 has it. */
  sha256: string;
  bytes: number;
}

export const asteriskPackages: readonly SoundPackage[] = [
  {
    name: 'asterisk-core-sounds-en-g722',
    bandwidth: '16k',
    sha256: '38c5261820b406dcb0ecb37675720da2b0864850690690352ca52707eb623806',
    bytes: 10_565_860,
  },
  {
    name: 'asterisk-core-sounds-en-wav',
    bandwidth: '8k',
    sha256: '2be3ea287d83299d143815fa804f11179a75b7affd4a758b98b55f5afc18a35d',
    bytes: 18_272_864,
  },
];

/** The cache of this user, for programs outside `server/` and `cli/` that have no configuration of their own. */
export function userCacheFolder(): string {
  return defaultCacheFolder(process.env, process.platform, homedir());
}

export function asteriskFolder(cacheFolder: string): string {
  return join(cacheFolder, 'data', `asterisk-core-sounds-en-${asteriskVersion}`);
}

/** Where a sound lies, or would lie, by its Asterisk name (`digits/1`). */
export function asteriskSound(cacheFolder: string, name: string, bandwidth: Bandwidth): string {
  return join(asteriskFolder(cacheFolder), bandwidth, `${name}.wav`);
}
