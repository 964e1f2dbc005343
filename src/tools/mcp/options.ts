/** What a user writes, checked; no header and no variable is repeated in what is told. */
import { nearestName, nameOf } from '../../agent/check.ts';
import type { Clock } from '../../clock/clock.ts';
import type { Effect } from '../../contracts/conversation.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import type { ToolSettings } from '../shared/foreign-tool.ts';

/** A server that is started here and spoken to over its standard input and output. */
export interface McpProcessServer {
  command: string;
  args?: readonly string[];
  /** Its environment, beside `PATH`, `HOME` and the like. Nothing else of ours is handed on. Never told to anyone. */
  env?: Readonly<Record<string, string>>;
  cwd?: string;
}

/** A server that speaks streamable HTTP. */
export interface McpHttpServer {
  url: string;
  /** Sent with every request to this origin and to no other. Never told to anyone. */
  headers?: Readonly<Record<string, string>>;
}

export interface McpToolsOptions {
  server: McpProcessServer | McpHttpServer;
  /** By the server's name of the tool: its effect, or all that `defineTool` takes besides. Default: see `trustAnnotations`. */
  effects?: Readonly<Record<string, Effect | ToolSettings>>;
  /** The server's names of the tools to take. Default: all that can be used. */
  include?: readonly string[];
  /**
   * Whether a tool without a configured effect is `read` where the server says `readOnlyHint`. A hint is a claim of
   * the server's and nobody checks it. False: every such tool is `irreversible`. Default true.
   */
  trustAnnotations?: boolean;
  /** Put before each name, so that two servers do not collide: `shop_`. */
  namePrefix?: string;
  /** How long one try to connect may take, listing the tools included. 100 ms to 10 min. Default 15 s. */
  connectMaxMs?: number;
  /** Tries to reconnect before the call that needs the server fails. 1 to 10. Default 3. */
  reconnectTriesMax?: number;
  /** The wait before the second try; it doubles. 1 ms to 1 min. Default 250. */
  reconnectBackoffMs?: number;
  /** A call looks again at what the server says of its tools when the last look is older. 0 to 1 h. Default 60 s. */
  definitionsMaxAgeMs?: number;
  /** What of a result reaches the model. 100 to 1,000,000 characters. Default 8,000. */
  resultCharactersMax?: number;
  /** One message of the server's; a larger one ends the connection. 1 kB to 64 MB. Default 4 MB. */
  messageBytesMax?: number;
  /** Told of a lost connection and of what is not the protocol. Must not throw. */
  onFailure?: (error: AntiphonError) => void;
  /** Default: the system's. */
  clock?: Clock;
}

export type CheckedOptions = Omit<McpToolsOptions, 'server' | 'clock'> &
  Required<
    Pick<McpToolsOptions, NumberOption | 'effects' | 'trustAnnotations' | 'namePrefix' | 'onFailure'>
  > & {
    server: McpProcessServer | (McpHttpServer & { address: URL });
  };

type NumberOption =
  | 'connectMaxMs'
  | 'reconnectTriesMax'
  | 'reconnectBackoffMs'
  | 'definitionsMaxAgeMs'
  | 'resultCharactersMax'
  | 'messageBytesMax';

/** Default, least, most. */
const ranges: Readonly<Record<NumberOption, readonly [number, number, number]>> = {
  connectMaxMs: [15_000, 100, 600_000],
  reconnectTriesMax: [3, 1, 10],
  reconnectBackoffMs: [250, 1, 60_000],
  definitionsMaxAgeMs: [60_000, 0, 3_600_000],
  resultCharactersMax: [8_000, 100, 1_000_000],
  messageBytesMax: [4_194_304, 1_024, 67_108_864],
};
const others = ['server', 'effects', 'include', 'trustAnnotations', 'namePrefix', 'onFailure', 'clock'];

export function checkOptions(options: McpToolsOptions): CheckedOptions {
  const known = [...others, ...Object.keys(ranges)];
  for (const key of Object.keys(options)) {
    if (!known.includes(key))
      throw invalid(
        `there is no option \`${key}\``,
        `Did you mean \`${nearestName(key, known) ?? known[0]}\`?`,
      );
  }
  const numbers = Object.fromEntries(
    Object.entries(ranges).map(([name, [preset, least, most]]) => {
      const value = options[name as NumberOption] ?? preset;
      if (value >= least && value <= most) return [name, value];
      throw invalid(`\`${name}\` is ${nameOf(value)}`, `Write a number from ${least} to ${most}.`);
    }),
  ) as Record<NumberOption, number>;
  const { clock: _, ...rest } = options;
  return {
    ...rest,
    ...numbers,
    server: checkServer(options.server),
    effects: options.effects ?? {},
    trustAnnotations: options.trustAnnotations ?? true,
    namePrefix: options.namePrefix ?? '',
    onFailure: options.onFailure ?? (() => undefined),
  };
}

function checkServer(server: McpToolsOptions['server']): CheckedOptions['server'] {
  if ('command' in server) {
    if (typeof server.command === 'string' && server.command.trim() !== '') return server;
    throw invalid('`server.command` is no text', "Write the program to start, for example 'node'.");
  }
  const address = URL.parse(server.url);
  const example = "Write where it listens: 'https://tools.example.com/mcp'.";
  if (address === null || !/^https?:$/.test(address.protocol))
    throw invalid('`server.url` is no http address', example);
  if (address.username !== '' || address.password !== '') {
    throw invalid('`server.url` holds a name or a password', 'Leave it out, and use `headers`.');
  }
  for (const [name, value] of Object.entries(server.headers ?? {})) {
    if (/^[\w-]+$/.test(name) && /^[\t\x20-\x7e]*$/.test(value)) continue;
    throw invalid(
      `the header "${name.slice(0, 40)}" cannot be sent`,
      'Use letters, digits and "-" in its name, one line in its value.',
    );
  }
  return { ...server, address };
}

/** For errors: the program's name or the host, never arguments, a path or a query. */
export function serverName(server: CheckedOptions['server']): string {
  return 'command' in server ? server.command.split(/[/\\]/).at(-1)! : server.address.host;
}

/** What must never be told: the values of headers and variables. */
export function secretsOf(server: CheckedOptions['server']): string[] {
  if ('command' in server) return Object.values(server.env ?? {});
  return [...Object.values(server.headers ?? {}), ...server.address.searchParams.values()];
}

export function invalid(problem: string, cure: string): AntiphonError {
  return new AntiphonError('CONFIG_INVALID', `mcpTools: ${problem}`, { cure });
}
