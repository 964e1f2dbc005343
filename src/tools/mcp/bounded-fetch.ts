/**
 * The `fetch` that the SDK's transport is given: an answer has a bound on its bytes (each event of a stream one of
 * its own), and the request of a call is closed with the call. The transport itself follows no redirect to another
 * origin.
 */
import { AntiphonError } from '../../errors/antiphon-error.ts';
import { callScope } from './call-signal.ts';
import { EventMeter } from './event-meter.ts';

export function boundedFetch(bytesMax: number): typeof fetch {
  return async (input, init = {}) => {
    const scope = isCancellation(init.body) ? undefined : callScope();
    const signals = [init.signal, scope?.signal].filter((signal) => signal !== undefined && signal !== null);
    const response = await fetch(input, {
      ...init,
      signal: signals.length === 0 ? null : AbortSignal.any(signals),
    });
    if (response.body === null) return response;
    const streams = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
    const body = streams
      ? eventsOf(response.body, bytesMax, scope?.onLost ?? (() => undefined))
      : bytesOf(response.body, bytesMax);
    const { status, statusText, headers } = response;
    return new Response(ReadableStream.from(body), { status, statusText, headers });
  };
}

/** The word that a call is off must get out although the call is off. */
function isCancellation(body: unknown): boolean {
  return typeof body === 'string' && body.includes('"method":"notifications/cancelled"');
}

type Bytes = Uint8Array<ArrayBuffer>;

async function* bytesOf(body: ReadableStream<Bytes>, bytesMax: number): AsyncGenerator<Bytes> {
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > bytesMax) throw tooLarge(bytesMax);
    yield chunk;
  }
}

async function* eventsOf(
  body: ReadableStream<Bytes>,
  bytesMax: number,
  onLost: CallLost,
): AsyncGenerator<Bytes> {
  const meter = new EventMeter();
  try {
    for await (const chunk of body) {
      if (meter.read(chunk) > bytesMax) {
        const error = tooLarge(bytesMax);
        onLost(error);
        throw error;
      }
      yield chunk;
    }
  } catch (thrown) {
    // A stream with ids is resumed by the SDK, a few times.
    if (!meter.resumable) onLost(thrown);
    throw thrown;
  }
  if (!meter.resumable) onLost(new TypeError('the stream ended'));
}

type CallLost = (error: unknown) => void;

function tooLarge(bytesMax: number): AntiphonError {
  return new AntiphonError('TOOL_FAILED', `the server's answer has more than ${bytesMax} bytes`, {
    cure: 'Ask the server for less, or raise `messageBytesMax`.',
  });
}
