/**
 * Turns the words of a call into chat messages that every compatible server accepts.
 *
 * Many servers put a model's own template behind the protocol, and templates are strict: one system
 * message, at the beginning; a user first and last; user and assistant in turns; results right behind
 * their calls; ids of nine letters. What keeps the strictest of them content pleases the others too.
 *
 * What the chat has no words for is said in square brackets, in the user's part: models do not imitate
 * there what must never be spoken. `conventions` tells them once, and stays the same from turn to turn.
 */
import { createHash } from 'node:crypto';
import type { ToolOutcome } from '../../../contracts/conversation.ts';
import type { Prompt } from '../../../contracts/llm.ts';
import type { ChatMessage, ChatToolCall } from './chat-message.ts';
import { orderTools, type OrderedMessage, type ToolExchange } from './tool-order.ts';

const conventions =
  'This is a spoken call. Where one of your replies ends in a dash, the caller interrupted it there and heard ' +
  'nothing after it. Notes in square brackets come from the telephone system, not from the caller: never say ' +
  'them aloud.';

const notes = {
  begins: '[The call begins.]',
  silent: '[The caller has said nothing since.]',
};

/** So many words of a cut reply are repeated, so that the model knows where it was cut. */
const echoedWords = 6;

export function chatMessages({ system, messages }: Prompt): ChatMessage[] {
  const chat: ChatMessage[] = [
    { role: 'system', content: system.trim() === '' ? conventions : `${system}\n\n${conventions}` },
  ];
  const ordered = orderTools(messages);
  // A greeting of ours, or nothing at all, comes before the caller's first word.
  if (ordered[0]?.role !== 'user') chat.push({ role: 'user', content: notes.begins });
  ordered.forEach((message, index) => {
    if (message.role === 'user') addUser(chat, noteOfCut(ordered[index - 1]) + message.text);
    else if (message.role === 'assistant') addAssistant(chat, message.text, message.interrupted === true);
    else addTools(chat, message);
  });
  // Servers take a last word of the assistant's for the beginning of the next reply.
  if (chat.at(-1)?.role === 'assistant') chat.push({ role: 'user', content: notes.silent });
  return chat;
}

function addUser(chat: ChatMessage[], content: string): void {
  const last = chat.at(-1);
  if (last?.role === 'user') last.content += `\n${content}`;
  else chat.push({ role: 'user', content });
}

function addAssistant(chat: ChatMessage[], text: string, interrupted: boolean): void {
  const content = interrupted ? `${text.replace(/[\s.,;:–—-]+$/u, '')} —` : text;
  const last = chat.at(-1);
  if (last?.role === 'assistant' && last.tool_calls === undefined)
    last.content = `${last.content} ${content}`;
  else chat.push({ role: 'assistant', content });
}

function noteOfCut(before: OrderedMessage | undefined): string {
  if (before?.role !== 'assistant' || before.interrupted !== true) return '';
  const words = before.text.trim().split(/\s+/).slice(-echoedWords).join(' ');
  return `[The caller interrupted after "${words}" and did not hear the rest.]\n`;
}

function addTools(chat: ChatMessage[], { calls }: ToolExchange): void {
  const asked: ChatToolCall[] = calls.map(({ call }) => ({
    id: wireId(call.toolCallId),
    type: 'function',
    function: { name: call.name, arguments: jsonOf(call.arguments ?? {}) },
  }));
  const last = chat.at(-1);
  // What was said before the call belongs to the same message.
  if (last?.role === 'assistant' && last.tool_calls === undefined) last.tool_calls = asked;
  else chat.push({ role: 'assistant', content: null, tool_calls: asked });
  for (const { call, result } of calls) {
    chat.push({ role: 'tool', tool_call_id: wireId(call.toolCallId), content: outcomeText(result) });
  }
}

function outcomeText(outcome: ToolOutcome | undefined): string {
  switch (outcome?.status) {
    case undefined:
      return jsonOf({
        status: 'running',
        note: 'No result yet. Do not call it again; it will be told when it is there.',
      });
    case 'done':
      return typeof outcome.value === 'string' ? outcome.value : jsonOf(outcome.value ?? { status: 'done' });
    case 'awaiting-consent':
      return jsonOf({ ...outcome, note: 'Not done. The caller was asked this and has not answered yet.' });
    case 'unknown':
      return jsonOf({
        ...outcome,
        note: 'It may have happened. Say so, offer to have it checked, and do not call it again.',
      });
    case 'failed':
    case 'refused':
      return jsonOf(outcome);
  }
}

/** Ids of models may be of any form and length; the strictest server wants nine letters and digits. */
export function wireId(toolCallId: string): string {
  if (/^[a-zA-Z0-9]{9}$/.test(toolCallId)) return toolCallId;
  const digest = createHash('sha256').update(toolCallId).digest();
  return digest.readBigUInt64BE().toString(36).padStart(13, '0').slice(-9);
}

function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'null';
  } catch {
    // A tool may return what JSON cannot carry: a circle, a BigInt.
    return '"(a value that cannot be written as JSON)"';
  }
}
