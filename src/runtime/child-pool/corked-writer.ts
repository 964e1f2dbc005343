/**
 * Joins all that is written in one turn of the event loop into one system call.
 *
 * Hundreds of calls push pieces of audio to the same child, each for itself; the socket is corked at
 * the first of them and uncorked when the turn ends, which is well within a millisecond.
 */
import type { Socket } from 'node:net';

export class CorkedWriter {
  readonly #socket: Socket;
  #corked = false;
  readonly #uncork = (): void => {
    this.#corked = false;
    this.#socket.uncork();
  };

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** Takes ownership of `frame`. What is written to a socket that has ended is dropped. */
  write(frame: Buffer): void {
    if (!this.#socket.writable) return;
    if (!this.#corked) {
      this.#corked = true;
      this.#socket.cork();
      setImmediate(this.#uncork);
    }
    this.#socket.write(frame);
  }
}
