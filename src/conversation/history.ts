/**
 * History is what was really said and done, turn by turn, and what the prompt of the next turn is compiled of.
 *
 * A reply enters it by reference: its words are asked of the playout ledger each time, so that a
 * receipt which comes late still counts, and what was never heard is never there.
 */
import type { Message, ToolOutcome } from '../contracts/conversation.ts';
import type { HeardTurn } from './prompt-compiler.ts';

/** What of a reply was heard and what was not, by whoever keeps the ledger. */
export type HeardText = (reply: number, fromClause: number, toClause: number) => ReplyText;

export interface ReplyText {
  heard: string;
  unheard: string;
}

/** `noted`: a record holds it already. */
type Entry = { noted?: boolean; turn: number } & EntryBody;

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

/** What a tool told, and when. */
export interface ToldResult {
  turn: number;
  name: string;
  arguments: unknown;
  result: ToolOutcome;
}

/** What is worth a note: the others are on their way to one of these, or nothing was done. */
const freshKinds: ReadonlySet<ToolOutcome['status']> = new Set(['done', 'failed', 'unknown']);

/** Older entries are dropped, whole turns at a time: a prompt has a bound. */
const entriesKept = 80;
/** The words of the last replies may still change by a late receipt; older ones are frozen. */
const repliesOpen = 4;

export class History {
  readonly #entries: Entry[] = [];
  #hasNews = false;
  #turn: number;
  #trimmed = false;
  readonly #freshResults = new Map<string, Omit<ToldResult, 'arguments'> & { toolCallId: string }>();
  readonly #heard: HeardText;

  /** @param turn Before the caller's first: greetings belong to it. */
  constructor(heard: HeardText, turn = 0) {
    this.#heard = heard;
    this.#turn = turn;
  }

  /** Whether turns have been dropped: those there are begin in the middle. */
  get trimmed(): boolean {
    return this.#trimmed;
  }

  /** A turn is over: what comes now belongs to it. @param turn Default: the one after the last. */
  addUser(text: string, turn = this.#turn + 1): void {
    this.#turn = turn;
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
    if (freshKinds.has(result.status)) {
      this.#freshResults.set(toolCallId, { turn: this.#turn, toolCallId, name, result });
    }
    if (known?.kind !== 'tool-result') return this.#add({ kind: 'tool-result', toolCallId, name, result });
    known.result = result;
    known.noted = false;
    this.#hasNews = true;
  }

  /** Takes up a conversation that another process began: its last turn is the one that this history begins with. */
  restore(messages: readonly Message[]): void {
    let turn = this.#turn - messages.filter(({ role }) => role === 'user').length;
    for (const message of messages) {
      if (message.role === 'user') turn += 1;
      this.#entries.push({ ...entryOf(message), noted: true, turn });
    }
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
    this.#entries.push({ ...entry, turn: this.#turn });
    this.#hasNews = true;
  }

  /**
   * What was heard, in order. Two turns with nothing heard between them are one: the caller went on speaking.
   * @param extraUserText words of a turn that is not committed yet: a speculation sees them, the history does not.
   */
  turns(extraUserText?: string): HeardTurn[] {
    const turns: { turn: number; messages: Message[] }[] = [];
    const append = (turn: number, message: Message): void => {
      const current = turns.at(-1);
      const last = current?.messages.at(-1);
      if (current !== undefined && last?.role === 'user' && message.role === 'user') {
        current.messages[current.messages.length - 1] = {
          role: 'user',
          text: `${last.text} ${message.text}`,
        };
        current.turn = turn;
      } else if (current?.turn === turn) current.messages.push(message);
      else turns.push({ turn, messages: [message] });
    };
    for (const entry of this.#entries) {
      const message = this.#messageOf(entry);
      if (message !== undefined) append(entry.turn, message);
    }
    if (extraUserText !== undefined) append(this.#turn + 1, { role: 'user', text: extraUserText });
    const asked = new Map<string, number>();
    for (const { messages } of turns) {
      for (const message of messages)
        if (message.role === 'tool-call') asked.set(message.toolCallId, asked.size);
    }
    return turns.map(({ turn, messages }) => ({ turn, messages: inOrderAsked(messages, asked) }));
  }

  /** What the caller has heard since they spoke last. */
  get lastHeard(): string {
    const texts: string[] = [];
    for (const entry of this.#entries.toReversed()) {
      const message = this.#messageOf(entry);
      if (message?.role === 'user') break;
      if (message?.role === 'assistant') texts.unshift(message.text);
    }
    return texts.join(' ');
  }

  /** What tools have told since this was asked last; of one tool call the last word. */
  takeResults(): ToldResult[] {
    const results: ToldResult[] = [];
    for (const { turn, toolCallId, name, result } of this.#freshResults.values()) {
      const call = this.#entries.find((one) => one.kind === 'tool-call' && one.toolCallId === toolCallId);
      const input = call?.kind === 'tool-call' ? call.arguments : undefined;
      results.push({ turn, name, arguments: input, result });
    }
    this.#freshResults.clear();
    return results;
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
      this.#trimmed = true;
    }
  }
}

/** Results that follow each other stand in the order in which they were asked for, not in that of their coming. */
function inOrderAsked(messages: readonly Message[], asked: ReadonlyMap<string, number>): Message[] {
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
