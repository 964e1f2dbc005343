/**
 * A language model that says what the test tells it to, at the pace the test gives it, and keeps a
 * record of every request: what was asked, and whether it was closed early or ran to its end.
 */
import type { Clock } from '../clock/clock.ts';
import type { GenerateRequest, GenerationPart, LanguageModel } from '../contracts/llm.ts';
import { AntiphonError } from '../errors/antiphon-error.ts';
import { sleep } from './sleep.ts';

/** What one request is answered with. */
export type ScriptedReply =
  | string
  | { toolCalls: readonly { name: string; arguments: unknown }[]; text?: string }
  /** Never yields anything. */
  | { silent: true }
  | { fails: string };

export interface ScriptedLanguageModelOptions {
  clock: Clock;
  /** Chooses the reply by the request; a list answers request after request, its last entry again and again. */
  replies: readonly ScriptedReply[] | ((request: GenerateRequest) => ScriptedReply);
  /** Default 300. */
  firstTokenMs?: number;
  /** A token is a word here. Default 80. */
  tokensPerSecond?: number;
}

export interface RecordedRequest {
  request: GenerateRequest;
  startedAt: number;
  state: 'open' | 'ended' | 'closed';
}

export class ScriptedLanguageModel implements LanguageModel {
  readonly specificationVersion = '1';
  readonly name = 'scripted';
  readonly requests: RecordedRequest[] = [];
  readonly #options: ScriptedLanguageModelOptions;
  #toolCalls = 0;

  constructor(options: ScriptedLanguageModelOptions) {
    this.#options = options;
  }

  /** Requests that are still running. */
  get open(): number {
    return this.requests.filter(({ state }) => state === 'open').length;
  }

  async *generate(
    request: GenerateRequest,
    { signal }: { signal: AbortSignal },
  ): AsyncGenerator<GenerationPart> {
    const { clock } = this.#options;
    const record: RecordedRequest = { request, startedAt: clock.now(), state: 'open' };
    this.requests.push(record);
    try {
      for await (const part of this.#parts(this.#replyTo(request), signal)) {
        if (part.type === 'end') record.state = 'ended';
        yield part;
      }
    } finally {
      if (record.state === 'open') record.state = 'closed';
    }
  }

  #replyTo(request: GenerateRequest): ScriptedReply {
    const { replies } = this.#options;
    if (typeof replies === 'function') return replies(request);
    return replies[Math.min(this.requests.length - 1, replies.length - 1)] ?? '';
  }

  async *#parts(reply: ScriptedReply, signal: AbortSignal): AsyncGenerator<GenerationPart> {
    const { clock, firstTokenMs = 300, tokensPerSecond = 80 } = this.#options;
    if (!(await sleep(clock, firstTokenMs, signal))) return;
    if (typeof reply === 'object' && 'fails' in reply) throw new AntiphonError('LLM_FAILED', reply.fails);
    if (typeof reply === 'object' && 'silent' in reply) {
      await sleep(clock, 3_600_000, signal);
      return;
    }
    const text = typeof reply === 'string' ? reply : (reply.text ?? '');
    const tokens = text.match(/\S+\s*/g) ?? [];
    for (const token of tokens) {
      yield { type: 'text-delta', text: token };
      if (!(await sleep(clock, 1000 / tokensPerSecond, signal))) return;
    }
    const toolCalls = typeof reply === 'string' ? [] : reply.toolCalls;
    for (const call of toolCalls) {
      this.#toolCalls += 1;
      yield { type: 'tool-call', toolCallId: `call-${this.#toolCalls}`, ...call };
    }
    const usage = { inputTokens: 0, cachedInputTokens: 0, outputTokens: tokens.length };
    yield { type: 'usage', usage };
    yield { type: 'end', reason: toolCalls.length > 0 ? 'tool-calls' : 'stop' };
  }
}
