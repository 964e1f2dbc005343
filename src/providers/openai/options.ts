/** What a user writes, checked; what cannot be used is told with what to write instead. No key or header is repeated. */
import type { Clock } from '../../clock/clock.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';

export interface OpenAiOptions {
  /** Where the protocol begins: `https://api.openai.com/v1`, `http://localhost:11434/v1`. A query is kept. */
  baseUrl: string;
  /** The provider's name for it. */
  model: string;
  /** Sent as a bearer token; local servers need none. */
  apiKey?: string;
  /** Further headers, such as `api-key` or `OpenAI-Organization`. */
  headers?: Readonly<Record<string, string>>;
  /** Further fields of the request: `temperature`, `reasoning_effort`, `keep_alive`. */
  body?: Readonly<Record<string, unknown>>;
  /** What the limit of tokens is called. Default: `max_completion_tokens` at OpenAI, `max_tokens` elsewhere. */
  maxTokensField?: 'max_tokens' | 'max_completion_tokens';
  /** Asks for the usage of tokens; `false` for servers that refuse `stream_options`. Default true. */
  streamUsage?: boolean;
  /** From the request to the first phrase that can be spoken, retries included. 100 ms to 10 min. Default 6 s. */
  firstClauseMaxMs?: number;
  /** How long the answer may stand still after that. 100 ms to 10 min. Default 8 s. */
  silenceMaxMs?: number;
  /** Requests after the first, while no token has come. 0 to 10. Default 2. */
  retriesMax?: number;
  /** The first wait before a retry, at the most; it doubles. 1 ms to 1 min. Default 300. */
  backoffMs?: number;
  /** Connections at once; further requests wait within their limit. 1 to 10,000. Default 256. */
  connectionsMax?: number;
  /** An idle connection is closed after so long. Default 55 s, below what most servers allow. */
  idleMs?: number;
  /** What callers are likely to say to this model: hints for STT. */
  phrases?: readonly string[];
  /** Default: the system's. */
  clock?: Clock;
  /** 0 to 1, for the backoff. Default `Math.random`. */
  random?: () => number;
}

export interface CheckedOptions {
  /** Of the chat completions. */
  url: URL;
  /** For errors: host and port, never a path or a query. */
  authority: string;
}

type NumberOption =
  'firstClauseMaxMs' | 'silenceMaxMs' | 'retriesMax' | 'backoffMs' | 'connectionsMax' | 'idleMs';

const ranges: Readonly<Record<NumberOption, readonly [number, number]>> = {
  firstClauseMaxMs: [100, 600_000],
  silenceMaxMs: [100, 600_000],
  retriesMax: [0, 10],
  backoffMs: [1, 60_000],
  connectionsMax: [1, 10_000],
  idleMs: [1, 3_600_000],
};

/** Whatever can be written into one line of a header. */
const headerValue = /^[\t\x20-\x7e\x80-\xff]*$/;

export function checkOptions(options: OpenAiOptions): CheckedOptions {
  if (typeof options.model !== 'string' || options.model.trim() === '') {
    throw invalid('`model` is missing', "Write the provider's name for it: 'gpt-5-mini', 'llama3.2'.");
  }
  for (const [name, [least, most]] of Object.entries(ranges)) {
    const value = options[name as NumberOption];
    if (value === undefined || (value >= least && value <= most)) continue;
    throw invalid(`\`${name}\` is ${String(value)}`, `Write a number from ${least} to ${most}.`);
  }
  if (options.apiKey !== undefined && (options.apiKey === '' || /[^\x21-\x7e]/.test(options.apiKey))) {
    throw invalid(
      '`apiKey` is empty, or holds what no key does',
      'Look for a line break or a blank at its ends.',
    );
  }
  for (const [name, value] of Object.entries(options.headers ?? {})) {
    if (/^[\w-]+$/.test(name) && headerValue.test(value)) continue;
    throw invalid(
      `the header "${name.slice(0, 40)}" cannot be sent`,
      'Use letters, digits and "-" in its name, one line in its value.',
    );
  }
  const url = addressOf(options.baseUrl);
  return { url, authority: url.host };
}

function addressOf(baseUrl: string): URL {
  const example = "Write where the protocol begins: 'http://localhost:11434/v1'.";
  const url = URL.parse(baseUrl);
  if (url === null || !/^https?:$/.test(url.protocol)) throw invalid('`baseUrl` is no http address', example);
  if (url.username !== '' || url.password !== '') {
    throw invalid('`baseUrl` holds a name or a password', 'Leave it out, and use `apiKey` or `headers`.');
  }
  if (url.pathname.endsWith('/chat/completions')) {
    throw invalid('`baseUrl` goes too far', 'Leave /chat/completions out of it.');
  }
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/chat/completions`;
  url.hash = '';
  return url;
}

function invalid(problem: string, cure: string): AntiphonError {
  return new AntiphonError('CONFIG_INVALID', `openai: ${problem}`, { cure });
}
