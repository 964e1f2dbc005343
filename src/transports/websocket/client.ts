/**
 * Phones a server over WebSocket: connects, says `start`, and hands out a caller once `started` has come.
 * Used by `antiphon talk`, the demo, the benchmarks and tests; a browser has its own.
 */
import { WebSocket } from 'ws';
import type { AudioFormat } from '../../audio/format.ts';
import type { Clock } from '../../clock/clock.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import { callErrors } from '../../errors/call-errors.ts';
import { configErrors } from '../../errors/config-errors.ts';
import { storeErrors } from '../../errors/store-errors.ts';
import { transportErrors } from '../../errors/transport-errors.ts';
import { WebSocketCaller, type CallerListener } from './caller.ts';
import { parseServerMessage, protocolVersion, type ServerMessage, type StartMessage } from './protocol.ts';

export interface ConnectOptions extends Pick<
  StartMessage,
  'token' | 'resume' | 'pipeline' | 'events' | 'capabilities' | 'app'
> {
  clock: Clock;
  /** What we send; default PCM16 at 16 kHz. */
  format?: AudioFormat;
  /** What we want to hear; default: as `format`. */
  formatOut?: AudioFormat;
  /** Default `none`. */
  record?: 'audio' | 'runs' | 'none';
  listener?: CallerListener;
  /** Until `started`; default 5000. */
  timeoutMs?: number;
  signal?: AbortSignal;
}

/** The codes a server may refuse with; any other, of a newer server perhaps, is CONNECT_FAILED. */
const refusals = { ...transportErrors, ...callErrors, ...configErrors, ...storeErrors };

/** What one message may have: a second of audio and then some. */
const maxPayload = 1024 * 1024;

/**
 * @throws {AntiphonError} CONNECT_FAILED when nobody answers; the server's own code when it refuses.
 * @throws the reason of `signal` when that aborts.
 */
export async function connectWebSocketCaller(
  url: string | URL,
  options: ConnectOptions,
): Promise<WebSocketCaller> {
  const { clock, timeoutMs = 5000, signal } = options;
  signal?.throwIfAborted();
  const socket = open(url);
  const { promise, resolve, reject } = Promise.withResolvers<WebSocketCaller>();
  const fail = (reason: string) =>
    reject(new AntiphonError('CONNECT_FAILED', `cannot call ${String(url)}: ${reason}`));
  const onAbort = () => reject(signal!.reason);
  const onClose = (code: number) => fail(`the connection closed with ${code}`);
  const onFirst = (data: WebSocket.RawData) => {
    try {
      const message = parseServerMessage((data as Buffer).toString('utf8'));
      if (message.type === 'started')
        resolve(new WebSocketCaller(socket, message, { ...setupOf(options), clock }));
      else reject(refusal(message));
    } catch (thrown) {
      reject(thrown);
    }
  };
  // An error without a listener would end the process, so this one stays for good.
  socket.on('error', (error) => fail(error.message));
  socket.once('open', () => socket.send(JSON.stringify(startMessage(options))));
  socket.once('message', onFirst);
  socket.once('close', onClose);
  signal?.addEventListener('abort', onAbort, { once: true });
  using _limit = clock.at(clock.now() + timeoutMs, () => fail(`no answer within ${timeoutMs} ms`));
  try {
    return await promise;
  } catch (thrown) {
    socket.terminate();
    throw thrown;
  } finally {
    socket.off('close', onClose);
    socket.off('message', onFirst);
    signal?.removeEventListener('abort', onAbort);
  }
}

function open(url: string | URL): WebSocket {
  try {
    return new WebSocket(url, { perMessageDeflate: false, maxPayload });
  } catch (thrown) {
    throw AntiphonError.from(thrown, 'CONNECT_FAILED', `cannot call ${String(url)}`);
  }
}

function setupOf({ record = 'none', listener = {} }: ConnectOptions) {
  return { record, listener };
}

function refusal(message: ServerMessage): AntiphonError {
  if (message.type !== 'end') {
    return new AntiphonError('PROTOCOL_VIOLATION', `the server began with \`${message.type}\``);
  }
  const { code, reason } = message;
  const isKnown = (name: string): name is keyof typeof refusals => name in refusals;
  return new AntiphonError(isKnown(code) ? code : 'CONNECT_FAILED', `the server refused: ${reason}`, {
    data: { code },
  });
}

function startMessage(options: ConnectOptions): StartMessage {
  const format = options.format ?? { encoding: 'pcm16le', sampleRate: 16_000, channels: 1 };
  const { formatOut, token, resume, pipeline, events, capabilities, app } = options;
  return {
    type: 'start',
    version: protocolVersion,
    format: { encoding: format.encoding, sampleRate: format.sampleRate },
    formatOut: formatOut && { encoding: formatOut.encoding, sampleRate: formatOut.sampleRate },
    token,
    resume,
    pipeline,
    events,
    capabilities: { pause: true, echoCancelled: true, ...capabilities },
    app,
  };
}
