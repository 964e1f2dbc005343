/**
 * `antiphon serve`: answers calls until it is told to stop, then lets the live ones end.
 *
 * The first SIGINT or SIGTERM takes no new calls and waits for the others, the second ends at once.
 * SIGTERM is how a server is meant to end, so its status is then 0.
 */
import type { Pipeline } from '../contracts/events.ts';
import { callPath } from '../server/accept-calls.ts';
import type { Agent } from '../agent/agent.ts';
import type { TurnPlanner } from '../agent/turn-planner.ts';
import type { Server } from '../server/serve.ts';
import { exitStatus } from './shared/exit-status.ts';
import type { RedactionOptions } from './shared/redaction.ts';
import type { World } from './shared/world.ts';
import { loadAgent } from './serving/load-agent.ts';
import { choosePort, defaultPort } from './serving/port.ts';
import { startServer } from './serving/start-server.ts';

/** How long live calls may take to end. */
const drainMaxMs = 120_000;

export interface ServeVerbOptions extends RedactionOptions {
  port?: number;
  host: string;
  agent?: string;
  pipeline?: Pipeline;
  seats: number;
  log?: string;
  store?: string;
  callers?: string;
  redact?: boolean;
  offline?: boolean;
}

/** @returns the exit status. */
export async function serveVerb(options: ServeVerbOptions, world: World): Promise<number> {
  const startedAtMs = performance.now();
  const { interruption } = world;
  const port = await choosePort(options.port, options.host);
  if (options.port === undefined && port !== defaultPort) {
    world.err(`Port ${defaultPort} is taken: taking ${port}.\n`);
  }
  const agent = await loadAgent(options.agent);
  await using server = await startServer(agent, { ...options, port }, world);
  announce(server, agent, options, performance.now() - startedAtMs, world);
  const signal = await interruption.first;
  await drain(server, world);
  return signal === 'SIGTERM' ? exitStatus.ok : interruption.status;
}

function announce(
  server: Server,
  agent: Agent | TurnPlanner,
  options: ServeVerbOptions,
  elapsedMs: number,
  world: World,
): void {
  const entry = 'entry' in agent ? agent.entry : agent;
  const calls = `${server.url.replace('http', 'ws')}${callPath}`;
  const url = server.port === defaultPort ? '' : ` --url ${calls}`;
  const pipeline = options.pipeline ?? entry.pipeline;
  world.out(
    `The agent "${entry.name}" takes calls, ${pipeline}; ready after ${(elapsedMs / 1000).toFixed(1)} s.\n` +
      `  page      ${server.url}\n` +
      `  calls     ${calls}\n` +
      `  try it    ${ownCommand()} talk --wav FILE.wav${url}\n` +
      (options.store === undefined ? '' : `  store     ${options.store}: it holds what was said\n`) +
      (options.callers === undefined ? '' : `  callers   ${options.callers}: it holds what they left\n`) +
      (options.log === undefined ? '' : `  logs      ${options.log}: they hold what was said\n`) +
      'Stop it with Ctrl-C.\n',
  );
}

/** How this command is typed here: from a clone it is not on the path. */
function ownCommand(): string {
  return import.meta.url.endsWith('.ts') ? 'npm run antiphon --' : 'antiphon';
}

async function drain(server: Server, world: World): Promise<void> {
  const live = server.host.seatsTaken;
  if (live > 0) {
    const calls = live === 1 ? 'One call is' : `${live} calls are`;
    world.err(`\n${calls} still live: waiting, at most ${drainMaxMs / 1000} s. Stop again to end at once.\n`);
  }
  const ended = await server.drain(drainMaxMs);
  world.err(ended ? 'Stopped; every call has ended.\n' : 'Stopped; live calls were ended.\n');
}
