/**
 * What happened in a call, read off its log, as far as it concerns the latency of one turn: when each
 * stage of the reply that answered was through. The log has speculations too, which no event tells of.
 */
import type { LogRecord } from '../../src/call/replay.ts';

/** Instants on the call's clock. */
export interface ReplyStages {
  /** The endpointer took the turn for over. */
  decidedAt: number;
  /** The last final that belongs to the turn. */
  finalAt: number;
  generationAt: number;
  firstTokenAt: number;
  /** The first clause, or in the sequential pipeline the whole reply, went to the voice. */
  spokenAt: number;
  firstAudioAt: number;
  speculative: boolean;
}

type Step = Extract<LogRecord, { kind: 'step' }>;

export class TurnTrace {
  /** Generations thrown away, for whatever reason. */
  discarded = 0;
  /** Decisions that a turn is over, since the trace was begun anew. */
  readonly decisions: number[] = [];
  ended = false;
  #turnOpen = false;
  #answering = false;
  #finalAt = 0;
  #begun: { generation: number; at: number; speculative: boolean; firstTokenAt: number | undefined }[] = [];
  readonly #replies = new Map<
    number,
    { spokenAt: number; generation: number; audioAt: number | undefined }
  >();
  #stages: ReplyStages | undefined;

  /** Somebody has the floor, or an answer is owed. */
  get busy(): boolean {
    return this.#turnOpen || this.#answering;
  }

  /** Of the last reply that began to play. */
  get stages(): ReplyStages | undefined {
    return this.#stages;
  }

  beginTurn(): void {
    this.decisions.length = 0;
    this.#stages = undefined;
  }

  take(record: LogRecord): void {
    if (record.kind !== 'step') return;
    this.#takeInput(record);
    for (const output of record.outputs) this.#takeOutput(record.now, output);
  }

  #takeInput({ now, input }: Step): void {
    switch (input.type) {
      case 'transcript':
        if (input.final) this.#finalAt = now;
        return;
      case 'generation-text': {
        const begun = this.#begun.find(({ generation }) => generation === input.generation);
        if (begun !== undefined) begun.firstTokenAt ??= now;
        return;
      }
      case 'clause-audio': {
        const reply = this.#replies.get(input.reply);
        if (reply !== undefined) reply.audioAt ??= now;
        return;
      }
      default:
    }
  }

  #takeOutput(now: number, output: Step['outputs'][number]): void {
    switch (output.type) {
      case 'speak':
        if (this.#replies.has(output.reply)) return;
        this.#replies.set(output.reply, {
          spokenAt: now,
          generation: this.#begun.at(-1)?.generation ?? -1,
          audioAt: undefined,
        });
        return;
      case 'play':
        if (output.fromSample === 0) this.#notePlay(output.reply);
        return;
      case 'emit':
        this.#takeEvent(now, output.event);
        return;
      default:
    }
  }

  #takeEvent(now: number, event: Extract<Step['outputs'][number], { type: 'emit' }>['event']): void {
    switch (event.type) {
      case 'turn-start':
        this.#turnOpen = true;
        return;
      case 'turn-end':
        this.#turnOpen = false;
        this.#answering = true;
        this.decisions.push(now);
        return;
      case 'generation-start': {
        const { generation, speculative } = event;
        this.#begun.push({ generation, at: now, speculative, firstTokenAt: undefined });
        return;
      }
      case 'generation-discarded':
        this.discarded += 1;
        return;
      case 'reply-end':
      case 'reply-cut':
        this.#answering = false;
        return;
      case 'call-end':
        this.ended = true;
        return;
      default:
    }
  }

  #notePlay(reply: number): void {
    const spoken = this.#replies.get(reply);
    const begun = this.#begun.find(({ generation }) => generation === spoken?.generation);
    if (spoken === undefined || begun === undefined) return;
    this.#stages = {
      decidedAt: this.decisions.at(-1) ?? 0,
      finalAt: this.#finalAt,
      generationAt: begun.at,
      firstTokenAt: begun.firstTokenAt ?? begun.at,
      spokenAt: spoken.spokenAt,
      firstAudioAt: spoken.audioAt ?? spoken.spokenAt,
      speculative: begun.speculative,
    };
    this.#begun = [];
    this.#replies.clear();
  }
}
