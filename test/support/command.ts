/** The command line as a person runs it: a process of its own, its words, its status. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

export interface CommandResult {
  status: number | null;
  signal: NodeJS.Signals | null;
  out: string;
  err: string;
}

export interface CommandOptions {
  /** Beside PATH and HOME of this process. */
  environment?: Readonly<Record<string, string>>;
  cwd?: string;
  /** A group of its own, as a terminal gives it. */
  group?: boolean;
  /** Instead of the command line: a script of the repository. */
  script?: string;
  timeLimitMs?: number;
}

export class Command implements AsyncDisposable {
  readonly child: ChildProcess;
  readonly done: Promise<CommandResult>;
  out = '';
  err = '';
  readonly #group: boolean;

  constructor(words: readonly string[], options: CommandOptions = {}) {
    const { environment = {}, cwd = root, group = false, script = 'src/cli/main.ts' } = options;
    this.#group = group;
    const { PATH, HOME, ANTIPHON_CACHE } = process.env;
    const kept = { PATH, HOME, ...(ANTIPHON_CACHE === undefined ? {} : { ANTIPHON_CACHE }), NO_COLOR: '1' };
    this.child = spawn(process.execPath, [join(root, script), ...words], {
      cwd,
      detached: group,
      env: { ...kept, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stdout!.setEncoding('utf8').on('data', (text: string) => (this.out += text));
    this.child.stderr!.setEncoding('utf8').on('data', (text: string) => (this.err += text));
    const limit = setTimeout(() => this.kill('SIGKILL'), options.timeLimitMs ?? 60_000);
    this.done = once(this.child, 'close').then(([status, signal]) => {
      clearTimeout(limit);
      return { status, signal, out: this.out, err: this.err } as CommandResult;
    });
  }

  /** Waits for words on either stream. @returns what they matched. */
  async says(pattern: RegExp, withinMs = 60_000): Promise<RegExpExecArray> {
    for (let waitedMs = 0; waitedMs < withinMs; waitedMs += 20) {
      const found = pattern.exec(this.out) ?? pattern.exec(this.err);
      if (found !== null) return found;
      if (this.child.exitCode !== null || this.child.signalCode !== null) break;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`${String(pattern)} was not said; but:\n${this.out}\n${this.err}`);
  }

  /** To the process, or to its whole group as a terminal does. */
  kill(signal: NodeJS.Signals): void {
    const { pid, exitCode, signalCode } = this.child;
    if (pid === undefined || exitCode !== null || signalCode !== null) return;
    process.kill(this.#group ? -pid : pid, signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.kill('SIGKILL');
    await this.done;
  }
}

export async function run(words: readonly string[], options?: CommandOptions): Promise<CommandResult> {
  await using command = new Command(words, options);
  return await command.done;
}
