import type { ErrorFamily } from './family.ts';

/** What can go wrong inside a call or around its admission. */
export const callErrors = {
  CALL_REFUSED_FULL: {
    retryable: true,
    cure: 'All seats of this host are taken: try again in a moment, or raise `seats`.',
  },
  CALL_REFUSED_DRAINING: { retryable: true, cure: 'This host takes no new calls: phone another one.' },
  CALL_ENDED: { retryable: false, cure: 'The call is over: open a new one.' },
  CALLER_CHANGED: {
    retryable: false,
    cure: 'Somebody else was verified in this call before: end it, and let the other person call.',
  },
  TOOL_UNKNOWN: { retryable: false, cure: 'Add the tool to the agent, or correct the name the model uses.' },
  TOOL_INPUT_INVALID: { retryable: false, cure: "Correct the arguments to match the tool's input schema." },
  TOOL_FAILED: { retryable: true, cure: 'Look at the cause: the tool itself threw.' },
  TOOL_TIMEOUT: {
    retryable: true,
    cure: 'Raise `timeoutMs` of the tool, or make what it calls answer sooner.',
  },
  TOOL_DECLINED: {
    retryable: false,
    cure: 'Nothing is broken: the tool itself says no, and its message says why.',
  },
  TOOL_OUTCOME_UNKNOWN: {
    retryable: false,
    cure: 'Look it up where the tool writes to: it may have happened. Do not run it again unasked.',
  },
  TOOL_UNAVAILABLE: {
    retryable: true,
    cure: 'It has failed too often in a row and rests for a while: see what it calls, or set `breaker`.',
  },
  TOOL_RESULT_INVALID: {
    retryable: false,
    cure: 'Return what JSON can carry: no circles, no BigInt.',
  },
  TOOL_WITHDRAWN: {
    retryable: false,
    cure: 'The caller took it back before it began: nothing has happened.',
  },
  LOG_INVALID: { retryable: false, cure: 'Use a log that this version of antiphon wrote with `--log`.' },
  INVARIANT_BROKEN: {
    retryable: false,
    cure: 'This is a defect of antiphon: please report it with the call log.',
  },
} as const satisfies ErrorFamily;
