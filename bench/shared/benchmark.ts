/**
 * What a benchmark is: one folder, one question, one object of figures.
 *
 * `bench/<name>/benchmark.ts` exports `benchmark`. Listing the benchmarks imports every one of these
 * modules, so they import what is heavy (models, native code) inside `run`.
 */

/** Numbers by name, with their unit in the name. */
export type FigureGroup = Readonly<Record<string, number>>;

/** Numbers, or whether something is so; or groups of numbers, all of one shape; or families of such groups. */
export type Figures = Readonly<
  Record<string, number | boolean | FigureGroup | Readonly<Record<string, number | FigureGroup>>>
>;

export interface BenchmarkOption {
  /** As commander reads it: `--manifest <file>`. The value arrives under the camel-cased name. */
  flags: string;
  description: string;
}

/** Option values as they were typed; an option that was not given is absent. */
export type OptionValues = Readonly<Record<string, string | boolean | undefined>>;

export interface Benchmark {
  readonly name: string;
  /** What the figures answer, as a question. */
  readonly question: string;
  readonly options: readonly BenchmarkOption[];
  /** @param progress One line for whoever waits: goes to stderr. */
  run(options: OptionValues, progress: (line: string) => void): Promise<Figures>;
}

/** A mistake of whoever typed the command: told without a stack, exit status 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
