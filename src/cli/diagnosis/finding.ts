/** One thing that doctor looked at. */
export interface Finding {
  name: string;
  /** `warning`: it works, but somebody may stumble. `failed`: `serve` cannot work. */
  state: 'ok' | 'warning' | 'failed';
  /** What was found. */
  detail: string;
  /** What to install or run; for everything that is not ok. */
  cure?: string;
}
