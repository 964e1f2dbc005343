/**
 * The composition root: from an agent to a server that takes calls. Only this floor knows every name.
 *
 *   agent ─▶ store ─▶ models ─▶ host ─▶ HTTP: health and facts, WebSocket: calls
 */
import type { Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Agent } from '../agent/agent.ts';
import { singleAgentPlanner, type TurnPlanner } from '../agent/turn-planner.ts';
import { SystemClock } from '../clock/system-clock.ts';
import { AntiphonError } from '../errors/antiphon-error.ts';
import { estimateTokens } from '../conversation/estimate-tokens.ts';
import { Host } from '../host/host.ts';
import { acceptCalls, checkLegReturn } from './accept-calls.ts';
import { facts } from './facts.ts';
import type { CallEvent } from '../contracts/events.ts';
import { openHouseModels } from './house-models.ts';
import { checkKeepEndedCalls, KeptCalls } from './kept-calls.ts';
import { listen } from './listen.ts';
import { checkPrompts } from '../session/call-options.ts';
import { rememberCallers } from './remembered-callers.ts';
import type { ServeOptions, Server } from './serve.ts';

export async function openServer(
  agentOrPlanner: Agent | TurnPlanner,
  options: ServeOptions,
): Promise<Server> {
  const planner = 'plan' in agentOrPlanner ? agentOrPlanner : singleAgentPlanner(agentOrPlanner);
  await using opened = new AsyncDisposableStack();
  const clock = opened.use(new SystemClock());
  const { store: storeOption, keepEndedCallsMs: asked, redact, callers, keepCallersDays, ...rest } = options;
  const heard = redactedEvents(options.onEvent, redact);
  const stored = redactedCalls(options);
  const legReturnMs = checkLegReturn(options.legReturnMs);
  const keepEndedCallsMs = checkKeepEndedCalls(asked);
  // Before the models: a store that cannot be used should not cost a download first.
  const store = typeof storeOption === 'function' ? opened.use(await storeOption({ clock })) : storeOption;
  const told = options.onError === undefined ? {} : { onError: options.onError };
  const remembering = { agent: planner.entry, callers, keepCallersDays, clock, ...told };
  const callerMemory = await rememberCallers(remembering, opened);
  const models = opened.use(await openHouseModels(planner.entry, { ...options, clock }));
  const { tokenizer } = models;
  checkPrompts(planner, (text) => tokenizer?.count(text) ?? estimateTokens(text));
  const host = new Host({ clock, vadLane: models.vadLane, seats: options.seats ?? 100 });
  const kept =
    store === undefined
      ? undefined
      : opened.use(
          new KeptCalls({ store, clock, planner, legReturnMs, keepEndedCallsMs, ...stored, ...told }),
        );
  const shared = {
    clock,
    host,
    planner,
    models,
    ...(kept === undefined ? {} : { kept }),
    ...(callerMemory === undefined ? {} : { callers: callerMemory }),
  };
  const httpServer = createAdaptorServer({ fetch: facts(host, planner, kept).fetch }) as HttpServer;
  const calls = opened.use(acceptCalls(httpServer, { ...rest, ...heard, ...shared, legReturnMs }));
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

/** @throws AntiphonError CONFIG_INVALID */
function redactedCalls({ redact, redactEndedCalls }: ServeOptions): Pick<ServeOptions, 'redact'> {
  if (redact === undefined && redactEndedCalls === true) {
    throw new AntiphonError('CONFIG_INVALID', '`redactEndedCalls` is true, and nothing redacts', {
      cure: 'Give `redact: redactor()` of antiphon/privacy too.',
    });
  }
  return redact === undefined || redactEndedCalls === false ? {} : { redact };
}

/** A listener that is told of events without personal data. Ids of calls stay: a carrier's look like numbers. */
export function redactedEvents(
  onEvent: ServeOptions['onEvent'],
  redact: ServeOptions['redact'],
): Pick<ServeOptions, 'onEvent'> {
  if (onEvent === undefined || redact === undefined) return {};
  return {
    onEvent: (event) => {
      const { callId, legId } = event;
      onEvent({ ...(redact.json(event) as CallEvent), callId, legId });
    },
  };
}
