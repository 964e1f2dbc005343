/**
 * The Vosk library (Kaldi) through koffi. Runs in the child only: a fault in here is a fault of native
 * code, and takes its process along.
 *
 * Figures (2 cores, small en-us model): model 0.7 s and 136 MB; a free-form recogniser 75-130 ms to make,
 * one with a grammar of 50 phrases 1 ms. `final_result` drops decoder and features, so that a recogniser
 * starts each utterance afresh and may serve one caller after another.
 */
import { AntiphonError } from '../../errors/antiphon-error.ts';
import {
  engineSampleRate,
  unknownWord,
  type EngineParameters,
  type EngineRecogniser,
  type EngineWord,
  type SpeechEngine,
} from './engine.ts';
import { withSearchWidth } from './search-width.ts';

/** Errors only. At -1, which the manual calls quiet, Kaldi still prints warnings. */
const logErrorsOnly = -2;

type Pointer = object;

interface VoskLibrary {
  modelNew(folder: string): Pointer | null;
  findWord(model: Pointer, word: string): number;
  recogniserNew(model: Pointer, rate: number): Pointer | null;
  recogniserNewGrammar(model: Pointer, rate: number, phrases: string): Pointer | null;
  setWords(recogniser: Pointer, on: number): void;
  setAlternatives(recogniser: Pointer, count: number): void;
  accept(recogniser: Pointer, samples: Int16Array, count: number): number;
  partialResult(recogniser: Pointer): string;
  finalResult(recogniser: Pointer): string;
  free(recogniser: Pointer): void;
}

/** @param parameters `libraryFile` and `modelFolder`. */
export async function openEngine(parameters: EngineParameters): Promise<SpeechEngine> {
  const library = await loadLibrary(parameters['libraryFile']!);
  const model = withSearchWidth(parameters['modelFolder']!, (folder) => library.modelNew(folder));
  if (model === null) {
    throw new AntiphonError('MODEL_CORRUPT', 'the folder holds no model that Vosk can read');
  }
  return {
    hasWord: (word) => library.findWord(model, word) >= 0,
    createRecogniser: (grammar, readingsMax = 0) => createRecogniser(library, model, grammar, readingsMax),
  };
}

function createRecogniser(
  library: VoskLibrary,
  model: Pointer,
  grammar: readonly string[] | undefined,
  readingsMax: number,
): EngineRecogniser {
  const pointer =
    grammar === undefined
      ? library.recogniserNew(model, engineSampleRate)
      : library.recogniserNewGrammar(model, engineSampleRate, JSON.stringify([...grammar, unknownWord]));
  if (pointer === null) throw new AntiphonError('STT_FAILED', 'Vosk made no recogniser');
  library.setWords(pointer, 1);
  if (readingsMax > 0) library.setAlternatives(pointer, readingsMax);
  return {
    accept: (samples, count) => {
      if (library.accept(pointer, samples, count) < 0) {
        throw new AntiphonError('STT_FAILED', 'Vosk refused a piece of audio');
      }
    },
    partial: () => (JSON.parse(library.partialResult(pointer)) as { partial: string }).partial,
    final: () => {
      const { result = [] } = JSON.parse(library.finalResult(pointer)) as {
        result?: { word: string; start: number; end: number; conf: number }[];
      };
      return result.map(({ word, start, end, conf }): EngineWord => ({ text: word, start, end, conf }));
    },
    readings: () => {
      const { alternatives = [] } = JSON.parse(library.finalResult(pointer)) as {
        alternatives?: { confidence: number; result?: { word: string; start: number; end: number }[] }[];
      };
      return alternatives.map(({ confidence, result = [] }) => ({
        words: result.map(({ word, start, end }) => ({ text: word, start, end, conf: 1 })),
        score: confidence,
      }));
    },
    free: () => library.free(pointer),
  };
}

async function loadLibrary(file: string): Promise<VoskLibrary> {
  const { default: koffi } = await import('koffi').catch((thrown: unknown) => {
    throw new AntiphonError('PEER_MISSING', 'Vosk needs the package koffi', {
      cure: 'Run `npm install koffi`.',
      cause: thrown,
    });
  });
  const library = koffi.load(file);
  library.func('void vosk_set_log_level(int)')(logErrorsOnly);
  return {
    modelNew: library.func('void* vosk_model_new(const char*)'),
    findWord: library.func('int vosk_model_find_word(void*, const char*)'),
    recogniserNew: library.func('void* vosk_recognizer_new(void*, float)'),
    recogniserNewGrammar: library.func('void* vosk_recognizer_new_grm(void*, float, const char*)'),
    setWords: library.func('void vosk_recognizer_set_words(void*, int)'),
    setAlternatives: library.func('void vosk_recognizer_set_max_alternatives(void*, int)'),
    accept: library.func('int vosk_recognizer_accept_waveform_s(void*, const int16_t*, int)'),
    partialResult: library.func('const char* vosk_recognizer_partial_result(void*)'),
    finalResult: library.func('const char* vosk_recognizer_final_result(void*)'),
    free: library.func('void vosk_recognizer_free(void*)'),
  };
}
