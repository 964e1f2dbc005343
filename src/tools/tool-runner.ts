/**
 * Runs tools: each within its own time limit, under the one rule that an effect which has begun is not
 * cancelled by anything the caller does. Its signal aborts at its own limit and at nothing else.
 */
import type { Tool } from '../agent/define-tool.ts';
import type { Clock } from '../clock/clock.ts';
import type { ToolOutcome } from '../contracts/conversation.ts';
import { AntiphonError } from '../errors/antiphon-error.ts';

export interface ToolRun {
  tool: Tool;
  arguments: unknown;
  idempotencyKey: string;
}

/** Never rejects: whatever happens is an outcome that the model can speak of. */
export async function runTool(run: ToolRun, clock: Clock): Promise<ToolOutcome> {
  const { tool, idempotencyKey } = run;
  const parsed = tool.parse(run.arguments);
  if (!parsed.ok) return { status: 'failed', code: 'TOOL_INPUT_INVALID', message: parsed.message };
  const controller = new AbortController();
  const late = Promise.withResolvers<ToolOutcome>();
  using _timer = clock.at(clock.now() + tool.timeoutMs, () => {
    controller.abort(new AntiphonError('TOOL_TIMEOUT', `${tool.name} took longer than ${tool.timeoutMs} ms`));
    late.resolve({
      status: 'failed',
      code: 'TOOL_TIMEOUT',
      message: tool.fallback ?? `${tool.name} did not answer in time`,
    });
  });
  const context = { signal: controller.signal, idempotencyKey };
  return Promise.race([outcomeOf(tool, parsed.input, context), late.promise]);
}

async function outcomeOf(
  tool: Tool,
  input: unknown,
  context: { signal: AbortSignal; idempotencyKey: string },
): Promise<ToolOutcome> {
  try {
    return { status: 'done', value: await tool.run(input, context) };
  } catch (thrown) {
    const error = AntiphonError.from(thrown, 'TOOL_FAILED', tool.name);
    return { status: 'failed', code: error.code, message: tool.fallback ?? error.message };
  }
}
