export { readScenarios } from './read-scenarios.ts';
export { playScenario } from './play-scenario.ts';
export { junit, type JunitCase, type JunitSuite } from './junit.ts';
export type { FileScenario, ScenarioFile } from './format.ts';
export { scenarioOfLog } from './from-log.ts';
