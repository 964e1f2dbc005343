/**
 * WAV files: what is inside one, and how to write one.
 *
 * Real files are odd: chunks nobody asked for, WAVE_FORMAT_EXTENSIBLE around plain PCM, sizes of 0 or
 * 0xFFFFFFFF where a program streamed without knowing the end, a last sample cut in half. All of that is
 * read as what it means. What is not PCM16, mu-law or A-law in one or two channels is refused by name,
 * and only ever with WAV_INVALID. Audio is not copied: `data` is a window into the bytes that were given.
 */
import { AntiphonError } from '../errors/antiphon-error.ts';
import { bytesPerSample, type AudioEncoding } from './format.ts';

export interface WavFormat {
  encoding: AudioEncoding;
  /** Any rate a file may have: whoever uses the audio decides whether it can. */
  sampleRate: number;
  channels: 1 | 2;
}

export interface WavFile extends WavFormat {
  /** Encoded samples, interleaved where there are two channels. */
  data: Uint8Array;
  /** Samples per channel. */
  samples: number;
}

const tags: Readonly<Record<number, { encoding: AudioEncoding; bits: number }>> = {
  1: { encoding: 'pcm16le', bits: 16 },
  6: { encoding: 'alaw', bits: 8 },
  7: { encoding: 'mulaw', bits: 8 },
};
const tagOf: Readonly<Record<AudioEncoding, number>> = { pcm16le: 1, alaw: 6, mulaw: 7 };
const tagExtensible = 0xfffe;
/** Bytes 2 to 15 of the sub-format GUID that says "the tag in bytes 0 and 1 is an ordinary one". */
const ordinaryGuid = [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71];
const sizeUnknown = 0xffffffff;
const minRate = 1000;
const maxRate = 384_000;

/** @throws {AntiphonError} WAV_INVALID, saying what is wrong. */
export function parseWav(bytes: Uint8Array): WavFile {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || textAt(view, 0) !== 'RIFF' || textAt(view, 8) !== 'WAVE') {
    throw invalid('this is not a WAV file: it does not begin with RIFF and WAVE');
  }
  const declaredEnd = view.getUint32(4, true) + 8;
  let format: WavFormat | undefined;
  for (let offset = 12; offset + 8 <= bytes.length;) {
    const name = textAt(view, offset);
    const size = view.getUint32(offset + 4, true);
    const body = offset + 8;
    if (name === 'fmt ') format = parseFormat(view, body, size);
    if (name === 'data') {
      if (format === undefined) throw invalid('its data comes before its format');
      // A streaming writer left 0 or 0xFFFFFFFF: then the audio goes on to the end of the file. A size of
      // 0 that the outer size agrees with is an empty recording.
      const streamed = size === sizeUnknown || (size === 0 && declaredEnd < bytes.length);
      const end = streamed ? bytes.length : Math.min(bytes.length, body + size);
      return withData(format, bytes.subarray(body, end));
    }
    // Chunks are padded to an even length.
    offset = body + size + (size % 2);
  }
  throw invalid(format === undefined ? 'it has no format chunk' : 'it has no data chunk');
}

/**
 * The header that goes before `dataBytes` bytes of audio.
 * @param dataBytes Undefined for a stream whose end is not known yet.
 */
export function wavHeader(format: WavFormat, dataBytes?: number): Uint8Array {
  const { encoding, sampleRate, channels } = format;
  const blockBytes = bytesPerSample(encoding) * channels;
  // Anything but PCM carries an extension size in its format and a `fact` chunk with the sample count.
  const isPcm = encoding === 'pcm16le';
  const formatBytes = isPcm ? 16 : 18;
  const headerBytes = 20 + formatBytes + (isPcm ? 0 : 12) + 8;
  const header = new Uint8Array(headerBytes);
  const view = new DataView(header.buffer);
  const padded = dataBytes === undefined ? sizeUnknown : dataBytes + (dataBytes % 2);
  putText(header, 0, 'RIFF');
  view.setUint32(4, dataBytes === undefined ? sizeUnknown : headerBytes - 8 + padded, true);
  putText(header, 8, 'WAVEfmt ');
  view.setUint32(16, formatBytes, true);
  view.setUint16(20, tagOf[encoding], true);
  view.setUint16(22, channels, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * blockBytes, true);
  view.setUint16(32, blockBytes, true);
  view.setUint16(34, bytesPerSample(encoding) * 8, true);
  if (!isPcm) {
    putText(header, 38, 'fact');
    view.setUint32(42, 4, true);
    view.setUint32(46, dataBytes === undefined ? sizeUnknown : Math.floor(dataBytes / blockBytes), true);
  }
  putText(header, headerBytes - 8, 'data');
  view.setUint32(headerBytes - 4, dataBytes ?? sizeUnknown, true);
  return header;
}

