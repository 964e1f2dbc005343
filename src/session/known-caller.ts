/**
 * Who is on the line, and what becomes of it: whoever a tool has proved is recalled at once, and when the call is
 * over what it brought is remembered of them. Nothing of a caller whom nobody proved is recalled or remembered.
 */
import type { CallEvent } from '../contracts/events.ts';
import type { CallState, Extraction } from '../contracts/memory.ts';
import type { CallerMemory } from '../memory/caller-memory.ts';
import { CallerOnLine } from './caller-on-line.ts';

export interface KnownCallerOptions {
  callId: string;
  /** Undefined: nothing outlives a call. */
  memory: Pick<CallerMemory, 'recall' | 'remember'> | undefined;
  /** Of a call that another process began. */
  restored: { callerId?: string; slots: CallState['slots'] } | undefined;
  onVerified: (callerId: string) => void;
  onRecalled: (values: Readonly<Record<string, unknown>>) => void;
}

export class KnownCaller {
  /** As the tools of the call see them. */
  readonly onLine: CallerOnLine;
  readonly #options: KnownCallerOptions;
  #slots: CallState['slots'];
  readonly #takenBack = new Set<string>();
  #ended = false;

  constructor(options: KnownCallerOptions) {
    const { callId, restored, onVerified } = options;
    this.#options = options;
    this.#slots = restored?.slots ?? {};
    this.onLine = new CallerOnLine(callId, restored?.callerId, (callerId) => {
      onVerified(callerId);
      void this.#recall(callerId);
    });
  }

  /** Who was proved before a restart is recalled anew. */
  begin(): void {
    const { callerId } = this.onLine;
    if (callerId !== undefined) void this.#recall(callerId);
  }

  onExtracted({ changes }: Extraction): void {
    for (const { slot, change } of changes) if (change === 'clear') this.#takenBack.add(slot);
  }

  onEvent(event: CallEvent): void {
    if (event.type === 'slots-extracted') this.#slots = event.slots;
  }

  /** The call is over; nobody waits for what is remembered of it. */
  end(): void {
    this.#ended = true;
    this.onLine.end();
    const { callId, memory } = this.#options;
    const { callerId } = this.onLine;
    if (callerId === undefined || memory === undefined) return;
    void memory.remember(callerId, callId, { slots: this.#slots }, this.#takenBack);
  }

  async #recall(callerId: string): Promise<void> {
    const { memory, onRecalled } = this.#options;
    if (memory === undefined) return;
    const values = await memory.recall(callerId);
    if (!this.#ended && Object.keys(values).length > 0) onRecalled(values);
  }
}
