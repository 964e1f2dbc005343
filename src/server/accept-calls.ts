/**
 * Takes calls over WebSocket at `/call`: a seat first, then the leg, then the session; events go to the page
 * that asked. A caller whose line was lost comes back with a token, and finds its own call.
 */
import { randomUUID } from 'node:crypto';
import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { TurnPlanner } from '../agent/turn-planner.ts';
import type { Clock } from '../clock/clock.ts';
import type { EchoCancellation } from '../contracts/echo-canceller.ts';
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
  type Admission,
  type StartMessage,
  type WebSocketLimits,
} from '../transports/websocket/index.ts';
import type { HouseModels } from './house-models.ts';
import { mayCall } from './origin.ts';
import { PageCall } from './page-call.ts';
import { ReturnDesk } from './return-desk.ts';

export interface AcceptCallsOptions {
  clock: Clock;
  host: Host;
  planner: TurnPlanner;
  models: HouseModels;
  pipeline?: Pipeline;
  logFolder?: string;
  /** How long a page whose line was lost is waited for, 0 to 300,000. Default 30,000. */
  legReturnMs?: number;
  socketLimits?: Partial<WebSocketLimits>;
  echoCancellation?: EchoCancellation;
  onEvent?: (event: CallEvent) => void;
  onError?: (error: AntiphonError) => void;
}

export const callPath = '/call';

const legReturnDefaultMs = 30_000;
/** A call that waits holds a seat. */
const legReturnMaxMs = 300_000;

/** What every call of this house shares. */
interface House extends AcceptCallsOptions {
  legReturnMs: number;
  desk: ReturnDesk<PageCall>;
}

export interface CallAcceptance extends AsyncDisposable {
  /** Resolves when no socket is between its opening and its call. */
  settled(): Promise<void>;
}

/** @throws AntiphonError CONFIG_INVALID */
export function acceptCalls(server: HttpServer, options: AcceptCallsOptions): CallAcceptance {
  const { legReturnMs = legReturnDefaultMs } = options;
  if (!(legReturnMs >= 0 && legReturnMs <= legReturnMaxMs)) {
    const range = `0 to ${legReturnMaxMs} milliseconds`;
    throw new AntiphonError('CONFIG_INVALID', `legReturnMs is ${legReturnMs}; it must be ${range}`);
  }
  const house: House = { ...options, legReturnMs, desk: new ReturnDesk() };
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
      const arrival = takeCall(webSocket, house).finally(() => arriving.delete(arrival));
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
async function takeCall(socket: WebSocket, house: House): Promise<void> {
  const { clock, socketLimits, onError } = house;
  let arrival: Arrival | undefined;
  try {
    const accepted = await acceptWebSocketLeg(socket, {
      clock,
      ...(socketLimits === undefined ? {} : { limits: socketLimits }),
      admit: (start) => {
        arrival = start.resume === undefined ? newcomer(start, house) : returner(start, start.resume, house);
        return arrival.admission;
      },
    });
    arrival!.begin(accepted);
  } catch (thrown) {
    arrival?.giveUp();
    onError?.(AntiphonError.from(thrown, 'INVARIANT_BROKEN', 'a call could not be taken'));
  }
}

/** Somebody was admitted: either there is a leg, or what was taken for it is given back. */
interface Arrival {
  admission: Admission;
  begin(accepted: AcceptedLeg): void;
  giveUp(): void;
}

function newcomer(start: StartMessage, house: House): Arrival {
  const seat = house.host.takeSeat();
  const callId = randomUUID();
  // Who cannot come back is not waited for, and holds no seat meanwhile.
  const returns = house.legReturnMs > 0 && start.capabilities?.resume === true;
  const resumeToken = returns ? house.desk.newToken() : undefined;
  return {
    admission: { callId, ...(resumeToken === undefined ? {} : { resumeToken }) },
    begin: (accepted) => startCall(accepted, seat, resumeToken, house),
    giveUp: () => seat[Symbol.dispose](),
  };
}

/** The call has its seat already, whether the house is full or drains. */
function returner(
  start: StartMessage,
  { callId, token }: NonNullable<StartMessage['resume']>,
  house: House,
): Arrival {
  const claim = house.desk.claim(callId, token, (call) => call.checkFormats(start));
  const resumeToken = house.desk.newToken();
  return {
    admission: { callId, resumed: true, resumeToken },
    begin: (accepted) => {
      claim.settle(resumeToken);
      claim.call.takeUp(accepted);
    },
    giveUp: () => claim.giveBack(),
  };
}

function startCall(
  { callId, leg, start, channel }: AcceptedLeg,
  seat: Seat,
  resumeToken: string | undefined,
  house: House,
): void {
  const { planner, models, logFolder, onEvent, onError, desk, echoCancellation } = house;
  const pipeline = start.pipeline ?? house.pipeline ?? planner.entry.pipeline;
  const returnMs = resumeToken === undefined ? 0 : house.legReturnMs;
  const call = new PageCall(channel, resumeToken !== undefined);
  const session = seat.start({
    leg,
    call: { ...callOptionsOf(planner, callId, leg, models.stt, returnMs), pipeline },
    models: modelsOf(planner.entry, models),
    onEvent: (event) => {
      call.tell(event);
      onEvent?.(event);
    },
    ...(onError === undefined ? {} : { onError }),
    ...(echoCancellation === undefined ? {} : { echoCancellation }),
    ...(logFolder === undefined
      ? {}
      : { log: new CallLogFile(logFolder, callId, (error) => onError?.(error)) }),
  });
  call.begin(session);
  if (resumeToken === undefined) return;
  desk.open(callId, resumeToken, call);
  void session.ended.then(() => desk.close(callId));
}
