/** The rules of endpointing for the pipeline that a call is in, with the wait for the words as it is known now. */
import type { EndpointerOptions } from '../turn/endpointer.ts';
import type { FinalDelay } from '../turn/final-delay.ts';
import type { CallContext } from './context.ts';

export function endpointerOptionsOf(context: CallContext, finalDelay: FinalDelay): EndpointerOptions {
  const { endpointing } = context.options;
  const sequential = context.pipeline === 'sequential';
  return {
    silenceMinMs: sequential ? endpointing.sequentialSilenceMs : endpointing.silenceMinMs,
    silenceMaxMs: sequential ? endpointing.sequentialSilenceMs : endpointing.silenceMaxMs,
    unreadyMaxMs: endpointing.unreadyMaxMs,
    // Read whenever a final is waited for: what was learned meanwhile counts at once.
    get sttDeadlineMs() {
      return finalDelay.deadlineMs;
    },
    turnMaxMs: endpointing.turnMaxMs,
    flushAt: sequential ? 'end' : 'pause',
  };
}
