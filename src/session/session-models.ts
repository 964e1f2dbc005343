/** The models and tools that one session works with, every default filled in. */
import type { Agent } from '../agent/agent.ts';
import type { Tool } from '../agent/define-tool.ts';
import type { LanguageModel } from '../contracts/llm.ts';
import type { SpeechToText } from '../contracts/stt.ts';
import type { TextToSpeech } from '../contracts/tts.ts';

export interface SessionModels {
  stt: SpeechToText;
  llm: LanguageModel;
  tts: TextToSpeech;
  tools: readonly Tool[];
  voice: { voice: string | undefined; language: string; lexicon: Readonly<Record<string, string>> };
}

/** An agent's own models where it names them, the house's where it does not. */
export function modelsOf(
  agent: Agent,
  house: { stt: SpeechToText; llm: LanguageModel; tts: TextToSpeech },
): SessionModels {
  return {
    stt: agent.models.stt ?? house.stt,
    llm: agent.models.llm ?? house.llm,
    tts: agent.models.tts ?? house.tts,
    tools: agent.tools,
    voice: { voice: agent.voice, language: agent.language, lexicon: agent.lexicon },
  };
}
