/**
 * The agent of the kill trials: four tools that act, and a model that does what the caller orders.
 *
 * Two tools hand their key to the world, which honours it, and two have none; one of each asks before it acts. The model is as careful as one can
 * ask of a model and no more: it reads its history, and asks for whatever it does not find there. So an effect that
 * is forgotten is done again when the caller, after a crash, says the same once more.
 */
import { z } from 'zod';
import { defineTool } from '../../src/agent/define-tool.ts';
import type { Tool } from '../../src/agent/tool.ts';
import type { Message } from '../../src/contracts/conversation.ts';
import type { GenerateRequest } from '../../src/contracts/llm.ts';
import type { ScriptedReply } from '../../src/testing/scripted-llm.ts';

/** What one order is about: without a question, with one about two actions, and with a question beside what needs none. */
const wanted = [
  ['bookFitting', 'sendNote'],
  ['addLine', 'cancelOrder'],
  ['sendNote', 'addLine'],
  ['bookFitting', 'cancelOrder', 'sendNote'],
] as const;

export interface DeskAction {
  order: number;
  tool: string;
  /** Undefined where the tool has none. */
  key: string | undefined;
}

/** Much longer than any pause of a trial: time-outs have tests of their own. */
const timeoutMs = 300_000;

/** @param act Does it, out in the world. */
export function deskTools(callId: string, act: (action: DeskAction) => Promise<void>): Tool[] {
  const input = z.object({ order: z.int() });
  const common = { description: 'Acts on an order.', input, timeoutMs };
  return [
    // The key is made of what is done: the same action asked twice is one.
    defineTool({
      ...common,
      name: 'bookFitting',
      effect: 'write',
      confirm: false,
      idempotencyKey: ({ order }) => `${callId}-${order}`,
      run: ({ order }, { idempotencyKey: key }) => act({ order, tool: 'bookFitting', key }),
    }),
    // The key is the house's own, one for each tool call.
    defineTool({
      ...common,
      name: 'addLine',
      effect: 'write',
      confirm: ({ order }) => `Shall I add a line to order ${order}?`,
      idempotencyKey: true,
      run: ({ order }, { idempotencyKey: key }) => act({ order, tool: 'addLine', key }),
    }),
    defineTool({
      ...common,
      name: 'sendNote',
      effect: 'write',
      confirm: false,
      run: ({ order }) => act({ order, tool: 'sendNote', key: undefined }),
    }),
    defineTool({
      ...common,
      name: 'cancelOrder',
      effect: 'irreversible',
      confirm: ({ order }) => `Shall I cancel order ${order}?`,
      run: ({ order }) => act({ order, tool: 'cancelOrder', key: undefined }),
    }),
  ];
}

export const keylessTools: ReadonlySet<string> = new Set(['sendNote', 'cancelOrder']);

export function orderReply({ prompt }: Pick<GenerateRequest, 'prompt'>): ScriptedReply {
  const order = lastOrder(prompt.messages);
  if (order === undefined) return 'What can I do for you?';
  const asked = new Set(
    prompt.messages.flatMap((message) =>
      message.role === 'tool-call' && (message.arguments as { order: number }).order === order
        ? [message.name]
        : [],
    ),
  );
  const missing = wanted[order % wanted.length]!.filter((name) => !asked.has(name));
  if (missing.length === 0) return 'That is all.';
  return { toolCalls: missing.map((name) => ({ name, arguments: { order } })) };
}

/** Effects that the model is told nobody knows the end of. */
export function toldUnknown({ prompt }: Pick<GenerateRequest, 'prompt'>): string[] {
  return prompt.messages.flatMap((message) =>
    message.role === 'tool-result' && message.result.status === 'unknown' ? [message.toolCallId] : [],
  );
}

function lastOrder(messages: readonly Message[]): number | undefined {
  for (const message of messages.toReversed()) {
    const said = message.role === 'user' ? /order (\d+)/.exec(message.text) : null;
    if (said !== null) return Number(said[1]);
  }
  return undefined;
}
