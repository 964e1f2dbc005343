/**
 * From an open socket to a leg: waits for a valid `start`, asks the house whether it takes the call, and
 * answers `started`. Whatever goes wrong before that closes this socket with a reason and rejects.
 */
import { randomUUID } from 'node:crypto';
import type { WebSocket } from 'ws';
import type { AudioFormat } from '../../audio/format.ts';
import type { Clock } from '../../clock/clock.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import { PageChannel } from './channel.ts';
import { Connection } from './connection.ts';
import { WebSocketLeg } from './leg.ts';
import { defaultWebSocketLimits, type WebSocketLimits } from './limits.ts';
import { parseClientMessage, protocolVersion, readFormat, type StartMessage } from './protocol.ts';

/** The house's answer to a `start`. */
export interface Admission {
  callId: string;
  /** True where an earlier call goes on: `start.resume` was honoured. */
  resumed?: boolean;
  /** With it the caller may come back after its socket was lost. */
  resumeToken?: string;
}

export interface AcceptOptions {
  clock: Clock;
  /**
   * Decides whether the call is taken: checks the token, takes a seat, finds the call to go on with.
   * Throws an `AntiphonError` to refuse; its code is what the caller reads. `signal` aborts when the caller
   * has gone meanwhile: then whatever was taken must be given back.
   */
  admit(start: StartMessage, options: { legId: string; signal: AbortSignal }): Admission | Promise<Admission>;
  limits?: Partial<WebSocketLimits>;
  /** Default: random. */
  legId?: string;
}

export interface AcceptedLeg {
  callId: string;
  leg: WebSocketLeg;
  /** What the caller asked for. */
  start: StartMessage;
  /** Events for the page and messages of the application. */
  channel: PageChannel;
}

interface Started {
  start: StartMessage;
  leg: WebSocketLeg;
  channel: PageChannel;
}

/**
 * @param socket Open, with nothing read from it yet; accept it with `webSocketServerOptions`.
 * @throws {AntiphonError} why there is no call; the socket has been closed, with the same code, by then.
 */
export async function acceptWebSocketLeg(socket: WebSocket, options: AcceptOptions): Promise<AcceptedLeg> {
  const limits = { ...defaultWebSocketLimits, ...options.limits };
  const legId = options.legId ?? randomUUID();
  const { promise, resolve } = Promise.withResolvers<Started>();
  const connection: Connection = new Connection(socket, options.clock, limits, {
    onAudio: () => {},
    // The leg takes over within this very call: the next message may follow in the same breath.
    onText: (text) => resolve(beginLeg(connection, text, options.clock, legId)),
    onTick: () => {},
    onGone: () => {},
  });
  const lost = connection.ended.then((closed): never => {
    throw closed.error ?? new AntiphonError('CALL_ENDED', `the caller left: ${closed.reason}`);
  });
  // Once there is a leg nobody waits for this any more.
  lost.catch(() => {});
  const started = await within(
    limits.startTimeoutMs,
    'no `start` came in time',
    Promise.race([promise, lost]),
  );
  const admission = await within(limits.admitTimeoutMs, 'the call was not admitted in time', admit(started));
  if (connection.isEnded) return lost;
  sendStarted(connection, started.leg, admission);
  return { callId: admission.callId, ...started };

  async function admit({ start }: Started): Promise<Admission> {
    const gone = new AbortController();
    void connection.ended.then(() => gone.abort());
    try {
      return await Promise.race([options.admit(start, { legId, signal: gone.signal }), lost]);
    } catch (thrown) {
      const error = AntiphonError.from(thrown, 'INVARIANT_BROKEN', 'the call could not be admitted');
      connection.fail(error);
      throw error;
    }
  }

  /** Ends the connection when the time is up; that in turn rejects what is waited for. */
  async function within<T>(ms: number, otherwise: string, work: Promise<T>): Promise<T> {
    using _limit = options.clock.at(options.clock.now() + ms, () =>
      connection.fail(new AntiphonError('START_TIMEOUT', otherwise)),
    );
    return await work;
  }
}

function beginLeg(connection: Connection, text: string, clock: Clock, legId: string): Started {
  const start = parseClientMessage(text);
  if (start.type !== 'start') {
    throw new AntiphonError(
      'PROTOCOL_VIOLATION',
      `the first message must be \`start\`, not \`${start.type}\``,
    );
  }
  const formatIn = readFormat(start.format);
  const formatOut = readFormat(start.formatOut ?? start.format);
  const { pause = false, echoCancelled = false } = start.capabilities ?? {};
  const channel = new PageChannel(connection, start.events ?? false);
  const capabilities = { pause, echoCancelled };
  const leg = new WebSocketLeg({ connection, channel, clock, legId, formatIn, formatOut, capabilities });
  return { start, leg, channel };
}

function sendStarted(connection: Connection, leg: WebSocketLeg, admission: Admission): void {
  const { callId, resumed = false, resumeToken } = admission;
  connection.send({
    type: 'started',
    version: protocolVersion,
    callId,
    legId: leg.legId,
    format: wireFormat(leg.formatIn),
    formatOut: wireFormat(leg.formatOut),
    resumed,
    ...(resumeToken === undefined ? {} : { resumeToken }),
    maxQueuedMs: connection.limits.maxQueuedMs,
  });
}

function wireFormat({ sampleRate }: AudioFormat): {
  encoding: 'pcm16le';
  sampleRate: AudioFormat['sampleRate'];
} {
  return { encoding: 'pcm16le', sampleRate };
}
