/**
 * Shows how the models arrive: one line that is drawn again where a person looks on, a plain line every
 * tenth of a download elsewhere. Two archives may be on their way at once; each has its own words.
 */
import type { ModelProgress, ModelProgressListener } from '../../runtime/model-files/model-archive.ts';
import type { World } from './world.ts';

const barWidth = 24;
const words = { fetch: 'fetching', verify: 'checking', unpack: 'unpacking' } as const;
const eraseLine = '\r\u001B[K';

export class ModelProgressDisplay implements Disposable {
  readonly #world: Pick<World, 'err' | 'isTerminal'>;
  readonly #shownTenths = new Map<string, number>();
  #lineIsOpen = false;
  #introduced = false;

  constructor(world: Pick<World, 'err' | 'isTerminal'>) {
    this.#world = world;
  }

  readonly onProgress: ModelProgressListener = (progress) => {
    this.#introduce();
    if (this.#world.isTerminal) this.#redraw(progress);
    else this.#print(progress);
  };

  /** Leaves the line, so that whatever comes next begins on its own. */
  [Symbol.dispose](): void {
    if (this.#lineIsOpen) this.#world.err(eraseLine);
    this.#lineIsOpen = false;
  }

  #introduce(): void {
    if (this.#introduced) return;
    this.#introduced = true;
    this.#world.err('Fetching the models that are not here yet; this happens once.\n');
  }

  #redraw(progress: ModelProgress): void {
    const { archive, phase, doneBytes, totalBytes } = progress;
    const share = totalBytes === 0 ? 1 : doneBytes / totalBytes;
    const full = Math.round(share * barWidth);
    const bar = `${'='.repeat(full)}${' '.repeat(barWidth - full)}`;
    this.#world.err(`${eraseLine}  ${archive.name.padEnd(18)} [${bar}] ${describe(progress)}`);
    this.#lineIsOpen = true;
    if (phase !== 'unpack' || doneBytes < totalBytes) return;
    this.#world.err(`${eraseLine}  ${archive.name} is ready.\n`);
    this.#lineIsOpen = false;
  }

  #print(progress: ModelProgress): void {
    const { archive, phase, doneBytes, totalBytes } = progress;
    if (phase === 'unpack' && doneBytes === totalBytes) this.#world.err(`  ${archive.name} is ready.\n`);
    // What follows the fetching takes a second and is not worth a line for each tenth.
    if (phase !== 'fetch') return;
    const tenths = totalBytes === 0 ? 10 : Math.floor((doneBytes / totalBytes) * 10);
    if (tenths <= (this.#shownTenths.get(archive.name) ?? -1)) return;
    this.#shownTenths.set(archive.name, tenths);
    this.#world.err(`  ${archive.name} ${describe(progress)}\n`);
  }
}

function describe({ phase, doneBytes, totalBytes }: ModelProgress): string {
  const percent = totalBytes === 0 ? 100 : Math.floor((doneBytes / totalBytes) * 100);
  return `${words[phase]} ${String(percent).padStart(3)} %, ${megabytes(doneBytes)} of ${megabytes(totalBytes)}`;
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
