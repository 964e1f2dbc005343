/** What is known of a simulated call when it is over: what the call saw and said, and what was really so. */
import type { CallInput } from '../src/call/input.ts';
import type { CallOptions } from '../src/call/options.ts';
import type { CallOutput } from '../src/call/output.ts';
import type { Utterance } from './caller.ts';
import type { Clear, PlayedRun } from './far-end.ts';
import type { Personality } from './personality.ts';
import type { DueFinal, HeardWord } from './stt-model.ts';
import type { Weather } from './weather.ts';

/** One input, and what the call answered to it. */
export interface Step {
  now: number;
  input: CallInput;
  outputs: readonly CallOutput[];
}

export interface CallRecord {
  seed: number;
  personality: Personality;
  options: CallOptions;
  weather: Weather;
  steps: readonly Step[];
  /** The call ended by itself or was ended; undefined when the simulation gave up waiting. */
  endedAt: number | undefined;
  /** When the simulation stopped. */
  stoppedAt: number;
  /** What was thrown, where something was. */
  thrown: string | undefined;
  /** Deadlines that a timeout, though due, did not move: instants. */
  stuckAt: number[];
  /** Outputs of inputs that came behind the end. */
  afterEnd: readonly CallOutput[];
  /** What the call would still wait for. */
  deadlineAfterEnd: number | undefined;
  /** Left open when all was over. */
  open: { generations: number; voices: number };
  truth: {
    /** Whether the far end can drop what it has buffered. */
    clear: boolean;
    runs: readonly PlayedRun[];
    clears: readonly Clear[];
    bufferedMsMax: number;
    lastSentAt: ReadonlyMap<number, number>;
    utterances: readonly Utterance[];
    finals: readonly DueFinal[];
    sttFaults: readonly number[];
    /** Words that were never asked for: no flush came behind them. */
    unflushed: readonly HeardWord[];
    deaf: readonly { from: number; to: number }[];
    /** When the caller's script was through. */
    callerDoneAt: number | undefined;
  };
}
