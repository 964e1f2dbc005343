/** `antiphon test`: plays files of scenarios and tells which agents keep what they promise. */
import { readFileSync, writeFileSync } from 'node:fs';
import { AntiphonError, describeThrown } from '../errors/antiphon-error.ts';
import {
  junit,
  playScenario,
  readScenarios,
  type JunitSuite,
  type ScenarioFile,
} from '../testing/scenario/file/index.ts';
import { describeFailure } from '../testing/scenario/index.ts';
import { exitStatus, UsageError } from './shared/exit-status.ts';
import { unreadable } from './shared/unreadable.ts';
import type { World } from './shared/world.ts';
import { agentMaker } from './testing/agent-of.ts';
import { findFiles } from './testing/find-files.ts';

export interface TestOptions {
  agent?: string;
  junit?: string;
  only?: string;
}

/** @returns the exit status: 1 where a scenario failed. */
export async function testVerb(
  paths: readonly string[],
  options: TestOptions,
  world: World,
): Promise<number> {
  // What cannot be read is told before anything is played.
  const files = findFiles(paths).map((path) => ({ path, file: readScenarios(readText(path), path) }));
  const suites: JunitSuite[] = [];
  const beganAt = performance.now();
  for (const { path, file } of files) suites.push(await playFile(path, file, options, world));
  if (options.junit !== undefined) writeReport(options.junit, junit(suites));
  const cases = suites.flatMap((suite) => suite.cases);
  if (cases.length === 0)
    throw new UsageError('no scenario has such a name', 'Name a part of one with --only.');
  const failed = cases.filter(({ failure }) => failure !== undefined).length;
  const seconds = ((performance.now() - beganAt) / 1000).toFixed(1);
  world.out(
    `${cases.length} ${cases.length === 1 ? 'scenario' : 'scenarios'}, ${cases.length - failed} passed, ${failed} failed, in ${seconds} s\n`,
  );
  return failed === 0 ? exitStatus.ok : exitStatus.failed;
}

async function playFile(
  path: string,
  file: ScenarioFile,
  options: TestOptions,
  world: World,
): Promise<JunitSuite> {
  const { only = '' } = options;
  const scenarios = file.scenarios.filter(({ name }) => name.toLowerCase().includes(only.toLowerCase()));
  const cases: JunitSuite['cases'][number][] = [];
  if (scenarios.length === 0) return { name: path, cases };
  const makeAgent = await agentMaker(options.agent === undefined ? path : '.', options.agent ?? file.agent);
  world.out(`${path}\n`);
  for (const scenario of scenarios) {
    world.interruption.signal.throwIfAborted();
    const beganAt = performance.now();
    const report = await playScenario(scenario, await makeAgent());
    const seconds = (performance.now() - beganAt) / 1000;
    const failure = report.passed ? undefined : describeFailure(report);
    cases.push({ name: scenario.name, seconds, failure });
    const length = `${(report.callMs / 1000).toFixed(1)} s of call in ${Math.round(seconds * 1000)} ms`;
    world.out(`  ${report.passed ? 'ok  ' : 'FAIL'}  ${scenario.name} (${length})\n`);
    if (failure !== undefined) world.out(`${indented(failure)}\n\n`);
  }
  return { name: path, cases };
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (thrown) {
    throw unreadable(path, thrown);
  }
}

function writeReport(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (thrown) {
    throw new AntiphonError('FILE_UNREADABLE', `cannot write ${path}: ${describeThrown(thrown)}`, {
      cause: thrown,
    });
  }
}

function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '        ');
}
