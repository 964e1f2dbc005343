/**
 * A tree of aborts: aborting a scope aborts its children, ending a child leaves nothing behind.
 *
 * `AbortSignal.any` would do the first, but keeps every child of a long call alive through its parent's
 * listeners; a call of an hour has hundreds of turns.
 */
export class AbortScope implements Disposable {
  readonly #controller = new AbortController();
  readonly #children = new Set<AbortScope>();
  readonly #onEnd: (scope: AbortScope) => void;

  constructor(onEnd: (scope: AbortScope) => void = () => undefined) {
    this.#onEnd = onEnd;
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Scopes opened and not ended. */
  get openChildren(): number {
    return this.#children.size;
  }

  child(): AbortScope {
    const child = new AbortScope((ended) => this.#children.delete(ended));
    if (this.signal.aborted) child.abort(this.signal.reason);
    else this.#children.add(child);
    return child;
  }

  abort(reason: unknown): void {
    if (this.signal.aborted) return;
    for (const child of this.#children) child.abort(reason);
    this.#children.clear();
    this.#controller.abort(reason);
    this.#onEnd(this);
  }

  /** Ended in order: the parent forgets it. */
  [Symbol.dispose](): void {
    this.#onEnd(this);
  }
}
