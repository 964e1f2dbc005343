/**
 * The embedded models, in step with virtual time: Vosk in this process instead of a child, so that it can be waited
 * for; Silero asked and answered at once; Flite for both parties. They hear and speak as they do in a server; only
 * how long they take is not part of it.
 */
import { join } from 'node:path';
import { SystemClock } from '../../clock/system-clock.ts';
import type { Clock } from '../../clock/clock.ts';
import type { TextToSpeech } from '../../contracts/tts.ts';
import type { BatchVadModel, FrameClassifier } from '../../contracts/vad.ts';
import { BatchedVadLane } from '../../host/vad-lane.ts';
import { embeddedArchives, fetchModel } from '../embedded.ts';
import type { ScenarioEars, ScenarioVoices } from '../../testing/scenario/index.ts';
import type { EmbeddedVoicesOptions } from '../open-embedded-voices.ts';
import { chanceSeeder } from './same-chance.ts';
import { SteppedVosk } from './stepped-vosk.ts';

/**
 * The robot costs a tenth of the others and is understood as well: of forty lines of the boutique 24 to the word, as
 * many as `rms`. Where the agent itself has its voice, a man speaks for the caller.
 */
const callerVoices = ['kal16', 'rms'];

/** Loads the models: a second or two, once for all scenarios. @throws AntiphonError where one is missing. */
export async function openVoices(
  options: EmbeddedVoicesOptions = {},
): Promise<ScenarioVoices & AsyncDisposable> {
  await using opened = new AsyncDisposableStack();
  // The models themselves live in real time: it guards them where they hang.
  const clock = opened.use(new SystemClock());
  const files = { clock, ...(options.signal === undefined ? {} : { signal: options.signal }) };
  const { library, libraryFile, model } = embeddedArchives();
  const libraryFolder = await fetchModel(library, files);
  const modelFolder = await fetchModel(model, files);
  // Told in the main thread, as the server does: else onnxruntime reports to its maker.
  process.env['ORT_DISABLE_TELEMETRY'] ??= '1';
  const { FvadClassifier } = await import('../../providers/fvad/fvad-classifier.ts');
  const { SileroModel } = await import('../../providers/silero/silero-model.ts');
  const { flite } = await import('../../providers/flite/flite.ts');
  const classifier = opened.use(await FvadClassifier.create());
  const silero = opened.use(await SileroModel.start({ clock }));
  const tts = opened.use(await flite({ clock }));
  const vosk = opened.use(
    await SteppedVosk.open({ libraryFile: join(libraryFolder, libraryFile), modelFolder }, clock),
  );
  const vad = answeredAtOnce(silero);
  const seedChance = await chanceSeeder(process.platform);
  const owned = opened.move();
  return {
    tts,
    callerVoices,
    openEars: async (callClock) => {
      // What the call before left to be done is done with the seed of that call.
      await vosk.settle();
      seedChance();
      return openEars(callClock, vosk, classifier, vad);
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  } satisfies ScenarioVoices & { tts: TextToSpeech } & AsyncDisposable;
}

function openEars(
  clock: Clock,
  vosk: SteppedVosk,
  classifier: FrameClassifier,
  model: BatchVadModel,
): ScenarioEars {
  const vadLane = new BatchedVadLane({ clock, classifier, model });
  const stt = vosk.openStt(clock);
  return {
    vadLane,
    stt,
    settle: () => vosk.settle(),
    [Symbol.asyncDispose]: async () => {
      await vadLane[Symbol.asyncDispose]();
      await stt[Symbol.asyncDispose]();
      await vosk.settle();
    },
  };
}

/** Waits for each batch where it is submitted: virtual time cannot pass meanwhile. */
function answeredAtOnce(model: BatchVadModel & { settle(): boolean }): BatchVadModel {
  return {
    sampleRate: model.sampleRate,
    chunkSamples: model.chunkSamples,
    maxBatch: model.maxBatch,
    open: () => model.open(),
    reset: (handle) => model.reset(handle),
    close: (handle) => model.close(handle),
    submit: (handles, samples, count, onResult) => {
      const isTaken = model.submit(handles, samples, count, onResult);
      if (isTaken) model.settle();
      return isTaken;
    },
    [Symbol.asyncDispose]: async () => {},
  };
}
