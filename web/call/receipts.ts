/**
 * What is told of the loudspeaker, line by line: when a line is lost, what was queued is cleared, and what
 * the audio thread still says of it concerns nobody. Samples count anew for each line. Pure.
 */
import type { ClientMessage } from '../../src/transports/websocket/protocol.ts';
import type { FromPlayout, ToPlayout } from '../audio/playout-messages.ts';

type Told = Extract<FromPlayout, { type: 'mark-played' | 'cleared' }>;

/** An epoch that no server gives. */
const lostEpoch = -1;

export class Receipts {
  /** Clears of lost lines that the audio thread has not answered: until then it speaks of the old sound. */
  #pending = 0;
  /** Samples that were played before this line. */
  #playedBefore = 0;

  /** The line is lost. @returns the order that silences what came over it. */
  forget(): Extract<ToPlayout, { type: 'clear' }> {
    this.#pending += 1;
    return { type: 'clear', epoch: lostEpoch };
  }

  /** @returns what to tell the server, or nothing. */
  of(told: Told): ClientMessage | undefined {
    if (told.type === 'cleared' && told.epoch === lostEpoch) {
      this.#pending -= 1;
      this.#playedBefore = told.played;
      return undefined;
    }
    if (this.#pending > 0) return undefined;
    if (told.type === 'mark-played') return told;
    const { epoch, marks, played } = told;
    return { type: 'cleared', epoch, marks, playedSamples: played - this.#playedBefore };
  }
}
