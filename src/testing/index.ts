/** The test kit: models that follow a script, and a VAD that goes by energy. For any test runner. */
export {
  conformanceWords,
  languageModelChecks,
  type CreateLanguageModel,
  type LanguageModelCheck,
  type LanguageModelHarness,
  type LanguageModelTraits,
  type ModelScene,
} from './conformance/language-model-checks.ts';
export { easyCall, type EasyCall, type EasyTurn } from './conformance/easy-turns.ts';
export {
  extractorChecks,
  type CreateExtractor,
  type ExtractorCheck,
  type ExtractorHarness,
  type ExtractorScene,
} from './conformance/extractor-checks.ts';
export { EnergyVadLane } from './energy-vad-lane.ts';
export { CallMemory, MemoryCallStore } from './memory-call-store.ts';
export { CallerBook, memoryCallerStore, MemoryCallerStore } from './memory-caller-store.ts';
export {
  ScriptedExtractor,
  type ScriptedExtractorOptions,
  type ScriptedFinding,
} from './scripted-extractor.ts';
export {
  ScriptedLanguageModel,
  type RecordedRequest,
  type ScriptedLanguageModelOptions,
  type ScriptedReply,
} from './scripted-llm.ts';
export {
  describeFailure,
  runScenario,
  scenario,
  ScenarioFailed,
  type Act,
  type DatabaseWatch,
  type LineOptions,
  type ScenarioAgent,
  type ScenarioCaller,
  type ScenarioCast,
  type ScenarioDatabase,
  type ScenarioMode,
  type ScenarioOptions,
  type ScenarioReport,
  type ScenarioStory,
  type ScenarioWorld,
  type ToolName,
  type TranscriptLine,
  type Within,
} from './scenario/index.ts';
export { ScriptedStt, type ScriptedSttOptions } from './scripted-stt.ts';
export { ScriptedTts, type ScriptedTtsOptions } from './scripted-tts.ts';
export {
  callsTools,
  OpenAiServer,
  openOpenAiServer,
  refuses,
  says,
  type AnswerDetails,
  type OpenAiServerOptions,
  type RecordedCompletion,
  type WireAnswer,
  type WireRefusal,
  type WireStep,
  type WireToolCall,
  type WireToolCallPiece,
  type WireUsage,
} from './openai-server/index.ts';
