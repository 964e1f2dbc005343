/**
 * The composition root: from an agent to a server that takes calls. Only this floor knows every name.
 *
 *   serve(agent) ─▶ models ─▶ host ─▶ HTTP: health and facts, WebSocket: calls
 */
import type { Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Agent } from '../agent/agent.ts';
import { singleAgentPlanner, type TurnPlanner } from '../agent/turn-planner.ts';
import { SystemClock } from '../clock/system-clock.ts';
import type { CallEvent, Pipeline } from '../contracts/events.ts';
import type { AntiphonError } from '../errors/antiphon-error.ts';
import { Host } from '../host/host.ts';
import type { ModelProgress } from '../runtime/model-files/model-archive.ts';
import { acceptCalls } from './accept-calls.ts';
import { listen } from './listen.ts';
import { openHouseModels } from './house-models.ts';
import { facts } from './facts.ts';

export interface ServeOptions {
  /** Default 0: any free port. */
  port?: number;
  /** Default 127.0.0.1: only this machine. */
  hostname?: string;
  /** Instead of the agent's own. */
  pipeline?: Pipeline;
  /** Calls at a time. Default 100. */
  seats?: number;
  /** Where models are kept. Default: ANTIPHON_CACHE, then the cache folder of this user. */
  cacheFolder?: string;
  /** Never touches the network: a model that is missing is an error. */
  offline?: boolean;
  /** Writes a log of each call there, readable by its owner only. Default: none is written. */
  logFolder?: string;
  onProgress?: (progress: ModelProgress) => void;
  onEvent?: (event: CallEvent) => void;
  /** What a call or a model survived. */
  onError?: (error: AntiphonError) => void;
  /** Gives up starting. */
  signal?: AbortSignal;
}

export interface Server extends AsyncDisposable {
  /** Where the page and the calls are: `http://127.0.0.1:8080`. */
  readonly url: string;
  readonly port: number;
  readonly host: Host;
  /** Takes no new calls and waits for the live ones, at most `limitMs`. */
  drain(limitMs: number): Promise<boolean>;
}

/**
 * Serves an agent: fetches the models that are not there yet, opens them, and listens.
 * @throws AntiphonError MODEL_* when a model cannot be had, PEER_MISSING, PORT_TAKEN, CONFIG_INVALID.
 */
export async function serve(
  agentOrPlanner: Agent | TurnPlanner,
  options: ServeOptions = {},
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
