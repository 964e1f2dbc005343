/**
 * Plays a scenario and reports. It belongs to no test runner: `scenario()` hands one to any of them, and the
 * command line prints the report.
 */
import type { Agent } from '../../agent/agent.ts';
import { SimulatedClock } from '../../clock/simulated-clock.ts';
import type { CallEvent } from '../../contracts/events.ts';
import type { LanguageModel } from '../../contracts/llm.ts';
import type { Extractor } from '../../contracts/memory.ts';
import { AntiphonError, describeThrown } from '../../errors/antiphon-error.ts';
import type { SessionOptions } from '../../session/session.ts';
import type { ScriptedLanguageModelOptions } from '../scripted-llm.ts';
import { castOf, type ScenarioCast } from './actors.ts';
import type { ScenarioDatabase } from './database.ts';
import { Judging } from './judging.ts';
import { ScenarioCall } from './scenario-call.ts';
import { ScenarioFailed } from './scenario-failed.ts';
import { openSound } from './sound/open-sound.ts';
import type { ScenarioMode } from './sound/sound.ts';
import type { ScenarioVoices } from './sound/voices.ts';
import { tell, type TranscriptLine } from './transcript.ts';

/** An agent and what belongs to it. What `scenario()` of an agent module returns for `antiphon test`. */
export interface ScenarioWorld extends Partial<Disposable & AsyncDisposable> {
  agent: Agent;
  /** The database behind the agent: `database.has(...)` looks into it. */
  database?: ScenarioDatabase;
  /** When the call begins: a day (`2026-03-24`, at ten in the morning UTC) or an instant. Default a Monday in 2026. */
  today?: string;
  /** What is kept of callers from call to call, where the agent has slots that outlive one. */
  callers?: NonNullable<SessionOptions['callers']>;
}

export interface ScenarioOptions extends Omit<ScenarioWorld, keyof (Disposable & AsyncDisposable)> {
  /** What the agent's model says, in place of its own: request after request, or by the request. */
  replies?: ScriptedLanguageModelOptions['replies'];
  /** Reads turns for an agent with slots or intents that names none itself. */
  extractor?: Extractor;
  /** How the call sounds. Default `text`. */
  mode?: ScenarioMode;
  /** The models of a call in the mode `voices`. */
  voices?: ScenarioVoices;
  /** Judges `agent.means(...)`. Default: nobody does. */
  judge?: LanguageModel;
}

export type ScenarioStory = (cast: ScenarioCast) => Promise<void>;

export interface ScenarioReport {
  passed: boolean;
  /** What was expected and what there was instead; undefined where it passed. */
  failure: string | undefined;
  /** What was thrown; undefined where it passed. */
  thrown: unknown;
  /** Meanings that no judge was there for: neither passed nor failed. */
  unjudged: readonly string[];
  transcript: readonly TranscriptLine[];
  events: readonly CallEvent[];
  /** How long the call was, in virtual milliseconds. */
  callMs: number;
}

/** Never rejects for what happens in the call. @throws AntiphonError CONFIG_INVALID where the agent has no model. */
export async function runScenario(options: ScenarioOptions, story: ScenarioStory): Promise<ScenarioReport> {
  const clock = new SimulatedClock(wallTimeOf(options.today));
  await using sound = await openSound(options, clock);
  await using call = new ScenarioCall({ ...options, clock, sound });
  const judging = new Judging(options.judge);
  const cast = castOf(call, options.agent.greeting !== undefined, judging, options.database);
  let failure: string | undefined;
  let thrown: unknown;
  try {
    await story(cast);
    cast.agent.checkNever();
  } catch (caught) {
    thrown = caught;
    failure = describeThrown(caught);
  }
  const { unjudged } = judging;
  const [transcript, events] = [[...call.lines], [...call.events]];
  return {
    passed: failure === undefined,
    failure,
    thrown,
    unjudged,
    transcript,
    events,
    callMs: clock.now(),
  };
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
export function describeFailure({
  failure,
  transcript,
  callMs,
}: Pick<ScenarioReport, 'failure' | 'transcript' | 'callMs'>): string {
  const story = transcript.length === 0 ? '  Nothing happened.' : tell(transcript);
  return `${failure}\n\nThe call (${(callMs / 1000).toFixed(1)} s):\n${story}`;
}

function wallTimeOf(today: string | undefined): { wallTimeAtZero?: number } {
  if (today === undefined) return {};
  const wallTimeAtZero = Date.parse(/^\d{4}-\d{2}-\d{2}$/.test(today) ? `${today}T10:00:00Z` : today);
  if (!Number.isNaN(wallTimeAtZero)) return { wallTimeAtZero };
  throw new AntiphonError('CONFIG_INVALID', `"${today}" is no day`, { cure: 'Write it as 2026-03-24.' });
}
