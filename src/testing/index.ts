/** The test kit: models that follow a script, and a VAD that goes by energy. For any test runner. */
export { EnergyVadLane } from './energy-vad-lane.ts';
export {
  ScriptedLanguageModel,
  type RecordedRequest,
  type ScriptedLanguageModelOptions,
  type ScriptedReply,
} from './scripted-llm.ts';
export { ScriptedStt, type ScriptedSttOptions } from './scripted-stt.ts';
export { ScriptedTts, type ScriptedTtsOptions } from './scripted-tts.ts';
