/** Whom `talk` calls: the address that was given, the server that `antiphon serve` runs here, or an own one. */
import { callPath } from '../../server/accept-calls.ts';
import { loadAgent } from '../serving/load-agent.ts';
import { defaultPort } from '../serving/port.ts';
import { startServer } from '../serving/start-server.ts';
import type { World } from '../shared/world.ts';

export interface HouseToCall extends AsyncDisposable {
  url: URL;
}

export interface HouseOptions {
  url: URL | undefined;
  /** Only an own server writes a log: then no other is looked for. */
  log?: string;
  offline?: boolean;
}

const lookMaxMs = 1000;

export async function houseToCall({ url, log, offline }: HouseOptions, world: World): Promise<HouseToCall> {
  if (url !== undefined) return elsewhere(url);
  const here = `127.0.0.1:${defaultPort}`;
  if (log === undefined && (await isOurs(`http://${here}/health`)))
    return elsewhere(new URL(`ws://${here}${callPath}`));
  const why = log === undefined ? `No server of ours answers at ${here}` : 'A log is wanted';
  world.err(`${why}: starting one in this process.\n`);
  const settings = {
    port: 0,
    host: '127.0.0.1',
    ...(log === undefined ? {} : { log }),
    ...(offline === undefined ? {} : { offline }),
  };
  const server = await startServer(await loadAgent(undefined), settings, world);
  return {
    url: new URL(`${server.url.replace('http', 'ws')}${callPath}`),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

function elsewhere(url: URL): HouseToCall {
  return { url, [Symbol.asyncDispose]: () => Promise.resolve() };
}

/** Whether one of our servers, and nobody else's, answers there. */
export async function isOurs(healthUrl: string): Promise<boolean> {
  try {
    const reply = await fetch(healthUrl, { signal: AbortSignal.timeout(lookMaxMs), redirect: 'error' });
    const body = (await reply.json()) as { seats?: unknown; seatsTaken?: unknown };
    return typeof body.seats === 'number' && typeof body.seatsTaken === 'number';
  } catch {
    // Nobody, or somebody else: either way there is nobody to call.
    return false;
  }
}
