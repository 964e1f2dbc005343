/**
 * Playout sends the audio of replies to the leg, paced by the clock, and reports what the leg has taken.
 *
 * It decides nothing: `play`, `pause` and `stop` are orders. It runs a little ahead of real time, less
 * where the far end cannot drop what it has buffered. A mark stands behind every word, so that receipts
 * say which words were heard.
 */
import { bytesPerSample, msToSamples, type AudioFormat } from '../audio/format.ts';
import type { Clock, InstantMs } from '../clock/clock.ts';
import type { MarkReceipt, MediaLeg } from '../contracts/media-leg.ts';
import { ReplyAudio } from './reply-audio.ts';

/** Audio sent ahead of real time where the far end has a `clear`, and where it has none. */
const leadWithClearMs = 200;
const leadWithoutClearMs = 60;
/** Without word timings or receipts, a mark or a report at least so often. */
const reportEveryMs = 200;

export interface PlayoutListener {
  onSent(reply: number, samples: number, outstandingMarks: number, running: boolean): void;
  onCleared(reply: number, samples: number, outstandingMarks: number): void;
  onReceipt(reply: number, samples: number, status: 'played' | 'cleared', outstandingMarks: number): void;
}

interface Playing {
  reply: number;
  audio: ReplyAudio;
  sentBytes: number;
  lastMarkAt: number;
  /** Instant and byte that pacing counts from; moved on after a stall. */
  pacedSince: InstantMs;
  pacedFrom: number;
  running: boolean;
  reportedAt: InstantMs;
}

export class Playout {
  readonly #replies = new Map<number, ReplyAudio>();
  #playing: Playing | undefined;
  readonly #outstanding = new Map<number, number>();
  #leg: MediaLeg;
  readonly #clock: Clock;
  readonly #listener: PlayoutListener;
  readonly #bytesPerMs: number;
  readonly #unit: number;
  readonly #format: AudioFormat;

  constructor(leg: MediaLeg, clock: Clock, listener: PlayoutListener) {
    this.#leg = leg;
    this.#clock = clock;
    this.#listener = listener;
    this.#format = leg.formatOut;
    this.#unit = bytesPerSample(this.#format.encoding);
    this.#bytesPerMs = (this.#format.sampleRate * this.#unit) / 1000;
  }

  /** Where audio of this reply is put. */
  audioOf(reply: number): ReplyAudio {
    let audio = this.#replies.get(reply);
    if (audio === undefined) {
      audio = new ReplyAudio();
      this.#replies.set(reply, audio);
    }
    return audio;
  }

