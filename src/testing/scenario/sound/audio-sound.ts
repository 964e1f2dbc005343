/**
 * Sound on a telephone line, with models that follow a script: each word of the caller is a burst, which the VAD has
 * to find and which is heard as far as it reached the recogniser. No model, no chance: the same events in every run.
 */
import type { Clock } from '../../../clock/clock.ts';
import { EnergyVadLane } from '../../energy-vad-lane.ts';
import { ScriptedTts } from '../../scripted-tts.ts';
import { PhoneLeg, phoneFormat } from './phone-leg.ts';
import { ScoreStt } from './score-stt.ts';
import type { Sound } from './sound.ts';
import { soundOf, wordsOf } from './spoken-line.ts';

/** From the text of a clause to its first sound, as from a service in the same region. */
const firstByteMs = 150;

export class AudioSound implements Sound {
  readonly leg: PhoneLeg;
  readonly stt: ScoreStt;
  readonly tts: ScriptedTts;
  readonly vadLane = new EnergyVadLane();

  constructor(clock: Clock) {
    this.leg = new PhoneLeg(clock);
    this.stt = new ScoreStt(clock, phoneFormat);
    this.tts = new ScriptedTts({ clock, firstByteMs });
  }

  async begins(text: string, lastsMs: number | undefined): Promise<number> {
    const words = wordsOf(text, lastsMs);
    this.stt.add(words, this.leg.positionMs);
    return this.leg.say(soundOf(words, phoneFormat));
  }

  async settle(): Promise<boolean> {
    return false;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.vadLane[Symbol.asyncDispose]();
  }
}
