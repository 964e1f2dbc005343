/**
 * One server and the connection to it, which may be lost and opened again behind the same tools.
 *
 *   call -> connected? (a few tries, shared by all who wait) -> definitions still as agreed? -> request
 *
 * A request that never left is sent once more over a new connection. One that left and was not answered is not:
 * whether it happened nobody knows, and whether to do it again is decided elsewhere.
 */
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import type { Clock } from '../../clock/clock.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import { hideSecrets } from '../shared/text.ts';
import { CallEnding } from './call-ending.ts';
import { withinCall } from './call-signal.ts';
import { requireAgreed, type Definitions, type McpDefinition } from './definitions.ts';
import { callFailure, connectFailure, failureKind } from './failures.ts';
import { openLink, type Link } from './link.ts';
import { secretsOf, serverName, type CheckedOptions } from './options.ts';
import type { McpSdk } from './sdk.ts';
import { pause, unlessAborted } from './waiting.ts';

export interface McpCall {
  arguments: Readonly<Record<string, unknown>>;
  signal: AbortSignal;
  meta: Readonly<Record<string, unknown>> | undefined;
  /** The tool changes something. */
  acts: boolean;
}

/** The SDK's own limit for a request, above any tool's: the tool's signal decides. */
const requestMaxMs = 660_000;

export class McpConnection implements AsyncDisposable {
  readonly name: string;
  /** Hides what was sent along in secret. */
  readonly hide: (text: string) => string;
  readonly #options: CheckedOptions;
  readonly #sdk: McpSdk;
  readonly #clock: Clock;
  readonly #closing = new AbortController();
  #link: Link | undefined;
  #opening: Promise<Link> | undefined;
  /** Calls under way, by their link. */
  readonly #busy = new Map<Link, number>();

  constructor(options: CheckedOptions, sdk: McpSdk, clock: Clock) {
    this.name = serverName(options.server);
    this.hide = hideSecrets(secretsOf(options.server));
    this.#options = options;
    this.#sdk = sdk;
    this.#clock = clock;
  }

  /** @throws AntiphonError TOOL_FAILED where the server cannot be reached or does not speak the protocol. */
  async open(): Promise<Definitions> {
    return (await this.#connected(1)).definitions;
  }

  /**
   * @throws AntiphonError TOOL_FAILED; TOOL_OUTCOME_UNKNOWN; TOOL_DECLINED; TOOL_UNKNOWN where the server's definition is no longer `agreed`; the reason of
   * the signal.
   */
  async call(agreed: McpDefinition, call: McpCall): Promise<CallToolResult> {
    for (let resent = false; ; resent = true) {
      const link = await unlessAborted(call.signal, this.#agreedLink(agreed));
      const answer = await this.#request(link, agreed.name, call);
      if (answer.result !== undefined) return answer.result;
      const { thrown } = answer;
      const kind = failureKind(thrown);
      const again = kind === 'unsent' || kind === 'session-over';
      // One answer that was lost says nothing of the others on this link: a process that died tells so itself.
      if (again) this.#drop(link, thrown);
      if (resent || !again) throw callFailure(thrown, this.name, this.hide, call.acts);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort(this.#closed());
    const link = this.#link ?? (await this.#opening?.catch(() => undefined));
    this.#link = undefined;
    const links = new Set([...this.#busy.keys(), ...(link === undefined ? [] : [link])]);
    await Promise.all([...links].map((one) => one[Symbol.asyncDispose]()));
  }

  async #request(
    link: Link,
    name: string,
    call: McpCall,
  ): Promise<{ result: CallToolResult; thrown?: never } | { result?: never; thrown: unknown }> {
    using ending = new CallEnding(call.signal, this.#clock);
    this.#busy.set(link, (this.#busy.get(link) ?? 0) + 1);
    const params = {
      name,
      arguments: call.arguments,
      ...(call.meta === undefined ? {} : { _meta: call.meta }),
    };
    try {
      const request = withinCall(ending.scope, () =>
        link.client.request({ method: 'tools/call', params }, this.#sdk.types.CallToolResultSchema, {
          signal: ending.signal,
          timeout: requestMaxMs,
        }),
      );
      return { result: await request };
    } catch (thrown) {
      if (call.signal.aborted) throw call.signal.reason;
      return { thrown: ending.signal.aborted ? ending.signal.reason : thrown };
    } finally {
      this.#leave(link);
    }
  }

  /** Looking is free of effects: where it fails over an old connection, it is done again over a new one. */
  async #agreedLink(agreed: McpDefinition): Promise<Link> {
    for (let again = false; ; again = true) {
      const link = await this.#connected(this.#options.reconnectTriesMax);
      try {
        await link.look(this.#options.definitionsMaxAgeMs);
      } catch (thrown) {
        this.#drop(link, thrown);
        if (again || this.#closing.signal.aborted) throw connectFailure(thrown, this.name, this.hide);
        continue;
      }
      requireAgreed(agreed, link.definitions);
      return link;
    }
  }

  async #connected(triesMax: number): Promise<Link> {
    if (this.#closing.signal.aborted) throw this.#closed();
    if (this.#link !== undefined) return this.#link;
    this.#opening ??= this.#open(triesMax).finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  async #open(triesMax: number): Promise<Link> {
    let backoffMs = this.#options.reconnectBackoffMs;
    for (let tries = 1; ; tries += 1) {
      try {
        const link = await openLink(this.#options, this.#sdk, this.#clock, this.#closing.signal, {
          onClosed: (closed) => this.#drop(closed, new TypeError('the connection was closed')),
          onError: (thrown) => this.#tell(thrown),
        });
        this.#link = link;
        return link;
      } catch (thrown) {
        const failure = connectFailure(thrown, this.name, this.hide);
        if (tries >= triesMax || this.#closing.signal.aborted) throw failure;
        this.#options.onFailure(failure);
      }
      await pause(this.#clock, backoffMs, this.#closing.signal);
      backoffMs *= 2;
    }
  }

  /** The next call connects anew. */
  #drop(link: Link, thrown: unknown): void {
    if (this.#link !== link) return;
    this.#link = undefined;
    this.#tell(thrown);
    this.#closeUnused(link);
  }

  #leave(link: Link): void {
    const others = this.#busy.get(link)! - 1;
    if (others > 0) this.#busy.set(link, others);
    else this.#busy.delete(link);
    this.#closeUnused(link);
  }

  /** What has begun on a link that is given up may still end well. */
  #closeUnused(link: Link): void {
    if (this.#link !== link && !this.#busy.has(link)) void link[Symbol.asyncDispose]();
  }

  #tell(thrown: unknown): void {
    if (this.#closing.signal.aborted) return;
    this.#options.onFailure(callFailure(thrown, this.name, this.hide, false));
  }

  #closed(): AntiphonError {
    return new AntiphonError('TOOL_FAILED', `MCP server ${this.name}: its tools have been closed`, {
      cure: 'Keep what `mcpTools` returned open for as long as an agent uses its tools.',
    });
  }
}
