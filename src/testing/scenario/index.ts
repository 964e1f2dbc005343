export {
  runScenario,
  scenario,
  describeFailure,
  type ScenarioOptions,
  type ScenarioReport,
  type ScenarioStory,
  type ScenarioWorld,
} from './run-scenario.ts';
export type { ScenarioCast } from './actors.ts';
export type { DatabaseWatch, ScenarioDatabase } from './database.ts';
export type { Within } from './expectation.ts';
export type { Act, ScenarioAgent, ToolName } from './scenario-agent.ts';
export type { LineOptions, ScenarioCaller } from './scenario-caller.ts';
export { ScenarioFailed } from './scenario-failed.ts';
export type { ScenarioMode } from './sound/sound.ts';
export type { ScenarioEars, ScenarioVoices } from './sound/voices.ts';
export type { TranscriptLine } from './transcript.ts';
