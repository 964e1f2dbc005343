/**
 * Sound that is real: the caller's lines are spoken by a voice, recognised by a recogniser, and the agent's answers
 * spoken; only the line between them, and time, are simulated. What the recogniser hears is what the call gets.
 */
import type { Clock } from '../../../clock/clock.ts';
import type { AudioFormat } from '../../../audio/format.ts';
import type { SpeechToText } from '../../../contracts/stt.ts';
import type { VadLane } from '../../../contracts/vad.ts';
import { AntiphonError } from '../../../errors/antiphon-error.ts';
import { TextLeg } from '../text-leg.ts';
import type { Sound } from './sound.ts';
import { speakLine } from './speak-line.ts';
import { SteppedTts } from './stepped-tts.ts';
import type { ScenarioEars, ScenarioVoices } from './voices.ts';

export class VoicesSound implements Sound {
  readonly leg: TextLeg;
  readonly tts: SteppedTts;
  readonly #voices: ScenarioVoices;
  readonly #ears: ScenarioEars;
  readonly #callerVoice: string | undefined;
  readonly #language: string;

  /**
   * @param agent How it speaks: the caller has another voice, and the same language.
   * @throws AntiphonError FORMAT_UNSUPPORTED for a voice that does not speak at the rate of the line.
   */
  static async open(
    voices: ScenarioVoices,
    clock: Clock,
    agent: { voice: string | undefined; language: string },
  ): Promise<VoicesSound> {
    const { format } = voices.tts.capabilities;
    const leg = new TextLeg(clock);
    if (!isSame(format, leg.formatIn)) {
      const told = `${format.encoding} at ${format.sampleRate} Hz`;
      throw new AntiphonError(
        'FORMAT_UNSUPPORTED',
        `scenarios are spoken in PCM16 at 16 000 Hz, not ${told}`,
      );
    }
    return new VoicesSound(voices, await voices.openEars(clock), leg, agent);
  }

  private constructor(
    voices: ScenarioVoices,
    ears: ScenarioEars,
    leg: TextLeg,
    agent: { voice: string | undefined; language: string },
  ) {
    this.leg = leg;
    this.tts = new SteppedTts(voices.tts);
    this.#voices = voices;
    this.#ears = ears;
    this.#callerVoice = voices.callerVoices.find((voice) => voice !== agent.voice);
    this.#language = agent.language;
  }

  get stt(): SpeechToText {
    return this.#ears.stt;
  }

  get vadLane(): VadLane {
    return this.#ears.vadLane;
  }

  async begins(text: string, lastsMs = 0): Promise<number> {
    const bytes = await speakLine(this.#voices.tts, this.#callerVoice, this.#language, text);
    return Math.max(lastsMs, this.leg.say(bytes));
  }

  async settle(): Promise<boolean> {
    const heard = await this.#ears.settle();
    const spoke = await this.tts.settle();
    return heard || spoke;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.tts[Symbol.asyncDispose]();
    await this.#ears[Symbol.asyncDispose]();
  }
}

function isSame(a: AudioFormat, b: AudioFormat): boolean {
  return a.encoding === b.encoding && a.sampleRate === b.sampleRate;
}
