/**
 * Plays scenarios in several processes, one in each at a time: real voices keep a core busy, and a fault of native
 * code takes one scenario along instead of the whole run.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import type { Played } from './play-one.ts';
import type { FromPlayer, ToPlayer } from './player-messages.ts';
import type { PlayerJob, PlayerOptions, ScenarioPlayer } from './player.ts';

/** A scenario that takes longer hangs. */
const playMaxMs = 300_000;

const program = new URL('./player-process.ts', import.meta.url);

interface Waiting {
  job: PlayerJob;
  resolve: (played: Played) => void;
  reject: (error: AntiphonError) => void;
}

export class PlayerPool implements ScenarioPlayer {
  readonly #options: PlayerOptions;
  readonly #waiting: Waiting[] = [];
  readonly #members = new Set<Member>();
  readonly #size: number;

  constructor(options: PlayerOptions, size: number) {
    this.#options = options;
    this.#size = size;
  }

  play(job: PlayerJob): Promise<Played> {
    const { promise, resolve, reject } = Promise.withResolvers<Played>();
    this.#waiting.push({ job, resolve, reject });
    this.#assign();
    return promise;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#waiting.length = 0;
    await Promise.all([...this.#members].map((member) => member[Symbol.asyncDispose]()));
  }

  #assign(): void {
    for (const member of this.#members) if (member.isFree) this.#give(member);
    while (this.#waiting.length > 0 && this.#members.size < this.#size) {
      const member: Member = new Member(this.#options, {
        onFree: () => this.#give(member),
        onEnd: () => {
          this.#members.delete(member);
          this.#assign();
        },
      });
      this.#members.add(member);
      this.#give(member);
    }
  }

  #give(member: Member): void {
    const next = this.#waiting.shift();
    if (next !== undefined) member.play(next);
  }
}

class Member implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #listener: { onFree(): void; onEnd(): void };
  readonly #ended = Promise.withResolvers<void>();
  #playing: Waiting | undefined;
  #limit: NodeJS.Timeout | undefined;

  constructor(options: PlayerOptions, listener: { onFree(): void; onEnd(): void }) {
    this.#listener = listener;
    this.#child = fork(fileURLToPath(program), { serialization: 'advanced' });
    this.#child.on('message', (message) => this.#take(message as FromPlayer));
    this.#child.on('error', (error) => this.#end(error.message));
    this.#child.on('exit', (code, signal) => this.#end(signal ?? `exit status ${code}`));
    this.#send({ type: 'options', options });
  }

  get isFree(): boolean {
    return this.#playing === undefined;
  }

  play(waiting: Waiting): void {
    this.#playing = waiting;
    this.#limit = setTimeout(() => this.#child.kill('SIGKILL'), playMaxMs);
    this.#send({ type: 'play', job: waiting.job });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#playing = undefined;
    this.#child.kill('SIGKILL');
    await this.#ended.promise;
  }

  #send(message: ToPlayer): void {
    // What cannot be sent has nobody to receive it: its end is told apart.
    this.#child.send(message, () => {});
  }

  #take(message: FromPlayer): void {
    const playing = this.#finish();
    if (message.type === 'played') playing?.resolve(message.played);
    else playing?.reject(new AntiphonError(message.code, message.message, { cure: message.cure }));
    this.#listener.onFree();
  }

  #end(how: string): void {
    const playing = this.#finish();
    playing?.resolve(lost(playing.job, how));
    this.#ended.resolve();
    this.#listener.onEnd();
  }

  #finish(): Waiting | undefined {
    clearTimeout(this.#limit);
    const playing = this.#playing;
    this.#playing = undefined;
    return playing;
  }
}

function lost({ scenario: { name } }: PlayerJob, how: string): Played {
  const failure = `The process that played it ended before it did: ${how}`;
  return { case: { name, seconds: 0, failure }, told: `  FAIL  ${name}\n        ${failure}\n\n` };
}
