/** An extractor that finds what the test tells it to, after the time the test gives it, and remembers what it was asked. */
import type { Clock } from '../clock/clock.ts';
import type { Extraction, ExtractionRequest, Extractor } from '../contracts/memory.ts';
import { AntiphonError } from '../errors/antiphon-error.ts';
import { sleep } from './sleep.ts';

/** What one turn holds; `fails`: it cannot be read. */
export type ScriptedFinding = Partial<Omit<Extraction, 'turn'>> | { fails: string };

export interface ScriptedExtractorOptions {
  clock: Clock;
  /** Chooses by the request. */
  finds: (request: ExtractionRequest) => ScriptedFinding;
  /** Default 50. */
  afterMs?: number;
}

export class ScriptedExtractor implements Extractor {
  readonly specificationVersion = '1';
  readonly name = 'scripted';
  readonly requests: ExtractionRequest[] = [];
  readonly #options: ScriptedExtractorOptions;

  constructor(options: ScriptedExtractorOptions) {
    this.#options = options;
  }

  async extract(request: ExtractionRequest, { signal }: { signal: AbortSignal }): Promise<Extraction> {
    this.requests.push(request);
    const { clock, finds, afterMs = 50 } = this.#options;
    if (!(await sleep(clock, afterMs, signal))) signal.throwIfAborted();
    const found = finds(request);
    if ('fails' in found) throw new AntiphonError('EXTRACTION_FAILED', found.fails);
    const { intent, changes = [] } = found;
    return { turn: request.turn, intent, changes };
  }
}
