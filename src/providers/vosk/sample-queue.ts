/** Samples that one recogniser has heard and the other not yet: a growing queue with a cursor. */
export class SampleQueue {
  #samples = new Int16Array(16_384);
  #start = 0;
  #end = 0;

  get length(): number {
    return this.#end - this.#start;
  }

  clear(): void {
    this.#start = 0;
    this.#end = 0;
  }

  push(samples: Int16Array, count: number): void {
    if (this.#end + count > this.#samples.length) this.#makeRoom(count);
    for (let index = 0; index < count; index += 1) this.#samples[this.#end + index] = samples[index]!;
    this.#end += count;
  }

  /** Up to `count` of the oldest samples: a view that holds until the next `push`. */
  shift(count: number): Int16Array {
    const end = Math.min(this.#end, this.#start + count);
    const view = this.#samples.subarray(this.#start, end);
    this.#start = end;
    return view;
  }

  #makeRoom(count: number): void {
    const needed = this.length + count;
    const samples =
      needed * 2 > this.#samples.length ? new Int16Array(this.#samples.length * 2 + count) : this.#samples;
    samples.set(this.#samples.subarray(this.#start, this.#end));
    this.#samples = samples;
    this.#end -= this.#start;
    this.#start = 0;
  }
}
