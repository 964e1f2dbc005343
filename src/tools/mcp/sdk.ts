/** The reference implementation, an optional peer: loaded with the first server, so that importing us needs nothing. */
import type * as ClientModule from '@modelcontextprotocol/sdk/client/index.js';
import type * as StdioModule from '@modelcontextprotocol/sdk/client/stdio.js';
import type * as HttpModule from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type * as TypesModule from '@modelcontextprotocol/sdk/types.js';
import { AntiphonError } from '../../errors/antiphon-error.ts';

export interface McpSdk {
  Client: (typeof ClientModule)['Client'];
  StdioClientTransport: (typeof StdioModule)['StdioClientTransport'];
  HttpClientTransport: (typeof HttpModule)['StreamableHTTPClientTransport'];
  types: typeof TypesModule;
}

export type McpClient = InstanceType<McpSdk['Client']>;

/** @throws AntiphonError PEER_MISSING. */
export async function loadMcpSdk(): Promise<McpSdk> {
  try {
    const [{ Client }, { StdioClientTransport }, { StreamableHTTPClientTransport }, types] =
      await Promise.all([
        import('@modelcontextprotocol/sdk/client/index.js'),
        import('@modelcontextprotocol/sdk/client/stdio.js'),
        import('@modelcontextprotocol/sdk/client/streamableHttp.js'),
        import('@modelcontextprotocol/sdk/types.js'),
      ]);
    return { Client, StdioClientTransport, HttpClientTransport: StreamableHTTPClientTransport, types };
  } catch (thrown) {
    throw new AntiphonError('PEER_MISSING', 'cannot load @modelcontextprotocol/sdk', {
      cure: 'Install it beside antiphon: npm install @modelcontextprotocol/sdk',
      cause: thrown,
    });
  }
}
