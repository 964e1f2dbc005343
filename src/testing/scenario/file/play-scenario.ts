/** Plays a scenario of a file: each step is one line of a story, and a failure names the line it stands in. */
import type { ScriptedReply } from '../../scripted-llm.ts';
import type { ScenarioCast } from '../actors.ts';
import { runScenario, type ScenarioOptions, type ScenarioReport } from '../run-scenario.ts';
import { ScenarioFailed } from '../scenario-failed.ts';
import type { FileForbidden, FileScenario, Step } from './format.ts';
import { textOrPattern } from './pattern.ts';
import { patternsOf } from './read-scenarios.ts';

/**
 * @param world The agent and what belongs to it; a `mode` in here comes before the scenario's own.
 * @throws AntiphonError CONFIG_INVALID where the agent has no model and the scenario no replies.
 */
export async function playScenario(
  scenario: FileScenario,
  world: Omit<ScenarioOptions, 'replies'>,
): Promise<ScenarioReport> {
  const replies = scenario.replies?.map((reply): ScriptedReply => {
    if (typeof reply === 'string') return reply;
    return { toolCalls: [{ name: reply.calls, arguments: reply.with ?? {} }] };
  });
  const mode = world.mode ?? scenario.mode ?? 'text';
  return runScenario({ ...world, mode, ...(replies === undefined ? {} : { replies }) }, async (cast) => {
    for (const forbidden of scenario.never) forbid(forbidden, cast);
    // What never may happen may not happen before its line either.
    const first = scenario.steps.filter(({ step }) => step.kind === 'neverCalls');
    const then = scenario.steps.filter(({ step }) => step.kind !== 'neverCalls');
    for (const { step, line } of [...first, ...then]) await atLine(line, () => play(step, cast));
    const { end } = scenario;
    if (end !== undefined) await atLine(end.line, () => checkEnd(end, cast));
  });
}

async function play(step: Step, cast: ScenarioCast): Promise<void> {
  const { caller, agent } = cast;
  const within = 'withinMs' in step && step.withinMs !== undefined ? { withinMs: step.withinMs } : {};
  switch (step.kind) {
    case 'caller':
      return callerSays(step, cast);
    case 'waitsMs':
      return caller.waits(step.waitsMs);
    case 'presses':
      return caller.presses(step.presses);
    case 'says':
      return agent.says(textOrPattern(step.says), within);
    case 'saysExactly':
      return agent.saysExactly(step.saysExactly, within);
    case 'means':
      return agent.means(step.means);
    case 'asks':
      return agent.asks(textOrPattern(step.asks), within);
    case 'allowed':
      return agent.isAllowed(step.allowed, within);
    case 'refused':
      return agent.isRefused(step.refused, within);
    case 'calls':
      return agent.called(step.calls, patternsOf(step.with ?? {}), within);
    case 'neverCalls':
      return agent.neverCalled(step.neverCalls, patternsOf(step.with ?? {}));
    case 'acts':
      return agent.acts(step.acts.map(toAct));
    case 'slots':
      return rememberAll(step.slots, cast, within);
    case 'forgets':
      return agent.forgets(step.forgets, within);
    case 'intent':
      return agent.understands(step.intent, within);
    case 'database':
      return cast.database.has(step.database, patternsOf(step.rows) as unknown[], within);
    case 'answersWithinMs':
      return agent.answersWithin(step.answersWithinMs);
    case 'silentForMs':
      return agent.isSilentFor(step.silentForMs);
    case 'hangsUp':
      return step.hangsUp === 'caller' ? caller.hangsUp() : agent.hangsUp(within);
  }
}

async function callerSays(step: Extract<Step, { kind: 'caller' }>, { caller }: ScenarioCast): Promise<void> {
  const { caller: text, bargeInAfterMs, afterMs, lastsMs } = step;
  await caller.says(text, {
    ...(bargeInAfterMs === undefined ? {} : { bargeInAfterMs }),
    ...(afterMs === undefined ? {} : { afterMs }),
    ...(lastsMs === undefined ? {} : { lastsMs }),
  });
}

function forbid(forbidden: FileForbidden, { agent }: ScenarioCast): void {
  if ('tool' in forbidden) agent.neverCalled(forbidden.tool, patternsOf(forbidden.with ?? {}));
  else if ('says' in forbidden) agent.neverSays(textOrPattern(forbidden.says));
  else if ('answersAfterMs' in forbidden) agent.neverAnswersAfter(forbidden.answersAfterMs);
  else {
    for (const [slot, value] of Object.entries(forbidden.slots))
      agent.neverRemembers(slot, patternsOf(value));
  }
}

function toAct(act: string | { calls: string; with?: unknown }): { tool: string; with: unknown } {
  if (typeof act === 'string') return { tool: act, with: {} };
  return { tool: act.calls, with: patternsOf(act.with ?? {}) };
}

async function rememberAll(
  slots: Record<string, unknown>,
  { agent }: ScenarioCast,
  within: { withinMs?: number },
): Promise<void> {
  for (const [slot, value] of Object.entries(slots)) await agent.remembers(slot, patternsOf(value), within);
}

/** What the agent has begun it may bring to its end first. */
async function checkEnd(end: NonNullable<FileScenario['end']>, cast: ScenarioCast): Promise<void> {
  await cast.caller.waitsForQuiet();
  await rememberAll(end.slots ?? {}, cast, {});
  if (end.intent !== undefined) await cast.agent.understands(end.intent);
  for (const { query, rows } of end.database ?? []) {
    await cast.database.has(query, patternsOf(rows) as unknown[]);
  }
}

async function atLine(line: number, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (thrown) {
    if (thrown instanceof ScenarioFailed)
      throw new ScenarioFailed(`Line ${line}: ${thrown.message}`, { cause: thrown });
    throw thrown;
  }
}
