/** From what a store knows of a call to what the call has to know of itself to go on after a crash. Pure. */
import type { RestoredCall } from '../../call/options.ts';
import type {
  Checkpoint,
  EffectOutcome,
  StoredCall,
  StoredEffect,
  TurnRecord,
} from '../../contracts/call-store.ts';
import type { Message } from '../../contracts/conversation.ts';
import type { CallState } from '../../contracts/memory.ts';

/** The latest messages that a call goes on with: what was said an hour ago helps no model. */
const messagesMax = 400;

/** @param firstEventSeq The first event that nobody has heard. */
export function restoredCallOf(
  { claim: { callId }, turns, effects }: StoredCall,
  firstEventSeq: number,
): RestoredCall {
  const messages = messagesOf(turns);
  const ids = messages.flatMap((message) => (message.role === 'tool-call' ? message.toolCallId : []));
  const begun = new Set(effects.map(({ intent }) => intent.consentId));
  const last = turns.at(-1);
  return {
    turnNo: last?.turnNo ?? -1,
    firstEventSeq,
    messages: latest(messages),
    toolCallIds: [...new Set([...ids, ...effects.map(({ intent }) => intent.effectId)])],
    // Whose yes was heard has begun, and is no question any more.
    consents: (last?.checkpoint.consents ?? []).filter(({ toolCallId }) => !begun.has(toolCallId)),
    ...memoryOf(last?.checkpoint),
    effects: untold(messages, effects).map(({ intent }) => ({
      toolCallId: intent.effectId,
      tool: intent.tool,
      effect: intent.effect,
      arguments: intent.arguments,
      // Without a key of its own it never runs again, so that nothing is ever sent under this one.
      idempotencyKey: intent.idempotencyKey ?? `${callId}:${intent.effectId}`,
    })),
  };
}

function memoryOf(checkpoint: Checkpoint | undefined): Pick<RestoredCall, 'memory'> {
  if (checkpoint?.memory === undefined) return {};
  // They come from a record of this call, which wrote them as its state.
  const slots = checkpoint.slots as CallState['slots'];
  return { memory: { ...checkpoint.memory, slots } };
}

/** What the caller was told of an effect, where the store knows no outcome. */
export function toldOutcome(stored: StoredCall, effectId: string): EffectOutcome | undefined {
  const result = messagesOf(stored.turns).find(
    (message) => isTold(message) && message.toolCallId === effectId,
  );
  if (result?.role !== 'tool-result') return undefined;
  const { result: told } = result;
  switch (told.status) {
    case 'done':
    case 'unknown':
      return told;
    case 'failed':
      return { status: 'failed', code: told.code, message: told.message };
    case 'refused':
    case 'awaiting-consent':
      return { status: 'failed', code: 'TOOL_WITHDRAWN', message: 'it was taken back before it began' };
  }
}

/** Effects of whose end the messages do not know, in the order they began. */
function untold(messages: readonly Message[], effects: readonly StoredEffect[]): StoredEffect[] {
  const told = new Set(messages.flatMap((message) => (isTold(message) ? [message.toolCallId] : [])));
  return effects.filter(({ intent }) => !told.has(intent.effectId));
}

function isTold(message: Message): message is Extract<Message, { role: 'tool-result' }> {
  return message.role === 'tool-result' && message.result.status !== 'awaiting-consent';
}

/** Of one tool call the last result counts, at the place of the first. */
function messagesOf(turns: readonly TurnRecord[]): Message[] {
  const messages: Message[] = [];
  const results = new Map<string, number>();
  for (const message of turns.flatMap((turn) => turn.messages)) {
    const at = message.role === 'tool-result' ? results.get(message.toolCallId) : undefined;
    if (at !== undefined) {
      messages[at] = message;
      continue;
    }
    if (message.role === 'tool-result') results.set(message.toolCallId, messages.length);
    messages.push(message);
  }
  return messages;
}

/** A result whose call was cut off would be an answer to nothing. */
function latest(messages: readonly Message[]): Message[] {
  const kept = messages.slice(-messagesMax);
  const calls = new Set(
    kept.flatMap((message) => (message.role === 'tool-call' ? [message.toolCallId] : [])),
  );
  return kept.filter((message) => message.role !== 'tool-result' || calls.has(message.toolCallId));
}
