/**
 * The command line of the benchmarks.
 *
 * stdout carries the result and nothing else: one JSON object with `--json`, a table without. Progress,
 * help for a wrong command and every error go to stderr. Status 0: measured; 1: could not be measured;
 * 2: the command was wrong.
 */
import { Command, CommanderError } from 'commander';
import { AntiphonError, describeThrown } from '../../src/errors/antiphon-error.ts';
import { UsageError, type Benchmark, type OptionValues } from './benchmark.ts';
import type { Machine } from './machine.ts';
import { describeOrigin, saveResult } from './saved-result.ts';
import { renderText, toTable } from './table.ts';

export interface CommandLineWorld {
  benchmarks: readonly Benchmark[];
  /** Where `--save` writes. */
  resultsFolder: string;
  describeMachine(): Machine;
  stdout(text: string): void;
  stderr(text: string): void;
}

/** @returns the exit status. */
export async function runCommandLine(words: readonly string[], world: CommandLineWorld): Promise<number> {
  try {
    await buildProgram(words, world).parseAsync(words, { from: 'user' });
    return 0;
  } catch (thrown) {
    // Commander has printed what it had to say; it throws for `--help` as well, with 0.
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : 2;
    world.stderr(`error: ${explain(thrown)}\n`);
    return thrown instanceof UsageError ? 2 : 1;
  }
}

function buildProgram(words: readonly string[], world: CommandLineWorld): Command {
  const program = new Command('bench')
    .description('Answers one question about antiphon with measured figures.')
    .usage('NAME [options]')
    .exitOverride()
    .configureOutput({ writeOut: world.stdout, writeErr: world.stderr })
    .helpCommand(false);
  for (const benchmark of world.benchmarks) {
    const command = program.command(benchmark.name).description(benchmark.question);
    for (const { flags, description } of benchmark.options) command.option(flags, description);
    command
      .option('--json', 'print the figures as one JSON object instead of a table')
      .option('--save', `keep the result in bench/results/${benchmark.name}.json`)
      .allowExcessArguments(false)
      .action((options: OptionValues) => measure(benchmark, options, words, world));
  }
  return program;
}

async function measure(
  benchmark: Benchmark,
  options: OptionValues,
  words: readonly string[],
  world: CommandLineWorld,
): Promise<void> {
  const figures = await benchmark.run(options, (line) => world.stderr(`${line}\n`));
  const machine = world.describeMachine();
  const command = toCommand(benchmark.name, words);
  const { name, question } = benchmark;
  if (options['save'] === true) {
    saveResult(world.resultsFolder, { benchmark: name, question, command, machine, figures });
    world.stderr(`saved as bench/results/${name}.json\n`);
  }
  const table = `${question}\n\n${renderText(toTable(figures))}\n\n${describeOrigin({ command, machine })}\n`;
  world.stdout(options['json'] === true ? `${JSON.stringify({ ...figures, machine })}\n` : table);
}

/** How to measure it again: what was typed, without what only says where the answer goes. */
function toCommand(name: string, words: readonly string[]): string {
  const rest = words.filter((word) => word !== name && word !== '--json' && word !== '--save');
  return ['npm run bench --', name, ...rest].join(' ');
}

function explain(thrown: unknown): string {
  return AntiphonError.is(thrown) ? `${thrown.message}\n${thrown.cure}` : describeThrown(thrown);
}
