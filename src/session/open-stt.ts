import type { AudioFormat } from '../audio/format.ts';
import type { SpeechToText, SttListener, SttStream } from '../contracts/stt.ts';
import type { TurnPlan } from '../contracts/turn-plan.ts';
import { AntiphonError } from '../errors/antiphon-error.ts';

/** @throws AntiphonError FORMAT_UNSUPPORTED when the STT cannot hear what the leg sends. */
export function openStt(
  stt: SpeechToText,
  format: AudioFormat,
  plan: TurnPlan,
  listener: SttListener,
): SttStream {
  const { formats } = stt.capabilities;
  const supported = formats.some(
    ({ encoding, sampleRate }) => encoding === format.encoding && sampleRate === format.sampleRate,
  );
  if (!supported) {
    const offered = formats.map(({ encoding, sampleRate }) => `${encoding} ${sampleRate}`).join(', ');
    throw new AntiphonError(
      'FORMAT_UNSUPPORTED',
      `${stt.name} does not hear ${format.encoding} at ${format.sampleRate} Hz; it hears ${offered}`,
    );
  }
  const { language, phrases, expects } = plan;
  return stt.open({ format, language, hints: { language, phrases, expects }, listener });
}
