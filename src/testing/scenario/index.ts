export {
  runScenario,
  scenario,
  describeFailure,
  type ScenarioCast,
  type ScenarioOptions,
  type ScenarioReport,
  type ScenarioStory,
} from './run-scenario.ts';
export { ScenarioFailed } from './scenario-failed.ts';
export type { LineOptions, ScenarioAgent, ScenarioCaller, Within } from './actors.ts';
export type { TranscriptLine } from './transcript.ts';
