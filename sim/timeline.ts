/** A recorded call, read once and laid out so that an invariant is a few lines. */
import type { CallEvent } from '../src/contracts/events.ts';
import type { GenerateRequest } from '../src/contracts/llm.ts';
import type { CallInput } from '../src/call/input.ts';
import type { CallOutput } from '../src/call/output.ts';
import { downWorst } from './far-end.ts';
import type { CallRecord } from './record.ts';
import { numbered } from './words.ts';
import { ReplyStory } from './reply-story.ts';

export interface At {
  at: number;
  step: number;
}

type OutputOf<Type extends CallOutput['type']> = Extract<CallOutput, { type: Type }> & At;
type EventOf<Type extends CallEvent['type']> = Extract<CallEvent, { type: Type }> & At;
type InputOf<Type extends CallInput['type']> = Extract<CallInput, { type: Type }> & At;

/** One request to the language model. */
export interface ThoughtStory extends At {
  /** Counts all outputs of the call. */
  askedAs: number;
  generation: number;
  request: GenerateRequest;
  speculative: boolean;
  /** All that came, and what of it came behind its abort. */
  text: string;
  textAfterAbort: string;
  toolCalls: (InputOf<'generation-tool-call'> & { afterAbort: boolean })[];
  abortedAt: number | undefined;
  /** Ended by the model: the end or a failure. */
  endedAt: number | undefined;
}

/** Its words but a last one that was cut in two. */
export function wordsOf(thought: ThoughtStory): Set<string> {
  const words = numbered(thought.text);
  const whole = thought.endedAt !== undefined || /\W$/.test(thought.text);
  return new Set(whole ? words : words.slice(0, -1));
}

export class Timeline {
  readonly record: CallRecord;
  readonly replies = new Map<number, ReplyStory>();
  readonly thoughts = new Map<number, ThoughtStory>();
  /** Replies in the order in which they got the floor. */
  readonly committed: ReplyStory[];
  #outputCount = 0;
  readonly #outputs = new Map<string, (CallOutput & At)[]>();
  readonly #events = new Map<string, (CallEvent & At)[]>();
  readonly #inputs = new Map<string, (CallInput & At)[]>();

  constructor(record: CallRecord) {
    this.record = record;
    record.steps.forEach((step, index) => {
      push(this.#inputs, step.input.type, { ...step.input, at: step.now, step: index });
      this.#readInput(step.input, { at: step.now, step: index });
      if ('reply' in step.input) this.replies.get(step.input.reply)?.note(step, index);
      for (const output of step.outputs) this.#readOutput(output, { at: step.now, step: index });
    });
    this.committed = [...this.replies.values()]
      .filter((reply) => reply.committedAt < Infinity)
      .sort((a, b) => a.committedAt - b.committedAt || a.id - b.id);
  }

  outputs<Type extends CallOutput['type']>(type: Type): OutputOf<Type>[] {
    return (this.#outputs.get(type) ?? []) as OutputOf<Type>[];
  }

  events<Type extends CallEvent['type']>(type: Type): EventOf<Type>[] {
    return (this.#events.get(type) ?? []) as EventOf<Type>[];
  }

  inputs<Type extends CallInput['type']>(type: Type): InputOf<Type>[] {
    return (this.#inputs.get(type) ?? []) as InputOf<Type>[];
  }

  /** Every event, in order. */
  get log(): CallEvent[] {
    return this.outputs('emit').map(({ event }) => event);
  }

  /** When the call was over, or the simulation gave up. */
  get endAt(): number {
    return this.record.endedAt ?? this.record.stoppedAt;
  }

  /** How late anything may be that is due: timers, reordering, ticks. */
  get slackMs(): number {
    const { timers, windowMs } = this.record.weather;
    return timers.lateMs * 12 + windowMs * 4 + 60;
  }

  /** One way to the far end, at worst. */
  get downMs(): number {
    return this.record.weather.network.downMs * downWorst;
  }

  /** The pipeline was never changed: what it is at the start it is all along. */
  get pipelineStays(): boolean {
    return this.inputs('set-pipeline').length === 0;
  }

  #reply(id: number): ReplyStory {
    let reply = this.replies.get(id);
    if (reply === undefined) {
      reply = new ReplyStory(id, this.record);
      this.replies.set(id, reply);
    }
    return reply;
  }

  #readInput(input: CallInput, at: At): void {
    if (!('generation' in input)) return;
    const thought = this.thoughts.get(input.generation);
    if (thought === undefined) return;
    const afterAbort = thought.abortedAt !== undefined;
    if (input.type === 'generation-text') {
      thought.text += input.text;
      if (afterAbort) thought.textAfterAbort += input.text;
    } else if (input.type === 'generation-tool-call') {
      thought.toolCalls.push({ ...input, ...at, afterAbort });
    } else thought.endedAt ??= at.at;
  }

  #readOutput(output: CallOutput, at: At): void {
    this.#outputCount += 1;
    push(this.#outputs, output.type, { ...output, ...at });
    switch (output.type) {
      case 'emit':
        return this.#readEvent(output.event, at);
      case 'generate':
        this.thoughts.set(output.generation, {
          ...at,
          askedAs: this.#outputCount,
          generation: output.generation,
          request: output.request,
          speculative: this.events('generation-start').at(-1)?.speculative === true,
          text: '',
          textAfterAbort: '',
          toolCalls: [],
          abortedAt: undefined,
          endedAt: undefined,
        });
        return;
      case 'generation-abort': {
        const thought = this.thoughts.get(output.generation);
        if (thought !== undefined) thought.abortedAt ??= at.at;
        return;
      }
      case 'speak':
        this.#reply(output.reply).clauses[output.clause] = {
          text: output.text,
          spokenAt: this.#reply(output.reply).clauses[output.clause]?.spokenAt ?? at.at,
          spokenAs: this.#reply(output.reply).clauses[output.clause]?.spokenAs ?? this.#outputCount,
          told: [],
          endedAt: undefined,
          endedIn: Infinity,
          samples: undefined,
          abandoned: false,
        };
        return;
      case 'clause-abandon': {
        const clause = this.#reply(output.reply).clauses[output.clause];
        if (clause !== undefined) clause.abandoned = true;
        return;
      }
      case 'play':
        this.#reply(output.reply).plays.push({ ...at, fromSample: output.fromSample });
        return;
      case 'pause':
        this.#reply(output.reply).pauses.push(at);
        return;
      case 'stop':
        this.#reply(output.reply).stop ??= at;
        return;
      case 'release':
        this.#reply(output.reply).release ??= at;
        return;
      default:
    }
  }

  #readEvent(event: CallEvent, at: At): void {
    push(this.#events, event.type, { ...event, ...at });
    if (event.type === 'reply-clause') {
      const reply = this.#reply(event.reply);
      reply.committedAt = Math.min(reply.committedAt, at.at);
    }
    if (event.type === 'reply-end') this.#reply(event.reply).end = { ...at, heardText: event.heardText };
    if (event.type === 'reply-cut') {
      const { heardText, unheardText } = event;
      this.#reply(event.reply).cut = { ...at, heardText, unheardText };
    }
  }
}

function push<Item>(lists: Map<string, Item[]>, key: string, item: Item): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}
