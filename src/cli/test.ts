/** `antiphon test`: plays files of scenarios and tells which agents keep what they promise. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { LanguageModel } from '../contracts/llm.ts';
import { AntiphonError, describeThrown } from '../errors/antiphon-error.ts';
import { junit, readScenarios, type JunitSuite, type ScenarioFile } from '../testing/scenario/file/index.ts';
import type { ScenarioMode } from '../testing/scenario/index.ts';
import { exitStatus, UsageError } from './shared/exit-status.ts';
import { unreadable } from './shared/unreadable.ts';
import type { World } from './shared/world.ts';
import { findFiles } from './testing/find-files.ts';
import { LazyVoices } from './testing/lazy-voices.ts';
import { playOne } from './testing/play-one.ts';
import { findJudge, worldMaker } from './testing/worlds.ts';

export interface TestOptions {
  agent?: string;
  judge?: string;
  junit?: string;
  mode?: ScenarioMode;
  only?: string;
  strict?: boolean;
}

interface Named {
  path: string;
  file: ScenarioFile;
}

/** @returns the exit status: 1 where a scenario failed. */
export async function testVerb(
  paths: readonly string[],
  options: TestOptions,
  world: World,
): Promise<number> {
  // What cannot be read is told before anything is played.
  const files = findFiles(paths).map((path): Named => ({ path, file: readScenarios(readText(path), path) }));
  const suites: JunitSuite[] = [];
  const beganAt = performance.now();
  await using voices = new LazyVoices(world.interruption.signal);
  for (const named of files) suites.push(await playFile(named, options, world, voices));
  if (options.junit !== undefined) writeReport(options.junit, junit(suites));
  const cases = suites.flatMap((suite) => suite.cases);
  if (cases.length === 0)
    throw new UsageError('no scenario has such a name', 'Name a part of one with --only.');
  world.out(`${summary(cases, (performance.now() - beganAt) / 1000)}\n`);
  return cases.some(({ failure }) => failure !== undefined) ? exitStatus.failed : exitStatus.ok;
}

async function playFile(
  { path, file }: Named,
  options: TestOptions,
  world: World,
  voices: LazyVoices,
): Promise<JunitSuite> {
  const { only = '', strict = false, mode } = options;
  const scenarios = file.scenarios.filter(({ name }) => name.toLowerCase().includes(only.toLowerCase()));
  const cases: JunitSuite['cases'][number][] = [];
  if (scenarios.length === 0) return { name: path, cases };
  const makeWorld = await worldMaker(options.agent === undefined ? path : '.', options.agent ?? file.agent);
  const judge = await judgeOf({ path, file }, options.judge);
  world.out(`${path}\n`);
  for (const scenario of scenarios) {
    world.interruption.signal.throwIfAborted();
    const played = await playOne(scenario, makeWorld, { judge, strict, mode, voices: () => voices.get() });
    cases.push(played.case);
    world.out(played.told);
  }
  return { name: path, cases };
}

async function judgeOf({ path, file }: Named, asked: string | undefined): Promise<LanguageModel | undefined> {
  if (asked !== undefined) return findJudge('.', asked);
  return file.judge === undefined ? undefined : findJudge(path, file.judge);
}

function summary(cases: JunitSuite['cases'], seconds: number): string {
  const failed = cases.filter(({ failure }) => failure !== undefined).length;
  const unjudged = cases.reduce((sum, one) => sum + (one.unjudged?.length ?? 0), 0);
  const scenarios = cases.length === 1 ? 'scenario' : 'scenarios';
  const notJudged =
    unjudged === 0 ? '' : ` (${unjudged} ${unjudged === 1 ? 'meaning' : 'meanings'} not judged)`;
  return `${cases.length} ${scenarios}, ${cases.length - failed} passed, ${failed} failed${notJudged}, in ${seconds.toFixed(1)} s`;
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