  /** Milliseconds of audio that the leg has not taken yet; 0 for a reply that does not play: nothing uses its audio up. */
  aheadMs(reply: number): number {
    if (this.#playing?.reply !== reply) return 0;
    return (this.#playing.audio.length - this.#playing.sentBytes) / this.#bytesPerMs;
  }

  play(reply: number, fromSample: number): void {
    const fromByte = Math.min(fromSample * this.#unit, this.audioOf(reply).length);
    const now = this.#clock.now();
    this.#playing = {
      reply,
      audio: this.audioOf(reply),
      sentBytes: fromByte,
      lastMarkAt: fromByte,
      pacedSince: now,
      pacedFrom: fromByte,
      running: false,
      reportedAt: now,
    };
    this.tick();
    // A resumption behind the last sample has nothing to send: say so, or the end is waited for in vain.
    if (this.#playing?.sentBytes === this.#playing?.audio.length) this.#report(this.#playing, false);
  }

  /** Silence at once; the audio stays. */
  pause(reply: number): void {
    const playing = this.#playing;
    if (playing?.reply !== reply) return;
    this.#playing = undefined;
    this.#leg.clear();
    this.#listener.onCleared(reply, playing.sentBytes / this.#unit, this.#outstanding.get(reply) ?? 0);
  }

  /** Silence at once, and nothing stays. */
  stop(reply: number): void {
    this.pause(reply);
    this.#replies.delete(reply);
  }

  /** The reply was played to its end. */
  release(reply: number): void {
    if (this.#playing?.reply === reply) this.#playing = undefined;
    this.#replies.delete(reply);
    this.#outstanding.delete(reply);
  }

  /** The leg is lost: what it has not returned by now it never will. */
  legLost(): void {
    this.#outstanding.clear();
  }

  /** From now on audio goes to this leg, which must have the format of the one before. */
  changeLeg(leg: MediaLeg): void {
    this.#leg = leg;
  }

  onReceipt(receipt: MarkReceipt): void {
    const separator = receipt.markId.indexOf(':');
    const reply = Number(receipt.markId.slice(0, separator));
    const samples = Number(receipt.markId.slice(separator + 1));
    // Not one of ours: the far end made it up.
    if (separator < 0 || !Number.isInteger(reply) || !Number.isInteger(samples)) return;
    const outstanding = Math.max(0, (this.#outstanding.get(reply) ?? 0) - 1);
    this.#outstanding.set(reply, outstanding);
    this.#listener.onReceipt(reply, samples, receipt.status, outstanding);
  }

  /** Sends what is due. Every 20 ms, whoever plays or not. */
  tick(): void {
    const playing = this.#playing;
    if (playing === undefined) return;
    const now = this.#clock.now();
    const soundsUntil = playing.pacedSince + (playing.sentBytes - playing.pacedFrom) / this.#bytesPerMs;
    if (!playing.running && now >= soundsUntil) {
      // The far end has run dry: pace from here, not from when the audio should have come. While it has
      // not, the pace goes on, or every stall of a slow voice would fill its buffer by another lead.
      playing.pacedSince = now;
      playing.pacedFrom = playing.sentBytes;
    }
    const leadMs = this.#leg.capabilities.clear ? leadWithClearMs : leadWithoutClearMs;
    const wholeSamples = msToSamples(now - playing.pacedSince + leadMs, this.#format.sampleRate);
    const due = Math.min(playing.audio.length, playing.pacedFrom + wholeSamples * this.#unit);
    if (playing.sentBytes < due) this.#send(playing, due, now);
    if (playing.sentBytes === playing.audio.length && playing.running) this.#starve(playing);
  }

  /** Ends everything; the leg is closed by its owner. */
  close(): void {
    this.#playing = undefined;
    this.#replies.clear();
    this.#outstanding.clear();
  }

  #send(playing: Playing, due: number, now: InstantMs): void {
    const wasRunning = playing.running;
    while (playing.sentBytes < due) {
      const markAt = Math.min(
        playing.audio.nextMark(playing.sentBytes),
        playing.lastMarkAt + reportEveryMs * this.#bytesPerMs,
      );
      const length = Math.min(due, markAt) - playing.sentBytes;
      const taken = this.#leg.play(playing.audio.bytes, playing.sentBytes, length);
      playing.sentBytes += taken;
      playing.running = true;
      if (playing.sentBytes === markAt) this.#mark(playing);
      if (taken < length) break;
    }
    const needsReports = this.#leg.capabilities.receipts !== 'played';
    if (!wasRunning || (needsReports && now - playing.reportedAt >= reportEveryMs))
      this.#report(playing, true);
  }

  /** The audio is at its end, for now or for good. */
  #starve(playing: Playing): void {
    if (playing.lastMarkAt < playing.sentBytes) this.#mark(playing);
    this.#report(playing, false);
  }

  #mark(playing: Playing): void {
    playing.lastMarkAt = playing.sentBytes;
    if (this.#leg.capabilities.receipts !== 'played') return;
    this.#outstanding.set(playing.reply, (this.#outstanding.get(playing.reply) ?? 0) + 1);
    this.#leg.mark(`${playing.reply}:${playing.sentBytes / this.#unit}`);
  }

  #report(playing: Playing | undefined, running: boolean): void {
    if (playing === undefined) return;
    playing.running = running;
    playing.reportedAt = this.#clock.now();
    const outstanding = this.#outstanding.get(playing.reply) ?? 0;
    this.#listener.onSent(playing.reply, playing.sentBytes / this.#unit, outstanding, running);
  }
}
