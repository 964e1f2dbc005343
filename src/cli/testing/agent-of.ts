/**
 * The agent that a file of scenarios names: what a module exports as `default` or `agent`, or by the name
 * behind `#`. A function is called for each scenario, so that none sees what another has booked.
 */
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Agent } from '../../agent/agent.ts';
import { AntiphonError, describeThrown } from '../../errors/antiphon-error.ts';

/**
 * @param file The file of scenarios.
 * @param named What it names, or what the command line does.
 * @returns makes the agent for one scenario.
 * @throws AntiphonError FILE_UNREADABLE, CONFIG_INVALID
 */
export async function agentMaker(file: string, named: string | undefined): Promise<() => Promise<Agent>> {
  if (named === undefined) {
    throw new AntiphonError('CONFIG_INVALID', `${file} names no agent`, {
      cure: 'Write `agent: ./agent.ts` into its first line, or use --agent.',
    });
  }
  const [path = '', name] = named.split('#');
  const module = resolve(dirname(file), path);
  if (!existsSync(module)) throw new AntiphonError('FILE_UNREADABLE', `there is no file ${module}`);
  const exports = await load(module);
  const found = name === undefined ? (exports['default'] ?? exports['agent']) : exports[name];
  return async () => checked(typeof found === 'function' ? await found() : found, module, name);
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
  const { instructions, tools } = (typeof value === 'object' ? (value ?? {}) : {}) as Record<string, unknown>;
  if (typeof instructions === 'string' && Array.isArray(tools)) return value as Agent;
  const what = name === undefined ? '`default` or `agent`' : `\`${name}\``;
  throw new AntiphonError('CONFIG_INVALID', `${module} exports no agent as ${what}`, {
    cure: 'Export what defineAgent() returns, or a function that returns it.',
  });
}
