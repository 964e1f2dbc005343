/**
 * Voice turns the clauses of a reply into audio of the leg's format: one TTS stream per reply, opened
 * with its first clause and closed with its last sample or its cut.
 *
 * Clauses wait here while enough audio is ahead of the playout, so that a long reply that is cut early
 * has not cost its whole synthesis.
 */
import { decodeSamples, encodeSamples } from '../audio/decode.ts';
import { bytesPerSample, msToSamples, type AudioFormat } from '../audio/format.ts';
import { createResampler } from '../audio/resample.ts';
import type { Resampler } from '../audio/resampler.ts';
import type { TextToSpeech, TtsStream, WordTiming } from '../contracts/tts.ts';
import { AntiphonError } from '../errors/antiphon-error.ts';
import type { SpokenWord } from '../turn/spoken-word.ts';
import type { Playout } from './playout.ts';

export interface VoiceListener {
  onClauseAudio(reply: number, clause: number): void;
  onClauseWords(reply: number, clause: number, words: SpokenWord[]): void;
  onClauseEnd(reply: number, clause: number, samples: number): void;
  onClauseFailed(reply: number, clause: number, error: AntiphonError): void;
}

export interface VoiceOptions {
  tts: TextToSpeech;
  voice: string | undefined;
  language: string;
  lexicon: Readonly<Record<string, string>>;
  formatOut: AudioFormat;
}

interface Clause {
  clause: number;
  text: string;
}

interface ReplyVoice {
  reply: number;
  stream: TtsStream | undefined;
  resampler: Resampler;
  /** Clauses not yet handed to the TTS. */
  waiting: Clause[];
  /** The clause that the TTS is busy with, and what has come of it, in samples of the leg. */
  inWork: { clause: number; samples: number; startByte: number } | undefined;
  /** Clauses of the reply by their number within the stream: a retry begins a new stream. */
  clauseOf: number[];
}

export class Voice {
  readonly #replies = new Map<number, ReplyVoice>();
  readonly #options: VoiceOptions;
  readonly #playout: Playout;
  readonly #listener: VoiceListener;
  readonly #unit: number;
  #decoded = new Int16Array(0);
  #resampled = new Int16Array(0);

  constructor(options: VoiceOptions, playout: Playout, listener: VoiceListener) {
    this.#options = options;
    this.#playout = playout;
    this.#listener = listener;
    this.#unit = bytesPerSample(options.formatOut.encoding);
  }

  speak(reply: number, clause: number, text: string, retry: boolean): void {
    const voice = this.#voiceOf(reply);
    if (retry) {
      // The old stream failed or fell silent: whatever it still says is not wanted.
      voice.stream?.close();
      voice.stream = undefined;
      voice.inWork = undefined;
      voice.waiting.unshift({ clause, text });
    } else voice.waiting.push({ clause, text });
    this.#next(voice);
  }

  /** The clause stalls: it ends with what has come, and the rest of the reply goes on in a new stream. */
  abandon(reply: number, clause: number): void {
    const voice = this.#replies.get(reply);
    if (voice?.inWork?.clause !== clause) return;
    voice.stream?.close();
    voice.stream = undefined;
    this.#endClause(voice);
  }

  /** Ends the synthesis of a reply. */
  stop(reply: number): void {
    this.#replies.get(reply)?.stream?.close();
    this.#replies.delete(reply);
  }

  /** Hands over the next clause where the playout has used up enough of the audio ahead. Every 20 ms. */
  tick(): void {
    for (const voice of this.#replies.values()) {
      if (voice.waiting.length > 0) this.#next(voice);
    }
  }

  close(): void {
    for (const reply of this.#replies.keys()) this.stop(reply);
  }

  #voiceOf(reply: number): ReplyVoice {
    let voice = this.#replies.get(reply);
    if (voice === undefined) {
      const { tts, formatOut } = this.#options;
      voice = {
        reply,
        stream: undefined,
        resampler: createResampler(tts.capabilities.format.sampleRate, formatOut.sampleRate),
        waiting: [],
        inWork: undefined,
        clauseOf: [],
      };
      this.#replies.set(reply, voice);
    }
    return voice;
  }

