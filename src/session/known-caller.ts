/**
 * Who is on the line, and what becomes of it: whoever a tool has proved is recalled at once, and when the call is
 * over what it brought is remembered of them. Nothing of a caller whom nobody proved is recalled or remembered.
 */
import type { CallOutput } from '../call/output.ts';
import type { CallerMemory } from '../memory/caller-memory.ts';
import { CallerOnLine } from './caller-on-line.ts';

export interface KnownCallerOptions {
  callId: string;
  /** Undefined: nothing outlives a call. */
  memory: Pick<CallerMemory, 'recall' | 'remember'> | undefined;
  /** Of a call that another process began. */
  restored: { callerId?: string } | undefined;
  onVerified: (callerId: string) => void;
  onRecalled: (values: Readonly<Record<string, unknown>>) => void;
}

export class KnownCaller {
  /** As the tools of the call see them. */
  readonly onLine: CallerOnLine;
  readonly #options: KnownCallerOptions;
  #ended = false;

  constructor(options: KnownCallerOptions) {
    const { callId, restored, onVerified } = options;
    this.#options = options;
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

  /** Nobody waits for it. */
  remember({ callerId, slots, takenBack }: Omit<Extract<CallOutput, { type: 'remember' }>, 'type'>): void {
    const { callId, memory } = this.#options;
    void memory?.remember(callerId, callId, { slots }, takenBack);
  }

  /** The call is over: a tool that outlives it proves nobody. */
  end(): void {
    this.#ended = true;
    this.onLine.end();
  }

  async #recall(callerId: string): Promise<void> {
    const { memory, onRecalled } = this.#options;
    if (memory === undefined) return;
    const values = await memory.recall(callerId);
    if (!this.#ended && Object.keys(values).length > 0) onRecalled(values);
  }
}
