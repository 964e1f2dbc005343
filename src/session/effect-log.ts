/** Where a session notes what acts: before it leaves, and how it ended. Without a store nothing is noted. */
import type { ToolRunOrder } from '../call/output.ts';
import type { BeginAnswer, EffectOutcome } from '../contracts/call-store.ts';

export interface EffectLog {
  /**
   * Stores the intent; nothing has left before it resolves.
   * @param keyed The tool honours its idempotency key: after a crash it may run again.
   * @throws AntiphonError STORE_* when it cannot be stored: then the tool must not run.
   */
  begin(order: ToolRunOrder, keyed: boolean): Promise<BeginAnswer>;
  /** Never rejects: it is tried again for as long as the store takes. */
  complete(toolCallId: string, outcome: EffectOutcome): Promise<void>;
}
