/**
 * Plays a scenario and reports. It belongs to no test runner: `scenario()` hands one to any of them, and the
 * command line prints the report.
 */
import type { Agent } from '../../agent/agent.ts';
import { describeThrown } from '../../errors/antiphon-error.ts';
import type { ScriptedLanguageModelOptions } from '../scripted-llm.ts';
import { castOf, type ScenarioAgent, type ScenarioCaller } from './actors.ts';
import { ScenarioCall } from './scenario-call.ts';
import { ScenarioFailed } from './scenario-failed.ts';
import { tell, type TranscriptLine } from './transcript.ts';

export interface ScenarioOptions {
  agent: Agent;
  /** What the agent's model says, in place of its own: request after request, or by the request. */
  replies?: ScriptedLanguageModelOptions['replies'];
}

export interface ScenarioCast {
  caller: ScenarioCaller;
  agent: ScenarioAgent;
}

export type ScenarioStory = (cast: ScenarioCast) => Promise<void>;

export interface ScenarioReport {
  passed: boolean;
  /** What was expected and what there was instead; undefined where it passed. */
  failure: string | undefined;
  /** What was thrown; undefined where it passed. */
  thrown: unknown;
  transcript: readonly TranscriptLine[];
  /** How long the call was, in virtual milliseconds. */
  callMs: number;
}

/** Never rejects for what happens in the call. @throws AntiphonError CONFIG_INVALID where the agent has no model. */
export async function runScenario(options: ScenarioOptions, story: ScenarioStory): Promise<ScenarioReport> {
  await using call = new ScenarioCall(options.agent, options.replies);
  const cast = castOf(call, options.agent.greeting !== undefined);
  let failure: string | undefined;
  let thrown: unknown;
  try {
    await story(cast);
    cast.agent.checkNever();
  } catch (caught) {
    thrown = caught;
    failure = describeThrown(caught);
  }
  const transcript = [...call.lines];
  return { passed: failure === undefined, failure, thrown, transcript, callMs: call.clock.now() };
}

/**
 * A scenario for any test runner: `test('she changes her mind', scenario({ agent }, async ({ caller, agent }) => ...))`.
 * The test fails with what was expected and the story of the call.
 */
export function scenario(options: ScenarioOptions, story: ScenarioStory): () => Promise<void> {
  return async () => {
    const report = await runScenario(options, story);
    if (report.passed) return;
    throw new ScenarioFailed(describeFailure(report), { cause: report.thrown });
  };
}

/** What was expected, and the call. */
export function describeFailure({ failure, transcript, callMs }: ScenarioReport): string {
  const story = transcript.length === 0 ? '  Nothing happened.' : tell(transcript);
  return `${failure}\n\nThe call (${(callMs / 1000).toFixed(1)} s):\n${story}`;
}