/** A whole file: header, audio, and the pad byte that an odd length needs. */
export function encodeWav(format: WavFormat, data: Uint8Array): Uint8Array {
  const header = wavHeader(format, data.length);
  const file = new Uint8Array(header.length + data.length + (data.length % 2));
  file.set(header);
  file.set(data, header.length);
  return file;
}

/** The encoded samples of one channel; a file with one channel gives its own data, uncopied. */
export function wavChannel(file: WavFile, channel: 0 | 1): Uint8Array {
  if (file.channels === 1) return file.data;
  const width = bytesPerSample(file.encoding);
  const bytes = new Uint8Array(file.samples * width);
  for (let sample = 0; sample < file.samples; sample += 1) {
    const from = (sample * 2 + channel) * width;
    bytes[sample * width] = file.data[from]!;
    if (width === 2) bytes[sample * 2 + 1] = file.data[from + 1]!;
  }
  return bytes;
}

/** Two channels into one stream; the shorter one is filled up with silence. */
export function interleaveStereo(encoding: AudioEncoding, left: Uint8Array, right: Uint8Array): Uint8Array {
  const width = bytesPerSample(encoding);
  const samples = Math.floor(Math.max(left.length, right.length) / width);
  const bytes = new Uint8Array(samples * width * 2).fill(silenceByte(encoding));
  for (let channel = 0; channel < 2; channel += 1) {
    const source = channel === 0 ? left : right;
    const count = Math.floor(source.length / width);
    for (let sample = 0; sample < count; sample += 1) {
      const to = (sample * 2 + channel) * width;
      bytes[to] = source[sample * width]!;
      if (width === 2) bytes[to + 1] = source[sample * 2 + 1]!;
    }
  }
  return bytes;
}

/** The byte that silence is made of. */
export function silenceByte(encoding: AudioEncoding): number {
  if (encoding === 'pcm16le') return 0;
  return encoding === 'mulaw' ? 0xff : 0xd5;
}

function parseFormat(view: DataView, body: number, size: number): WavFormat {
  if (size < 16 || body + size > view.byteLength) throw invalid('its format chunk is cut short');
  let tag = view.getUint16(body, true);
  if (tag === tagExtensible) tag = ordinaryTag(view, body, size);
  const known = tags[tag];
  const bits = view.getUint16(body + 14, true);
  if (known === undefined) throw invalid(`it holds format ${tag}, not PCM16, mu-law or A-law`);
  if (bits !== known.bits) throw invalid(`it holds ${bits}-bit ${known.encoding}, not ${known.bits}-bit`);
  const channels = view.getUint16(body + 2, true);
  if (channels !== 1 && channels !== 2) throw invalid(`it has ${channels} channels, not one or two`);
  const sampleRate = view.getUint32(body + 4, true);
  if (sampleRate < minRate || sampleRate > maxRate) throw invalid(`its sample rate is ${sampleRate} Hz`);
  const blockBytes = view.getUint16(body + 12, true);
  if (blockBytes !== (bits / 8) * channels) throw invalid(`its blocks are ${blockBytes} bytes long`);
  return { encoding: known.encoding, sampleRate, channels };
}

function ordinaryTag(view: DataView, body: number, size: number): number {
  if (size < 40) throw invalid('its extensible format is cut short');
  const isOrdinary = ordinaryGuid.every((byte, index) => view.getUint8(body + 26 + index) === byte);
  if (!isOrdinary) throw invalid('its extensible format is neither PCM16, mu-law nor A-law');
  return view.getUint16(body + 24, true);
}

function withData(format: WavFormat, data: Uint8Array): WavFile {
  const blockBytes = bytesPerSample(format.encoding) * format.channels;
  const samples = Math.floor(data.length / blockBytes);
  return { ...format, data: data.subarray(0, samples * blockBytes), samples };
}

function invalid(what: string): AntiphonError {
  return new AntiphonError('WAV_INVALID', `cannot read this WAV file: ${what}`);
}

function textAt(view: DataView, offset: number): string {
  let text = '';
  for (let index = 0; index < 4; index += 1) text += String.fromCharCode(view.getUint8(offset + index));
  return text;
}

function putText(bytes: Uint8Array, offset: number, text: string): void {
  for (let index = 0; index < text.length; index += 1) bytes[offset + index] = text.charCodeAt(index);
}
