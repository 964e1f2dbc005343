/**
 * The line to the server: one WebSocket that speaks docs/protocol-websocket.md. It knows nothing of
 * sound or of the page. A server that has gone is noticed within seconds, since browsers do not tell:
 * every second a ping goes out, and something must come back.
 */
import type { CallEvent, Pipeline } from '../../src/contracts/events.ts';
import type { ClientMessage, ServerMessage } from '../../src/transports/websocket/protocol.ts';

export interface LineListener {
  onStarted(started: Started): void;
  /** What must keep its order with the audio: marks, clears, holds. */
  onAudio(pcm: ArrayBuffer): void;
  onPlayoutOrder(message: Extract<ServerMessage, { type: 'mark' | 'clear' | 'hold' }>): void;
  onEvent(event: CallEvent): void;
  /** Once, last of all. */
  onEnd(end: LineEnd): void;
}

export interface LineEnd {
  /** `never-there`: nobody answered; `lost`: the line broke in mid-call. */
  by: 'server' | 'us' | 'never-there' | 'lost';
  /** `OK`, or the code of an error. */
  code: string;
  reason: string;
  /** Whether connecting again may help. */
  retryable: boolean;
}

const answerLimitMs = 6000;
/** On the way back: the next try may find the network again. */
const returnLimitMs = 4000;
const pingEveryMs = 1000;
const silenceMaxMs = 5000;
/** Audio that a stalled network may hold back before frames are dropped: about eight seconds. */
const bufferedMaxBytes = 256 * 1024;

export interface LineOptions {
  address: URL;
  pipeline: Pipeline;
  /** Takes up the call whose line was lost. */
  resume?: NonNullable<Extract<ClientMessage, { type: 'start' }>['resume']>;
}

export type Started = Extract<ServerMessage, { type: 'started' }>;

export class Line {
  readonly #socket: WebSocket;
  readonly #listener: LineListener;
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #openedAt = performance.now();
  #heardAt = performance.now();
  #started = false;
  readonly #answerLimitMs: number;
  #ended = false;
  #pings = 0;

  constructor({ address, pipeline, resume }: LineOptions, listener: LineListener) {
    this.#listener = listener;
    this.#answerLimitMs = resume === undefined ? answerLimitMs : returnLimitMs;
    this.#socket = new WebSocket(address);
    this.#socket.binaryType = 'arraybuffer';
    this.#socket.onopen = () =>
      this.send({
        type: 'start',
        version: 1,
        format: { encoding: 'pcm16le', sampleRate: 16_000 },
        formatOut: { encoding: 'pcm16le', sampleRate: 24_000 },
        pipeline,
        events: true,
        capabilities: { pause: true, echoCancelled: true, resume: true },
        ...(resume === undefined ? {} : { resume }),
      });
    this.#socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => this.#onMessage(data);
    this.#socket.onclose = ({ code }) => this.#onClose(code);
    this.#timer = setInterval(() => this.#beat(), pingEveryMs);
  }

  /** 20 ms from the microphone; dropped where the network has stalled for long. */
  sendAudio(pcm: ArrayBuffer): void {
    if (this.#started && this.#isOpen && this.#socket.bufferedAmount < bufferedMaxBytes)
      this.#socket.send(pcm);
  }

  send(message: ClientMessage): void {
    if (this.#isOpen) this.#socket.send(JSON.stringify(message));
  }

  hangUp(): void {
    this.send({ type: 'hangup' });
    this.#end({ by: 'us', code: 'OK', reason: 'you hung up', retryable: false });
    this.#socket.close(1000);
  }

  get #isOpen(): boolean {
    return !this.#ended && this.#socket.readyState === WebSocket.OPEN;
  }

  #onMessage(data: string | ArrayBuffer): void {
    if (this.#ended) return;
    this.#heardAt = performance.now();
    if (typeof data !== 'string') return this.#listener.onAudio(data);
    const message = JSON.parse(data) as ServerMessage;
    switch (message.type) {
      case 'started':
        this.#started = true;
        return this.#listener.onStarted(message);
      case 'mark':
      case 'clear':
      case 'hold':
        return this.#listener.onPlayoutOrder(message);
      case 'event':
        return this.#listener.onEvent(message.event);
      case 'end':
        return this.#end({ ...message, by: 'server' });
      case 'pong':
      case 'app':
        return undefined;
    }
  }

  #beat(): void {
    const now = performance.now();
    if (!this.#started) {
      if (now - this.#openedAt > this.#answerLimitMs) this.#giveUp('never-there', 'nobody answered');
      return;
    }
    if (now - this.#heardAt > silenceMaxMs) return this.#giveUp('lost', 'the server fell silent');
    this.#pings += 1;
    this.send({ type: 'ping', id: this.#pings });
  }

  #giveUp(by: 'never-there' | 'lost', reason: string): void {
    this.#end({ by, code: 'CONNECT_FAILED', reason, retryable: true });
    this.#socket.close();
  }

  #onClose(code: number): void {
    const by = this.#started ? 'lost' : 'never-there';
    this.#end({ by, code: 'CONNECT_FAILED', reason: `the line closed with ${code}`, retryable: true });
  }

  #end(end: LineEnd): void {
    if (this.#ended) return;
    this.#ended = true;
    clearInterval(this.#timer);
    this.#listener.onEnd(end);
  }
}
