/** The models of a house: the agent's own, and the embedded ones for what it leaves open. Opened at the same time. */
import type { Agent } from '../agent/agent.ts';
import type { LanguageModel, Tokenizer } from '../contracts/llm.ts';
import type { Extractor } from '../contracts/memory.ts';
import type { SpeechToText } from '../contracts/stt.ts';
import type { TextToSpeech } from '../contracts/tts.ts';
import type { VadLane } from '../contracts/vad.ts';
import { openTokenizer } from '../memory/tokenizer.ts';
import { readOf } from '../session/call-options.ts';
import {
  openEmbeddedExtractor,
  openEmbeddedLlm,
  openEmbeddedStt,
  openEmbeddedTts,
  openEmbeddedVad,
  type EmbeddedOptions,
} from './embedded.ts';

export interface HouseModels extends AsyncDisposable {
  stt: SpeechToText;
  llm: LanguageModel;
  tts: TextToSpeech;
  /** Undefined: the agent has nothing to be read. */
  extractor?: Extractor;
  /** Default: prompts are counted by an estimate. */
  tokenizer?: Tokenizer;
  vadLane: VadLane;
}

export async function openHouseModels(agent: Agent, options: EmbeddedOptions): Promise<HouseModels> {
  const { stt, llm, tts } = agent.models;
  const opening = [
    stt === undefined ? openEmbeddedStt(options) : undefined,
    tts === undefined ? openEmbeddedTts(options) : undefined,
    openEmbeddedVad(options),
  ] as const;
  const tokenizing = openTokenizer();
  // All are waited for, so that one that fails leaves no other half open.
  const settled = await Promise.allSettled(opening);
  const owned = new AsyncDisposableStack();
  for (const result of settled) {
    if (result.status === 'fulfilled') owned.use(result.value);
  }
  const failed = settled.find((result) => result.status === 'rejected');
  if (failed !== undefined) {
    await owned.disposeAsync();
    throw failed.reason;
  }
  return {
    stt: stt ?? (await opening[0])!,
    tts: tts ?? (await opening[1])!,
    llm: llm ?? (await openEmbeddedLlm(options)),
    tokenizer: await tokenizing,
    ...(await extractorOf(agent)),
    vadLane: await opening[2],
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** Where there is nothing to be read, nobody reads. What there is to prepare is done before the first caller comes. */
async function extractorOf(agent: Agent): Promise<Pick<HouseModels, 'extractor'>> {
  const read = readOf(agent);
  if (read === undefined) return {};
  const extractor = agent.models.extractor ?? (await openEmbeddedExtractor());
  extractor.prepare?.(read);
  return { extractor };
}
