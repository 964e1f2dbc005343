/** A child process that is spoken to in lines, and never outlives whoever holds it. */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const exitMaxMs = 10_000;

export class Program implements AsyncDisposable {
  /** Resolves when it has exited and every line it had written has been handed on. */
  readonly ended: Promise<void>;
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;

  /** @param file Beside this one. */
  constructor(file: string, parameters: readonly string[], onLine: (line: string) => void) {
    const path = fileURLToPath(new URL(file, import.meta.url));
    this.#child = spawn(process.execPath, [path, ...parameters], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: {},
    });
    // Whoever is dead cannot be told anything.
    this.#child.stdin.on('error', () => undefined);
    const exited = new Promise<void>((resolve) => this.#child.once('close', () => resolve()));
    const lines = createInterface(this.#child.stdout);
    lines.on('line', onLine);
    const read = new Promise<void>((resolve) => lines.once('close', resolve));
    this.ended = Promise.all([exited, read]).then(() => undefined);
  }

  get exitCode(): number | null {
    return this.#child.exitCode;
  }

  say(value: unknown): void {
    this.#child.stdin.write(`${JSON.stringify(value)}\n`);
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  /** Ends its input, and the process itself where that is not enough. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.stdin.end();
    const limit = setTimeout(() => this.kill(), exitMaxMs);
    await this.ended;
    clearTimeout(limit);
  }
}
