/** The models and tools that one session works with, every default filled in. */
import type { Agent } from '../agent/agent.ts';
import type { Slots } from '../agent/define-slots.ts';
import type { Tool } from '../agent/define-tool.ts';
import type { LanguageModel, Tokenizer } from '../contracts/llm.ts';
import type { Extractor } from '../contracts/memory.ts';
import type { SpeechToText } from '../contracts/stt.ts';
import type { TextToSpeech } from '../contracts/tts.ts';

export interface SessionModels {
  stt: SpeechToText;
  llm: LanguageModel;
  tts: TextToSpeech;
  tools: readonly Tool[];
  /** Reads turns for agents with slots or intents. */
  extractor?: Extractor;
  slots?: Slots;
  /** Counts prompts. Default: an estimate. */
  tokenizer?: Tokenizer;
  voice: { voice: string | undefined; language: string; lexicon: Readonly<Record<string, string>> };
}

/** An agent's own models where it names them, the house's where it does not. */
export function modelsOf(
  agent: Agent,
  house: Pick<SessionModels, 'stt' | 'llm' | 'tts' | 'extractor' | 'tokenizer'>,
): SessionModels {
  const extractor = agent.models.extractor ?? house.extractor;
  const { tokenizer } = house;
  return {
    stt: agent.models.stt ?? house.stt,
    llm: agent.models.llm ?? house.llm,
    tts: agent.models.tts ?? house.tts,
    tools: agent.tools,
    ...(extractor === undefined ? {} : { extractor }),
    ...(agent.slots === undefined ? {} : { slots: agent.slots }),
    ...(tokenizer === undefined ? {} : { tokenizer }),
    voice: { voice: agent.voice, language: agent.language, lexicon: agent.lexicon },
  };
}
