/**
 * Both ends of a caller's sound: one audio context with the microphone and the loudspeaker in it.
 *
 * The context runs at 48 kHz, which nearly every device does; the worklets change rates. Echo
 * cancellation is the browser's, and on: the agent must not hear itself.
 */
// oxlint-disable-next-line import/default -- Vite makes this export.
import captureUrl from './capture-worklet.ts?worker&url';
import type { CapturedFrame, ToCapture } from './capture-worklet.ts';
import type { FromPlayout, ToPlayout } from './playout-messages.ts';
// oxlint-disable-next-line import/default -- Vite makes this export.
import playoutUrl from './playout-worklet.ts?worker&url';

export interface SoundListener {
  /** 20 ms from the microphone. */
  onFrame(pcm: ArrayBuffer, level: number): void;
  onPlayout(message: FromPlayout): void;
  /** The microphone is gone: unplugged, or taken away by the browser. */
  onMicrophoneLost(): void;
}

const preferredRate = 48_000;

export class Sound {
  readonly #context: AudioContext;
  readonly #playout: AudioWorkletNode;
  readonly #capture: AudioWorkletNode;
  readonly #listener: SoundListener;
  #stream: MediaStream;
  #source: MediaStreamAudioSourceNode;

  private constructor(context: AudioContext, stream: MediaStream, listener: SoundListener) {
    this.#context = context;
    this.#stream = stream;
    this.#listener = listener;
    this.#playout = new AudioWorkletNode(context, 'antiphon-playout', {
      numberOfInputs: 0,
      outputChannelCount: [1],
    });
    this.#playout.port.onmessage = ({ data }: MessageEvent<FromPlayout>) => listener.onPlayout(data);
    this.#playout.connect(context.destination);
    this.#capture = new AudioWorkletNode(context, 'antiphon-capture', {
      numberOfOutputs: 0,
      channelCount: 1,
      channelCountMode: 'explicit',
    });
    this.#capture.port.onmessage = ({ data }: MessageEvent<CapturedFrame>) =>
      listener.onFrame(data.pcm, data.level);
    this.#source = this.#plug(stream);
  }

  /** @throws DOMException of `getUserMedia`: NotAllowedError, NotFoundError, NotReadableError. */
  static async open(deviceId: string | undefined, listener: SoundListener): Promise<Sound> {
    const stream = await microphone(deviceId);
    const context = new AudioContext({ sampleRate: preferredRate, latencyHint: 'interactive' });
    try {
      await Promise.all([
        context.audioWorklet.addModule(captureUrl),
        context.audioWorklet.addModule(playoutUrl),
      ]);
      await context.resume();
      return new Sound(context, stream, listener);
    } catch (thrown) {
      stopTracks(stream);
      await context.close();
      throw thrown;
    }
  }

  play(message: ToPlayout): void {
    this.#playout.port.postMessage(message, message.type === 'audio' ? [message.pcm] : []);
  }

  set muted(on: boolean) {
    this.#capture.port.postMessage({ type: 'mute', on } satisfies ToCapture);
  }

  /** A machine that slept may have put the context to sleep as well. */
  wake(): void {
    if (this.#context.state === 'suspended') this.#context.resume().catch(() => {});
  }

  /** The instant, on `performance.now()`, at which a time of the context leaves the loudspeaker. */
  heardAt(contextSeconds: number): number {
    const { currentTime, outputLatency } = this.#context;
    return performance.now() + (contextSeconds - currentTime + (outputLatency || 0)) * 1000;
  }

  /** Goes on with another microphone. @throws as `open`; the old one stays. */
  async choose(deviceId: string): Promise<void> {
    const stream = await microphone(deviceId);
    this.#source.disconnect();
    stopTracks(this.#stream);
    this.#stream = stream;
    this.#source = this.#plug(stream);
  }

  async close(): Promise<void> {
    stopTracks(this.#stream);
    this.play({ type: 'close' });
    this.#capture.port.postMessage({ type: 'close' } satisfies ToCapture);
    await this.#context.close();
  }

  #plug(stream: MediaStream): MediaStreamAudioSourceNode {
    for (const track of stream.getAudioTracks()) track.onended = () => this.#listener.onMicrophoneLost();
    const source = this.#context.createMediaStreamSource(stream);
    source.connect(this.#capture);
    return source;
  }
}

/** Names are known only after permission has been given once. */
export async function microphones(): Promise<MediaDeviceInfo[]> {
  const devices = await navigator.mediaDevices?.enumerateDevices();
  return (devices ?? []).filter(({ kind, deviceId }) => kind === 'audioinput' && deviceId !== '');
}

async function microphone(deviceId: string | undefined): Promise<MediaStream> {
  // Only a secure context has it: https, or this very machine.
  if (navigator.mediaDevices === undefined) throw new DOMException('no secure context', 'SecurityError');
  return await navigator.mediaDevices.getUserMedia({
    audio: {
      channelCount: 1,
      echoCancellation: true,
      noiseSuppression: true,
      autoGainControl: true,
      ...(deviceId === undefined ? {} : { deviceId: { exact: deviceId } }),
    },
  });
}

function stopTracks(stream: MediaStream): void {
  for (const track of stream.getTracks()) {
    track.onended = null;
    track.stop();
  }
}
