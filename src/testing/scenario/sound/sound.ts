/**
 * How the call of a scenario sounds: the line, who hears, who speaks. The session above it is the same in every mode.
 */
import type { MediaLeg } from '../../../contracts/media-leg.ts';
import type { SpeechToText } from '../../../contracts/stt.ts';
import type { TextToSpeech } from '../../../contracts/tts.ts';
import type { VadLane } from '../../../contracts/vad.ts';

/**
 * `text`: lines are words, sound is only marked. `audio`: lines become shaped sound on a telephone line, heard and
 * spoken by scripted models. `voices`: lines are spoken, recognised and answered by real models.
 */
export type ScenarioMode = 'text' | 'audio' | 'voices';

/** A line whose far end is in our hands. */
export interface ScenarioLeg extends MediaLeg {
  /** Milliseconds of our voice that are still to be heard. */
  readonly queuedMs: number;
  hangUp(): void;
  press(digit: string): void;
}

export interface Sound extends AsyncDisposable {
  readonly leg: ScenarioLeg;
  readonly stt: SpeechToText;
  readonly tts: TextToSpeech;
  readonly vadLane: VadLane;
  /**
   * The caller begins to say this; no virtual time passes meanwhile.
   * @param lastsMs Undefined: as long as it takes.
   * @returns how long it takes, in milliseconds.
   */
  begins(text: string, lastsMs: number | undefined): Promise<number>;
  /** Waits, in real time, until the models have answered to what they were given. @returns whether there was anything. */
  settle(): Promise<boolean>;
}
