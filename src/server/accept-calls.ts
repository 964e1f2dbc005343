/** Takes calls over WebSocket at `/call`: a seat first, then the leg, then the session; events go to the page that asked. */
import { randomUUID } from 'node:crypto';
import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { TurnPlanner } from '../agent/turn-planner.ts';
import type { Clock } from '../clock/clock.ts';
import type { CallEvent, Pipeline } from '../contracts/events.ts';
import { AntiphonError } from '../errors/antiphon-error.ts';
import type { Host, Seat } from '../host/host.ts';
import { callOptionsOf } from '../session/call-options.ts';
import { modelsOf } from '../session/session-models.ts';
import { CallLogFile } from '../telemetry/call-log-file.ts';
import {
  acceptWebSocketLeg,
  webSocketServerOptions,
  type AcceptedLeg,
} from '../transports/websocket/index.ts';
import type { HouseModels } from './house-models.ts';
import { mayCall } from './origin.ts';

export interface AcceptCallsOptions {
  clock: Clock;
  host: Host;
  planner: TurnPlanner;
  models: HouseModels;
  pipeline?: Pipeline;
  logFolder?: string;
  onEvent?: (event: CallEvent) => void;
  onError?: (error: AntiphonError) => void;
}

export const callPath = '/call';

export interface CallAcceptance extends AsyncDisposable {
  /** Resolves when no socket is between its opening and its call. */
  settled(): Promise<void>;
}

export function acceptCalls(server: HttpServer, options: AcceptCallsOptions): CallAcceptance {
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
      const arrival = takeCall(webSocket, options).finally(() => arriving.delete(arrival));
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
async function takeCall(socket: WebSocket, options: AcceptCallsOptions): Promise<void> {
  let seat: Seat | undefined;
  try {
    const accepted = await acceptWebSocketLeg(socket, {
      clock: options.clock,
      admit: () => {
        seat = options.host.takeSeat();
        return { callId: randomUUID() };
      },
    });
    startCall(accepted, seat!, options);
  } catch (thrown) {
    options.onError?.(AntiphonError.from(thrown, 'INVARIANT_BROKEN', 'a call could not be taken'));
  } finally {
    // Given back where no session has taken it.
    seat?.[Symbol.dispose]();
  }
}

function startCall(
  { callId, leg, start, channel }: AcceptedLeg,
  seat: Seat,
  options: AcceptCallsOptions,
): void {
  const { planner, models, logFolder, onEvent, onError } = options;
  const pipeline = start.pipeline ?? options.pipeline ?? planner.entry.pipeline;
  const session = seat.start({
    leg,
    call: { ...callOptionsOf(planner, callId, leg, models.stt), pipeline },
    models: modelsOf(planner.entry, models),
    onEvent: (event) => {
      channel.sendEvent(event);
      onEvent?.(event);
    },
    ...(onError === undefined ? {} : { onError }),
    ...(logFolder === undefined
      ? {}
      : { log: new CallLogFile(logFolder, callId, (error) => onError?.(error)) }),
  });
  channel.onMessage((message) => {
    if (message.type === 'set-pipeline') session.setPipeline(message.pipeline);
  });
}
