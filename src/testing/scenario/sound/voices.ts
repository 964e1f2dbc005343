/**
 * Real models for scenarios that are spoken and heard. They are handed in: the command line brings the embedded ones.
 *
 * They work in real time while virtual time stands still, so that what a call hears does not depend on how fast the
 * machine is: it is asked to wait until they have answered to what they were given.
 */
import type { Clock } from '../../../clock/clock.ts';
import type { SpeechToText } from '../../../contracts/stt.ts';
import type { TextToSpeech } from '../../../contracts/tts.ts';
import type { VadLane } from '../../../contracts/vad.ts';

export interface ScenarioVoices {
  /** Speaks for the agent and for the caller; each clause is waited for. */
  readonly tts: TextToSpeech;
  /** Of `tts`, for the caller: the first that is not the agent's. */
  readonly callerVoices: readonly string[];
  /** Ears for one call. @param clock The call's. */
  openEars(clock: Clock): Promise<ScenarioEars>;
}

export interface ScenarioEars extends AsyncDisposable {
  readonly stt: SpeechToText;
  readonly vadLane: VadLane;
  /** Waits, in real time, until everything heard so far has been worked off. @returns whether there was anything to do. */
  settle(): Promise<boolean>;
}
