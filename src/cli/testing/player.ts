/** Plays scenarios in this process, one after the other: what they share (modules, a judge, voices) is loaded once. */
import type { LanguageModel } from '../../contracts/llm.ts';
import type { FileScenario, ScenarioFile } from '../../testing/scenario/file/index.ts';
import type { ScenarioMode, ScenarioWorld } from '../../testing/scenario/index.ts';
import { LazyVoices } from './lazy-voices.ts';
import { playOne, type Played } from './play-one.ts';
import { findJudge, worldMaker } from './worlds.ts';

/** What the command line says of all scenarios. */
export interface PlayerOptions {
  agent?: string;
  judge?: string;
  mode?: ScenarioMode;
  strict?: boolean;
}

/** A scenario and the file that it stands in. */
export interface PlayerJob {
  path: string;
  file: Pick<ScenarioFile, 'agent' | 'judge'>;
  scenario: FileScenario;
}

export interface ScenarioPlayer extends AsyncDisposable {
  /** @throws AntiphonError where its agent or its judge cannot be had. */
  play(job: PlayerJob): Promise<Played>;
}

export class Player implements ScenarioPlayer {
  readonly #options: PlayerOptions;
  readonly #voices: LazyVoices;
  /** By file. */
  readonly #worlds = new Map<string, Promise<() => Promise<ScenarioWorld>>>();
  readonly #judges = new Map<string, Promise<LanguageModel | undefined>>();

  /** @param signal Gives up the download of a model. */
  constructor(options: PlayerOptions, signal: AbortSignal) {
    this.#options = options;
    this.#voices = new LazyVoices(signal);
  }

  async play({ path, file, scenario }: PlayerJob): Promise<Played> {
    const { agent, mode, strict = false } = this.#options;
    const makeWorld = await kept(this.#worlds, path, () =>
      worldMaker(agent === undefined ? path : '.', agent ?? file.agent),
    );
    const judge = await kept(this.#judges, path, async () => this.#findJudge(path, file.judge));
    return playOne(scenario, makeWorld, { judge, strict, mode, voices: () => this.#voices.get() });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#voices[Symbol.asyncDispose]();
  }

  async #findJudge(path: string, named: string | undefined): Promise<LanguageModel | undefined> {
    const { judge } = this.#options;
    if (judge !== undefined) return findJudge('.', judge);
    return named === undefined ? undefined : findJudge(path, named);
  }
}

function kept<Value>(
  values: Map<string, Promise<Value>>,
  key: string,
  make: () => Promise<Value>,
): Promise<Value> {
  const value = values.get(key) ?? make();
  values.set(key, value);
  return value;
}
