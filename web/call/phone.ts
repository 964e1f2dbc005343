/**
 * A call as the page makes it: sound and line joined, with the score of what happens.
 *
 *   idle ─▶ asking (for the microphone) ─▶ dialling ─▶ live ─▶ idle, with a problem or without
 */
import type { Pipeline } from '../../src/contracts/events.ts';
import type { FromPlayout, PlayoutReport } from '../audio/playout-messages.ts';
import { Sound } from '../audio/sound.ts';
import { Score } from '../score/score.ts';
import { Line, type LineEnd } from './line.ts';
import { problemOfEnd, problemOfSound, type Problem } from './problem.ts';

export type PhoneState = 'idle' | 'asking' | 'dialling' | 'live';

export interface PhoneListener {
  onState(): void;
  /** Something in the score has changed. */
  onScore(): void;
}

/** How much of a last sentence may be left when the server has hung up. */
const lastWordsMaxMs = 4000;

export class Phone {
  state: PhoneState = 'idle';
  problem: Problem | undefined;
  score = new Score();
  muted = false;
  /** Of the microphone, 0 to 1. */
  level = 0;
  report: PlayoutReport | undefined;
  pipeline: Pipeline = 'interruptible';
  deviceId: string | undefined;
  readonly #address: URL;
  readonly #listener: PhoneListener;
  #sound: Sound | undefined;
  #line: Line | undefined;
  /** `performance.now()` at the beginning of the call, by the event that came soonest. */
  #originAt = Infinity;

  constructor(address: URL, listener: PhoneListener) {
    this.#address = address;
    this.#listener = listener;
  }

  /** Milliseconds since the call began; it stands still when the call is over. */
  get nowMs(): number {
    if (this.score.endedMs !== undefined) return this.score.endedMs;
    return this.#originAt === Infinity ? 0 : performance.now() - this.#originAt;
  }

  async call(): Promise<void> {
    if (this.state !== 'idle') return;
    this.problem = undefined;
    this.#move('asking');
    let sound: Sound;
    try {
      sound = await Sound.open(this.deviceId, {
        onFrame: (pcm, level) => this.#onFrame(pcm, level),
        onPlayout: (message) => this.#onPlayout(message),
        onMicrophoneLost: () => this.#finish('microphone-lost'),
      });
    } catch (thrown) {
      this.problem = problemOfSound(thrown);
      this.#move('idle');
      return;
    }
    this.#sound = sound;
    sound.muted = this.muted;
    this.score = new Score();
    this.report = undefined;
    this.#originAt = Infinity;
    this.#move('dialling');
    this.#dial(sound);
  }

  hangUp(): void {
    this.#line?.hangUp();
  }

  setMuted(on: boolean): void {
    this.muted = on;
    if (this.#sound !== undefined) this.#sound.muted = on;
    this.#listener.onState();
  }

  /** From the next turn on. */
  setPipeline(pipeline: Pipeline): void {
    this.pipeline = pipeline;
    this.score.pipeline = pipeline;
    this.#line?.send({ type: 'set-pipeline', pipeline });
    this.#listener.onState();
  }

  async chooseMicrophone(deviceId: string): Promise<void> {
    this.deviceId = deviceId;
    try {
      await this.#sound?.choose(deviceId);
    } catch (thrown) {
      this.problem = problemOfSound(thrown);
      this.#listener.onState();
    }
  }

  #dial(sound: Sound): void {
    this.#line = new Line(this.#address, this.pipeline, {
      onStarted: () => this.#move('live'),
      onAudio: (pcm) => sound.play({ type: 'audio', pcm }),
      onPlayoutOrder: (message) => sound.play(message),
      onEvent: (event) => {
        this.#originAt = Math.min(this.#originAt, performance.now() - event.atMs);
        this.score.take(event);
        this.#listener.onScore();
      },
      onEnd: (end) => this.#onEnd(end),
    });
  }

  #onFrame(pcm: ArrayBuffer, level: number): void {
    this.level = level;
    this.#line?.sendAudio(pcm);
  }

  #onPlayout(message: FromPlayout): void {
    switch (message.type) {
      case 'mark-played':
        return this.#line?.send(message);
      case 'cleared': {
        const { epoch, marks, played } = message;
        return this.#line?.send({ type: 'cleared', epoch, marks, playedSamples: played });
      }
      case 'run-start':
        if (this.#sound === undefined || this.#originAt === Infinity) return undefined;
        this.score.heard(this.#sound.heardAt(message.atSeconds) - this.#originAt);
        return this.#listener.onScore();
      case 'report':
        this.report = message;
        return undefined;
    }
  }

  #onEnd(end: LineEnd): void {
    // Its last words may still be under way to the loudspeaker.
    const queuedMs = end.by === 'server' && end.code === 'OK' ? (this.report?.queued ?? 0) / 24 : 0;
    if (queuedMs > 0)
      setTimeout(() => this.#finish(problemOfEnd(end)), Math.min(queuedMs + 100, lastWordsMaxMs));
    else this.#finish(problemOfEnd(end));
  }

  #finish(problem: Problem | undefined): void {
    if (this.state === 'idle') return;
    this.score.endedMs ??= this.nowMs;
    this.score.revision += 1;
    const line = this.#line;
    const sound = this.#sound;
    this.#line = undefined;
    this.#sound = undefined;
    this.level = 0;
    this.problem = problem;
    line?.hangUp();
    // A context that is closed already has nothing left to give back.
    sound?.close().catch(() => {});
    this.#move('idle');
    this.#listener.onScore();
  }

  #move(state: PhoneState): void {
    this.state = state;
    this.#listener.onState();
  }
}
