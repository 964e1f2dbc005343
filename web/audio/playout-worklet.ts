/**
 * The loudspeaker's side of a call, inside the audio thread. Everything that has an order (audio, marks,
 * clear, hold) comes through the one port, so the order of the wire is the order here. What a filter
 * still holds of a cleared reply is forgotten with it: not one of its samples sounds afterwards.
 */
import { createResampler } from '../../src/audio/resample.ts';
import { PlayoutRing } from './playout-ring.ts';
import type { FromPlayout, ToPlayout } from './playout-messages.ts';

const wireRate = 24_000;
/** Twice what the server may send ahead, a second, and some. */
const capacity = wireRate * 4;
const reportsPerSecond = 15;
const pieceSamples = 16;

class Playout extends AudioWorkletProcessor {
  readonly #ring = new PlayoutRing({ capacity, underrunGapMax: wireRate * 0.3 });
  readonly #resampler = createResampler(wireRate, sampleRate);
  readonly #piece = new Int16Array(pieceSamples);
  /** At the rate of the context; never holds more than one piece beyond a quantum. */
  readonly #ready = new Int16Array(4096);
  #readyCount = 0;
  #sounding = false;
  #power = 0;
  #sinceReport = 0;
  #closed = false;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<ToPlayout>) => this.#handle(data);
  }

  process(_inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const output = outputs[0]?.[0];
    if (output === undefined) return !this.#closed;
    this.#fill(output.length);
    const count = Math.min(output.length, this.#readyCount);
    for (let index = 0; index < count; index += 1) {
      const sample = this.#ready[index]! / 32768;
      output[index] = sample;
      this.#power += sample * sample;
    }
    this.#ready.copyWithin(0, count, this.#readyCount);
    this.#readyCount -= count;
    if (count === 0) this.#ring.silent((output.length * wireRate) / sampleRate);
    this.#tell(count, output.length);
    return !this.#closed;
  }

  #fill(wanted: number): void {
    while (this.#readyCount < wanted) {
      const got = this.#ring.read(this.#piece, pieceSamples);
      if (got === 0) return;
      this.#readyCount += this.#resampler.process(this.#piece, 0, got, this.#ready, this.#readyCount);
    }
  }

  #tell(count: number, length: number): void {
    if (count > 0 && !this.#sounding) this.#send({ type: 'run-start', atSeconds: currentFrame / sampleRate });
    this.#sounding = count > 0;
    this.#returnMarks();
    this.#sinceReport += length;
    if (this.#sinceReport < sampleRate / reportsPerSecond) return;
    const level = Math.sqrt(this.#power / this.#sinceReport);
    const { underruns, overflow, played, queued } = this.#ring;
    this.#send({ type: 'report', level, underruns, overflow, played, queued });
    this.#sinceReport = 0;
    this.#power = 0;
  }

  #returnMarks(): void {
    for (let mark = this.#ring.takePlayed(); mark !== undefined; mark = this.#ring.takePlayed()) {
      this.#send({ type: 'mark-played', ...mark });
    }
  }

  #handle(message: ToPlayout): void {
    switch (message.type) {
      case 'audio':
        this.#ring.write(new Int16Array(message.pcm));
        return;
      case 'mark':
        this.#ring.mark(message);
        this.#returnMarks();
        return;
      case 'clear': {
        this.#returnMarks();
        const marks = this.#ring.clear().map(({ id }) => id);
        this.#resampler.reset();
        this.#readyCount = 0;
        this.#send({ type: 'cleared', epoch: message.epoch, marks, played: this.#ring.played });
        return;
      }
      case 'hold':
        this.#ring.hold(message.on);
        return;
      case 'close':
        this.#closed = true;
    }
  }

  #send(message: FromPlayout): void {
    this.port.postMessage(message);
  }
}

registerProcessor('antiphon-playout', Playout);
