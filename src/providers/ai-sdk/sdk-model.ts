/**
 * What is used of a language model of the AI SDK, by shape: versions 2 to 4 of its specification all fit,
 * and whoever uses none of them need not install it.
 */
export interface AiSdkModel {
  readonly specificationVersion: string;
  readonly provider: string;
  readonly modelId: string;
  doStream(options: AiSdkCall): PromiseLike<{ stream: ReadableStream<{ type: string }> }>;
}

export interface AiSdkCall {
  // Each version has a type of its own for each of these; the shapes are the same in all.
  prompt: never[];
  tools?: never[];
  toolChoice?: { type: 'auto' | 'none' };
  maxOutputTokens?: number;
  abortSignal?: AbortSignal;
}

export type SdkMessage =
  | { role: 'system'; content: string }
  | { role: 'user'; content: SdkText[] }
  | { role: 'assistant'; content: (SdkText | SdkToolCall)[] }
  | { role: 'tool'; content: SdkToolResult[] };

export interface SdkText {
  type: 'text';
  text: string;
}

export interface SdkToolCall {
  type: 'tool-call';
  toolCallId: string;
  toolName: string;
  input: unknown;
}

export interface SdkToolResult {
  type: 'tool-result';
  toolCallId: string;
  toolName: string;
  output: { type: 'text'; value: string };
}
