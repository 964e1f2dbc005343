/**
 * The leg and the loudspeaker at its other end, sample by sample.
 *
 * Audio, marks and clears travel one behind the other and arrive late; what arrives is played in real
 * time; receipts travel back, late or never. Only the world reads `runs`: which samples of which reply
 * really sounded, and when. It is what every claim about "heard" is held against.
 */
import type { AudioFormat } from '../src/audio/format.ts';
import type { LegCapabilities, MarkReceipt, MediaLeg } from '../src/contracts/media-leg.ts';
import type { Random } from './random.ts';
import type { Schedule } from './schedule.ts';
import type { Weather } from './weather.ts';

export const samplesPerMs = 8;
/** The slowest way to the far end, in medians: what a leg without receipts has to reckon with. */
export const downWorst = 4;

/** Samples [fromSample, toSample) of a reply sounded from `startAt` to `endAt`. */
export interface PlayedRun {
  reply: number;
  fromSample: number;
  toSample: number;
  startAt: number;
  endAt: number;
}

export interface Clear {
  sentAt: number;
  arrivedAt: number;
}

interface Mark {
  markId: string;
  epoch: number;
  playAt: number;
  settled: boolean;
}

export class FarEnd implements MediaLeg {
  readonly legId = 'leg-1';
  readonly formatIn: AudioFormat = { encoding: 'mulaw', sampleRate: 8000, channels: 1 };
  readonly formatOut = this.formatIn;
  readonly capabilities: LegCapabilities;
  readonly runs: PlayedRun[] = [];
  readonly clears: Clear[] = [];
  /** What was handed to the leg of each reply, and when last. */
  readonly lastSentAt = new Map<number, number>();
  /** The reply whose audio the playout hands over now; its offsets are positions in that reply. */
  sending = -1;
  /** The most audio that ever waited behind the loudspeaker. */
  bufferedMsMax = 0;
  onReceipt: (receipt: MarkReceipt) => void = () => undefined;
  onClose: (reason: string) => void = () => undefined;
  #epoch = 0;
  #tailAt = 0;
  #marks: Mark[] = [];
  readonly #schedule: Schedule;
  readonly #random: Random;
  readonly #network: Weather['network'];

  constructor(
    schedule: Schedule,
    random: Random,
    network: Weather['network'],
    capabilities: Pick<LegCapabilities, 'receipts' | 'clear'>,
  ) {
    this.#schedule = schedule;
    this.#random = random;
    this.#network = network;
    this.capabilities = { pause: false, wideband: false, echoCancelled: true, dtmf: true, ...capabilities };
  }

  attach(): void {
    // The shell hands over what comes in itself.
  }

  play(_bytes: Uint8Array, offset: number, length: number): number {
    const { backPressure } = this.#network;
    const taken = backPressure > 0 && this.#random.chance(backPressure) ? length >> 1 : length;
    const reply = this.sending;
    if (taken === 0) return 0;
    this.lastSentAt.set(reply, this.#schedule.now);
    this.#down(() => this.#arrive(reply, offset, offset + taken));
    return taken;
  }

  mark(markId: string): void {
    const epoch = this.#epoch;
    this.#down(() => {
      const playAt = Math.max(this.#schedule.now, this.#tailAt);
      const mark: Mark = { markId, epoch, playAt, settled: false };
      this.#marks.push(mark);
      this.#schedule.after(playAt - this.#schedule.now, undefined, () => this.#settle(mark, 'played'));
    });
  }

  clear(): number {
    this.#epoch += 1;
    if (!this.capabilities.clear) return this.#epoch;
    const sentAt = this.#schedule.now;
    this.#down(() => this.#onClear(sentAt));
    return this.#epoch;
  }

  close(reason: string): void {
    this.onClose(reason);
  }

  [Symbol.asyncDispose](): Promise<void> {
    throw new Error('nobody waits for the simulated leg');
  }

  /** Whether the caller hears us now. */
  get sounding(): boolean {
    return this.#tailAt > this.#schedule.now;
  }

  /** Since when the caller has heard nothing. */
  get quietSince(): number {
    return this.#tailAt;
  }

  /** Time of flight of whatever the caller's side sends. */
  upMs(): number {
    return this.#random.latency(this.#network.upMs, this.#network.spread);
  }

  #down(run: () => void): void {
    const { downMs, spread } = this.#network;
    this.#schedule.after(Math.min(this.#random.latency(downMs, spread), downMs * downWorst), 'down', run);
  }

  #arrive(reply: number, fromSample: number, toSample: number): void {
    const startAt = Math.max(this.#schedule.now, this.#tailAt);
    const endAt = startAt + (toSample - fromSample) / samplesPerMs;
    this.#tailAt = endAt;
    this.bufferedMsMax = Math.max(this.bufferedMsMax, endAt - this.#schedule.now);
    const last = this.runs.at(-1);
    if (last?.reply === reply && last.toSample === fromSample && last.endAt === startAt) {
      last.toSample = toSample;
      last.endAt = endAt;
    } else this.runs.push({ reply, fromSample, toSample, startAt, endAt });
  }

  #onClear(sentAt: number): void {
    const { now } = this.#schedule;
    this.clears.push({ sentAt, arrivedAt: now });
    while ((this.runs.at(-1)?.startAt ?? -1) >= now) this.runs.pop();
    const last = this.runs.at(-1);
    if (last !== undefined && last.endAt > now) {
      last.toSample = last.fromSample + Math.floor((now - last.startAt) * samplesPerMs + 1e-6);
      last.endAt = now;
    }
    this.#tailAt = Math.min(this.#tailAt, now);
    const marks = this.#marks;
    this.#marks = [];
    for (const mark of marks) this.#settle(mark, mark.playAt <= now ? 'played' : 'cleared');
  }

  #settle(mark: Mark, status: 'played' | 'cleared'): void {
    if (mark.settled) return;
    mark.settled = true;
    if (this.#marks[0] === mark) this.#marks.shift();
    const { receiptLoss, receiptsDieAtMs } = this.#network;
    if (this.#schedule.now >= receiptsDieAtMs || this.#random.chance(receiptLoss)) return;
    const { markId, epoch } = mark;
    this.#schedule.after(this.upMs(), 'up', () => this.onReceipt({ markId, epoch, status }));
  }
}
