/** Plays a script into one HTTP response, on the clock that the test holds. */
import type { ServerResponse } from 'node:http';
import type { Clock } from '../../clock/clock.ts';
import { sleep } from '../sleep.ts';
import { says, type WireAnswer, type WireStep, type WireToolCallPiece, type WireUsage } from './script.ts';

export interface AnswerSetting {
  clock: Clock;
  /** Aborts when the client has gone. */
  signal: AbortSignal;
  model: string;
}

/** @returns `cut` where the script broke the connection. */
export async function answerWith(
  response: ServerResponse,
  answer: WireAnswer,
  setting: AnswerSetting,
): Promise<'answered' | 'cut'> {
  if (typeof answer === 'object' && 'status' in answer) {
    response.writeHead(answer.status, answer.headers).end(answer.body);
    return 'answered';
  }
  const steps = typeof answer === 'string' ? says(answer) : answer;
  let begun = false;
  const begin = (): void => {
    if (!begun) response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
    begun = true;
  };
  for (const step of steps) {
    if (setting.signal.aborted) return 'answered';
    if ('waitMs' in step) await sleep(setting.clock, step.waitMs, setting.signal);
    else if ('hang' in step) await untilAborted(setting.signal);
    else if ('cut' in step) {
      // What was written before has left; then the line is gone.
      response.socket?.destroySoon();
      return 'cut';
    } else {
      begin();
      response.write(bytesOf(step, setting.model));
    }
  }
  begin();
  response.end();
  return 'answered';
}

type SentStep = Exclude<WireStep, { waitMs: number } | { cut: true } | { hang: true }>;

function bytesOf(step: SentStep, model: string): string {
  if ('raw' in step) return step.raw;
  if ('done' in step) return 'data: [DONE]\n\n';
  if ('chunk' in step) return `data: ${JSON.stringify(step.chunk)}\n\n`;
  const envelope = { id: 'chatcmpl-scripted', object: 'chat.completion.chunk', created: 0, model };
  return `data: ${JSON.stringify({ ...envelope, ...contentOf(step) })}\n\n`;
}

function contentOf(step: Exclude<SentStep, { raw: string } | { done: true } | { chunk: unknown }>): object {
  if ('usage' in step) return { choices: [], usage: usageOf(step.usage) };
  if ('finish' in step) return { choices: [{ index: 0, delta: {}, finish_reason: step.finish }] };
  const delta = 'text' in step ? { content: step.text } : { tool_calls: [pieceOf(step.toolCall)] };
  return { choices: [{ index: 0, delta, finish_reason: null }] };
}

function pieceOf({ index, id, name, arguments: text }: WireToolCallPiece): object {
  return {
    ...(index !== undefined && { index }),
    ...(id !== undefined && { id }),
    ...(name !== undefined && { type: 'function' }),
    function: { ...(name !== undefined && { name }), ...(text !== undefined && { arguments: text }) },
  };
}

function usageOf({ inputTokens, cachedInputTokens, outputTokens }: WireUsage): object {
  return {
    prompt_tokens: inputTokens,
    completion_tokens: outputTokens,
    total_tokens: inputTokens + outputTokens,
    ...(cachedInputTokens !== undefined && { prompt_tokens_details: { cached_tokens: cachedInputTokens } }),
  };
}

function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
