/** A call told as a script: inputs with their instants go in, and what leaves is noted with the time. */
import { Call } from '../call.ts';
import type { CallInput } from '../input.ts';
import {
  defaultBargeIn,
  defaultEndpointing,
  defaultLimits,
  englishPhrases,
  type CallOptions,
} from '../options.ts';
import type { CallOutput } from '../output.ts';

export function callOptions(changes: Partial<CallOptions> = {}): CallOptions {
  return {
    callId: 'call-1',
    legId: 'leg-1',
    pipeline: 'interruptible',
    plan: {
      agent: 'concierge',
      instructions: 'Be brief.',
      tools: [],
      phrases: [],
      expects: 'free',
      language: 'en',
      maxTokens: 200,
    },
    greeting: undefined,
    leg: { sampleRate: 8000, receipts: 'played', clockLagMs: 300 },
    endpointing: defaultEndpointing,
    bargeIn: defaultBargeIn,
    limits: defaultLimits,
    phrases: englishPhrases,
    ...changes,
  };
}

export class Story {
  readonly call: Call;
  readonly seen: { at: number; output: CallOutput }[] = [];
  #now = 0;

  constructor(changes: Partial<CallOptions> = {}) {
    this.call = new Call(callOptions(changes));
    this.at(0, { type: 'start' });
  }

  get now(): number {
    return this.#now;
  }

  /** Runs the call's own deadlines up to `now`, then the inputs. */
  at(now: number, ...inputs: CallInput[]): this {
    for (let due = this.call.deadline(); due !== undefined && due < now; due = this.call.deadline()) {
      this.#now = Math.max(this.#now, due);
      this.#feed({ type: 'timeout' });
    }
    this.#now = now;
    for (const input of inputs) this.#feed(input);
    return this;
  }

  /** Outputs of one kind, events by their type. */
  all<Type extends CallOutput['type']>(type: Type): Extract<CallOutput, { type: Type }>[] {
    return this.seen.map(({ output }) => output).filter((output) => output.type === type) as never;
  }

  events(): string[] {
    return this.all('emit').map(({ event }) => event.type);
  }

  #feed(input: CallInput): void {
    for (const output of this.call.handle(this.#now, input)) this.seen.push({ at: this.#now, output });
  }
}

export const speechStart: CallInput = { type: 'speech-start', mediaMs: 0, agoMs: 60, confidence: 0.9 };
export const speechEnd: CallInput = { type: 'speech-end', mediaMs: 0, agoMs: 120 };
export const heard = (segment: number, text: string): CallInput => ({
  type: 'transcript',
  segment,
  text,
  final: true,
  stability: 1,
  language: 'en',
  mediaEndMs: 0,
});

/** The caller asks, the model answers in two clauses of one second each. */
export function untilSpeaking(story = new Story()): Story {
  return story
    .at(1000, speechStart)
    .at(2000, speechEnd)
    .at(2030, heard(0, 'what time do you open'))
    .at(2100, { type: 'generation-text', generation: 0, text: 'We open at ten. ' })
    .at(2120, { type: 'generation-text', generation: 0, text: 'On Sunday at noon.' })
    .at(2130, { type: 'generation-end', generation: 0 })
    .at(2200, { type: 'clause-audio', reply: 0, clause: 0 })
    .at(2210, {
      type: 'clause-words',
      reply: 0,
      clause: 0,
      words: [
        { textStart: 0, textEnd: 2, startSample: 0, endSample: 2000 },
        { textStart: 3, textEnd: 7, startSample: 2000, endSample: 4000 },
        { textStart: 8, textEnd: 10, startSample: 4000, endSample: 5000 },
        { textStart: 11, textEnd: 15, startSample: 5000, endSample: 8000 },
      ],
    })
    .at(2220, { type: 'clause-end', reply: 0, clause: 0, samples: 8000 })
    .at(2230, { type: 'clause-audio', reply: 0, clause: 1 })
    .at(2240, { type: 'clause-end', reply: 0, clause: 1, samples: 8000 })
    .at(2500, { type: 'playout-sent', reply: 0, samples: 320, outstandingMarks: 0, running: true });
}

/** The voice yields a clause at once. */
export function voiced(reply: number, clause: number, samples: number): CallInput[] {
  return [
    { type: 'clause-audio', reply, clause },
    { type: 'clause-end', reply, clause, samples },
  ];
}

/** The leg has taken all of a reply, and the far end has played it. */
export function playedOut(reply: number, samples: number): CallInput[] {
  return [
    { type: 'playout-sent', reply, samples, outstandingMarks: 1, running: false },
    { type: 'receipt', reply, samples, status: 'played', outstandingMarks: 0 },
  ];
}
