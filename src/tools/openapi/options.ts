/** What a user writes, checked; no header and no key is repeated in what is told. */
import { nameOf, nearestName } from '../../agent/check.ts';
import type { Effect } from '../../contracts/conversation.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import type { ToolSettings } from '../shared/foreign-tool.ts';
import { isObject, type JsonObject } from '../shared/json.ts';

export interface OpenApiToolsOptions {
  /** An OpenAPI 3.0 or 3.1 document, parsed. References lead within it: nothing is fetched. */
  document: object;
  /** Where all requests go. Default: the first of the document's `servers`, which must then be a whole address. */
  baseUrl?: string;
  /**
   * By `operationId` (`POST /orders` where there is none): its effect, or all that `defineTool` takes besides.
   * Default: `read` for GET and HEAD, `irreversible` for everything else.
   */
  operations?: Readonly<Record<string, Effect | ToolSettings>>;
  /** The operations to take. Default: all that can be used. */
  include?: readonly string[];
  /** Sent with every request, to this origin and no other: `authorization`, `x-api-key`. Never told to anyone. */
  headers?: Readonly<Record<string, string>>;
  /** Added to the query of every request. Never told to anyone. */
  query?: Readonly<Record<string, string>>;
  /** Put before each name, so that two documents do not collide: `shop_`. */
  namePrefix?: string;
  /** Carries the key of an operation with an `idempotencyKey`. Default `Idempotency-Key`. */
  idempotencyHeader?: string;
  /** What of an answer reaches the model. 100 to 1,000,000 characters. Default 8,000. */
  resultCharactersMax?: number;
  /** What of an answer is read. 1 kB to 64 MB. Default 1 MB. */
  answerBytesMax?: number;
}

export type CheckedOptions = Required<Omit<OpenApiToolsOptions, 'document' | 'baseUrl' | 'include'>> &
  Pick<OpenApiToolsOptions, 'include'> & {
    document: JsonObject;
    base: URL;
    /** One address for all, whatever an operation says. */
    baseGiven: boolean;
  };

const known: Record<keyof OpenApiToolsOptions, true> = {
  document: true,
  baseUrl: true,
  operations: true,
  include: true,
  headers: true,
  query: true,
  namePrefix: true,
  idempotencyHeader: true,
  resultCharactersMax: true,
  answerBytesMax: true,
};
/** They belong to the client. */
const ownHeaders = new Set(['host', 'content-length', 'transfer-encoding', 'connection', 'content-type']);

export function checkOptions(options: OpenApiToolsOptions): CheckedOptions {
  for (const key of Object.keys(options)) {
    if (key in known) continue;
    const names = Object.keys(known);
    throw invalid(
      `there is no option \`${key}\``,
      `Use one of: ${nearestName(key, names) ?? names.join(', ')}.`,
    );
  }
  const { document, headers = {}, query = {}, idempotencyHeader = 'Idempotency-Key' } = options;
  if (!isObject(document) || !String(document['openapi']).startsWith('3.')) {
    throw invalid(
      '`document` is no OpenAPI 3 document',
      'Parse the file first; convert Swagger 2 to OpenAPI 3.',
    );
  }
  checkHeaders({ ...headers, [idempotencyHeader]: '' });
  return {
    document,
    base: baseOf(options.baseUrl ?? serverOf(document)),
    baseGiven: options.baseUrl !== undefined,
    operations: options.operations ?? {},
    ...(options.include === undefined ? {} : { include: options.include }),
    headers,
    query,
    namePrefix: options.namePrefix ?? '',
    idempotencyHeader,
    resultCharactersMax: numberOf('resultCharactersMax', options.resultCharactersMax, 8_000, 100, 1_000_000),
    answerBytesMax: numberOf('answerBytesMax', options.answerBytesMax, 1_048_576, 1_024, 67_108_864),
  };
}

function numberOf(
  name: string,
  value: number | undefined,
  preset: number,
  least: number,
  most: number,
): number {
  const number = value ?? preset;
  if (number >= least && number <= most) return number;
  throw invalid(`\`${name}\` is ${nameOf(value)}`, `Write a number from ${least} to ${most}.`);
}

function checkHeaders(headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) {
    if (/^[\w-]+$/.test(name) && /^[\t\x20-\x7e]*$/.test(value) && !ownHeaders.has(name.toLowerCase()))
      continue;
    throw invalid(
      `the header "${name.slice(0, 40)}" cannot be sent`,
      'Use letters, digits and "-" in its name, one line in its value.',
    );
  }
}

/** The first server of the document, its variables at their defaults. */
function serverOf(document: JsonObject): string | undefined {
  const servers: unknown = document['servers'];
  const server: unknown = Array.isArray(servers) ? servers[0] : undefined;
  if (!isObject(server) || typeof server['url'] !== 'string') return undefined;
  const variables = isObject(server['variables']) ? server['variables'] : {};
  return server['url'].replaceAll(/\{([^}]*)\}/g, (_, name: string) => {
    const variable = variables[name];
    return isObject(variable) ? String(variable['default']) : '';
  });
}

function baseOf(address: string | undefined): URL {
  const base = address === undefined ? null : URL.parse(address);
  if (base === null || !/^https?:$/.test(base.protocol)) {
    throw invalid(
      'there is no whole http address to send to',
      "Write baseUrl: 'https://api.example.com/v1'.",
    );
  }
  if (base.username !== '' || base.password !== '') {
    throw invalid('the address holds a name or a password', 'Leave it out, and use `headers`.');
  }
  base.pathname = base.pathname.replace(/\/+$/, '');
  base.search = '';
  base.hash = '';
  return base;
}

export function invalid(problem: string, cure: string): AntiphonError {
  return new AntiphonError('CONFIG_INVALID', `openApiTools: ${problem}`, { cure });
}