  #next(voice: ReplyVoice): void {
    if (voice.inWork !== undefined) return;
    if (this.#playout.aheadMs(voice.reply) > this.#options.tts.capabilities.highWaterMs) return;
    const next = voice.waiting.shift();
    if (next === undefined) return;
    const startByte = this.#playout.audioOf(voice.reply).length;
    voice.inWork = { clause: next.clause, samples: 0, startByte };
    try {
      voice.stream ??= this.#open(voice);
    } catch (thrown) {
      this.#onError(voice, AntiphonError.from(thrown, 'TTS_FAILED', 'no speech stream could be opened'));
      return;
    }
    voice.clauseOf.push(next.clause);
    voice.stream.speak(voice.clauseOf.length - 1, next.text);
  }

  #open(voice: ReplyVoice): TtsStream {
    const { tts, voice: name, language, lexicon } = this.#options;
    voice.clauseOf = [];
    // Callbacks of a stream that was replaced belong to nobody.
    const current = (streamClause: number): boolean =>
      voice.stream === stream && voice.clauseOf[streamClause] === voice.inWork?.clause;
    const stream: TtsStream = tts.open({
      ...(name === undefined ? {} : { voice: name }),
      language,
      lexicon,
      listener: {
        onAudio: (clause, bytes, offset, length) => {
          if (current(clause)) this.#onAudio(voice, bytes, offset, length);
        },
        onWords: (clause, words) => {
          if (current(clause)) this.#onWords(voice, words);
        },
        onClauseEnd: (clause) => {
          if (current(clause)) this.#endClause(voice);
        },
        onError: (clause, error) => {
          if (current(clause)) this.#onError(voice, error);
        },
      },
    });
    return stream;
  }

  #onAudio(voice: ReplyVoice, bytes: Uint8Array, offset: number, length: number): void {
    const samples = this.#append(voice, bytes, offset, length);
    const { inWork } = voice;
    if (inWork === undefined || samples === 0) return;
    const first = inWork.samples === 0;
    inWork.samples += samples;
    if (first) this.#listener.onClauseAudio(voice.reply, inWork.clause);
  }

  /** Puts audio of the TTS behind the reply's, in the leg's format. @returns samples, as the leg counts them. */
  #append(voice: ReplyVoice, bytes: Uint8Array, offset: number, length: number): number {
    const { format } = this.#options.tts.capabilities;
    const { formatOut } = this.#options;
    const audio = this.#playout.audioOf(voice.reply);
    if (format.encoding === formatOut.encoding && format.sampleRate === formatOut.sampleRate) {
      audio.append(bytes, offset, length);
      return length / this.#unit;
    }
    const count = length / bytesPerSample(format.encoding);
    const room = Math.ceil((count * formatOut.sampleRate) / format.sampleRate) + 1;
    if (this.#decoded.length < count) this.#decoded = new Int16Array(count);
    if (this.#resampled.length < room) this.#resampled = new Int16Array(room);
    const decoded = decodeSamples(format.encoding, bytes, offset, length, this.#decoded);
    const samples = voice.resampler.process(this.#decoded, 0, decoded, this.#resampled, 0);
    const target = audio.reserve(samples * this.#unit);
    encodeSamples(formatOut.encoding, this.#resampled, 0, samples, target);
    audio.commit(samples * this.#unit);
    return samples;
  }

  #onWords(voice: ReplyVoice, words: readonly WordTiming[]): void {
    const { inWork, reply } = voice;
    if (inWork === undefined) return;
    const rate = this.#options.formatOut.sampleRate;
    const spoken = words.map((word) => ({
      textStart: word.textStart,
      textEnd: word.textEnd,
      startSample: msToSamples(word.startMs, rate),
      endSample: msToSamples(word.endMs, rate),
    }));
    const audio = this.#playout.audioOf(reply);
    for (const word of spoken) audio.addMark(inWork.startByte + word.endSample * this.#unit);
    this.#listener.onClauseWords(reply, inWork.clause, spoken);
  }

  #onError(voice: ReplyVoice, error: AntiphonError): void {
    const { inWork } = voice;
    if (inWork === undefined) return;
    voice.inWork = undefined;
    this.#listener.onClauseFailed(voice.reply, inWork.clause, error);
  }

  #endClause(voice: ReplyVoice): void {
    const { inWork } = voice;
    if (inWork === undefined) return;
    voice.inWork = undefined;
    this.#listener.onClauseEnd(voice.reply, inWork.clause, inWork.samples);
    this.#next(voice);
  }
}
