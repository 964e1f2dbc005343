/**
 * Reads server-sent events out of bytes that were cut anywhere: in a line, in a letter, between CR and LF.
 *
 * Of the format only what this protocol uses is kept: the data of each event, and its name. A line has a
 * bound, since a server that never ends one would fill the memory.
 */
import { AntiphonError } from '../../errors/antiphon-error.ts';

export interface ServerEvent {
  /** Empty where the server gave none. */
  name: string;
  data: string;
}

/** No chunk of this protocol comes near: tool arguments arrive in pieces. */
const lineMaxLetters = 1024 * 1024;

export class EventStreamReader {
  readonly #decoder = new TextDecoder();
  #pending = '';
  #name = '';
  #data: string[] = [];
  /** The last letter was CR: an LF that follows belongs to it. */
  #afterReturn = false;

  /** Takes the next bytes and returns the events that they complete. */
  push(bytes: Uint8Array): ServerEvent[] {
    return this.#read(this.#decoder.decode(bytes, { stream: true }));
  }

  /** The stream is over: some servers leave out the empty line behind the last event. */
  end(): ServerEvent[] {
    return this.#read(`${this.#decoder.decode()}\n\n`);
  }

  #read(text: string): ServerEvent[] {
    if (text === '') return [];
    const events: ServerEvent[] = [];
    const fresh = this.#afterReturn && text.startsWith('\n') ? text.slice(1) : text;
    this.#afterReturn = text.endsWith('\r');
    const lines = fresh.split(/\r\n|\r|\n/);
    const last = lines.pop() ?? '';
    for (const line of lines) {
      const event = this.#line(this.#pending + line);
      this.#pending = '';
      if (event !== undefined) events.push(event);
    }
    this.#pending += last;
    if (this.#pending.length > lineMaxLetters) {
      throw new AntiphonError(
        'LLM_MALFORMED',
        `a line of the event stream is over ${lineMaxLetters} letters`,
      );
    }
    return events;
  }

  #line(line: string): ServerEvent | undefined {
    if (line === '') return this.#dispatch();
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + (line[colon + 1] === ' ' ? 2 : 1));
    // A line that begins with a colon is a comment: servers send it to keep the connection.
    if (field === 'data') this.#data.push(value);
    else if (field === 'event') this.#name = value;
    return undefined;
  }

  #dispatch(): ServerEvent | undefined {
    const event = { name: this.#name, data: this.#data.join('\n') };
    const some = this.#data.length > 0;
    this.#name = '';
    this.#data = [];
    return some ? event : undefined;
  }
}
