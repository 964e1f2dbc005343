/**
 * `serve`, as users import it. What it takes to serve (adapters, HTTP, models) is loaded when it is called
 * and not before: importing the package is cheap and needs no optional peer.
 */
import type { Agent } from '../agent/agent.ts';
import type { TurnPlanner } from '../agent/turn-planner.ts';
import type { CallStore, OpenCallStore } from '../contracts/call-store.ts';
import type { CallerStore, OpenCallerStore } from '../contracts/caller-store.ts';
import type { EchoCancellation } from '../contracts/echo-canceller.ts';
import type { CallEvent, Pipeline } from '../contracts/events.ts';
import type { AntiphonError } from '../errors/antiphon-error.ts';
import type { Host } from '../host/host.ts';
import type { Redactor } from '../privacy/redactor.ts';
import type { ModelProgress } from '../runtime/model-files/model-archive.ts';

export interface ServeOptions {
  /** Default 0: any free port. */
  port?: number;
  /** Default 127.0.0.1: only this machine. */
  hostname?: string;
  /** Instead of the agent's own. */
  pipeline?: Pipeline;
  /** Calls at a time. Default 100. */
  seats?: number;
  /** Where models are kept. Default: ANTIPHON_CACHE, then the cache folder of this user. */
  cacheFolder?: string;
  /** Never touches the network: a model that is missing is an error. */
  offline?: boolean;
  /** How long a page whose line was lost is waited for, 0 to 300,000; 0: not at all. Default 30,000. */
  legReturnMs?: number;
  /** Writes a log of each call there, readable by its owner only. Default: none is written. */
  logFolder?: string;
  /** For pages that cancel no echo of their own: `openSpeexdsp()`. Default: what they send is taken as it is. */
  echoCancellation?: EchoCancellation;
  /**
   * Keeps calls, so that they survive this process: `sqlite('calls.db')` of `antiphon/store/sqlite`, opened here and
   * closed at the end; or a store that is open, and stays so. Default: calls are not kept.
   */
  store?: OpenCallStore | CallStore;
  /** How long the store keeps what was said in a call that has ended, 0 to 10 years. Default 30 days. */
  keepEndedCallsMs?: number;
  /**
   * Remembers callers from one call to the next, the slots that the agent names with `remember`, of whom a tool has
   * proved with `caller.verified`: `sqliteCallers('callers.db')` of `antiphon/store/sqlite`. Default: nothing outlives a call.
   */
  callers?: OpenCallerStore | CallerStore;
  /** How long a value of a caller is remembered since the call that brought it, 1 to 3,650 days. Default 365. */
  keepCallersDays?: number;
  onProgress?: (progress: ModelProgress) => void;
  onEvent?: (event: CallEvent) => void;
  /**
   * Takes personal data out of what `onEvent` is told, before it is logged or counted, and out of the calls in the
   * store, once they have ended: `redactor()` of `antiphon/privacy`. The page of the caller, the log of `logFolder`
   * and a call that goes on stay whole. Default: nothing is taken out.
   */
  redact?: Redactor;
  /** False: calls that have ended stay in the store as they were said. Default: true where `redact` is given. */
  redactEndedCalls?: boolean;
  /** What a call or a model survived. */
  onError?: (error: AntiphonError) => void;
  /** Gives up starting. */
  signal?: AbortSignal;
}

export interface Server extends AsyncDisposable {
  /** Where the page and the calls are: `http://127.0.0.1:8080`. */
  readonly url: string;
  readonly port: number;
  readonly host: Host;
  /** Takes no new calls and waits for the live ones, at most `limitMs`. */
  drain(limitMs: number): Promise<boolean>;
}

/**
 * Serves an agent: fetches the models that are not there yet, opens them, and listens.
 * @throws AntiphonError MODEL_* when a model cannot be had, PEER_MISSING, PORT_TAKEN, CONFIG_INVALID,
 * STORE_* when the store cannot be opened.
 */
export async function serve(agent: Agent | TurnPlanner, options: ServeOptions = {}): Promise<Server> {
  const { openServer } = await import('./open-server.ts');
  return openServer(agent, options);
}
