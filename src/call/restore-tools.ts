/** The tools of a call that another process began: every tool call of then has an end, or somebody who finds it out. */
import type { History } from '../conversation/history.ts';
import type { RestoredCall } from './options.ts';
import type { ToolIds } from './tool-ids.ts';
import type { ToolRuns } from './tool-runs.ts';

export interface ToolParts {
  history: History;
  ids: ToolIds;
  runs: ToolRuns;
}

export function restoreTools(
  { messages, effects, consents, toolCallIds }: RestoredCall,
  parts: ToolParts,
): void {
  const { history, ids, runs } = parts;
  const open = new Map<string, string>();
  for (const message of messages) {
    if (message.role === 'tool-call') open.set(message.toolCallId, message.name);
    if (message.role === 'tool-result') open.delete(message.toolCallId);
    if ('toolCallId' in message) ids.take(message.toolCallId);
  }
  const know = (toolCallId: string, name: string, input: unknown): void => {
    open.delete(toolCallId);
    if (!ids.has(toolCallId)) history.addToolCall(toolCallId, name, input);
    ids.take(toolCallId);
  };
  // The store says what may run again and what may not.
  for (const effect of effects) {
    know(effect.toolCallId, effect.tool, effect.arguments);
    const unbound = { consentId: undefined, reply: undefined, speakWhile: undefined };
    runs.start({ ...effect, ...unbound, name: effect.tool });
  }
  for (const { toolCallId, tool, arguments: input } of consents) know(toolCallId, tool, input);
  for (const toolCallId of toolCallIds) ids.take(toolCallId);
  // What only read is gone with its process.
  for (const [toolCallId, name] of open) {
    const message = 'the line broke off before it answered';
    history.addToolResult(toolCallId, name, { status: 'failed', code: 'TOOL_FAILED', message });
  }
}
