import type { Server } from 'node:http';
import { AntiphonError } from '../errors/antiphon-error.ts';

/** @throws AntiphonError PORT_TAKEN, or CONFIG_INVALID where the address cannot be listened on. */
export async function listen(server: Server, port: number, hostname: string): Promise<AsyncDisposable> {
  await new Promise<void>((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException): void => reject(listenError(error, port, hostname));
    server.once('error', onError);
    server.listen(port, hostname, () => {
      server.off('error', onError);
      resolve();
    });
  });
  return {
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

function listenError(error: NodeJS.ErrnoException, port: number, hostname: string): AntiphonError {
  if (error.code === 'EADDRINUSE') {
    return new AntiphonError('PORT_TAKEN', `port ${port} of ${hostname} is taken`, { cause: error });
  }
  const cure = error.code === 'EACCES' ? 'Choose a port above 1023.' : 'Choose an address of this machine.';
  return new AntiphonError('CONFIG_INVALID', `cannot listen on ${hostname}:${port}: ${error.message}`, {
    cause: error,
    cure,
  });
}
