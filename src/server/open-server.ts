/**
 * The composition root: from an agent to a server that takes calls. Only this floor knows every name.
 *
 *   agent ─▶ models ─▶ host ─▶ HTTP: health and facts, WebSocket: calls
 */
import type { Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Agent } from '../agent/agent.ts';
import { singleAgentPlanner, type TurnPlanner } from '../agent/turn-planner.ts';
import { SystemClock } from '../clock/system-clock.ts';
import { Host } from '../host/host.ts';
import { acceptCalls } from './accept-calls.ts';
import { facts } from './facts.ts';
import { openHouseModels } from './house-models.ts';
import { listen } from './listen.ts';
import type { ServeOptions, Server } from './serve.ts';

export async function openServer(
  agentOrPlanner: Agent | TurnPlanner,
  options: ServeOptions,
): Promise<Server> {
  const planner = 'plan' in agentOrPlanner ? agentOrPlanner : singleAgentPlanner(agentOrPlanner);
  await using opened = new AsyncDisposableStack();
  const clock = opened.use(new SystemClock());
  const models = opened.use(await openHouseModels(planner.entry, { ...options, clock }));
  const host = new Host({ clock, vadLane: models.vadLane, seats: options.seats ?? 100 });
  const httpServer = createAdaptorServer({ fetch: facts(host, planner).fetch }) as HttpServer;
  const calls = opened.use(acceptCalls(httpServer, { clock, host, planner, models, ...options }));
  opened.use(await listen(httpServer, options.port ?? 0, options.hostname ?? '127.0.0.1'));
  // Disposed first: calls are ended in order before their sockets go.
  opened.use(host);
  const { port, address, family } = httpServer.address() as AddressInfo;
  const owned = opened.move();
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`,
    port,
    host,
    drain: async (limitMs) => {
      const ended = await host.drain(limitMs);
      await calls.settled();
      return ended;
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
