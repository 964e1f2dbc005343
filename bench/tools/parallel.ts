/**
 * How long three independent tools of one turn take, in a real session, by the real clock, with a store that every
 * intent is written to first: from the first `effect-begun` to the last `effect-done`; and from there on to the model's
 * being asked again, with what they gave.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { defineAgent } from '../../src/agent/define-agent.ts';
import { defineTool } from '../../src/agent/define-tool.ts';
import type { Agent } from '../../src/agent/agent.ts';
import { SystemClock } from '../../src/clock/system-clock.ts';
import type { CallEvent } from '../../src/contracts/events.ts';
import type { AntiphonError } from '../../src/errors/antiphon-error.ts';
import { CallKeeper } from '../../src/session/keeping/call-keeper.ts';
import { openSqliteCallStore } from '../../src/store/sqlite/index.ts';
import type { ScriptedReply } from '../../src/testing/scripted-llm.ts';
import { percentile } from '../shared/statistics.ts';
import { HostedCall } from './hosted-call.ts';

export interface ParallelOptions {
  turns: number;
  toolRuns: 'parallel' | 'one-at-a-time';
}

export interface ToolTurns {
  /** Of the turns: the one in the middle, and the slowest. */
  toolsMs: number;
  slowestMs: number;
  /** From the first `effect-begun` to the model's being asked again, the one in the middle. */
  modelAskedMs: number;
}

const toolMs = 300;
const toolNames = ['bookFitting', 'addLine', 'sendNote'] as const;
const turnMaxMs = 30_000;

export async function measureToolTurns({ turns, toolRuns }: ParallelOptions): Promise<ToolTurns> {
  const folder = mkdtempSync(join(tmpdir(), 'antiphon-tools-'));
  try {
    using clock = new SystemClock();
    await using store = await openSqliteCallStore({ file: join(folder, 'calls.db'), clock });
    const watch = new TurnWatch(clock, turns);
    let ids = 0;
    await using keeper = new CallKeeper({
      store,
      clock,
      newId: () => `id-${(ids += 1)}`,
      call: { callId: 'call', host: 'bench', agent: 'desk', createdAtMs: 1, hostAliveUntilMs: 1 },
      onError: (error) => watch.fail(error),
    });
    let order = 0;
    await using _call = new HostedCall({
      callId: 'call',
      clock,
      agent: agentOf(clock, toolRuns),
      keeper,
      replies: ({ prompt: { messages } }) => {
        if (messages.at(-1)?.role !== 'tool-result') return asksFor(order);
        watch.askedAgain();
        return 'Done.';
      },
      nextWords: () => `Please see to order ${(order += 1)}.`,
      onEvent: (event) => watch.listen(event),
      onError: (error) => watch.fail(error),
    });
    return await watch.figures();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function agentOf(clock: SystemClock, toolRuns: Agent['toolRuns']): Agent {
  const tools = toolNames.map((name) =>
    defineTool({
      name,
      description: 'Takes its time.',
      input: z.object({ order: z.int() }),
      effect: 'write',
      confirm: false,
      idempotencyKey: true,
      run: () =>
        new Promise<string>((resolve) => {
          clock.at(clock.now() + toolMs, () => resolve('fine'));
        }),
    }),
  );
  return defineAgent({ name: 'desk', instructions: 'Do what is ordered.', tools, toolRuns });
}

function asksFor(order: number): ScriptedReply {
  return { toolCalls: toolNames.map((name) => ({ name, arguments: { order } })) };
}

/** Takes the times of each turn. */
class TurnWatch {
  readonly #clock: SystemClock;
  readonly #turns: number;
  readonly #over = Promise.withResolvers<void>();
  readonly #tools: number[] = [];
  readonly #asked: number[] = [];
  #begunAt: number | undefined;
  #done = 0;

  constructor(clock: SystemClock, turns: number) {
    this.#clock = clock;
    this.#turns = turns;
  }

  askedAgain(): void {
    this.#asked.push(this.#clock.now() - this.#begunAt!);
    this.#begunAt = undefined;
    if (this.#asked.length === this.#turns) this.#over.resolve();
  }

  listen(event: CallEvent): void {
    if (event.type === 'effect-begun') {
      this.#begunAt ??= this.#clock.now();
    }
    if (event.type !== 'effect-done') return;
    if (!event.ok) this.fail(new Error(`${event.tool} failed: ${event.reason}`));
    this.#done += 1;
    if (this.#done % toolNames.length > 0) return;
    this.#tools.push(this.#clock.now() - this.#begunAt!);
  }

  fail(error: AntiphonError | Error): void {
    this.#over.reject(error);
  }

  async figures(): Promise<ToolTurns> {
    const limit = setTimeout(
      () => this.fail(new Error('a turn with tools did not end')),
      turnMaxMs * this.#turns,
    );
    try {
      await this.#over.promise;
    } finally {
      clearTimeout(limit);
    }
    return {
      toolsMs: percentile(this.#tools, 0.5),
      slowestMs: Math.max(...this.#tools),
      modelAskedMs: percentile(this.#asked, 0.5),
    };
  }
}
