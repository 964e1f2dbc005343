/**
 * History is what was really said and done, in order, and becomes the prompt of the next turn.
 *
 * A reply enters it by reference: its words are asked of the playout ledger each time, so that a
 * receipt which comes late still counts, and what was never heard is never there.
 */
import type { Prompt } from '../contracts/llm.ts';
import type { Message, ToolOutcome } from '../contracts/conversation.ts';

/** What of a reply was heard and what was not, by whoever keeps the ledger. */
export type HeardText = (reply: number, fromClause: number, toClause: number) => ReplyText;

export interface ReplyText {
  heard: string;
  unheard: string;
}

/** `noted`: a record holds it already. */
type Entry = { noted?: boolean } & EntryBody;

type EntryBody =
  | { kind: 'user'; text: string }
  | {
      kind: 'reply';
      reply: number;
      fromClause: number;
      toClause: number;
      /** The caller took the floor from it; `unfinished`: before all of it was even thought. */
      cut: { unfinished: boolean } | undefined;
      frozen: ReplyText | undefined;
    }
  | { kind: 'tool-call'; toolCallId: string; name: string; arguments: unknown }
  | { kind: 'tool-result'; toolCallId: string; name: string; result: ToolOutcome }
  /** Said or done before this process took the call up. */
  | { kind: 'before'; message: Extract<Message, { role: 'assistant' }> };

/** Older entries are dropped, whole turns at a time: a prompt has a bound. */
const entriesKept = 80;
/** The words of the last replies may still change by a late receipt; older ones are frozen. */
const repliesOpen = 4;

export class History {
  readonly #entries: Entry[] = [];
  #hasNews = false;
  readonly #heard: HeardText;

  constructor(heard: HeardText) {
    this.#heard = heard;
  }

  addUser(text: string): void {
    this.#add({ kind: 'user', text });
    this.#trim();
  }

