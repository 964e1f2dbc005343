import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'vitest';
import { AntiphonError } from '../../src/errors/antiphon-error.ts';
import { UsageError, type Benchmark, type OptionValues } from './benchmark.ts';
import { runCommandLine, type CommandLineWorld } from './command-line.ts';

const machine = {
  cpu: 'Abacus',
  cores: 2,
  memoryGiB: 4,
  platform: 'linux x64',
  node: 'v24.0.0',
  date: '2026-01-02',
  commit: 'abc',
};

let folder: string;
let stdout: string;
let stderr: string;
let seen: OptionValues | undefined;

const counting: Benchmark = {
  name: 'counting',
  question: 'How far can it count?',
  options: [{ flags: '--limit <number>', description: 'where to stop' }],
  run: async (options, progress) => {
    seen = options;
    progress('one, two');
    return { steps: 12, millisecondsPerStep: 0.5 };
  },
};

function failing(name: string, error: unknown): Benchmark {
  return { name, question: 'Does it fail?', options: [], run: () => Promise.reject(error) };
}

function run(...words: string[]): Promise<number> {
  const world: CommandLineWorld = {
    benchmarks: [
      counting,
      failing('lost', new AntiphonError('MODEL_MISSING', 'no model')),
      failing('misused', new UsageError('name one with --manifest FILE')),
    ],
    resultsFolder: join(folder, 'results'),
    describeMachine: () => machine,
    stdout: (text) => void (stdout += text),
    stderr: (text) => void (stderr += text),
  };
  return runCommandLine(words, world);
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'antiphon-bench-'));
  stdout = '';
  stderr = '';
  seen = undefined;
});

afterEach(() => rmSync(folder, { recursive: true }));

test('with --json, stdout is one JSON object and nothing is saved', async () => {
  assert.equal(await run('counting', '--limit', '12', '--json'), 0);
  assert.deepEqual(JSON.parse(stdout), { steps: 12, millisecondsPerStep: 0.5, machine });
  assert.equal(stdout.trim().split('\n').length, 1);
  assert.equal(stderr, 'one, two\n');
  assert.equal(seen?.['limit'], '12');
  assert.equal(existsSync(join(folder, 'results')), false);
});

test('without --json, stdout is a table that states the machine', async () => {
  assert.equal(await run('counting', '--limit', '12'), 0);
  assert.match(stdout, /How far can it count\?/);
  assert.match(stdout, /^steps +12$/m);
  assert.match(stdout, /npm run bench -- counting --limit 12: Abacus, 2 cores, 4 GiB, .* commit abc/);
});

test('--save keeps figures, machine and the command to measure them again', async () => {
  assert.equal(await run('counting', '--save', '--limit', '9', '--json'), 0);
  assert.deepEqual(JSON.parse(readFileSync(join(folder, 'results', 'counting.json'), 'utf8')), {
    benchmark: 'counting',
    question: 'How far can it count?',
    command: 'npm run bench -- counting --limit 9',
    machine,
    figures: { steps: 12, millisecondsPerStep: 0.5 },
  });
  assert.deepEqual(JSON.parse(stdout), { steps: 12, millisecondsPerStep: 0.5, machine });
});

test('--help lists the benchmarks and their questions', async () => {
  assert.equal(await run('--help'), 0);
  assert.match(stdout, /counting .*How far can it count\?/);
  assert.match(stdout, /lost .*Does it fail\?/);
});

test('--help of a benchmark lists its options', async () => {
  assert.equal(await run('counting', '--help'), 0);
  assert.match(stdout, /--limit <number> +where to stop/);
});

test.each([
  ['no benchmark', [], /Usage: bench/],
  ['an unknown benchmark', ['countin'], /unknown command 'countin'[^]*Did you mean counting\?/],
  ['an unknown option', ['counting', '--limt', '3'], /unknown option '--limt'/],
  ['an option without its value', ['counting', '--limit'], /--limit <number>' argument missing/],
  ['a word too many', ['counting', 'twelve'], /too many arguments/],
  ['what a benchmark calls a wrong use', ['misused', '--json'], /error: name one with --manifest FILE/],
])('%s ends with status 2 and says why on stderr', async (_story, words, message) => {
  assert.equal(await run(...words), 2);
  assert.match(stderr, message);
  assert.equal(stdout, '');
});

test('what could not be measured ends with status 1 and a cure', async () => {
  assert.equal(await run('lost', '--json', '--save'), 1);
  assert.match(stderr, /error: no model\nRun `antiphon models pull`/);
  assert.equal(stdout, '');
  assert.equal(existsSync(join(folder, 'results')), false);
});
