/**
 * Any language model of the Vercel AI SDK, as a language model of ours.
 *
 * The SDK has an adapter for about every provider there is. What it does not have is left to those who
 * judge models anyway: the call gives up a stream without a phrase, and failover asks another model. A
 * request is not made again here.
 */
import type { GenerateRequest, GenerationPart, LanguageModel } from '../../contracts/llm.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import { SdkAnswer } from './sdk-answer.ts';
import { failureOfSdk } from './sdk-failure.ts';
import type { AiSdkModel } from './sdk-model.ts';
import { sdkPrompt } from './sdk-prompt.ts';

export interface FromAiSdkOptions {
  /** Further options of every request, as the SDK calls them: `temperature`, `providerOptions`, `headers`. */
  settings?: Readonly<Record<string, unknown>>;
  /** What callers are likely to say to this model: hints for STT. */
  phrases?: readonly string[];
}

/**
 * @throws AntiphonError CONFIG_INVALID where `model` is not one: a provider's name, for example, which only
 * the SDK itself can look up.
 */
export function fromAiSdk(model: AiSdkModel, options: FromAiSdkOptions = {}): LanguageModel {
  if (typeof model !== 'object' || typeof model.doStream !== 'function') {
    throw new AntiphonError('CONFIG_INVALID', 'fromAiSdk: this is no model of the AI SDK', {
      cure: "Hand over the model itself: fromAiSdk(anthropic('...')), not its name.",
    });
  }
  return {
    specificationVersion: '1',
    name: `${model.provider}/${model.modelId}`,
    ...(options.phrases !== undefined && { phrases: options.phrases }),
    generate: (request, { signal }) => generateParts(model, callOf(request, options), request, signal),
  };
}

type SdkStream = ReadableStream<{ type: string }>;

/** What a read of it gives. */
interface SdkRead {
  done: boolean;
  value?: { type: string } | undefined;
}

async function* generateParts(
  model: AiSdkModel,
  call: object,
  request: GenerateRequest,
  signal: AbortSignal,
): AsyncGenerator<GenerationPart> {
  if (signal.aborted) return;
  // Models are asked to stop by their signal: ours, or the reader's who went away.
  const gone = new AbortController();
  const abortSignal = AbortSignal.any([signal, gone.signal]);
  const answer = new SdkAnswer(request.toolChoice !== 'none' && request.tools.length > 0);
  let reader: ReadableStreamDefaultReader<{ type: string }> | undefined;
  try {
    const stream = await open(model, { ...call, abortSignal }, signal);
    if (stream === undefined) return;
    reader = stream.getReader();
    for (;;) {
      const { done, value } = await unlessAborted<SdkRead>(reader.read(), signal, { done: true });
      if (signal.aborted) return;
      if (done) throw new AntiphonError('LLM_FAILED', 'the answer broke off');
      for (const part of answer.push({ ...value })) {
        yield part;
        if (signal.aborted) return;
      }
      if (answer.ended) return;
    }
  } catch (thrown) {
    if (!signal.aborted) throw failureOfSdk(thrown);
  } finally {
    gone.abort();
    // A stream that has failed cannot be cancelled, and need not be.
    reader?.cancel().catch(() => {});
  }
}

function callOf(request: GenerateRequest, { settings = {} }: FromAiSdkOptions): object {
  const tools = request.tools.map(({ name, description, parameters }) => ({
    type: 'function',
    name,
    description,
    inputSchema: parameters,
  }));
  return {
    ...settings,
    prompt: sdkPrompt(request.prompt),
    maxOutputTokens: request.maxTokens,
    ...(tools.length > 0 && { tools, toolChoice: { type: request.toolChoice } }),
  };
}

/** @returns undefined once `signal` has aborted; a stream that opens later is closed. */
async function open(model: AiSdkModel, call: object, signal: AbortSignal): Promise<SdkStream | undefined> {
  const opening = Promise.resolve(model.doStream(call as Parameters<AiSdkModel['doStream']>[0]));
  const aborted = Symbol('aborted');
  const result = await unlessAborted<unknown>(opening, signal, aborted);
  if (result !== aborted) return (result as { stream: SdkStream }).stream;
  opening.then(({ stream }) => stream.cancel()).catch(() => {});
  return undefined;
}

/** A model may not heed its signal: what it never answers is not waited for. */
function unlessAborted<Value>(promise: Promise<Value>, signal: AbortSignal, instead: Value): Promise<Value> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => resolve(instead);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    void promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
