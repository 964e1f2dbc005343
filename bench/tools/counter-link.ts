/** A socket to the effect counter: one question, one answer, in whatever order they come. */
import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Arrival, CounterAnswer, CounterQuestion } from './protocol.ts';

const answerMaxMs = 20_000;

export class CounterLink implements Disposable {
  readonly #socket: Socket;
  readonly #waiting = new Map<number, PromiseWithResolvers<CounterAnswer>>();
  #asked = 0;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    const lines = createInterface(socket);
    lines.on('line', (line) => {
      const answer = JSON.parse(line) as CounterAnswer;
      this.#waiting.get(answer.id)?.resolve(answer);
      this.#waiting.delete(answer.id);
    });
    const fail = (error: Error): void => {
      for (const { reject } of this.#waiting.values()) reject(error);
      this.#waiting.clear();
    };
    socket.on('error', fail);
    lines.on('error', fail);
    socket.on('close', () => fail(new Error('the effect counter is gone')));
  }

  static async open(port: number): Promise<CounterLink> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return new CounterLink(socket);
  }

  /** Resolves when the effect has been counted. @returns whether it was done. */
  async send(effect: Omit<Arrival, 'applied'>): Promise<boolean> {
    return (await this.#ask({ effect })).applied === true;
  }

  async list(): Promise<Arrival[]> {
    return (await this.#ask({ list: true })).arrivals ?? [];
  }

  [Symbol.dispose](): void {
    this.#socket.destroy();
  }

  async #ask(question: { effect: Omit<Arrival, 'applied'> } | { list: true }): Promise<CounterAnswer> {
    this.#asked += 1;
    const asked: CounterQuestion = { id: this.#asked, ...question };
    const answer = Promise.withResolvers<CounterAnswer>();
    this.#waiting.set(asked.id, answer);
    const limit = setTimeout(
      () => answer.reject(new Error('the effect counter does not answer')),
      answerMaxMs,
    );
    this.#socket.write(`${JSON.stringify(asked)}\n`);
    try {
      return await answer.promise;
    } finally {
      clearTimeout(limit);
    }
  }
}
