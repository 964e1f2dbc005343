/**
 * What to answer to a conversation: the dialogue's decision, made into words and at most one tool call.
 *
 * The same messages always give the same answer. That is what lets a caller say "go on": the reply that
 * was cut is made again from the messages before it, and taken up at the clause in which it was cut.
 */
import type { Message } from '../../contracts/conversation.ts';
import type { Expectation } from '../../contracts/turn-detector.ts';
import type { LocalTime } from './calendar.ts';
import type { Decision } from './decision.ts';
import { Dialogue, type DialogueOptions } from './dialogue.ts';
import { isNotes } from './notes.ts';
import { wordsOf } from './words.ts';

export interface Response {
  text: string;
  endsCall: boolean;
  /** What it asks for. */
  expects?: Expectation;
  call?: { tool: string; arguments: Readonly<Record<string, unknown>> };
}

export function respond(messages: readonly Message[], options: DialogueOptions, time: LocalTime): Response {
  const dialogue = new Dialogue(options, time);
  let decision: Decision | undefined;
  for (const [index, message] of messages.entries()) {
    if (index === 0 && isNotes(message)) dialogue.hearNotes(message.text);
    else decision = dialogue.hear(message);
  }
  const { expects } = dialogue;
  const response = answerTo(messages, dialogue, decision, options, time);
  return expects === undefined ? response : { ...response, expects };
}

function answerTo(
  messages: readonly Message[],
  dialogue: Dialogue,
  decision: Decision | undefined,
  options: DialogueOptions,
  time: LocalTime,
): Response {
  const last = messages.at(-1);
  // An assistant's words, or a call still at work, are nothing to answer: ask what is open.
  if (last === undefined || last.role === 'assistant') {
    return sayOnly(dialogue.openQuestion() ?? options.sayings.yesWhat);
  }
  if (last.role === 'tool-call') return sayOnly(options.sayings.toolBusy);
  switch (decision?.type) {
    case undefined:
      return sayOnly('');
    case 'say':
      return { text: decision.text, endsCall: decision.endsCall === true };
    case 'call':
      return {
        text: decision.text,
        endsCall: false,
        call: { tool: decision.tool, arguments: decision.arguments },
      };
    case 'repeat':
      return sayOnly(repeated(messages, options, time));
    case 'continue':
      return sayOnly(continued(messages, options, time) ?? decision.otherwise);
  }
}

function repeated(messages: readonly Message[], options: DialogueOptions, time: LocalTime): string {
  const at = messages.findLastIndex((message) => message.role === 'assistant' && message.text.trim() !== '');
  const message = messages[at];
  if (message?.role !== 'assistant') return options.sayings.nothingToRepeat;
  return (message.interrupted === true ? wholeReply(messages, at, options, time) : undefined) ?? message.text;
}

/** The rest of the last reply that was cut, from the beginning of the clause it was cut in. */
function continued(
  messages: readonly Message[],
  options: DialogueOptions,
  time: LocalTime,
): string | undefined {
  const at = messages.findLastIndex(
    (message) => message.role === 'assistant' && message.interrupted === true,
  );
  const message = messages[at];
  if (message?.role !== 'assistant') return undefined;
  const whole = wholeReply(messages, at, options, time);
  if (whole === undefined) return undefined;
  const rest = fromClauseOf(whole, wordsOf(message.text).length);
  return rest === '' ? undefined : `${options.sayings.resume} ${rest}`;
}

/** The reply as it was meant, or undefined where what was heard is not its beginning. */
function wholeReply(
  messages: readonly Message[],
  at: number,
  options: DialogueOptions,
  time: LocalTime,
): string | undefined {
  const message = messages[at];
  const { text } = respond(messages.slice(0, at), options, time);
  const heard = message?.role === 'assistant' ? wordsOf(message.text).join(' ') : '';
  return heard !== '' && wordsOf(text).join(' ').startsWith(heard) ? text : undefined;
}

/** `text` from the clause that contains its word number `heardWords`. */
function fromClauseOf(text: string, heardWords: number): string {
  let seen = 0;
  for (const clause of text.match(/[^,;:.!?]+[,;:.!?]*\s*/g) ?? []) {
    const count = wordsOf(clause).length;
    if (seen + count > heardWords) return text.slice(text.indexOf(clause)).trim();
    seen += count;
  }
  return '';
}

function sayOnly(text: string): Response {
  return { text, endsCall: false };
}
