/** Starts a server from the command line: shows how its models arrive, and passes on what it survives. */
import type { Agent } from '../../agent/agent.ts';
import type { TurnPlanner } from '../../agent/turn-planner.ts';
import type { Pipeline } from '../../contracts/events.ts';
import { serve, type Server } from '../../server/serve.ts';
import { sqlite, sqliteCallers } from '../../store/sqlite/index.ts';
import { ModelProgressDisplay } from '../shared/model-progress.ts';
import { redactorOf, type RedactionOptions } from '../shared/redaction.ts';
import type { World } from '../shared/world.ts';

export interface StartOptions extends RedactionOptions {
  port: number;
  host: string;
  pipeline?: Pipeline;
  seats?: number;
  log?: string;
  /** A database file. */
  store?: string;
  /** A database file. */
  callers?: string;
  /** Kept calls lose personal data once they have ended. Typed names ask for it too. */
  redact?: boolean;
  offline?: boolean;
}

export async function startServer(
  agent: Agent | TurnPlanner,
  { port, host, log, store, callers, ...rest }: StartOptions,
  world: World,
): Promise<Server> {
  using display = new ModelProgressDisplay(world);
  // What is printed is kept by whoever runs the process: it holds no number of a caller, whoever wrote the message.
  const redact = redactorOf(rest);
  const redactsCalls = rest.redact === true || rest.redactName !== undefined;
  const { pipeline, seats, offline } = rest;
  return await serve(agent, {
    port,
    hostname: host,
    ...(pipeline === undefined ? {} : { pipeline }),
    ...(seats === undefined ? {} : { seats }),
    ...(offline === undefined ? {} : { offline }),
    ...(log === undefined ? {} : { logFolder: log }),
    ...(store === undefined ? {} : { store: sqlite(store) }),
    ...(callers === undefined ? {} : { callers: sqliteCallers(callers) }),
    ...(redactsCalls ? { redact } : {}),
    onProgress: display.onProgress,
    onError: ({ message }) => world.err(`note: ${redact.text(message)}\n`),
    signal: world.interruption.signal,
  });
}
