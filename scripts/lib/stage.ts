/**
 * One stage of the test command: a tool that runs as a child and counts as so many tests.
 *
 * The child leads its own process group, so that a stage that overruns its time, or an interrupted
 * run, takes everything with it that it has started.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { requireSystemPackages } from '../system-packages.ts';
import { tallyVitest, type Tally } from './vitest-report.ts';

export interface Stage {
  name: string;
  command: readonly [tool: string, ...arguments: string[]];
  /** The command is vitest, and each of its tests counts; otherwise the stage counts as one. */
  vitest?: boolean;
  timeLimitMs: number;
  /** Runs beside its neighbours that say so too; what it prints comes in one piece at its end. */
  beside?: boolean;
  /** Debian packages that must be there first. */
  systemPackages?: readonly string[];
}

export interface StageResult extends Tally {
  name: string;
  elapsedMs: number;
  /** What a stage `beside` others has printed, for the caller to print in its place. */
  output: string;
}

const root = join(import.meta.dirname, '../..');

/** Runs one stage to its end; what it prints is passed through. Never throws for what the stage does. */
export async function runStage(stage: Stage): Promise<StageResult> {
  const startedMs = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'antiphon-stage-'));
  const report = join(folder, 'report.json');
  try {
    if (stage.systemPackages !== undefined) requireSystemPackages(stage.systemPackages);
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const { clean, output } = await run(stage, stage.vitest === true ? reporters : []);
    if (stage.vitest === true && !existsSync(report)) throw new Error(`${stage.name}: vitest left no report`);
    const tally = stage.vitest === true ? tallyVitest(readFileSync(report, 'utf8'), clean) : oneTest(clean);
    return { name: stage.name, ...tally, elapsedMs: performance.now() - startedMs, output };
  } catch (thrown) {
    console.error(thrown instanceof Error ? thrown.message : thrown);
    return { name: stage.name, ...oneTest(false), elapsedMs: performance.now() - startedMs, output: '' };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const oneTest = (passed: boolean): Tally => ({ passed: passed ? 1 : 0, failed: passed ? 0 : 1 });

async function run(stage: Stage, extra: readonly string[]): Promise<{ clean: boolean; output: string }> {
  const sink = stage.beside === true ? 'pipe' : 'inherit';
  const [tool, ...rest] = stage.command;
  const child = spawn(tool, [...rest, ...extra], {
    cwd: root,
    stdio: ['ignore', sink, sink],
    detached: true,
    env: childEnvironment(),
  });
  let output = '';
  const keep = (text: string): void => void (output += text);
  child.stdout?.setEncoding('utf8').on('data', keep);
  child.stderr?.setEncoding('utf8').on('data', keep);
  const stop = (): void => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // The group has gone already.
    }
  };
  const interrupted = (): void => {
    stop();
    process.exit(130);
  };
  const limit = setTimeout(() => {
    console.error(`${stage.name} is stopped: it took longer than ${stage.timeLimitMs / 1000} s`);
    stop();
  }, stage.timeLimitMs);
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    const clean = await new Promise<boolean>((resolve, reject) => {
      child.once('error', reject).once('close', (code) => resolve(code === 0));
    });
    return { clean, output };
  } finally {
    clearTimeout(limit);
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
  }
}

/** The tools that npm installed come first, Node among them; colour only where a person looks. */
function childEnvironment(): NodeJS.ProcessEnv {
  const { FORCE_COLOR: _, ...environment } = process.env;
  const path = [join(root, 'node_modules/.bin'), process.env['PATH']].join(delimiter);
  const plain = process.stdout.isTTY ? {} : { NO_COLOR: '1' };
  return { ...environment, PATH: path, ...plain };
}
