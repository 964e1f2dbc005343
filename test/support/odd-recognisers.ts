/** Recognisers with a fault that real ones have, made of one that has none. */
import type { Clock } from '../../src/clock/clock.ts';
import type { SpeechToText, SttListener } from '../../src/contracts/stt.ts';

function withListener(stt: SpeechToText, change: (listener: SttListener) => SttListener): SpeechToText {
  return {
    specificationVersion: '1',
    name: stt.name,
    capabilities: stt.capabilities,
    open: (options) => stt.open({ ...options, listener: change(options.listener) }),
    [Symbol.asyncDispose]: () => stt[Symbol.asyncDispose](),
  };
}

/** Thinks better of its interims: a final with words says something else. */
export function revising(final: (text: string) => string): (stt: SpeechToText) => SpeechToText {
  return (stt) =>
    withListener(stt, (listener) => ({
      onError: (error) => listener.onError(error),
      onTranscript: (transcript) => {
        const changed = transcript.final && transcript.text !== '';
        listener.onTranscript(changed ? { ...transcript, text: final(transcript.text) } : transcript);
      },
    }));
}

/** Says every final twice, the second time after `afterMs`. */
export function repeating(afterMs: number): (stt: SpeechToText, clock: Clock) => SpeechToText {
  return (stt, clock) =>
    withListener(stt, (listener) => ({
      onError: (error) => listener.onError(error),
      onTranscript: (transcript) => {
        listener.onTranscript(transcript);
        if (transcript.final) clock.at(clock.now() + afterMs, () => listener.onTranscript(transcript));
      },
    }));
}
