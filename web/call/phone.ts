/**
 * A call as the page makes it: sound and line joined, with the score of what happens.
 *
 *   idle ─▶ asking (for the microphone) ─▶ dialling ─▶ live ─▶ idle, with a problem or without
 *                                                       │ ▲
 *                                    the line is lost   ▼ │   the same call over another
 *                                                  reconnecting ─▶ idle, with a problem
 */
import type { CallEvent, Pipeline } from '../../src/contracts/events.ts';
import type { FromPlayout, PlayoutReport } from '../audio/playout-messages.ts';
import { Sound } from '../audio/sound.ts';
import { Score } from '../score/score.ts';
import { Remembered } from '../view/remembered.ts';
import { ToolRuns } from '../view/tool-runs.ts';
import { Line, type LineEnd, type Started } from './line.ts';
import { mayReturn, mayTryAgain, problemOfEnd, problemOfSound, type Problem } from './problem.ts';
import { Receipts } from './receipts.ts';
import { Redial } from './redial.ts';

export type PhoneState = 'idle' | 'asking' | 'dialling' | 'live' | 'reconnecting';

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
  remembered = new Remembered();
  toolRuns = new ToolRuns();
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
  /** What takes the call up again; in memory only, and good for one return. */
  #ticket: { callId: string; token: string } | undefined;
  /** The first event that has not come yet. */
  #nextSeq = 0;
  #redial: Redial | undefined;
  #redialTimer: ReturnType<typeof setTimeout> | undefined;
  #receipts = new Receipts();
  /** The server gave the call up because nothing came from here. */
  #givenUp = false;

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
    this.remembered = new Remembered();
    this.toolRuns = new ToolRuns();
    this.report = undefined;
    this.#originAt = Infinity;
    this.#nextSeq = 0;
    this.#ticket = undefined;
    this.#givenUp = false;
    this.#receipts = new Receipts();
    this.#move('dialling');
    this.#dial(sound);
  }

  hangUp(): void {
    if (this.state === 'reconnecting') this.#finish(undefined);
    else this.#line?.hangUp();
  }

  /** The browser says that the network is there again: no need to wait out the pause. */
  networkBack(): void {
    if (this.#redialTimer === undefined) return;
    clearTimeout(this.#redialTimer);
    this.#redial?.hurry();
    this.#tryAgain();
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
    const { pipeline } = this;
    const resume = this.#ticket === undefined ? undefined : { ...this.#ticket, nextSeq: this.#nextSeq };
    const address = this.#address;
    this.#line = new Line(resume === undefined ? { address, pipeline } : { address, pipeline, resume }, {
      onStarted: (started) => this.#onStarted(started, sound),
      onAudio: (pcm) => sound.play({ type: 'audio', pcm }),
      onPlayoutOrder: (message) => sound.play(message),
      onEvent: (event) => this.#onEvent(event),
      onEnd: (end) => this.#onEnd(end),
    });
  }

  #onStarted({ callId, resumeToken }: Started, sound: Sound): void {
    this.#ticket = resumeToken === undefined ? undefined : { callId, token: resumeToken };
    this.#redial = undefined;
    sound.wake();
    // Another may have been chosen while there was no line.
    if (this.state === 'reconnecting') {
      this.setPipeline(this.pipeline);
      this.score.lineBack();
    }
    this.#move('live');
  }

  #onEvent(event: CallEvent): void {
    this.#nextSeq = event.seq + 1;
    this.#givenUp ||= event.type === 'call-end' && event.reason === 'leg-lost';
    this.#originAt = Math.min(this.#originAt, performance.now() - event.atMs);
    this.score.take(event);
    this.remembered.take(event);
    this.toolRuns.take(event);
    this.#listener.onScore();
  }

  #onFrame(pcm: ArrayBuffer, level: number): void {
    this.level = level;
    this.#line?.sendAudio(pcm);
  }

  #onPlayout(message: FromPlayout): void {
    switch (message.type) {
      case 'mark-played':
      case 'cleared': {
        const receipt = this.#receipts.of(message);
        return receipt === undefined ? undefined : this.#line?.send(receipt);
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
    if (this.state === 'reconnecting') {
      if (mayTryAgain(end)) this.#tryAgain();
      else this.#finish(problemOfEnd(end));
      return;
    }
    if (this.state === 'live' && this.#ticket !== undefined && mayReturn(end)) {
      this.#reconnect();
      return;
    }
    // Its last words may still be under way to the loudspeaker.
    const queuedMs = end.by === 'server' && end.code === 'OK' ? (this.report?.queued ?? 0) / 24 : 0;
    const problem = problemOfEnd(end) ?? (this.#givenUp ? 'call-gone' : undefined);
    if (queuedMs > 0) setTimeout(() => this.#finish(problem), Math.min(queuedMs + 100, lastWordsMaxMs));
    else this.#finish(problem);
  }

  /** Sound that nobody can vouch for any more is not heard: the call goes on where the receipts ended. */
  #reconnect(): void {
    this.#sound?.play(this.#receipts.forget());
    this.#redial = new Redial(performance.now(), Math.random);
    this.score.lineLost(this.nowMs);
    this.#move('reconnecting');
    this.#tryAgain();
  }

  #tryAgain(): void {
    this.#line = undefined;
    const waitMs = this.#redial?.next(performance.now());
    if (waitMs === undefined) return this.#finish('line-lost');
    this.#redialTimer = setTimeout(() => {
      this.#redialTimer = undefined;
      if (this.#sound !== undefined) this.#dial(this.#sound);
    }, waitMs);
  }

  #finish(problem: Problem | undefined): void {
    if (this.state === 'idle') return;
    // Whatever ends below has nobody to tell any more.
    this.state = 'idle';
    // A call that never came back was over when its line was lost.
    this.score.endedMs ??= this.score.lostMs ?? this.nowMs;
    this.score.revision += 1;
    this.toolRuns.callEnded();
    clearTimeout(this.#redialTimer);
    this.#redialTimer = undefined;
    this.#ticket = undefined;
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
