/** The microphone's side of a call, inside the audio thread: cuts frames and hands them to the page. */
import { FrameCutter } from './frame-cutter.ts';

export type ToCapture = { type: 'mute'; on: boolean } | { type: 'close' };

export interface CapturedFrame {
  /** PCM16 at 16 kHz, 20 ms. */
  pcm: ArrayBuffer;
  /** Root mean square, 0 to 1. */
  level: number;
}

class Capture extends AudioWorkletProcessor {
  readonly #silence = new Float32Array(128);
  #closed = false;
  readonly #cutter = new FrameCutter(sampleRate, (frame, level) => {
    const pcm = frame.slice().buffer;
    this.port.postMessage({ pcm, level } satisfies CapturedFrame, [pcm]);
  });

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<ToCapture>) => {
      if (data.type === 'mute') this.#cutter.muted = data.on;
      else this.#closed = true;
    };
  }

  /** A device that was unplugged gives no channel at all: silence, so that the call goes on. */
  process(inputs: Float32Array[][]): boolean {
    this.#cutter.push(inputs[0]?.[0] ?? this.#silence);
    return !this.#closed;
  }
}

registerProcessor('antiphon-capture', Capture);
