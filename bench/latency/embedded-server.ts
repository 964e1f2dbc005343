/** `antiphon serve` in a process of its own, with a log of each call: what the embedded part phones. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LogRecord } from '../../src/call/replay.ts';
import { treeCpuSeconds } from '../shared/process-cpu.ts';

/** Models may have to be fetched first. */
const readyMaxMs = 300_000;
const logMaxMs = 3_000;
const stopMaxMs = 5_000;

const serveFile = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const agentFile = fileURLToPath(new URL('./embedded-agent.ts', import.meta.url));

export class EmbeddedServer implements AsyncDisposable {
  readonly callUrl: string;
  readonly #child: ChildProcess;
  readonly #logFolder: string;

  /** Resolves when calls are taken, with every model loaded. @throws Error with what it said instead. */
  static async start(): Promise<EmbeddedServer> {
    const logFolder = mkdtempSync(join(tmpdir(), 'antiphon-latency-'));
    const words = [serveFile, 'serve', '--agent', agentFile, '--port', '0', '--log', logFolder];
    const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    const ready = Promise.withResolvers<string>();
    const listen = (text: string): void => {
      said += text;
      const url = /ws:\/\/\S+/.exec(said)?.[0];
      if (url !== undefined) ready.resolve(url);
    };
    child.stdout.setEncoding('utf8').on('data', listen);
    child.stderr.setEncoding('utf8').on('data', listen);
    child.once('close', () => ready.reject(new Error(`the server did not start:\n${said}`)));
    const limit = setTimeout(() => ready.reject(new Error(`the server is not ready:\n${said}`)), readyMaxMs);
    try {
      return new EmbeddedServer(await ready.promise, child, logFolder);
    } catch (thrown) {
      child.kill('SIGKILL');
      rmSync(logFolder, { recursive: true, force: true });
      throw thrown;
    } finally {
      clearTimeout(limit);
    }
  }

  private constructor(callUrl: string, child: ChildProcess, logFolder: string) {
    this.callUrl = callUrl;
    this.#child = child;
    this.#logFolder = logFolder;
  }

  /** Of the server and of all its children so far. */
  cpuSeconds(): number {
    return treeCpuSeconds(this.#child.pid!);
  }

  /** The log of a call that is over. @throws Error where it is not on the disk in time. */
  async logOf(callId: string): Promise<LogRecord[]> {
    const file = join(this.#logFolder, `${callId}.jsonl`);
    for (let waitedMs = 0; waitedMs < logMaxMs; waitedMs += 20) {
      const lines = readLines(file);
      if (lines.at(-1)?.includes('"call-end"') === true) return lines.map((line) => JSON.parse(line));
      await sleep(20);
    }
    throw new Error('the log of a call was not written to its end');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = new Promise((resolve) => this.#child.once('close', resolve));
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      this.#child.kill('SIGTERM');
      const force = setTimeout(() => this.#child.kill('SIGKILL'), stopMaxMs);
      await closed;
      clearTimeout(force);
    }
    rmSync(this.#logFolder, { recursive: true, force: true });
  }
}

/** Whole lines only; none where there is no file yet. */
function readLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n').slice(0, -1);
  } catch {
    return [];
  }
}
