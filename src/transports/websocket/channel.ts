/**
 * What passes between the house and the page beside the audio: the feed of call events, where the page
 * asked for it, and messages of the application. It never holds up a call: when the socket is full,
 * events are dropped and counted.
 */
import type { CallEvent } from '../../contracts/events.ts';
import type { Connection } from './connection.ts';
import type { ClientMessage } from './protocol.ts';

export type PageMessage = Extract<ClientMessage, { type: 'set-pipeline' | 'push-to-talk' | 'app' }>;

const maxEarlyMessages = 32;

export class PageChannel {
  /** True where the page asked for call events. */
  readonly wantsEvents: boolean;
  /** Events that a full socket could not take. */
  droppedEvents = 0;
  readonly #connection: Connection;
  #handler: ((message: PageMessage) => void) | undefined;
  #early: PageMessage[] = [];

  constructor(connection: Connection, wantsEvents: boolean) {
    this.#connection = connection;
    this.wantsEvents = wantsEvents;
  }

  /** One handler; what came before it is handed on at once, up to a bound. */
  onMessage(handler: (message: PageMessage) => void): void {
    this.#handler = handler;
    for (const message of this.#early) handler(message);
    this.#early = [];
  }

  /** @returns whether it was sent. */
  sendEvent(event: CallEvent): boolean {
    if (!this.wantsEvents || this.#connection.isEnded) return false;
    if (this.#connection.bufferedBytes > this.#connection.limits.maxBufferedBytes) {
      this.droppedEvents += 1;
      return false;
    }
    this.#connection.send({ type: 'event', event });
    return true;
  }

  /** A message of the application. @returns whether it was sent. */
  send(name: string, payload: unknown): boolean {
    if (this.#connection.isEnded) return false;
    if (this.#connection.bufferedBytes > this.#connection.limits.maxBufferedBytes) return false;
    this.#connection.send({ type: 'app', name, payload });
    return true;
  }

  /** For the leg: a message came in. */
  receive(message: PageMessage): void {
    if (this.#handler !== undefined) this.#handler(message);
    else if (this.#early.length < maxEarlyMessages) this.#early.push(message);
  }
}
