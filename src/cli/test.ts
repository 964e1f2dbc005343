/** `antiphon test`: plays files of scenarios and tells which agents keep what they promise. */
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { AntiphonError, describeThrown } from '../errors/antiphon-error.ts';
import { junit, readScenarios, type JunitCase, type JunitSuite } from '../testing/scenario/file/index.ts';
import { exitStatus, UsageError } from './shared/exit-status.ts';
import { unreadable } from './shared/unreadable.ts';
import type { World } from './shared/world.ts';
import { findFiles } from './testing/find-files.ts';
import { Player, type PlayerJob, type PlayerOptions, type ScenarioPlayer } from './testing/player.ts';
import { PlayerPool } from './testing/player-pool.ts';

/** Each holds the models: 250 MB. */
const processesMost = 4;
/** A spoken scenario takes as long as five others, and ten of these are worth a process. */
const spokenWeight = 5;
const processWorth = 10;

export interface TestOptions extends PlayerOptions {
  jobs?: string;
  junit?: string;
  only?: string;
}

/** @returns the exit status: 1 where a scenario failed. */
export async function testVerb(
  paths: readonly string[],
  options: TestOptions,
  world: World,
): Promise<number> {
  const { only = '', junit: report } = options;
  // What cannot be read is told before anything is played.
  const jobs = findFiles(paths).flatMap((path): PlayerJob[] => {
    const { scenarios, ...file } = readScenarios(readText(path), path);
    return scenarios.map((scenario) => ({ path, file, scenario }));
  });
  const chosen = jobs.filter(({ scenario: { name } }) => name.toLowerCase().includes(only.toLowerCase()));
  if (chosen.length === 0)
    throw new UsageError('no scenario has such a name', 'Name a part of one with --only.');
  const beganAt = performance.now();
  const suites = await playAll(chosen, options, world);
  if (report !== undefined) writeReport(report, junit(suites));
  const cases = suites.flatMap((suite) => suite.cases);
  world.out(`${summary(cases, (performance.now() - beganAt) / 1000)}\n`);
  return cases.some(({ failure }) => failure !== undefined) ? exitStatus.failed : exitStatus.ok;
}

/** Told in the order of the files, whichever is over first. */
async function playAll(
  jobs: readonly PlayerJob[],
  options: TestOptions,
  world: World,
): Promise<JunitSuite[]> {
  const { signal } = world.interruption;
  const { jobs: _jobs, junit: _junit, only: _only, ...playerOptions } = options;
  const size = processesFor(jobs, options);
  await using player: ScenarioPlayer =
    size > 1 ? new PlayerPool(playerOptions, size) : new Player(playerOptions, signal);
  const atOnce = size > 1 ? jobs.map((job) => quietly(player.play(job))) : [];
  const suites = new Map<string, JunitSuite & { cases: JunitCase[] }>();
  for (const [index, job] of jobs.entries()) {
    signal.throwIfAborted();
    if (!suites.has(job.path)) {
      suites.set(job.path, { name: job.path, cases: [] });
      world.out(`${job.path}\n`);
    }
    const played = await (atOnce[index] ?? player.play(job));
    suites.get(job.path)!.cases.push(played.case);
    world.out(played.told);
  }
  return [...suites.values()];
}

/** A process takes half a second to begin: it has to be worth it. */
function processesFor(jobs: readonly PlayerJob[], { jobs: asked, mode }: TestOptions): number {
  if (asked !== undefined) return Math.min(jobs.length, readCount(asked));
  const spoken = jobs.filter(({ scenario }) => (mode ?? scenario.mode) === 'voices').length;
  const worth = (spoken * spokenWeight + jobs.length - spoken) / processWorth;
  return Math.min(Math.floor(worth), availableParallelism(), processesMost);
}

function readCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= 64) return count;
  throw new UsageError(
    `"${text}" is no number of processes`,
    'Write --jobs with a whole number from 1 to 64.',
  );
}

/** Awaited later: a refusal meanwhile is no unhandled one. */
function quietly<Value>(promise: Promise<Value>): Promise<Value> {
  promise.catch(() => undefined);
  return promise;
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
