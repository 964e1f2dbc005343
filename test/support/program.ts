/** Another program, started by a test and ended by its own id. */
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');

export class Program implements AsyncDisposable {
  output = '';
  readonly #child: ChildProcess;
  readonly #ended: Promise<number>;
  #hasEnded = false;

  /** Runs `node file ...parameters` in the root of the repository. */
  constructor(file: string, parameters: readonly string[] = [], environment: Record<string, string> = {}) {
    this.#child = spawn(process.execPath, [join(root, file), ...parameters], {
      cwd: root,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child.stdout!.on('data', (data: Buffer) => (this.output += data.toString()));
    this.#child.stderr!.on('data', (data: Buffer) => (this.output += data.toString()));
    this.#ended = new Promise((resolve) => {
      this.#child.once('close', (code) => {
        this.#hasEnded = true;
        resolve(code ?? -1);
      });
    });
  }

  /** The first match in what it prints. @throws when it ends, or the time is up, without one. */
  async prints(pattern: RegExp, withinMs = 30_000): Promise<RegExpExecArray> {
    for (let waited = 0; waited < withinMs; waited += 50) {
      const match = pattern.exec(this.output);
      if (match !== null) return match;
      if (this.#hasEnded) break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`it did not print ${pattern}, but:\n${this.output}`);
  }

  /** Its exit status. @throws when it has not ended in time. */
  async ends(withinMs: number): Promise<number> {
    const limit = new Promise<never>((_resolve, reject) => {
      setTimeout(
        () => reject(new Error(`it still runs after ${withinMs} ms:\n${this.output}`)),
        withinMs,
      ).unref();
    });
    return await Promise.race([this.#ended, limit]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#hasEnded) this.#child.kill('SIGTERM');
    const force = setTimeout(() => this.#child.kill('SIGKILL'), 5_000);
    await this.#ended;
    clearTimeout(force);
  }
}
