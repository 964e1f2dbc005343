/**
 * Language models behind the OpenAI-compatible chat-completions protocol: OpenAI's own, and whatever else
 * speaks it (Ollama, vLLM, llama.cpp, LM Studio, gateways).
 *
 * The object is a pool of connections with a model's name on it: it keeps nothing of a conversation, serves
 * many calls at once, and is disposed of by whoever opened it. Keys stay in here: no error, log or event
 * repeats them.
 */
import { SystemClock } from '../../clock/system-clock.ts';
import type { LanguageModel } from '../../contracts/llm.ts';
import { generateParts, type GenerationSettings } from './generation.ts';
import { HttpClient } from './http-client.ts';
import { checkOptions, type OpenAiOptions } from './options.ts';
import { maxTokensFieldOf, requestBody, type BodySettings } from './request-body.ts';

/** Dispose to close its connections; a generation that still runs then fails with LLM_FAILED. */
export interface OpenAiLanguageModel extends LanguageModel, Disposable {}

/**
 * Makes the model; nothing is sent before the first request.
 *
 * A generation fails with LLM_TIMEOUT (no phrase in time, or a stream that stands still), LLM_OVERLOADED (429,
 * 503: `data.retryAfterMs` where the provider says when), LLM_REJECTED (the key, the model's name or the request
 * is wrong), LLM_MALFORMED (not the protocol, or arguments of a tool that are no JSON), LLM_FAILED (any other).
 * @throws AntiphonError CONFIG_INVALID for options that cannot be used.
 */
export function openai(options: OpenAiOptions): OpenAiLanguageModel {
  const { url, authority } = checkOptions(options);
  const { model, apiKey, headers = {}, clock = new SystemClock(), random = Math.random } = options;
  const client = new HttpClient({
    url,
    headers: { ...headers, ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }) },
    connectionsMax: options.connectionsMax ?? 256,
    idleMs: options.idleMs ?? 55_000,
  });
  const settings: GenerationSettings = {
    clock,
    client,
    limits: {
      firstClauseMaxMs: options.firstClauseMaxMs ?? 6_000,
      silenceMaxMs: options.silenceMaxMs ?? 8_000,
    },
    retries: { retriesMax: options.retriesMax ?? 2, backoffMs: options.backoffMs ?? 300, random },
    host: authority,
    model,
  };
  const body: BodySettings = {
    model,
    maxTokensField: options.maxTokensField ?? maxTokensFieldOf(url),
    streamUsage: options.streamUsage ?? true,
    body: options.body ?? {},
  };
  return {
    specificationVersion: '1',
    name: model,
    ...(options.phrases !== undefined && { phrases: options.phrases }),
    generate: (request, { signal }) => {
      const mayCallTools = request.toolChoice !== 'none' && request.tools.length > 0;
      return generateParts(settings, { body: requestBody(request, body), mayCallTools }, signal);
    },
    [Symbol.dispose]: () => client[Symbol.dispose](),
  };
}
