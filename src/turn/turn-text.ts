/**
 * The words of one turn, joined from the segments that the STT was flushed at.
 *
 * Segments count through the whole call, so that a late transcript of an earlier turn is recognised
 * and left out, and one of this turn finds its place whatever the order of arrival.
 */
export class TurnText {
  #open = 0;
  #first = 0;
  readonly #finals = new Map<number, string>();
  readonly #interims = new Map<number, string>();

  /** The segment that is being spoken now. */
  get openSegment(): number {
    return this.#open;
  }

  /** Every segment flushed in this turn has its final. */
  get complete(): boolean {
    for (let segment = this.#first; segment < this.#open; segment += 1) {
      if (!this.#finals.has(segment)) return false;
    }
    return true;
  }

  /** Of every segment flushed in this turn some words are known, or that it has none. */
  get gapless(): boolean {
    for (let segment = this.#first; segment < this.#open; segment += 1) {
      if (!this.#finals.has(segment) && !this.#interims.has(segment)) return false;
    }
    return true;
  }

  /** Words have come of the segment that is open. */
  get openHasWords(): boolean {
    return (this.#interims.get(this.#open) ?? '') !== '';
  }

  owns(segment: number): boolean {
    return segment >= this.#first && segment <= this.#open;
  }

  /** Ends the open segment and returns its number. */
  flush(): number {
    this.#open += 1;
    return this.#open - 1;
  }

  /** @returns false for a transcript that does not belong to this turn or comes twice. */
  take(segment: number, text: string, final: boolean): boolean {
    if (!this.owns(segment) || this.#finals.has(segment)) return false;
    if (final && segment === this.#open) return false;
    if (final) {
      this.#finals.set(segment, text.trim());
      this.#interims.delete(segment);
    } else this.#interims.set(segment, text.trim());
    return true;
  }

  /** The stream broke: of what it had not finished, what it had told stays, and nothing more is waited for. */
  settle(): void {
    for (let segment = this.#first; segment <= this.#open; segment += 1) {
      if (!this.#finals.has(segment)) this.#finals.set(segment, this.#interims.get(segment) ?? '');
    }
    this.#interims.clear();
    this.#open += 1;
  }

  /** All that is known, of the segment that is being spoken as well. */
  current(): string {
    return this.#joined(this.#open);
  }

  /** What was flushed: the words of the open segment will come again with its end. */
  flushed(): string {
    return this.#joined(this.#open - 1);
  }

  /** What comes now belongs to the next turn; a segment that is open but unheard goes with it. */
  startTurn(): void {
    const unfinished = this.#interims.get(this.#open);
    this.#first = this.#open;
    this.#finals.clear();
    this.#interims.clear();
    if (unfinished !== undefined) this.#interims.set(this.#open, unfinished);
  }

  #joined(last: number): string {
    const parts: string[] = [];
    for (let segment = this.#first; segment <= last; segment += 1) {
      const text = this.#finals.get(segment) ?? this.#interims.get(segment) ?? '';
      if (text !== '') parts.push(text);
    }
    return parts.join(' ');
  }
}
