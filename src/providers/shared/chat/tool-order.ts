/**
 * Puts every tool call next to its result, as the protocol demands.
 *
 * In a call the two may lie apart: the caller went on speaking while the tool ran. Then both are told where
 * the result came, since that is when it was news; what was said meanwhile stays before it. A call that is
 * still running stays where it was made.
 */
import type { Message, ToolOutcome } from '../../../contracts/conversation.ts';

type ToolCallMessage = Extract<Message, { role: 'tool-call' }>;

export interface ToolExchange {
  role: 'tools';
  calls: { call: ToolCallMessage; result: ToolOutcome | undefined }[];
}

export type OrderedMessage = Extract<Message, { role: 'user' | 'assistant' }> | ToolExchange;

export function orderTools(messages: readonly Message[]): OrderedMessage[] {
  const calls = new Map<string, ToolCallMessage>();
  const results = new Set<string>();
  for (const message of messages) if (message.role === 'tool-result') results.add(message.toolCallId);
  const ordered: OrderedMessage[] = [];
  /** The exchange that the last calls went into, while nothing but tools has come since. */
  let open: ToolExchange | undefined;
  const told = new Set<string>();
  const add = (call: ToolCallMessage): void => {
    if (open === undefined) {
      open = { role: 'tools', calls: [] };
      ordered.push(open);
    }
    open.calls.push({ call, result: undefined });
  };
  for (const message of messages) {
    if (message.role === 'tool-call') {
      calls.set(message.toolCallId, message);
      add(message);
    } else if (message.role === 'tool-result') {
      // The same result twice, or one whose call was trimmed away, has no place in the protocol.
      const call = calls.get(message.toolCallId);
      if (call === undefined || told.has(message.toolCallId)) continue;
      told.add(message.toolCallId);
      if (!open?.calls.some((entry) => entry.call === call)) {
        takeBack(ordered, call);
        add(call);
      }
      open!.calls.find((entry) => entry.call === call)!.result = message.result;
    } else {
      open = undefined;
      ordered.push(message);
    }
  }
  return ordered.filter((message) => message.role !== 'tools' || message.calls.length > 0);
}

function takeBack(ordered: readonly OrderedMessage[], call: ToolCallMessage): void {
  for (const message of ordered) {
    if (message.role !== 'tools') continue;
    const at = message.calls.findIndex((entry) => entry.call === call);
    if (at >= 0) message.calls.splice(at, 1);
  }
}
