/**
 * Which call a request of the transport belongs to. The SDK sends and resumes on its own, so this travels with the
 * asynchronous context: an aborted call closes its own stream, one that would be resumed stays closed, and a
 * stream that breaks tells the call that waits for it, which the SDK does not.
 */
import { AsyncLocalStorage } from 'node:async_hooks';

export interface CallScope {
  /** Ends the call's own requests. */
  signal: AbortSignal;
  /** The answer will not come: its stream has broken, or has ended without it. */
  onLost: (error: unknown) => void;
}

const scopes = new AsyncLocalStorage<CallScope | undefined>();

export const callScope = (): CallScope | undefined => scopes.getStore();

export const withinCall = <Value>(scope: CallScope, work: () => Value): Value => scopes.run(scope, work);

/** For what outlives the call that happened to begin it. */
export const outsideCalls = <Value>(work: () => Value): Value => scopes.run(undefined, work);
