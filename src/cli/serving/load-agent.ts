/** The agent to serve: the demonstration agent, or what a module of the user exports. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Agent } from '../../agent/agent.ts';
import type { TurnPlanner } from '../../agent/turn-planner.ts';
import { AntiphonError, describeThrown } from '../../errors/antiphon-error.ts';

const example = "Write: export const agent = defineAgent({ name: '...', instructions: '...' });";

/**
 * @param file Undefined for the demonstration agent.
 * @throws AntiphonError FILE_UNREADABLE, CONFIG_INVALID
 */
export async function loadAgent(file: string | undefined): Promise<Agent | TurnPlanner> {
  if (file === undefined) {
    const { demoAgent } = await import('../../server/demo-agent/demo-agent.ts');
    return demoAgent({ wallTime: () => Date.now() });
  }
  const path = resolve(file);
  if (!existsSync(path)) throw new AntiphonError('FILE_UNREADABLE', `there is no file ${path}`);
  const exported = await importModule(path);
  const found = exported['default'] ?? exported['agent'];
  if (isAgent(found)) return found;
  const what = found === undefined ? 'exports no agent' : 'exports something that is not an agent';
  throw new AntiphonError('CONFIG_INVALID', `${path} ${what}`, { cure: example });
}

async function importModule(path: string): Promise<Record<string, unknown>> {
  try {
    return (await import(pathToFileURL(path).href)) as Record<string, unknown>;
  } catch (thrown) {
    if (AntiphonError.is(thrown)) throw thrown;
    throw new AntiphonError('CONFIG_INVALID', `${path} cannot be loaded: ${describeThrown(thrown)}`, {
      cure: 'Correct it until `node` runs it; --debug shows where it fails.',
      cause: thrown,
    });
  }
}

/** An agent, or a planner of several. Known by its shape: it may come from another copy of the package. */
function isAgent(value: unknown): value is Agent | TurnPlanner {
  if (typeof value !== 'object' || value === null) return false;
  const { plan, entry, instructions, tools } = value as Record<string, unknown>;
  if (typeof plan === 'function') return isAgent(entry);
  return typeof instructions === 'string' && Array.isArray(tools);
}
