/**
 * Has turns read by the agent's extractor, and checks what it says: a value that does not fit its slot is dropped
 * before the call decides anything by it.
 */
import type { Slots } from '../agent/define-slots.ts';
import type { Extraction, ExtractionRequest, Extractor, SlotChange } from '../contracts/memory.ts';
import { AntiphonError } from '../errors/antiphon-error.ts';
import type { AbortScope } from './abort-scope.ts';

export interface ExtractingOptions {
  /** Undefined: there is nobody who could read. */
  extractor: Extractor | undefined;
  slots: Slots | undefined;
  scope: AbortScope;
  onExtracted: (extraction: Extraction, rejected: number) => void;
  onFailed: (turn: number, code: string) => void;
  /** Told, for people, why a turn could not be read. Must not throw. */
  onError?: (error: AntiphonError) => void;
}

export class Extracting {
  readonly #options: ExtractingOptions;
  readonly #running = new Map<number, AbortScope>();

  constructor(options: ExtractingOptions) {
    this.#options = options;
  }

  start(request: ExtractionRequest): void {
    const scope = this.#options.scope.child();
    this.#running.set(request.turn, scope);
    void this.#read(request, scope);
  }

  abort(turn: number): void {
    this.#running.get(turn)?.abort('it took too long');
  }

  async #read(request: ExtractionRequest, scope: AbortScope): Promise<void> {
    const { extractor, onExtracted, onFailed, onError } = this.#options;
    const { turn } = request;
    try {
      if (extractor === undefined)
        throw new AntiphonError('EXTRACTION_FAILED', 'this agent has no extractor');
      const extraction = await extractor.extract(request, { signal: scope.signal });
      if (scope.signal.aborted) return;
      const { changes, rejected } = this.#checked(extraction);
      const { intent } = extraction;
      onExtracted({ turn, intent, changes }, rejected);
    } catch (thrown) {
      // An abort is not an error.
      if (scope.signal.aborted) return;
      const error = AntiphonError.from(thrown, 'EXTRACTION_FAILED', `turn ${turn} could not be read`);
      onError?.(error);
      onFailed(turn, error.code);
    } finally {
      scope[Symbol.dispose]();
      if (this.#running.get(turn) === scope) this.#running.delete(turn);
    }
  }

  #checked({ changes }: Extraction): { changes: SlotChange[]; rejected: number } {
    const fit: SlotChange[] = [];
    for (const change of changes) {
      const parsed =
        change.change === 'clear' ? undefined : this.#options.slots?.parse(change.slot, change.value);
      if (change.change === 'clear') fit.push(change);
      else if (parsed?.ok === true) fit.push({ ...change, value: parsed.value });
    }
    return { changes: fit, rejected: changes.length - fit.length };
  }
}
