/** Chat messages in the words of the AI SDK: content in parts, results of parallel tools in one message. */
import type { Prompt } from '../../contracts/llm.ts';
import type { ChatMessage } from '../shared/chat/chat-message.ts';
import { chatMessages } from '../shared/chat/messages.ts';
import type { SdkMessage } from './sdk-model.ts';

export function sdkPrompt(prompt: Prompt): SdkMessage[] {
  const messages: SdkMessage[] = [];
  const names = new Map<string, string>();
  for (const message of chatMessages(prompt)) add(messages, message, names);
  return messages;
}

function add(messages: SdkMessage[], message: ChatMessage, names: Map<string, string>): void {
  switch (message.role) {
    case 'system':
      messages.push({ role: 'system', content: message.content });
      return;
    case 'user':
      messages.push({ role: 'user', content: [{ type: 'text', text: message.content }] });
      return;
    case 'assistant': {
      const calls = message.tool_calls ?? [];
      for (const { id, function: called } of calls) names.set(id, called.name);
      messages.push({
        role: 'assistant',
        content: [
          ...(message.content === null ? [] : [{ type: 'text' as const, text: message.content }]),
          ...calls.map(({ id, function: called }) => ({
            type: 'tool-call' as const,
            toolCallId: id,
            toolName: called.name,
            input: JSON.parse(called.arguments) as unknown,
          })),
        ],
      });
      return;
    }
    case 'tool': {
      const result = {
        type: 'tool-result' as const,
        toolCallId: message.tool_call_id,
        toolName: names.get(message.tool_call_id) ?? '',
        output: { type: 'text' as const, value: message.content },
      };
      const last = messages.at(-1);
      if (last?.role === 'tool') last.content.push(result);
      else messages.push({ role: 'tool', content: [result] });
    }
  }
}
