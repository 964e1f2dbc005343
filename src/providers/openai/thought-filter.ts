/**
 * Keeps what a model thinks to itself from being spoken.
 *
 * Local servers without a reasoning parser put the thoughts of a reasoning model into the text:
 * `<think> ... </think>` before the answer. Only there are they looked for.
 */
const opening = '<think>';
const closing = '</think>';

type State = 'start' | 'thinking' | 'thought' | 'answering';

export class ThoughtFilter {
  #state: State = 'start';
  #pending = '';

  /** @returns what of it may be spoken. */
  push(text: string): string {
    if (this.#state === 'answering') return text;
    this.#pending += text;
    this.#state = this.#next(this.#state);
    return this.#state === 'answering' ? this.#take() : '';
  }

  /** The stream is over: what looked like the beginning of a thought was none. */
  end(): string {
    return this.#state === 'start' ? this.#take() : '';
  }

  #next(state: State): State {
    const text = this.#pending.trimStart();
    switch (state) {
      case 'start':
        if (text.startsWith(opening)) return this.#next('thinking');
        return opening.startsWith(text) ? 'start' : 'answering';
      case 'thinking': {
        const end = text.indexOf(closing);
        // A thought may be long: only what could be the beginning of its end is kept.
        this.#pending = end < 0 ? text.slice(-closing.length) : text.slice(end + closing.length);
        return end < 0 ? 'thinking' : this.#next('thought');
      }
      case 'thought':
        this.#pending = text;
        return text === '' ? 'thought' : 'answering';
      case 'answering':
        return 'answering';
    }
  }

  #take(): string {
    const text = this.#pending;
    this.#pending = '';
    return text;
  }
}
