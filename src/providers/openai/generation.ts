/**
 * One generation: a request, made again while nothing has come of it, and its answer in parts.
 *
 *   post ─▶ status? ─▶ events ─▶ Answer ─▶ parts        fails before the first token: wait, post again
 *                                                       fails after it: the reader is told
 */
import type { Clock } from '../../clock/clock.ts';
import type { GenerationPart } from '../../contracts/llm.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import { Answer } from './answer.ts';
import type { Exchange } from './exchange.ts';
import { failureOfConnection, failureOfStatus } from './failures.ts';
import { FirstClause } from './first-clause.ts';
import type { HttpClient } from './http-client.ts';
import { readRetryAfterMs, retryDelayMs, type RetryPolicy } from './retry.ts';
import { EventStreamReader } from './sse.ts';
import { TimeLimit, type TimeLimits } from './time-limit.ts';
import { fieldsOf, readFailure } from './wire.ts';

export interface GenerationSettings {
  clock: Clock;
  client: HttpClient;
  limits: TimeLimits;
  retries: RetryPolicy;
  /** For errors. */
  host: string;
  model: string;
}

/** A refusal is read so far; what is longer costs the connection. */
const refusalMaxBytes = 64 * 1024;

export async function* generateParts(
  settings: GenerationSettings,
  ask: { body: string; mayCallTools: boolean },
  signal: AbortSignal,
): AsyncGenerator<GenerationPart> {
  const { clock, limits, retries: policy } = settings;
  const dueAt = clock.now() + limits.firstClauseMaxMs;
  for (let retries = 0; !signal.aborted; retries += 1) {
    const answer = new Answer(ask.mayCallTools);
    try {
      yield* attempt(settings, ask.body, answer, dueAt, signal);
      return;
    } catch (thrown) {
      if (signal.aborted) return;
      const error = AntiphonError.from(thrown, 'LLM_FAILED', 'the language model failed');
      // Once a token has come it is the provider's answer, good or bad.
      const delay = answer.begun ? undefined : retryDelayMs(error, retries, dueAt - clock.now(), policy);
      if (delay === undefined) throw error;
      await pause(clock, delay, signal);
    }
  }
}

async function* attempt(
  settings: GenerationSettings,
  body: string,
  answer: Answer,
  dueAt: number,
  signal: AbortSignal,
): AsyncGenerator<GenerationPart> {
  const { clock, client, limits } = settings;
  if (client.closed)
    throw new AntiphonError('LLM_FAILED', 'the model was disposed of', { cure: 'Open a new one.' });
  const exchange = client.post(body);
  const onAbort = (): void => exchange.close();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    using limit = new TimeLimit(clock, limits, exchange, dueAt);
    await mustBeStream(exchange, settings);
    yield* texts(exchange, answer, limit, signal);
    if (signal.aborted) return;
    const free = answer.done ? exchange.release(clock) : undefined;
    for (const part of answer.end()) {
      // Whoever reads to the end finds the connection free for the next request.
      if (part.type === 'end') await free;
      if (signal.aborted) return;
      yield part;
    }
  } catch (thrown) {
    throw exchange.failure ?? failureOfConnection(thrown, settings.host, exchange.reused);
  } finally {
    signal.removeEventListener('abort', onAbort);
    if (!answer.done) exchange.close();
  }
}

async function* texts(
  exchange: Exchange,
  answer: Answer,
  limit: TimeLimit,
  signal: AbortSignal,
): AsyncGenerator<GenerationPart> {
  const reader = new EventStreamReader();
  const clause = new FirstClause();
  try {
    for await (const bytes of exchange.bytes()) {
      for (const event of reader.push(bytes)) {
        const text = answer.push(event);
        clause.push(text);
        if (signal.aborted) return;
        if (text !== '') yield { type: 'text-delta', text };
      }
      limit.progress(clause.found, answer.finished);
      if (answer.done) return;
    }
  } catch (thrown) {
    // Behind the reason for the end nothing is missing but usage.
    if (!answer.finished || AntiphonError.is(thrown)) throw thrown;
  }
  for (const event of reader.end()) {
    const text = answer.push(event);
    if (text !== '') yield { type: 'text-delta', text };
  }
}

async function mustBeStream(exchange: Exchange, settings: GenerationSettings): Promise<void> {
  const { host, model, clock } = settings;
  const { statusCode: status = 0, headers } = await exchange.response;
  if (status === 200) {
    if (/event-stream/i.test(headers['content-type'] ?? '')) return;
    throw new AntiphonError('LLM_MALFORMED', `${host} answered with no event stream`, {
      cure: 'Check `baseUrl`: it usually ends in /v1.',
    });
  }
  const { code } = readFailure(await refusalOf(exchange));
  throw failureOfStatus({
    status,
    code,
    host,
    model,
    retryAfterMs: readRetryAfterMs(headers, clock.wallTime()),
  });
}

/** Reads a refusal to its end, so that its connection can be used again. */
async function refusalOf(exchange: Exchange): Promise<unknown> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of exchange.bytes()) {
    bytes += piece.length;
    if (bytes > refusalMaxBytes) return undefined;
    pieces.push(piece);
  }
  try {
    return fieldsOf(JSON.parse(Buffer.concat(pieces).toString()))['error'];
  } catch {
    // A proxy's page, perhaps: the status says enough.
    return undefined;
  }
}

/** Resolves after `ms`, or at once when `signal` aborts. */
function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted || ms <= 0) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = clock.at(clock.now() + ms, () => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    });
    const onAbort = (): void => {
      timer[Symbol.dispose]();
      resolve();
    };
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