  /** A part of a reply begins with `fromClause`; it takes every later clause until the next part begins. */
  addReplyPart(reply: number, fromClause: number): void {
    const last = this.#entries.findLast((entry) => entry.kind === 'reply');
    if (last?.reply === reply) last.toClause = fromClause;
    this.#add({
      kind: 'reply',
      reply,
      fromClause,
      toClause: Infinity,
      cut: undefined,
      frozen: undefined,
    });
    const replies = this.#entries.filter((entry) => entry.kind === 'reply');
    for (const entry of replies.slice(0, -repliesOpen)) entry.frozen ??= this.#heardOf(entry);
  }

  /** The floor was taken from the reply: what of it was not heard is noted as interrupted. */
  cutReply(reply: number, unfinished: boolean): void {
    const parts = this.#entries.filter((entry) => entry.kind === 'reply' && entry.reply === reply);
    for (const part of parts) {
      if (part.kind === 'reply') part.cut = { unfinished: unfinished && part === parts.at(-1) };
    }
  }

  addToolCall(toolCallId: string, name: string, input: unknown): void {
    this.#add({ kind: 'tool-call', toolCallId, name, arguments: input });
  }

  /** A later result for the same call replaces the earlier one (asked, then done). */
  addToolResult(toolCallId: string, name: string, result: ToolOutcome): void {
    const known = this.#entries.find(
      (entry) => entry.kind === 'tool-result' && entry.toolCallId === toolCallId,
    );
    if (known?.kind !== 'tool-result') return this.#add({ kind: 'tool-result', toolCallId, name, result });
    known.result = result;
    known.noted = false;
    this.#hasNews = true;
  }

  /** Takes up a conversation that another process began. */
  restore(messages: readonly Message[]): void {
    for (const message of messages) this.#entries.push({ ...entryOf(message), noted: true });
    this.#trim();
  }

  /** Something may have come since the last record. */
  get hasNews(): boolean {
    return this.#hasNews;
  }

  /** What has come since the last record, as it stands now. Call it while nothing of ours is being said. */
  takeNews(): Message[] {
    this.#hasNews = false;
    const news: Message[] = [];
    for (const entry of this.#entries) {
      if (entry.noted === true) continue;
      entry.noted = true;
      const message = this.#messageOf(entry);
      if (message !== undefined) news.push(message);
    }
    return news;
  }

  #add(entry: EntryBody): void {
    this.#entries.push(entry);
    this.#hasNews = true;
  }

  /** @param extraUserText words of a turn that is not committed yet: a speculation sees them, the history does not. */
  prompt(system: string, extraUserText?: string): Prompt {
    const messages: Message[] = [];
    for (const entry of this.#entries) {
      const message = this.#messageOf(entry);
      if (message !== undefined) append(messages, message);
    }
    if (extraUserText !== undefined) append(messages, { role: 'user', text: extraUserText });
    return { system, messages: inOrderAsked(messages) };
  }

  #messageOf(entry: Entry): Message | undefined {
    switch (entry.kind) {
      case 'before':
        return entry.message;
      case 'user':
        return { role: 'user', text: entry.text };
      case 'reply': {
        const { heard, unheard } = this.#heardOf(entry);
        if (heard === '') return undefined;
        const interrupted = entry.cut !== undefined && (entry.cut.unfinished || unheard !== '');
        return interrupted
          ? { role: 'assistant', text: heard, interrupted: true }
          : { role: 'assistant', text: heard };
      }
      case 'tool-call':
        return {
          role: 'tool-call',
          toolCallId: entry.toolCallId,
          name: entry.name,
          arguments: entry.arguments,
        };
      case 'tool-result':
        return { role: 'tool-result', toolCallId: entry.toolCallId, name: entry.name, result: entry.result };
    }
  }

  #heardOf(entry: Extract<Entry, { kind: 'reply' }>): ReplyText {
    return entry.frozen ?? this.#heard(entry.reply, entry.fromClause, entry.toClause);
  }

  #trim(): void {
    while (this.#entries.length > entriesKept) {
      const nextUser = this.#entries.findIndex((entry, index) => index > 0 && entry.kind === 'user');
      if (nextUser < 0) return;
      this.#entries.splice(0, nextUser);
    }
  }
}

/** Two user messages with nothing heard between them are one: the caller went on speaking. */
function append(messages: Message[], message: Message): void {
  const last = messages.at(-1);
  if (last?.role === 'user' && message.role === 'user') {
    messages[messages.length - 1] = { role: 'user', text: `${last.text} ${message.text}` };
  } else messages.push(message);
}

/** Results that follow each other stand in the order in which they were asked for, not in that of their coming. */
function inOrderAsked(messages: readonly Message[]): Message[] {
  const asked = new Map<string, number>();
  for (const message of messages) if (message.role === 'tool-call') asked.set(message.toolCallId, asked.size);
  const ordered: Message[] = [];
  let results: Extract<Message, { role: 'tool-result' }>[] = [];
  const flush = (): void => {
    results.sort((a, b) => (asked.get(a.toolCallId) ?? 0) - (asked.get(b.toolCallId) ?? 0));
    ordered.push(...results);
    results = [];
  };
  for (const message of messages) {
    if (message.role === 'tool-result') results.push(message);
    else {
      flush();
      ordered.push(message);
    }
  }
  flush();
  return ordered;
}

function entryOf(message: Message): EntryBody {
  switch (message.role) {
    case 'user':
      return { kind: 'user', text: message.text };
    case 'assistant':
      return { kind: 'before', message };
    case 'tool-call':
      return {
        kind: 'tool-call',
        toolCallId: message.toolCallId,
        name: message.name,
        arguments: message.arguments,
      };
    case 'tool-result':
      return {
        kind: 'tool-result',
        toolCallId: message.toolCallId,
        name: message.name,
        result: message.result,
      };
  }
}
