/**
 * Turns the chunks of one answer into parts of the contract.
 *
 * Text goes through as it comes; tool calls, usage and the end wait until the answer is over, whether the
 * server says so with `[DONE]`, with a reason, or by closing the stream behind one.
 */
import type { GenerationPart, TokenUsage } from '../../contracts/llm.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import { failureInStream } from './failures.ts';
import { ThoughtFilter } from './thought-filter.ts';
import { ToolCallAssembler } from './tool-call-assembler.ts';
import type { ServerEvent } from './sse.ts';
import { readChunk, type Chunk } from './wire.ts';

export class Answer {
  /** The server has said that nothing more comes. */
  done = false;
  /** A token has come, of whatever kind. */
  begun = false;
  #finish: string | undefined;
  #usage: TokenUsage | undefined;
  #spoke = false;
  #chunks = 0;
  readonly #calls = new ToolCallAssembler();
  readonly #thoughts = new ThoughtFilter();
  /** Some servers call tools although they were told not to. */
  readonly #mayCallTools: boolean;

  constructor(mayCallTools: boolean) {
    this.#mayCallTools = mayCallTools;
  }

  /** A reason for the end has come: only usage can follow. */
  get finished(): boolean {
    return this.#finish !== undefined;
  }

  /** @returns the text that may be spoken, often none. */
  push(event: ServerEvent): string {
    if (this.done) return '';
    if (event.data.trim() === '[DONE]') {
      this.done = true;
      return '';
    }
    this.#chunks += 1;
    const chunk = this.#read(event);
    if (chunk.text !== '' || chunk.toolCalls.length > 0 || chunk.thinks) this.begun = true;
    if (this.#mayCallTools) for (const piece of chunk.toolCalls) this.#calls.push(piece);
    this.#finish ??= chunk.finish;
    this.#usage = chunk.usage ?? this.#usage;
    return this.#say(chunk.text);
  }

  /**
   * The parts that close the answer.
   * @throws AntiphonError LLM_FAILED where it broke off, LLM_MALFORMED where a tool call cannot be read.
   */
  end(): GenerationPart[] {
    const text = this.#say(this.#thoughts.end());
    if (!this.done && !this.finished) {
      throw new AntiphonError('LLM_FAILED', 'the answer broke off', { data: { chunks: this.#chunks } });
    }
    const calls = this.#calls.end();
    if (this.#finish === 'content_filter' && !this.#spoke && calls.length === 0) {
      throw new AntiphonError('LLM_REJECTED', "the provider's content filter withheld the answer", {
        cure: 'Look at the instructions of the agent, or choose another model.',
      });
    }
    return [
      ...(text === '' ? [] : [{ type: 'text-delta', text } as const]),
      ...calls,
      ...(this.#usage === undefined ? [] : [{ type: 'usage', usage: this.#usage } as const]),
      // Some servers say `stop` behind a tool call, others `tool_calls` behind none.
      {
        type: 'end',
        reason: calls.length > 0 ? 'tool-calls' : this.#finish === 'length' ? 'length' : 'stop',
      },
    ];
  }

  #say(text: string): string {
    const said = this.#thoughts.push(text);
    if (said !== '') this.#spoke = true;
    return said;
  }

  #read(event: ServerEvent): Chunk {
    let chunk: Chunk;
    try {
      chunk = readChunk(event.data);
    } catch {
      // The parser's own message would quote what the model wrote.
      throw new AntiphonError('LLM_MALFORMED', 'a chunk of the answer is not JSON', {
        data: { chunk: this.#chunks, letters: event.data.length },
      });
    }
    if (chunk.error !== undefined) throw failureInStream(chunk.error);
    if (event.name === 'error') throw failureInStream({ code: '', status: undefined });
    return chunk;
  }
}
