/** Clauses rendered lately, the least used forgotten first: greetings and fillers are said a thousand times a day. */
import type { Rendering } from './rendering.ts';

/** What a token and an entry weigh beside their audio, roughly. */
const tokenBytes = 100;
const entryBytes = 300;

export class RenderingCache {
  /** In the order of last use. */
  readonly #entries = new Map<string, Rendering>();
  readonly #bytesMax: number;
  #bytes = 0;

  /** `bytesMax` 0 keeps nothing. */
  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get(key: string): Rendering | undefined {
    const rendering = this.#entries.get(key);
    if (rendering === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, rendering);
    return rendering;
  }

  set(key: string, rendering: Rendering): void {
    this.#forget(key);
    const weight = weigh(key, rendering);
    if (weight > this.#bytesMax) return;
    while (this.#bytes + weight > this.#bytesMax) this.#forget(this.#entries.keys().next().value!);
    this.#entries.set(key, rendering);
    this.#bytes += weight;
  }

  #forget(key: string): void {
    const rendering = this.#entries.get(key);
    if (rendering === undefined) return;
    this.#entries.delete(key);
    this.#bytes -= weigh(key, rendering);
  }
}

function weigh(key: string, rendering: Rendering): number {
  return rendering.samples.byteLength + rendering.tokens.length * tokenBytes + key.length * 2 + entryBytes;
}
