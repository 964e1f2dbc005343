/** The body of one request. What stays the same from turn to turn comes first, so that providers can cache it. */
import type { GenerateRequest } from '../../contracts/llm.ts';
import { chatMessages } from '../shared/chat/messages.ts';

export interface BodySettings {
  model: string;
  maxTokensField: 'max_tokens' | 'max_completion_tokens';
  /** Asks for usage in the last chunk. */
  streamUsage: boolean;
  /** Further fields, as they are. */
  body: Readonly<Record<string, unknown>>;
}

/** OpenAI's newer models refuse the older name; most others know no other. */
export function maxTokensFieldOf(url: URL): BodySettings['maxTokensField'] {
  return /(^|\.)openai\.(azure\.)?com$/.test(url.hostname) ? 'max_completion_tokens' : 'max_tokens';
}

export function requestBody(request: GenerateRequest, settings: BodySettings): string {
  const tools = request.tools.map(({ name, description, parameters }) => ({
    type: 'function',
    function: { name, description, parameters },
  }));
  return JSON.stringify({
    model: settings.model,
    // An empty list is refused by some; without any there is nothing to choose.
    ...(tools.length > 0 && { tools, tool_choice: request.toolChoice }),
    messages: chatMessages(request.prompt),
    [settings.maxTokensField]: request.maxTokens,
    ...settings.body,
    stream: true,
    ...(settings.streamUsage && { stream_options: { include_usage: true } }),
  });
}
