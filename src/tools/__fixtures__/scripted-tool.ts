/** A tool that follows a script, one entry per attempt, and notes what reached it. The last entry is repeated. */
import { z } from 'zod';
import { defineTool, type Tool, type ToolDefinition } from '../../agent/define-tool.ts';
import type { Clock } from '../../clock/clock.ts';
import type { SimulatedClock } from '../../clock/simulated-clock.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';

export interface ScriptedAttempt {
  /** Default 10. */
  afterMs?: number;
  /** `aborted`: rejects as `fetch` does, as soon as its signal aborts, and never before. */
  answers: 'done' | 'broken' | 'declined' | 'reset' | 'never' | 'aborted';
  value?: unknown;
}

export interface SeenAttempt {
  at: number;
  idempotencyKey: string;
  signal: AbortSignal;
}

type Input = z.ZodObject<{ id: z.ZodString }>;

export interface ScriptedTool {
  tool: Tool<{ id: string }>;
  seen: SeenAttempt[];
}

export function scriptedTool(
  clock: Clock,
  script: readonly ScriptedAttempt[],
  definition: Partial<ToolDefinition<Input, unknown>> = {},
): ScriptedTool {
  const seen: SeenAttempt[] = [];
  const tool = defineTool({
    name: 'bookTable',
    description: 'Books a table.',
    input: z.object({ id: z.string() }),
    effect: 'read',
    timeoutMs: 1_000,
    ...definition,
    run: (_input, { signal, idempotencyKey }) => {
      const attempt = script[Math.min(seen.length, script.length - 1)]!;
      seen.push({ at: clock.now(), idempotencyKey, signal });
      return answer(clock, attempt, signal);
    },
  });
  return { tool, seen };
}

function answer(clock: Clock, attempt: ScriptedAttempt, signal: AbortSignal): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const { answers, afterMs = 10, value = 'table 4' } = attempt;
  if (answers === 'aborted') signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  else if (answers !== 'never') {
    clock.at(clock.now() + afterMs, () => (answers === 'done' ? resolve(value) : reject(failure(answers))));
  }
  return promise;
}

function failure(answers: 'broken' | 'declined' | 'reset'): unknown {
  if (answers === 'declined') return new AntiphonError('TOOL_DECLINED', 'No table is free at seven.');
  if (answers === 'reset') {
    return new TypeError('fetch failed', {
      cause: Object.assign(new Error('socket'), { code: 'ECONNRESET' }),
    });
  }
  return new Error('SELECT * FROM tables; password=hunter2');
}

/** Lets time pass until nothing is left to happen. */
export async function runOut(clock: SimulatedClock): Promise<void> {
  for (;;) {
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
    const next = clock.nextInstant();
    if (next === undefined) return;
    clock.advanceTo(next);
  }
}
