/**
 * A voice with the delays of a good vendor: the turn's draw until the first byte of a reply, draws of
 * their own for its later clauses, then ten times real time. 25 words are 8.3 s.
 */
import type { Clock } from '../../src/clock/clock.ts';
import type { TtsStream, TtsStreamOptions } from '../../src/contracts/tts.ts';
import { ScriptedTts } from '../../src/testing/scripted-tts.ts';
import type { Random } from '../../sim/random.ts';
import type { CallerTurn } from './caller-turn.ts';
import { drawDelayMs, medianMs } from './draws.ts';

const msPerWord = 332;

export class DelayedTts extends ScriptedTts {
  #opened = false;

  constructor(clock: Clock, turn: () => CallerTurn, random: Random) {
    super({
      clock,
      msPerWord,
      timesRealTime: 10,
      // Read once a clause. A stream is opened with the first clause of its reply.
      get firstByteMs() {
        return takeFirst() ? turn().ttsFirstByteMs : drawDelayMs(random, medianMs.ttsFirstByte);
      },
    });
    const takeFirst = (): boolean => {
      const first = this.#opened;
      this.#opened = false;
      return first;
    };
  }

  override open(options: TtsStreamOptions): TtsStream {
    this.#opened = true;
    return super.open(options);
  }
}
