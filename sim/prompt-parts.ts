/** A prompt as it is sent: notes, where there are any, and behind them what was said. */
import type { Message } from '../src/contracts/conversation.ts';

/** Beyond so many messages the history drops old turns. */
const messagesWhole = 60;

export function notesOf(messages: readonly Message[]): string {
  const [message] = messages;
  return message?.role === 'user' && message.text.startsWith('[Notes on the call so far:')
    ? message.text
    : '';
}

export function toldOf(messages: readonly Message[]): readonly Message[] {
  return notesOf(messages) === '' ? messages : messages.slice(1);
}

/** Older turns may have been left out. */
export function startsLate(messages: readonly Message[]): boolean {
  return messages.length >= messagesWhole || notesOf(messages).includes('Left out here:');
}
