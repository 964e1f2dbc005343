/**
 * One child process from its start to its end, and the socket to it.
 *
 *   starting ──ready──▶ ready ──exit, fatal, broken socket, unanswered pings──▶ gone (told once)
 *
 * A hang is told from a stall of our own by counting pings, not milliseconds: a server that did not
 * run for ten seconds has not asked, so it may not blame the child.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import type { Clock } from '../../clock/clock.ts';
import { describeThrown, type ErrorCode } from '../../errors/antiphon-error.ts';
import { CorkedWriter } from './corked-writer.ts';
import { encodeFrame, firstProgramType, FrameReader, poolFrame, type OnFrame } from './framing.ts';

export interface ChildProgram {
  /** The module that the child runs: it calls `serveParent`. */
  file: URL;
  arguments: readonly string[];
}

export interface ChildLimits {
  /** From the start of the process to its `ready`. */
  readyMaxMs: number;
  /** Between pings. */
  pingMs: number;
  /** Pings without an answer after which the child counts as hung. */
  unansweredMax: number;
}

/** Why a child is of no more use. */
export interface ChildEnd {
  reason: 'crashed' | 'hung' | 'not-ready' | 'closed';
  detail: string;
  /** What the program itself gave as the code of its failure. */
  code?: ErrorCode;
}

export interface ChildLinkListener {
  onReady(): void;
  onFrame: OnFrame;
  /** Once, the last call. The process may need a moment more to vanish: see `[Symbol.asyncDispose]`. */
  onEnd(end: ChildEnd): void;
}

/** Enough for the last words of a native library. */
const stderrTailChars = 2000;
const nothing = new Uint8Array(0);

export class ChildLink implements AsyncDisposable {
  readonly #process: ChildProcess;
  readonly #writer: CorkedWriter;
  readonly #listener: ChildLinkListener;
  readonly #limits: ChildLimits;
  readonly #exited: Promise<unknown>;
  readonly #pings: Disposable;
  readonly #readyDeadline: Disposable;
  #ready = false;
  #ended = false;
  #unanswered = 0;
  #stderrTail = '';
  /** The child's own account, which comes before its exit. */
  #fatal: { message: string; code?: ErrorCode } | undefined;

  constructor(program: ChildProgram, limits: ChildLimits, clock: Clock, listener: ChildLinkListener) {
    this.#listener = listener;
    this.#limits = limits;
    // An empty environment: native code needs none of the server's keys, nor options meant for its Node.
    this.#process = spawn(process.execPath, [fileURLToPath(program.file), ...program.arguments], {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
      env: {},
    });
    const socket = this.#process.stdio[3] as Socket;
    this.#writer = new CorkedWriter(socket);
    this.#exited = once(this.#process, 'close').catch(() => undefined);
    this.#watch(socket);
    this.#pings = clock.every(limits.pingMs, this.#ping);
    this.#readyDeadline = clock.at(clock.now() + limits.readyMaxMs, () => {
      this.#end({ reason: 'not-ready', detail: `not ready after ${limits.readyMaxMs} ms` });
    });
  }

  /** Undefined where the process could not even be started. */
  get pid(): number | undefined {
    return this.#process.pid;
  }

  get ready(): boolean {
    return this.#ready && !this.#ended;
  }

  /** Before the child is ready frames wait in the socket: it reads them in order when it is. */
  send(type: number, lease: number, payload: Uint8Array): void {
    this.#writer.write(encodeFrame(type, lease, payload));
  }

  /** Kills the process and waits until nothing of it is left. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#end({ reason: 'closed', detail: 'closed by us' });
    await this.#exited;
  }

  #watch(socket: Socket): void {
    const reader = new FrameReader((type, lease, payload) => this.#handle(type, lease, payload));
    socket.on('data', (chunk: Buffer) => this.#read(reader, chunk));
    // A broken socket is a dying child: its exit says more and follows at once.
    socket.on('error', () => undefined);
    this.#process.stderr!.setEncoding('utf8').on('data', (text: string) => {
      this.#stderrTail = (this.#stderrTail + text).slice(-stderrTailChars);
    });
    this.#process.on('error', (error) => this.#end({ reason: 'crashed', detail: error.message }));
    // Not 'exit': the child's last frame may still be in the socket.
    this.#process.on('close', (code, signal) => {
      const detail = this.#fatal?.message ?? `exit code ${code ?? 'none'}, signal ${signal ?? 'none'}`;
      const said = this.#stderrTail.trim();
      this.#end({
        reason: 'crashed',
        detail: said === '' ? detail : `${detail}; last words: ${said}`,
        ...(this.#fatal?.code !== undefined && { code: this.#fatal.code }),
      });
    });
  }

  #read(reader: FrameReader, chunk: Buffer): void {
    if (this.#ended) return;
    try {
      reader.push(chunk);
    } catch (thrown) {
      this.#end({ reason: 'crashed', detail: describeThrown(thrown) });
    }
  }

  #handle(type: number, lease: number, payload: Buffer): void {
    if (this.#ended) return;
    // Any frame is a sign of life.
    this.#unanswered = 0;
    if (type >= firstProgramType) this.#listener.onFrame(type, lease, payload);
    else if (type === poolFrame.ready) this.#becomeReady();
    else if (type === poolFrame.fatal) this.#fatal = JSON.parse(payload.toString());
  }

  #becomeReady(): void {
    this.#ready = true;
    this.#readyDeadline[Symbol.dispose]();
    this.#listener.onReady();
  }

  readonly #ping = (): void => {
    if (!this.#ready || this.#ended) return;
    if (this.#unanswered >= this.#limits.unansweredMax) {
      const detail = `${this.#unanswered} pings without an answer`;
      this.#end({ reason: 'hung', detail });
      return;
    }
    this.#unanswered += 1;
    this.send(poolFrame.ping, 0, nothing);
  };

  #end(end: ChildEnd): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#pings[Symbol.dispose]();
    this.#readyDeadline[Symbol.dispose]();
    // Nothing in a child is worth an orderly end, and a hung one would not hear of it.
    this.#process.kill('SIGKILL');
    this.#listener.onEnd(end);
  }
}
