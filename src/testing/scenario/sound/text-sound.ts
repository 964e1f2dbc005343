/** Sound that is only marked: a tone as long as the line, after which the recogniser knows its words. */
import type { Clock } from '../../../clock/clock.ts';
import { EnergyVadLane } from '../../energy-vad-lane.ts';
import { ScriptedStt } from '../../scripted-stt.ts';
import { ScriptedTts } from '../../scripted-tts.ts';
import { TextLeg } from '../text-leg.ts';
import type { Sound } from './sound.ts';

const interimMs = 250;
const msPerLetter = 60;
const leastMs = 400;

export class TextSound implements Sound {
  readonly leg: TextLeg;
  readonly stt: ScriptedStt;
  readonly tts: ScriptedTts;
  readonly vadLane = new EnergyVadLane();

  constructor(clock: Clock) {
    this.leg = new TextLeg(clock);
    this.stt = new ScriptedStt({ clock, interimMs });
    this.tts = new ScriptedTts({ clock });
  }

  async begins(text: string, lastsMs = Math.max(leastMs, text.length * msPerLetter)): Promise<number> {
    this.stt.texts.push(text);
    this.leg.speak(lastsMs);
    return lastsMs;
  }

  async settle(): Promise<boolean> {
    return false;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.vadLane[Symbol.asyncDispose]();
  }
}
