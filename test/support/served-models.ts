/**
 * A stage whose language models are reached over real connections, each behind a scripted server of its own.
 *
 * Time is told and sockets are not: so the stage's clock goes on in steps of 5 ms, and between two of them the
 * connections of this process get time to carry what was sent, as long as a request is under way.
 */
import assert from 'node:assert/strict';
import type { Clock } from '../../src/clock/clock.ts';
import type { CallEventBody } from '../../src/contracts/events.ts';
import type { ModelAttempt } from '../../src/models/contest.ts';
import { failover } from '../../src/models/failover.ts';
import type { FailoverOptions } from '../../src/models/failover-options.ts';
import { openai } from '../../src/providers/openai/index.ts';
import { openOpenAiServer, type OpenAiServer, type WireAnswer } from '../../src/testing/index.ts';
import { Stage } from './stage.ts';

type Answers = (request: number) => WireAnswer;

export class ServedModels implements AsyncDisposable {
  /** What the failover told of its requests. */
  readonly attempts: readonly ModelAttempt[];
  readonly servers: readonly OpenAiServer[];
  readonly stage: Stage;
  readonly #resources: AsyncDisposableStack;

  private constructor(
    open: Pick<ServedModels, 'attempts' | 'servers' | 'stage'>,
    resources: AsyncDisposableStack,
  ) {
    this.attempts = open.attempts;
    this.servers = open.servers;
    this.stage = open.stage;
    this.#resources = resources;
  }

  /** One model per entry, in the order of preference, named `model-0`, `model-1` and so on. */
  static async open(
    answers: readonly Answers[],
    options: Partial<FailoverOptions> = {},
  ): Promise<ServedModels> {
    const resources = new AsyncDisposableStack();
    const clock = new LaterClock();
    const servers: OpenAiServer[] = [];
    const models = [];
    for (const [index, answer] of answers.entries()) {
      let count = 0;
      const server = await openOpenAiServer({ clock, answers: () => answer(count++) });
      servers.push(resources.use(server));
      const { baseUrl } = server;
      models.push(resources.use(openai({ baseUrl, model: `model-${index}`, retriesMax: 0, clock })));
    }
    const attempts: ModelAttempt[] = [];
    const onAttempt = (attempt: ModelAttempt): void => void attempts.push(attempt);
    const llm = resources.use(failover({ models, clock, onAttempt, ...options }));
    const stage = resources.use(new Stage({ model: llm }));
    clock.told = stage.clock;
    return new ServedModels({ attempts, servers, stage }, resources);
  }

  /** Lets `ms` pass on the stage. */
  async pass(ms: number): Promise<void> {
    const { clock } = this.stage;
    const until = clock.now() + ms;
    while (clock.now() < until) {
      await clock.run(5);
      if (!this.#busy) continue;
      await new Promise((resolve) => {
        setTimeout(resolve, 1);
      });
    }
  }

  /** Lets time pass until it is so. Fails after `withinMs`. */
  async until(what: string, seen: () => boolean, withinMs = 20_000): Promise<void> {
    const startedAt = this.stage.clock.now();
    while (!seen()) {
      const waitedMs = this.stage.clock.now() - startedAt;
      assert.ok(waitedMs < withinMs, `no ${what} within ${withinMs} ms\n${this.stage.tell()}`);
      await this.pass(5);
    }
  }

  /**
   * The caller asks, and hears the reply to its end. Returns its text, how long they waited for it from their last
   * word, and how long the models took of that.
   */
  async asks(text: string): Promise<{ heard: string; waitedMs: number; thinkingMs: number }> {
    const { stage } = this;
    const past = stage.events.length;
    stage.begins(text);
    await this.until('answer', () => stage.events.slice(past).some(({ type }) => type === 'reply-end'));
    const since = stage.events.slice(past);
    const atMs = (type: CallEventBody['type']): number =>
      since.find((event) => event.type === type)?.atMs ?? 0;
    return {
      heard: stage.all('reply-end').at(-1)!.heardText,
      waitedMs: stage.all('reply-start').at(-1)!.voiceToVoiceMs ?? 0,
      thinkingMs: atMs('generation-first-token') - atMs('generation-start'),
    };
  }

  get #busy(): boolean {
    return this.stage.session.open().generations > 0 || this.servers.some(({ open }) => open > 0);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#resources.disposeAsync();
  }
}

/** The clock of a stage that is yet to be built: nothing is timed before it is. */
class LaterClock implements Clock {
  told: Clock | undefined;

  now(): number {
    return this.#clock.now();
  }

  at(instant: number, callback: () => void): Disposable {
    return this.#clock.at(instant, callback);
  }

  every(periodMs: number, callback: () => void): Disposable {
    return this.#clock.every(periodMs, callback);
  }

  wallTime(): number {
    return this.#clock.wallTime();
  }

  get #clock(): Clock {
    assert.ok(this.told !== undefined, 'time is asked for before there is any');
    return this.told;
  }
}
