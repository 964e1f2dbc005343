/** A line between two ends that can be cut or fall silent: what a network does, on this machine. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export class BreakableLine implements AsyncDisposable {
  readonly #pairs = new Set<readonly [Socket, Socket]>();
  /** Nobody gets through, as while the network is down. */
  isDown = false;
  readonly #server = createServer((near) => {
    if (this.isDown) {
      near.destroy();
      return;
    }
    const far = connect(this.#port, '127.0.0.1');
    const pair = [near, far] as const;
    this.#pairs.add(pair);
    near.pipe(far).pipe(near);
    for (const socket of pair) {
      // An end that breaks takes the other one with it.
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        for (const one of pair) one.destroy();
        this.#pairs.delete(pair);
      });
    }
  });
  readonly #port: number;

  /** @param port of the far end, on this machine. */
  constructor(port: number) {
    this.#port = port;
  }

  /** @returns the address to use instead of the far end's own. */
  async open(): Promise<string> {
    await new Promise<void>((resolve) => {
      this.#server.listen(0, '127.0.0.1', resolve);
    });
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  cut(): void {
    for (const [near, far] of this.#pairs) {
      near.destroy();
      far.destroy();
    }
  }

  /** Nothing passes any more, and nobody is told. */
  fallSilent(): void {
    for (const [near, far] of this.#pairs) {
      near.unpipe(far).pause();
      far.unpipe(near).pause();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.cut();
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
  }
}
