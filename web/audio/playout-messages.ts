/** What passes between the page and the audio thread that plays. */

export type ToPlayout =
  | { type: 'audio'; pcm: ArrayBuffer }
  | { type: 'mark'; id: string; epoch: number }
  | { type: 'clear'; epoch: number }
  | { type: 'hold'; on: boolean }
  | { type: 'close' };

export type FromPlayout =
  | { type: 'mark-played'; id: string; epoch: number }
  | { type: 'cleared'; epoch: number; marks: string[]; played: number }
  /** Sound begins after silence, at this time of the context. */
  | { type: 'run-start'; atSeconds: number }
  | PlayoutReport;

export interface PlayoutReport {
  type: 'report';
  /** Root mean square, 0 to 1. */
  level: number;
  /** Since the call began. */
  underruns: number;
  /** Samples. */
  overflow: number;
  played: number;
  queued: number;
}
