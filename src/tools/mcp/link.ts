/** One living connection: the SDK's client over its transport, and what the server said of its tools on it. */
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { Clock } from '../../clock/clock.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import { boundedFetch } from './bounded-fetch.ts';
import { outsideCalls } from './call-signal.ts';
import { listDefinitions, type Definitions } from './definitions.ts';
import type { CheckedOptions } from './options.ts';
import type { McpClient, McpSdk } from './sdk.ts';
import { within } from './waiting.ts';

export interface Link extends AsyncDisposable {
  readonly client: McpClient;
  /** As of the last look. */
  readonly definitions: Definitions;
  /** Looks again where the server has told of a change, or the last look is older than `maxAgeMs`. */
  look(maxAgeMs: number): Promise<void>;
}

export interface LinkListener {
  onClosed: (link: Link) => void;
  /** What the SDK only tells: a message that is not the protocol, a stream that broke. */
  onError: (thrown: unknown) => void;
}

type OpenTransport = Transport & { terminateSession?: () => Promise<void> };

const farewellMaxMs = 1000;

export async function openLink(
  options: CheckedOptions,
  sdk: McpSdk,
  clock: Clock,
  signal: AbortSignal,
  listener: LinkListener,
): Promise<Link> {
  const transport = openTransport(options, sdk);
  // No capability is offered: no sampling, no questions to the user, no look at our files.
  const client = new sdk.Client({ name: 'antiphon', version: '1' }, { capabilities: {} });
  client.onerror = (error) => {
    // A stream that we closed ourselves.
    if (!error.message.includes('AbortError')) listener.onError(error);
  };
  const { connectMaxMs } = options;
  const late = (): AntiphonError => new AntiphonError('TOOL_FAILED', `no answer within ${connectMaxMs} ms`);
  const limited = <Value>(work: (signal: AbortSignal) => Promise<Value>): Promise<Value> =>
    outsideCalls(() => within(clock, connectMaxMs, signal, late, work));
  const list = (): Promise<Definitions> =>
    limited((limit) => listDefinitions(client, sdk, { signal: limit, timeout: connectMaxMs + 1000 }));

  let stale = false;
  client.setNotificationHandler(sdk.types.ToolListChangedNotificationSchema, () => {
    stale = true;
  });
  try {
    await limited((limit) => client.connect(transport, { signal: limit, timeout: connectMaxMs + 1000 }));
    let definitions = await list();
    let lookedAt = clock.now();
    let looking: Promise<void> | undefined;
    const again = async (): Promise<void> => {
      stale = false;
      try {
        definitions = await list();
      } catch (thrown) {
        stale = true;
        throw thrown;
      }
      lookedAt = clock.now();
    };
    const link: Link = {
      client,
      get definitions() {
        return definitions;
      },
      look: async (maxAgeMs) => {
        if (looking === undefined && !stale && clock.now() - lookedAt <= maxAgeMs) return;
        looking ??= again().finally(() => {
          looking = undefined;
        });
        await looking;
      },
      [Symbol.asyncDispose]: () => closeTransport(client, transport, clock),
    };
    client.onclose = () => listener.onClosed(link);
    return link;
  } catch (thrown) {
    await closeTransport(client, transport, clock);
    throw thrown;
  }
}

function openTransport({ server, messageBytesMax }: CheckedOptions, sdk: McpSdk): OpenTransport {
  if ('command' in server) {
    const { command, args, env, cwd } = server;
    return new sdk.StdioClientTransport({
      command,
      args: [...(args ?? [])],
      ...(env === undefined ? {} : { env: { ...env } }),
      ...(cwd === undefined ? {} : { cwd }),
      // Its log is its own: on our standard error it could carry whatever it was sent.
      stderr: 'ignore',
      maxBufferSize: messageBytesMax,
    });
  }
  return new sdk.HttpClientTransport(server.address, {
    fetch: boundedFetch(messageBytesMax),
    requestInit: { headers: { ...server.headers } },
  }) as OpenTransport;
}

/** Never rejects: what is left behind, the server's own limits clear away. */
async function closeTransport(client: McpClient, transport: OpenTransport, clock: Clock): Promise<void> {
  const nobody = new AbortController().signal;
  const none = (): void => undefined;
  if (transport.terminateSession !== undefined) {
    const farewell = (): Promise<void> => outsideCalls(() => transport.terminateSession!());
    await within(clock, farewellMaxMs, nobody, none, farewell).catch(none);
  }
  await client.close().catch(none);
  await transport.close().catch(none);
}
