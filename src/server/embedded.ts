/**
 * The models that come with the package, wired: Vosk hears, Flite speaks, libfvad and Silero tell speech
 * from noise, the on-device model understands. Loaded when they are needed and not before, so that an
 * agent with models of its own needs none of their packages.
 */
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../clock/clock.ts';
import type { LanguageModel } from '../contracts/llm.ts';
import type { Extractor } from '../contracts/memory.ts';
import type { SpeechToText } from '../contracts/stt.ts';
import type { TextToSpeech } from '../contracts/tts.ts';
import type { VadLane } from '../contracts/vad.ts';
import { AntiphonError } from '../errors/antiphon-error.ts';
import { BatchedVadLane } from '../host/vad-lane.ts';
import { defaultCacheFolder } from '../runtime/model-files/cache-layout.ts';
import { ensureModel } from '../runtime/model-files/ensure-model.ts';
import type { ModelArchive, ModelProgress } from '../runtime/model-files/model-archive.ts';
import { readNpmSettings } from '../runtime/model-files/npm-settings.ts';
import { voskLibrary, voskSmallEnglish } from '../providers/vosk/model-archives.ts';

export interface EmbeddedOptions {
  clock: Clock;
  /** Default: ANTIPHON_CACHE, then the cache folder of this user. */
  cacheFolder?: string;
  /** Never touches the network: a model that is missing is an error. */
  offline?: boolean;
  onProgress?: (progress: ModelProgress) => void;
  /** Told of what a model survived: a child that crashed, a worker that was replaced. */
  onError?: (error: AntiphonError) => void;
  signal?: AbortSignal;
}

export function cacheFolderOf(options: { cacheFolder?: string }): string {
  return options.cacheFolder ?? defaultCacheFolder(process.env, process.platform, homedir());
}

/** The archives that this machine needs. @throws AntiphonError PEER_MISSING where there is no library for it. */
export function embeddedArchives(): { library: ModelArchive; libraryFile: string; model: ModelArchive } {
  const found = voskLibrary(process.platform, process.arch);
  if (found === undefined) {
    throw new AntiphonError(
      'PEER_MISSING',
      `there is no Vosk library for ${process.platform}-${process.arch}`,
      {
        cure: 'Give the agent an STT of its own: models: { stt: ... }.',
      },
    );
  }
  return { library: found.archive, libraryFile: found.file, model: voskSmallEnglish };
}

/** Fetches one archive, or finds it in the cache. @returns its folder. */
export function fetchModel(
  archive: ModelArchive,
  options: EmbeddedOptions & { force?: boolean },
): Promise<string> {
  const { clock, offline = false, onProgress, signal, force = false } = options;
  return ensureModel(archive, {
    cacheFolder: cacheFolderOf(options),
    clock,
    offline,
    force,
    npmSettings: () =>
      readNpmSettings({
        environment: process.env,
        workingFolder: process.cwd(),
        homeFolder: homedir(),
        nodePath: process.execPath,
        platform: process.platform,
      }),
    ...(onProgress === undefined ? {} : { onProgress }),
    ...(signal === undefined ? {} : { signal }),
  });
}

export async function openEmbeddedStt(options: EmbeddedOptions): Promise<SpeechToText> {
  const { library, libraryFile, model } = embeddedArchives();
  const libraryFolder = await fetchModel(library, options);
  const modelFolder = await fetchModel(model, options);
  const { openVosk } = await import('../providers/vosk/vosk.ts');
  return openVosk({
    libraryFile: join(libraryFolder, libraryFile),
    modelFolder,
    clock: options.clock,
    onChildEnd: (end) =>
      options.onError?.(
        new AntiphonError('STT_FAILED', 'a Vosk process ended; another takes its place', {
          data: { ...end },
        }),
      ),
  });
}

export async function openEmbeddedTts(options: EmbeddedOptions): Promise<TextToSpeech> {
  const { flite } = await import('../providers/flite/flite.ts');
  return flite({ clock: options.clock });
}

/** The VAD of all calls of this process; it owns its models. */
export async function openEmbeddedVad(options: EmbeddedOptions): Promise<VadLane> {
  // onnxruntime keeps a device id in the user's cache folder and reports to its maker, unless told not to.
  // Told here, in the main thread: its own thread would set a copy that native code does not see.
  process.env['ORT_DISABLE_TELEMETRY'] ??= '1';
  const { FvadClassifier } = await import('../providers/fvad/fvad-classifier.ts');
  const { SileroModel } = await import('../providers/silero/silero-model.ts');
  await using opened = new AsyncDisposableStack();
  const classifier = opened.use(await FvadClassifier.create());
  const model = opened.use(
    await SileroModel.start({
      clock: options.clock,
      ...(options.onError === undefined ? {} : { onFailure: options.onError }),
    }),
  );
  const lane = opened.use(new BatchedVadLane({ clock: options.clock, classifier, model }));
  const owned = opened.move();
  return {
    open: (format, listener) => lane.open(format, listener),
    push: (leg, bytes, offset, length) => lane.push(leg, bytes, offset, length),
    skip: (leg, frames) => lane.skip(leg, frames),
    close: (leg) => lane.close(leg),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** Small talk and honesty about what it was not told: for an agent without a model and without intents. */
export async function openEmbeddedLlm(options: EmbeddedOptions): Promise<LanguageModel> {
  const { onDevice } = await import('../providers/ondevice/index.ts');
  return onDevice({
    intents: [],
    abilities: 'greet you and listen; I have not been told anything else yet',
    wallTime: () => options.clock.wallTime(),
  });
}

/** Reads turns for agents with slots or intents. */
export async function openEmbeddedExtractor(): Promise<Extractor> {
  const { onDeviceExtractor } = await import('../providers/ondevice/index.ts');
  return onDeviceExtractor();
}
