/** Plays a scenario of a file: each step is one line of a story, and a failure names the line it stands in. */
import type { Agent } from '../../../agent/agent.ts';
import type { ScriptedReply } from '../../scripted-llm.ts';
import { runScenario, type ScenarioCast, type ScenarioReport } from '../run-scenario.ts';
import { ScenarioFailed } from '../scenario-failed.ts';
import type { FileScenario, Step } from './format.ts';
import { textOrPattern } from './pattern.ts';
import { patternsOf } from './read-scenarios.ts';

/** @throws AntiphonError CONFIG_INVALID where the agent has no model and the scenario no replies. */
export async function playScenario(scenario: FileScenario, agent: Agent): Promise<ScenarioReport> {
  const replies = scenario.replies?.map((reply): ScriptedReply => {
    if (typeof reply === 'string') return reply;
    return { toolCalls: [{ name: reply.calls, arguments: reply.with ?? {} }] };
  });
  return runScenario({ agent, ...(replies === undefined ? {} : { replies }) }, async (cast) => {
    // What never may happen may not happen before its line either.
    const first = scenario.steps.filter(({ step }) => step.kind === 'neverCalls');
    const then = scenario.steps.filter(({ step }) => step.kind !== 'neverCalls');
    for (const { step, line } of [...first, ...then]) await atLine(line, () => play(step, cast));
  });
}

async function play(step: Step, { caller, agent }: ScenarioCast): Promise<void> {
  const within = 'withinMs' in step && step.withinMs !== undefined ? { withinMs: step.withinMs } : {};
  switch (step.kind) {
    case 'caller': {
      const { kind: _kind, caller: text, bargeInAfterMs, afterMs, lastsMs } = step;
      return caller.says(text, {
        ...(bargeInAfterMs === undefined ? {} : { bargeInAfterMs }),
        ...(afterMs === undefined ? {} : { afterMs }),
        ...(lastsMs === undefined ? {} : { lastsMs }),
      });
    }
    case 'waitsMs':
      return caller.waits(step.waitsMs);
    case 'presses':
      return caller.presses(step.presses);
    case 'says':
      return agent.says(textOrPattern(step.says), within);
    case 'saysExactly':
      return agent.saysExactly(step.saysExactly, within);
    case 'asks':
      return agent.asks(textOrPattern(step.asks), within);
    case 'calls':
      return agent.called(step.calls, patternsOf(step.with ?? {}), within);
    case 'neverCalls':
      return agent.neverCalled(step.neverCalls, patternsOf(step.with ?? {}));
    case 'silentForMs':
      return agent.isSilentFor(step.silentForMs);
    case 'hangsUp':
      return step.hangsUp === 'caller' ? caller.hangsUp() : agent.hangsUp(within);
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
