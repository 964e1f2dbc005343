/**
 * A recording as a caller says it: decoded, at the rate of the call, with the places where there is
 * sound. A recording seldom ends with its last word, and latencies are counted from that word.
 */
import { stat, readFile } from 'node:fs/promises';
import { decodeSamples, encodeSamples } from '../../audio/decode.ts';
import { levelDbfs } from '../../audio/level.ts';
import { createResampler } from '../../audio/resample.ts';
import { parseWav, wavChannel, type WavFile } from '../../audio/wav.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import { unreadable } from '../shared/unreadable.ts';

export interface Utterance {
  /** For people: where it came from, or what it says. */
  name: string;
  /** PCM16 at the rate of the call. */
  audio: Uint8Array;
  /** Ends of the stretches with sound, in milliseconds from its beginning; the last is the last sound. */
  soundEndsMs: readonly number[];
}

export type CallRate = 8000 | 16_000;

const minRate = 8000;
const maxRate = 48_000;
const maxBytes = 200e6;
const windowMs = 10;
/** What is so far below the loudest moment is not speech. */
const quietBelowPeakDb = 35;

/** @throws AntiphonError FILE_UNREADABLE, WAV_INVALID */
export async function readRecording(path: string): Promise<WavFile> {
  const bytes = await readWhole(path);
  const file = parse(path, bytes);
  if (file.sampleRate < minRate || file.sampleRate > maxRate) {
    throw new AntiphonError('WAV_INVALID', `${path} has ${file.sampleRate} Hz`, {
      cure: 'Convert it to a rate between 8 and 48 kHz.',
    });
  }
  if (file.samples === 0) throw new AntiphonError('WAV_INVALID', `${path} holds no sound`);
  return file;
}

/** A telephone's recording is called in as one; everything else at what the recogniser hears best. */
export function callRateOf(files: readonly WavFile[]): CallRate {
  return files.every((file) => file.sampleRate === 8000) ? 8000 : 16_000;
}

/** Of two channels the first is said. */
export function toUtterance(name: string, file: WavFile, rate: CallRate): Utterance {
  const encoded = wavChannel(file, 0);
  const decoded = new Int16Array(file.samples);
  const count = decodeSamples(file.encoding, encoded, 0, encoded.length, decoded);
  const samples = new Int16Array(Math.ceil((count * rate) / file.sampleRate) + 64);
  const written = createResampler(file.sampleRate, rate).process(decoded, 0, count, samples, 0);
  const audio = new Uint8Array(written * 2);
  encodeSamples('pcm16le', samples, 0, written, audio);
  return { name, audio, soundEndsMs: soundEnds(audio, rate) };
}

/** Where sound ends, window by window; at least the end of the whole. */
export function soundEnds(audio: Uint8Array, rate: number): number[] {
  const windowBytes = (rate / 1000) * windowMs * 2;
  const levels: number[] = [];
  for (let offset = 0; offset + windowBytes <= audio.length; offset += windowBytes) {
    levels.push(levelDbfs('pcm16le', audio, offset, windowBytes));
  }
  const floor = levels.reduce((max, level) => Math.max(max, level), -100) - quietBelowPeakDb;
  const ends = levels.flatMap((level, index) => (level > floor ? [(index + 1) * windowMs] : []));
  return ends.length > 0 ? ends : [(audio.length / 2 / rate) * 1000];
}

async function readWhole(path: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(path);
    if (size > maxBytes) {
      throw new AntiphonError('WAV_INVALID', `${path} has ${Math.round(size / 1e6)} MB`, {
        cure: 'Cut it to what one caller says: at most 200 MB.',
      });
    }
    return await readFile(path);
  } catch (thrown) {
    throw unreadable(path, thrown);
  }
}

function parse(path: string, bytes: Uint8Array): WavFile {
  try {
    return parseWav(bytes);
  } catch (thrown) {
    if (!AntiphonError.is(thrown)) throw thrown;
    throw new AntiphonError(thrown.code, `${path}: ${thrown.message}`, { cure: thrown.cure, cause: thrown });
  }
}
