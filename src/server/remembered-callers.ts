/** Callers from one call to the next: the store is opened, what is too old goes every day, and all calls share it. */
import type { Agent } from '../agent/agent.ts';
import type { Clock } from '../clock/clock.ts';
import type { CallerStore, OpenCallerStore } from '../contracts/caller-store.ts';
import { AntiphonError } from '../errors/antiphon-error.ts';
import { CallerMemory } from '../memory/caller-memory.ts';

const dayMs = 86_400_000;

export interface RememberedCallersOptions {
  agent: Agent;
  callers: OpenCallerStore | CallerStore | undefined;
  keepCallersDays: number | undefined;
  clock: Clock;
  onError?: (error: AntiphonError) => void;
}

/**
 * Undefined where nothing outlives a call.
 * @throws AntiphonError CONFIG_INVALID, STORE_*
 */
export async function rememberCallers(
  options: RememberedCallersOptions,
  owned: AsyncDisposableStack,
): Promise<CallerMemory | undefined> {
  const { agent, callers, keepCallersDays, clock, onError } = options;
  if (callers === undefined) return undefined;
  const { slots } = agent;
  if (slots === undefined || slots.remembered.length === 0) {
    throw new AntiphonError('CONFIG_INVALID', `agent "${agent.name}": no slot of it outlives a call`, {
      cure: "Name some, defineSlots(z.object({ ... }), { remember: ['store'] }), or leave `callers` out.",
    });
  }
  const store = typeof callers === 'function' ? owned.use(await callers({ clock })) : callers;
  const memory = owned.use(
    new CallerMemory({
      store,
      slots,
      clock,
      ...(keepCallersDays === undefined ? {} : { retentionDays: keepCallersDays }),
      ...(onError === undefined ? {} : { onError }),
    }),
  );
  void memory.sweep();
  owned.use(clock.every(dayMs, () => void memory.sweep()));
  return memory;
}
