/**
 * The face of the package: what a program that serves an agent needs, and nothing that costs anything to
 * import. Models, transports and test kits have subpaths of their own.
 */
export { defineAgent } from './agent/define-agent.ts';
export { defineSlots } from './agent/define-slots.ts';
export { defineTool } from './agent/define-tool.ts';
export { failover } from './models/failover.ts';
export { openEmbeddedVoices } from './server/open-embedded-voices.ts';
export { serve } from './server/serve.ts';
export { AntiphonError } from './errors/antiphon-error.ts';

export type { Agent, AgentDefinition, AgentModels, IdlePolicy } from './agent/agent.ts';
export type {
  CallerOfTool,
  ConsentContext,
  Tool,
  ToolBreaker,
  ToolContext,
  ToolDefinition,
  ToolRetry,
} from './agent/define-tool.ts';
export type { ParsedSlot, Slots, SlotsOptions } from './agent/define-slots.ts';
export type { TurnPlanner } from './agent/turn-planner.ts';
export type { BargeInPolicy } from './contracts/barge-in.ts';
export type { Effect, Message, ToolOutcome } from './contracts/conversation.ts';
export type { CallEndReason, CallEvent, Pipeline, TurnEndReason } from './contracts/events.ts';
export type { LanguageModel } from './contracts/llm.ts';
export type { Extractor, IntentSpecification, SlotSpecification } from './contracts/memory.ts';
export type { SpeechToText } from './contracts/stt.ts';
export type { TextToSpeech } from './contracts/tts.ts';
export type { ErrorCode } from './errors/antiphon-error.ts';
export type { ModelAttempt } from './models/contest.ts';
export type { FailoverLanguageModel } from './models/failover.ts';
export type { FailoverOptions } from './models/failover-options.ts';
export type { Redactor } from './privacy/redactor.ts';
export type { BreakerOptions } from './routing/circuit-breaker.ts';
export type { ModelProgress } from './runtime/model-files/model-archive.ts';
export type { EmbeddedVoicesOptions } from './server/open-embedded-voices.ts';
export type { ServeOptions, Server } from './server/serve.ts';
