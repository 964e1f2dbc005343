/**
 * Which port to listen on. Asked for before any model is fetched or opened: a wrong port should not
 * cost a minute first.
 */
import { createServer } from 'node:net';
import { once } from 'node:events';
import { AntiphonError } from '../../errors/antiphon-error.ts';

export const defaultPort = 8080;
/** Without --port so many ports are tried. */
const triesMax = 20;

/**
 * @param asked Undefined takes the default port or, where that is taken, the next free one.
 * @throws AntiphonError PORT_TAKEN
 */
export async function choosePort(asked: number | undefined, hostname: string): Promise<number> {
  if (asked === 0) return 0;
  if (asked !== undefined) {
    if (await isTaken(asked, hostname)) throw portTaken(`port ${asked} of ${hostname} is taken`);
    return asked;
  }
  for (let port = defaultPort; port < defaultPort + triesMax; port += 1) {
    if (!(await isTaken(port, hostname))) return port;
  }
  throw portTaken(`the ports ${defaultPort} to ${defaultPort + triesMax - 1} of ${hostname} are all taken`);
}

/** Only "somebody else listens there" counts: whatever else is wrong, listening in earnest says it better. */
export async function isTaken(port: number, hostname: string): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, hostname);
    await once(server, 'listening');
    return false;
  } catch (thrown) {
    return (thrown as { code?: string }).code === 'EADDRINUSE';
  } finally {
    server.close();
  }
}

function portTaken(message: string): AntiphonError {
  return new AntiphonError('PORT_TAKEN', message);
}
