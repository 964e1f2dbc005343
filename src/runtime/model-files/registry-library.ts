/**
 * npm's own fetching library behind the types that this room uses of it.
 *
 * It knows what we must not get wrong twice: credentials per host, scopes, proxies, certificates. It is
 * loaded when something is fetched and not before: with all models in place no call waits for it.
 */
import { createRequire } from 'node:module';

interface RegistryReply {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: AsyncIterable<Uint8Array>;
  json(): Promise<unknown>;
}

export interface RegistryLibrary {
  /** `address` is a URL, or a path below the registry that is right for `options.spec`. */
  (address: string, options: Readonly<Record<string, unknown>>): Promise<RegistryReply>;
  pickRegistry(spec: string, options: Readonly<Record<string, unknown>>): string;
}

/** Required, not imported: a command that fetches nothing does not pay for loading it. */
export function loadRegistryLibrary(): RegistryLibrary {
  return createRequire(import.meta.url)('npm-registry-fetch') as RegistryLibrary;
}
