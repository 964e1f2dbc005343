/** The model before a scripted server, on one clock that the test holds; the bytes cross a real socket. */
import type { Clock } from '../../../clock/clock.ts';
import { SimulatedClock } from '../../../clock/simulated-clock.ts';
import type { GenerateRequest, GenerationPart } from '../../../contracts/llm.ts';
import type { AntiphonError } from '../../../errors/antiphon-error.ts';
import { openai, type OpenAiLanguageModel, type OpenAiOptions } from '../index.ts';

export interface Reading {
  parts: GenerationPart[];
  text: string;
  error: AntiphonError | undefined;
  /** From the request to the end, on the clock of the stage. */
  tookMs: number;
}

export const request: GenerateRequest = {
  prompt: { system: 'Be brief.', messages: [{ role: 'user', text: 'Hello?' }] },
  tools: ['book', 'hours'].map((name) => ({ name, description: name, effect: 'read', parameters: {} })),
  toolChoice: 'auto',
  maxTokens: 100,
  language: 'en-US',
};

/** Real time for the bytes to cross, and virtual time that passes meanwhile. */
const realStepMs = 1;
const stepMs = 20;
const stepsMax = 5_000;

/** Only tests may name the test kit, so they hand its server over. */
export function stageOver<Answers, Server extends StageServer>(
  openServer: (options: { answers: Answers; clock: Clock }) => Promise<Server>,
): { open(answers: Answers, options?: Partial<OpenAiOptions>): Promise<Stage<Server>> } {
  return {
    open: async (answers, options = {}) => {
      const clock = new SimulatedClock();
      const server = await openServer({ answers, clock });
      const model = openai({
        baseUrl: server.baseUrl,
        model: 'scripted',
        clock,
        random: () => 1,
        ...options,
      });
      return new Stage(clock, server, model);
    },
  };
}

interface StageServer extends AsyncDisposable {
  baseUrl: string;
}

export class Stage<Server extends StageServer> implements AsyncDisposable {
  readonly clock: SimulatedClock;
  readonly server: Server;
  readonly model: OpenAiLanguageModel;

  constructor(clock: SimulatedClock, server: Server, model: OpenAiLanguageModel) {
    this.clock = clock;
    this.server = server;
    this.model = model;
  }

  /** Reads one generation as a session does: it stops at the end. */
  async read(asked?: GenerateRequest, signal?: AbortSignal): Promise<Reading> {
    const { reading, over } = this.start(asked, signal);
    await this.until(over);
    return reading;
  }

  /** Begins to read, and lets no time pass. */
  start(asked = request, signal = new AbortController().signal): { reading: Reading; over: Promise<void> } {
    const since = this.clock.now();
    const reading: Reading = { parts: [], text: '', error: undefined, tookMs: 0 };
    const read = async (): Promise<void> => {
      for await (const part of this.model.generate(asked, { signal })) {
        reading.parts.push(part);
        if (part.type === 'text-delta') reading.text += part.text;
        if (part.type === 'end') break;
      }
    };
    const over = read()
      .catch((thrown: unknown) => void (reading.error = thrown as AntiphonError))
      .finally(() => (reading.tookMs = this.clock.now() - since));
    return { reading, over };
  }

  /** Lets the bytes cross until `condition` holds; the clock stands. */
  async crossed(condition: () => boolean): Promise<void> {
    for (let steps = 0; steps < stepsMax && !condition(); steps += 1) {
      await new Promise((resolve) => {
        setTimeout(resolve, realStepMs);
      });
    }
    if (!condition()) throw new Error('it never came');
  }

  /** Lets time pass until `promise` settles. */
  async until<Value>(promise: Promise<Value>): Promise<Value> {
    let settled = false;
    const mark = (): void => void (settled = true);
    promise.then(mark, mark);
    for (let steps = 0; steps < stepsMax; steps += 1) {
      await new Promise((resolve) => {
        setTimeout(resolve, realStepMs);
      });
      if (settled) return promise;
      this.clock.advanceBy(stepMs);
    }
    throw new Error('it never settled');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.model[Symbol.dispose]();
    await this.server[Symbol.asyncDispose]();
  }
}
