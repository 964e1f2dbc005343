/**
 * Takes calls over WebSocket at `/call`: a seat first, then the leg, then the session; events go to the page
 * that asked. A caller whose line was lost comes back with a token, and finds its own call.
 */
import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { AntiphonError } from '../errors/antiphon-error.ts';
import {
  acceptWebSocketLeg,
  webSocketServerOptions,
  type WebSocketLimits,
} from '../transports/websocket/index.ts';
import { arrivalOf, type Arrival, type House } from './arrivals.ts';
import { mayCall } from './origin.ts';
import { ReturnDesk } from './return-desk.ts';

export interface AcceptCallsOptions extends Omit<House, 'legReturnMs' | 'desk'> {
  /** How long a page whose line was lost is waited for, 0 to 300,000. Default 30,000. */
  legReturnMs?: number;
  socketLimits?: Partial<WebSocketLimits>;
}

export const callPath = '/call';

/** A call that waits holds a seat. */
const legReturnMaxMs = 300_000;

export interface CallAcceptance extends AsyncDisposable {
  /** Resolves when no socket is between its opening and its call. */
  settled(): Promise<void>;
}

/** @throws AntiphonError CONFIG_INVALID */
export function checkLegReturn(legReturnMs = 30_000): number {
  if (legReturnMs >= 0 && legReturnMs <= legReturnMaxMs) return legReturnMs;
  const range = `0 to ${legReturnMaxMs} milliseconds`;
  throw new AntiphonError('CONFIG_INVALID', `legReturnMs is ${legReturnMs}; it must be ${range}`);
}

/** @throws AntiphonError CONFIG_INVALID */
export function acceptCalls(server: HttpServer, options: AcceptCallsOptions): CallAcceptance {
  const house: House = {
    ...options,
    legReturnMs: checkLegReturn(options.legReturnMs),
    desk: new ReturnDesk(),
  };
  const sockets = new WebSocketServer({ noServer: true, ...webSocketServerOptions });
  const arriving = new Set<Promise<void>>();
  const open = new Set<WebSocket>();

  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    // A peer that resets while it is being answered must not end the process.
    socket.on('error', () => socket.destroy());
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (path !== callPath) {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    if (!mayCall(request.headers.origin, request.headers.host)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      open.add(webSocket);
      webSocket.once('close', () => open.delete(webSocket));
      const arrival = takeCall(webSocket, house, options.socketLimits).finally(() =>
        arriving.delete(arrival),
      );
      arriving.add(arrival);
    });
  };
  server.on('upgrade', onUpgrade);

  return {
    settled: async () => {
      await Promise.all(arriving);
    },
    async [Symbol.asyncDispose]() {
      server.off('upgrade', onUpgrade);
      for (const webSocket of open) webSocket.close(1001);
      await Promise.all(arriving);
      sockets.close();
    },
  };
}

/** Never rejects: what goes wrong with one socket is told to its caller and to `onError`. */
async function takeCall(
  socket: WebSocket,
  house: House,
  socketLimits: Partial<WebSocketLimits> | undefined,
): Promise<void> {
  const { clock, onError } = house;
  let arrival: Arrival | undefined;
  try {
    const accepted = await acceptWebSocketLeg(socket, {
      clock,
      ...(socketLimits === undefined ? {} : { limits: socketLimits }),
      admit: async (start, { signal }) => {
        const arrived = await arrivalOf(start, house);
        if (signal.aborted) {
          // Nobody waits for this answer any more.
          arrived.giveUp();
          throw new AntiphonError('CALL_ENDED', 'the caller left before it was let in');
        }
        arrival = arrived;
        return arrived.admission;
      },
    });
    arrival!.begin(accepted);
  } catch (thrown) {
    arrival?.giveUp();
    onError?.(AntiphonError.from(thrown, 'INVARIANT_BROKEN', 'a call could not be taken'));
  }
}
