/**
 * The world that a file of scenarios plays in: the agent that it names, and the database and the day that belong to it.
 * A module exports `scenario`, which makes a world of its own for each scenario, or an agent as `default` or `agent`;
 * or any of these by the name behind `#`. None sees what another has booked.
 */
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Agent } from '../../agent/agent.ts';
import type { LanguageModel } from '../../contracts/llm.ts';
import { AntiphonError, describeThrown } from '../../errors/antiphon-error.ts';
import type { ScenarioWorld } from '../../testing/scenario/index.ts';

/**
 * @param file The file of scenarios.
 * @param named What it names, or what the command line does.
 * @returns makes the world of one scenario; whoever has it disposes of it.
 * @throws AntiphonError FILE_UNREADABLE, CONFIG_INVALID
 */
export async function worldMaker(
  file: string,
  named: string | undefined,
): Promise<() => Promise<ScenarioWorld>> {
  if (named === undefined) {
    throw new AntiphonError('CONFIG_INVALID', `${file} names no agent`, {
      cure: 'Write `agent: ./agent.ts` into its first line, or use --agent.',
    });
  }
  const { exported, module, name } = await find(file, named, ['scenario', 'default', 'agent']);
  return async () => {
    const made: unknown = typeof exported === 'function' ? await exported() : exported;
    const world = isObject(made) && isObject(made['agent']) ? (made as unknown as ScenarioWorld) : undefined;
    if (world === undefined) return { agent: checked(made, module, name) };
    checked(world.agent, module, name);
    return world;
  };
}

/** The judge of meanings that a file or the command line names. @throws AntiphonError FILE_UNREADABLE, CONFIG_INVALID */
export async function findJudge(file: string, named: string): Promise<LanguageModel> {
  const { exported, module, name } = await find(file, named, ['judge', 'default']);
  const judge: unknown = typeof exported === 'function' ? await exported() : exported;
  if (isObject(judge) && typeof judge['generate'] === 'function') return judge as unknown as LanguageModel;
  throw new AntiphonError('CONFIG_INVALID', `${module} exports no language model as ${told(name, 'judge')}`, {
    cure: 'Export a model, such as what openai() returns, or a function that returns one.',
  });
}

async function find(
  file: string,
  named: string,
  names: readonly string[],
): Promise<{ exported: unknown; module: string; name: string | undefined }> {
  const [path = '', name] = named.split('#');
  const module = resolve(dirname(file), path);
  if (!existsSync(module)) throw new AntiphonError('FILE_UNREADABLE', `there is no file ${module}`);
  const exports = await load(module);
  const found = (name === undefined ? names : [name]).find((one) => exports[one] !== undefined);
  return { exported: found === undefined ? undefined : exports[found], module, name };
}

async function load(module: string): Promise<Record<string, unknown>> {
  try {
    return (await import(pathToFileURL(module).href)) as Record<string, unknown>;
  } catch (thrown) {
    if (AntiphonError.is(thrown)) throw thrown;
    throw new AntiphonError('CONFIG_INVALID', `${module} cannot be loaded: ${describeThrown(thrown)}`, {
      cure: 'Correct it until `node` runs it; --debug shows where it fails.',
      cause: thrown,
    });
  }
}

/** Known by its shape: it may come from another copy of the package. */
function checked(value: unknown, module: string, name: string | undefined): Agent {
  const { instructions, tools } = isObject(value) ? value : {};
  if (typeof instructions === 'string' && Array.isArray(tools)) return value as Agent;
  throw new AntiphonError('CONFIG_INVALID', `${module} exports no agent as ${told(name, 'default')}`, {
    cure: 'Export what defineAgent() returns, a function that returns it, or `scenario()` that returns `{ agent }`.',
  });
}

function told(name: string | undefined, fallback: string): string {
  if (name !== undefined) return `\`${name}\``;
  return fallback === 'judge' ? '`judge` or `default`' : '`scenario`, `default` or `agent`';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
