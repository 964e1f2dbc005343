/** A call store with somebody between it and its user: who may delay, refuse or lose what passes. For tests. */
import type { CallStore } from '../contracts/call-store.ts';

export type CallStoreMethod = Exclude<keyof CallStore, 'health' | typeof Symbol.asyncDispose>;

/** @param pass Hands the request on; may be called later, again, or never. */
export type Meddler = (method: CallStoreMethod, pass: () => Promise<unknown>) => Promise<unknown>;

export function meddledCallStore(
  store: CallStore,
  meddle: Meddler,
  health: CallStore['health'] = () => store.health(),
): CallStore {
  return new Proxy(store, {
    get(target, name) {
      if (name === 'health') return health;
      const method: unknown = Reflect.get(target, name, target);
      if (typeof method !== 'function') return method;
      const pass = (parameters: unknown[]): Promise<unknown> => method.apply(target, parameters);
      if (typeof name === 'symbol') return (...parameters: unknown[]) => pass(parameters);
      return (...parameters: unknown[]) => meddle(name as CallStoreMethod, () => pass(parameters));
    },
  });
}
