/**
 * What the agent waits for now: widens or narrows the silence that ends a turn, and tells the STT what to expect.
 * `6 digits`: so many, spoken one by one.
 */
export type Expectation =
  'free' | 'yes-no' | 'number' | 'phone-number' | 'email' | 'date' | `${number} digits`;

/** How the caller's voice went at the end. Absent where nothing measured it. */
export interface Prosody {
  /** Change of energy over the last 300 ms of speech, dB. Falling voices end turns. */
  energySlopeDb: number;
  /** Change of pitch over the same stretch, semitones; undefined where unvoiced. */
  pitchSlopeSemitones?: number;
  /** Pitch of the last 100 ms of voice against the median of the second before, semitones; undefined likewise. */
  pitchDropSemitones?: number;
}

export interface TurnDetectorInput {
  transcript: string;
  expects: Expectation;
  /** BCP-47. */
  language: string;
  /** Undefined while the caller speaks, and where nothing measured it. */
  prosody?: Prosody | undefined;
}

/** How complete is the sentence? Pure and quick: it runs inside the decisions of a call. */
export interface TurnDetector {
  /** @returns 0 (goes on for sure) to 1 (finished for sure). */
  completeness(input: TurnDetectorInput): number;
}
