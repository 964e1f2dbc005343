/** Turns the stream parts of the AI SDK, of any of its versions, into parts of the contract. */
import { randomUUID } from 'node:crypto';
import type { GenerationPart, TokenUsage } from '../../contracts/llm.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import { failureOfSdk } from './sdk-failure.ts';

type Fields = Readonly<Record<string, unknown>>;

export class SdkAnswer {
  #ended = false;
  readonly #calls: Extract<GenerationPart, { type: 'tool-call' }>[] = [];
  readonly #mayCallTools: boolean;

  constructor(mayCallTools: boolean) {
    this.#mayCallTools = mayCallTools;
  }

  /** The end has been handed out: nothing may follow. */
  get ended(): boolean {
    return this.#ended;
  }

  /** @throws AntiphonError where the part tells of a failure, or a tool call cannot be read. */
  push(part: Fields): GenerationPart[] {
    switch (part['type']) {
      case 'text-delta': {
        const text = part['delta'];
        return typeof text === 'string' && text !== '' ? [{ type: 'text-delta', text }] : [];
      }
      case 'tool-call':
        // A tool that the provider runs itself is none of ours.
        if (this.#mayCallTools && part['providerExecuted'] !== true) this.#calls.push(callOf(part));
        return [];
      case 'error':
        throw failureOfSdk(part['error']);
      case 'finish':
        return this.#end(part);
      default:
        return [];
    }
  }

  #end(part: Fields): GenerationPart[] {
    const reason = reasonOf(part['finishReason']);
    if (reason === 'error') throw failureOfSdk(undefined);
    this.#ended = true;
    const usage = usageOf(fieldsOf(part['usage']));
    return [
      ...this.#calls,
      ...(usage === undefined ? [] : [{ type: 'usage', usage } as const]),
      {
        type: 'end',
        reason: this.#calls.length > 0 ? 'tool-calls' : reason === 'length' ? 'length' : 'stop',
      },
    ];
  }
}

/** Its id is our own: a provider may give the same one again in a later turn. */
function callOf(part: Fields): Extract<GenerationPart, { type: 'tool-call' }> {
  const name = String(part['toolName']);
  const input = part['input'];
  return { type: 'tool-call', toolCallId: `call-${randomUUID()}`, name, arguments: parse(name, input) };
}

function parse(name: string, input: unknown): unknown {
  if (typeof input !== 'string') return input ?? {};
  if (input.trim() === '') return {};
  try {
    return JSON.parse(input);
  } catch {
    // The parser's own message would quote what the model wrote.
    throw new AntiphonError('LLM_MALFORMED', `the arguments of "${name}" are not JSON`, {
      data: { tool: name, letters: input.length },
    });
  }
}

/** A word in version 2, an object around it later. */
function reasonOf(value: unknown): string {
  return String(typeof value === 'string' ? value : fieldsOf(value)['unified']);
}

/** Numbers in version 2, broken down later. */
function usageOf(usage: Fields): TokenUsage | undefined {
  const { inputTokens: input, outputTokens: output } = usage;
  const inputTokens = countOf(typeof input === 'object' ? fieldsOf(input)['total'] : input);
  const outputTokens = countOf(typeof output === 'object' ? fieldsOf(output)['total'] : output);
  if (inputTokens === undefined && outputTokens === undefined) return undefined;
  const cached = countOf(usage['cachedInputTokens'] ?? fieldsOf(input)['cacheRead']) ?? 0;
  return {
    inputTokens: inputTokens ?? 0,
    cachedInputTokens: Math.min(cached, inputTokens ?? 0),
    outputTokens: outputTokens ?? 0,
  };
}

function countOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined;
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}
