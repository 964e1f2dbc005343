/** A local server that speaks the chat-completions protocol as it is told to. */
export {
  OpenAiServer,
  openOpenAiServer,
  type OpenAiServerOptions,
  type RecordedCompletion,
} from './openai-server.ts';
export {
  callsTools,
  refuses,
  says,
  type AnswerDetails,
  type WireAnswer,
  type WireRefusal,
  type WireStep,
  type WireToolCall,
  type WireToolCallPiece,
  type WireUsage,
} from './script.ts';
