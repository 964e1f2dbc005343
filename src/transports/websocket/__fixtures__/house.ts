/**
 * For the tests of this folder: a real `ws` server on a free local port, whose calls are legs on a
 * simulated clock. Time passes only when a test says so; bytes cross the real socket in between.
 */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { SimulatedClock } from '../../../clock/simulated-clock.ts';
import { AntiphonError } from '../../../errors/antiphon-error.ts';
import { acceptWebSocketLeg, type AcceptedLeg, type AcceptOptions } from '../accept.ts';
import type { WebSocketCaller } from '../caller.ts';
import { connectWebSocketCaller, type ConnectOptions } from '../client.ts';
import { webSocketServerOptions } from '../limits.ts';

export interface House extends AsyncDisposable {
  clock: SimulatedClock;
  url: string;
  port: number;
  /** Sockets accepted by ws, oldest first. */
  sockets: WebSocket[];
  accepted: AcceptedLeg[];
  refused: AntiphonError[];
  /** The leg of the latest call, once it has been accepted. */
  call(options?: Partial<ConnectOptions>): Promise<{ caller: WebSocketCaller; answer: AcceptedLeg }>;
  /** Lets time pass in steps of 5 ms, the bytes of all these callers crossing in between. */
  pass(ms: number, ...callers: WebSocketCaller[]): Promise<void>;
  /** Lets seconds pass in which nothing crosses but the first socket's own ping and pong. */
  seconds(count: number): Promise<void>;
}

export async function openHouse(options: Partial<AcceptOptions> = {}): Promise<House> {
  const clock = new SimulatedClock();
  const server = new WebSocketServer({
    ...webSocketServerOptions,
    clientTracking: true,
    host: '127.0.0.1',
    port: 0,
  });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const sockets: WebSocket[] = [];
  const accepted: AcceptedLeg[] = [];
  const refused: AntiphonError[] = [];
  server.on('connection', (socket) => {
    sockets.push(socket);
    const { limits, ...rest } = options;
    acceptWebSocketLeg(socket, {
      clock,
      admit: () => ({ callId: `call-${sockets.length}` }),
      // Letting bytes cross takes pings, and simulated time is short for them.
      limits: { controlPerSecond: 10_000, ...limits },
      ...rest,
    }).then(
      (answer) => accepted.push(answer),
      (thrown) => refused.push(AntiphonError.from(thrown, 'INVARIANT_BROKEN', 'a test')),
    );
  });
  const url = `ws://127.0.0.1:${port}`;
  return {
    clock,
    url,
    port,
    sockets,
    accepted,
    refused,
    call: async (connect = {}) => {
      const caller = await connectWebSocketCaller(url, { clock, ...connect });
      return { caller, answer: accepted.find(({ leg }) => leg.legId === caller.legId)! };
    },
    pass: async (ms, ...callers) => {
      await settle(callers);
      for (let left = ms; left > 0; left -= 5) {
        clock.advanceBy(Math.min(5, left));
        await settle(callers);
      }
    },
    seconds: async (count) => {
      for (let second = 0; second < count; second += 1) {
        const answered = once(sockets[0]!, 'pong');
        sockets[0]!.ping();
        await answered;
        clock.advanceBy(1000);
      }
    },
    [Symbol.asyncDispose]: async () => {
      for (const socket of server.clients) socket.terminate();
      await Promise.all(accepted.map(({ leg }) => leg[Symbol.asyncDispose]()));
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

/** The first round carries what was sent, the second what it was answered with. */
async function settle(callers: WebSocketCaller[]): Promise<void> {
  for (const caller of callers) {
    await caller.roundTrip();
    await caller.roundTrip();
  }
}
