/**
 * The words in which a model is told how a tool ended. They are the house's own: nothing of an error's text is
 * in them, but for a no that the tool itself worded.
 */
import type { Tool } from '../agent/tool.ts';
import type { EffectResult } from '../contracts/call-store.ts';
import type { ToolOutcome } from '../contracts/conversation.ts';
import type { ErrorCode } from '../errors/antiphon-error.ts';
import { shortMessage } from './tool-result.ts';

/** Where the tool has no `fallback`, the model is asked for the sentence and the offer. */
const offer = 'Tell the caller so in one sentence, and offer to try again, a call back, or a person.';

const happened: Partial<Record<ErrorCode, string>> = {
  TOOL_TIMEOUT: 'did not answer in time',
  TOOL_UNAVAILABLE: 'is out of order just now and was not called',
  TOOL_RESULT_INVALID: 'gave a result that cannot be told',
};

/** It is over and has not happened, or has only read. */
export function failedOutcome({ name, fallback }: Tool, code: ErrorCode): ToolOutcome {
  return failed(code, `${name} ${happened[code] ?? 'failed'}`, fallback);
}

/** Nothing was sent: what is done could not be recorded, and is therefore not done. */
export function unrecordedOutcome(name: string, tool: Tool | undefined, code: ErrorCode): ToolOutcome {
  const message = `${name} was not called: just now nothing can be done that has to be recorded`;
  return failed(code, message, tool?.fallback);
}

/** How it ended before a restart, as it was stored. */
export function replayedOutcome(tool: Tool | undefined, result: EffectResult): ToolOutcome {
  const apologised = result.status === 'failed' && result.code !== 'TOOL_DECLINED';
  return apologised && tool?.fallback !== undefined ? { ...result, say: tool.fallback } : result;
}

/** The tool's own no. It is no failure, and needs no apology: `fallback` is not for it. */
export function declinedOutcome(message: string): ToolOutcome {
  return { status: 'failed', code: 'TOOL_DECLINED', message: shortMessage(message) };
}

export function unknownOutcome({ name }: Tool, why: 'timed-out' | 'unknown'): ToolOutcome {
  return {
    status: 'unknown',
    reason: why === 'timed-out' ? `${name} did not answer in time` : `${name} broke off half-way`,
  };
}

function failed(code: ErrorCode, message: string, fallback: string | undefined): ToolOutcome {
  return fallback === undefined
    ? { status: 'failed', code, message: `${message}. ${offer}` }
    : { status: 'failed', code, message, say: fallback };
}
