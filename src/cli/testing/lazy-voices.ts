/** The embedded voices of a run: opened by the first scenario that is spoken, shared by all, closed at the end. */
import type { ScenarioVoices } from '../../testing/scenario/index.ts';

export class LazyVoices implements AsyncDisposable {
  #opening: Promise<ScenarioVoices & AsyncDisposable> | undefined;
  readonly #signal: AbortSignal;

  /** @param signal Gives up a download. */
  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  /** @throws AntiphonError where a model is missing. */
  get(): Promise<ScenarioVoices> {
    this.#opening ??= this.#open();
    return this.#opening;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // Whoever asked for them was told why they could not be opened.
    const voices = await this.#opening?.catch(() => undefined);
    await voices?.[Symbol.asyncDispose]();
  }

  async #open(): Promise<ScenarioVoices & AsyncDisposable> {
    // Loaded when needed: the packages of the models are optional.
    const { openEmbeddedVoices } = await import('../../server/open-embedded-voices.ts');
    return openEmbeddedVoices({ signal: this.#signal });
  }
}
