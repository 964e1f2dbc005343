/** One host as its trial sees it: what it has said so far, and how it is brought to its end. */
import type { Ledger } from './ledger.ts';
import { Program } from './program.ts';
import type { CallToHost, HostLine, HostOrder, Phase } from './protocol.ts';

/** Nothing that a host does takes so long. */
const waitMaxMs = 30_000;
/** A host that acts without a pause comes to every phase many times a second. */
const reachMaxMs = 3_000;

export class HostProcess implements AsyncDisposable {
  /** Turns acknowledged so far. */
  turns = 0;
  isSettled = false;
  readonly #program: Program;
  readonly #calls: readonly CallToHost[];
  readonly #ledger: Ledger;
  readonly #at = new Map<string, Phase>();
  readonly #errors: string[] = [];
  #isReady = false;
  #isOver = false;
  #reached: Phase | undefined;
  #look: (() => void) | undefined;

  /** @param calls Told what their callers said last. */
  constructor(calls: readonly CallToHost[], ledger: Ledger) {
    this.#calls = calls;
    this.#ledger = ledger;
    this.#program = new Program('./acting-host.ts', [], (line) => this.#hear(JSON.parse(line) as HostLine));
    void this.#program.ended.then(() => {
      this.#isOver = true;
      this.#look?.();
    });
  }

  async go(order: Extract<HostOrder, { type: 'go' }>): Promise<void> {
    await this.until('starts', () => this.#isReady);
    this.#program.say(order);
  }

  /** An effect comes to this phase. @returns false where none does in time. */
  async reaches(phase: Phase): Promise<boolean> {
    this.#reached = undefined;
    return await this.within(reachMaxMs, `reaches ${phase}`, () => this.#reached === phase);
  }

  /** Some effect is in this phase, as far as it was told. */
  isIn(phase: Phase): boolean {
    return [...this.#at.values()].includes(phase);
  }

  /** Resolves when it is dead, and all that it had said is heard. */
  async kill(): Promise<void> {
    this.#program.kill();
    await this.#program.ended;
  }

  async stop(): Promise<void> {
    this.#program.say({ type: 'stop' });
    await this.until('stops', () => this.#isOver);
    if (this.#program.exitCode !== 0) throw this.#failure('ended badly');
  }

  /** @throws where it ends before, or takes too long. */
  async until(what: string, condition: () => boolean): Promise<void> {
    if (!(await this.within(waitMaxMs, what, condition))) {
      throw this.#failure(`no host that ${what} within ${waitMaxMs} ms`);
    }
  }

  /** @returns whether it came to pass in time. @throws where the host ends before. */
  async within(limitMs: number, what: string, condition: () => boolean): Promise<boolean> {
    const met = Promise.withResolvers<boolean>();
    const limit = setTimeout(() => met.resolve(false), limitMs);
    this.#look = () => {
      if (condition()) met.resolve(true);
      else if (this.#isOver) met.reject(this.#failure(`the host died before it ${what}`));
    };
    this.#look();
    try {
      return await met.promise;
    } finally {
      clearTimeout(limit);
      this.#look = undefined;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#program.kill();
    await this.#program[Symbol.asyncDispose]();
  }

  #hear(line: HostLine): void {
    this.#ledger.hear(line);
    switch (line.type) {
      case 'ready':
        this.#isReady = true;
        break;
      case 'settled':
        this.isSettled = true;
        break;
      case 'turn':
        this.turns += 1;
        break;
      case 'order':
        this.#calls.find(({ callId }) => callId === line.callId)!.order = line.order;
        break;
      case 'at':
        if (line.phase === 'over') this.#at.delete(line.action);
        else this.#at.set(line.action, (this.#reached = line.phase));
        break;
      case 'error':
        this.#errors.push(`${line.code}: ${line.message}`);
        break;
      case 'unknown':
        break;
    }
    this.#look?.();
  }

  #failure(what: string): Error {
    const errors = this.#errors.slice(-5).join('; ');
    return new Error(errors === '' ? what : `${what}; it told of ${errors}`);
  }
}
