/**
 * Remembering has every turn read for what it said of the slots and of what the caller wants, behind the answer
 * and never before it: one turn at a time, in the order of speaking, each with what is known by then.
 *
 *   turn over ─▶ waiting ─▶ extract ─▶ extracted ─▶ merged into the state
 *                   ▲           └────▶ failed: once more with the next turn, then given up and noted as missed
 *                   └── as long as it waits, the prompt tells it as it was said
 */
import type { Checkpoint } from '../contracts/call-store.ts';
import type { Message } from '../contracts/conversation.ts';
import type { Extraction, OfferedValue } from '../contracts/memory.ts';
import type { ToldResult } from '../conversation/history.ts';
import { offeredIn, stillOffered } from '../conversation/offered.ts';
import { emptyState, giveUpTurn, mergeExtraction, type MergedState } from '../conversation/slots.ts';
import { noteResult } from '../conversation/result-notes.ts';
import type { CallContext } from './context.ts';
import type { MemoryInput } from './input.ts';

/** Turns that wait to be read, the most; one more, and the oldest is given up. */
const waitingMax = 16;
const triesMax = 2;

interface WaitingTurn {
  turn: number;
  callerText: string;
  agentText: string;
  offered: readonly OfferedValue[];
  overAt: number;
  saidAtMs: number;
  tries: number;
}

export class Remembering {
  #state: MergedState;
  #waiting: WaitingTurn[] = [];
  #reading: number | undefined;
  #offered: readonly OfferedValue[] = [];
  #recalled: Readonly<Record<string, unknown>> = {};
  #callerId: string | undefined;
  /** Slots that the caller emptied, held or not, and has not filled again. */
  readonly #takenBack: Set<string>;
  readonly #context: CallContext;

  constructor(context: CallContext) {
    this.#context = context;
    const { restored, memory } = context.options;
    const stored = restored?.memory;
    const unread = stored?.unread ?? 0;
    this.#callerId = stored?.callerId;
    this.#takenBack = new Set(stored?.takenBack);
    // Nobody reads the turns of an agent without slots: all of them stay as they were said.
    this.#state = emptyState();
    if (memory !== undefined) {
      const before = stored === undefined ? {} : { ...stored.rest, slots: stored.slots };
      this.#state = { ...this.#state, ...before, extractedTurn: context.firstNumber - unread };
    }
  }

  get state(): MergedState {
    return this.#state;
  }

  /** For the store: what must not be forgotten, and how many turns are still to be read. */
  get checkpoint(): Pick<Checkpoint, 'slots' | 'memory'> {
    const { slots, ...rest } = this.#state;
    const callerId = this.#callerId;
    const takenBack = [...this.#takenBack];
    const memory = {
      rest,
      unread: this.#waiting.length,
      ...(callerId === undefined ? {} : { callerId }),
      ...(takenBack.length === 0 ? {} : { takenBack }),
    };
    return { slots, memory };
  }

  /** The call goes on: what had not been read when it broke off is read now. */
  start(): void {
    const { restored } = this.#context.options;
    this.#awaitRestored(restored?.memory?.unread ?? 0, restored?.messages ?? []);
    this.#readNext();
  }

  /** The caller has said this, and is about to be answered. Call it before the history has it. */
  turnOver(turn: number, callerText: string): void {
    const { options, history, now } = this.#context;
    const { memory } = options;
    const results = history.takeResults();
    this.#noteResults(results);
    if (memory === undefined) return;
    const agentText = history.lastHeard;
    const told = results.flatMap(({ result }) => (result.status === 'done' ? [result.value] : []));
    this.#offered = stillOffered(this.#offered, offeredIn(agentText, memory.slots, told));
    const { wallTimeMs: saidAtMs } = this.#context;
    this.#await({ turn, callerText, agentText, offered: this.#offered, overAt: now, saidAtMs, tries: 0 });
    this.#readNext();
  }

  handle(input: MemoryInput): void {
    switch (input.type) {
      case 'extracted':
        return this.#extracted(input.extraction);
      case 'extraction-failed':
        return this.#failed(input.turn, input.code);
      case 'caller-verified':
        return this.#verified(input.callerId);
      case 'caller-recalled':
        return this.#tellRecalled(input.values);
    }
  }

  #noteResults(results: readonly ToldResult[]): void {
    for (const { turn, name, arguments: input, result: outcome } of results) {
      this.#state = noteResult(this.#state, { turn, name, arguments: input, outcome });
    }
  }

  #extracted(extraction: Extraction): void {
    const { turn } = extraction;
    const read = this.#waiting[0];
    const { memory } = this.#context.options;
    if (this.#reading !== turn || read === undefined || memory === undefined) return;
    this.#readingEnds();
    this.#waiting.shift();
    const before = this.#state;
    this.#catchUp(turn);
    const { intents } = memory;
    const merge = mergeExtraction(
      this.#state,
      extraction,
      memory.slots,
      intents.length > 0 ? intents : undefined,
    );
    this.#state = merge.state;
    const changed = new Set(merge.applied.map(({ slot }) => slot));
    this.#noteTakenBack(extraction, changed);
    if (changed.size > 0 || before.intent?.name !== this.#state.intent?.name) {
      this.#context.emit({
        type: 'slots-extracted',
        turn,
        intent: this.#state.intent?.name,
        changed: [...changed],
        slots: this.#state.slots,
        afterMs: this.#context.now - read.overAt,
      });
    }
    this.#readNext();
  }

  /** Emptied is what holds nothing any more, and what the caller wanted empty though only earlier calls had filled it. */
  #noteTakenBack({ changes }: Extraction, changed: ReadonlySet<string>): void {
    const { slots } = this.#state;
    for (const slot of changed) if (!Object.hasOwn(slots, slot)) this.#takenBack.add(slot);
    for (const { slot, change } of changes) if (change === 'clear') this.#takenBack.add(slot);
    for (const slot of this.#takenBack) if (Object.hasOwn(slots, slot)) this.#takenBack.delete(slot);
  }

  /** The call is over. */
  end(): void {
    if (this.#callerId === undefined) return;
    const takenBack = [...this.#takenBack];
    this.#context.send({ type: 'remember', callerId: this.#callerId, slots: this.#state.slots, takenBack });
  }

  /** It could not be read, or not in time: whoever is behind it is not kept waiting by trying again at once. */
  #failed(turn: number, code: string): void {
    const read = this.#waiting[0];
    if (this.#reading !== turn || read === undefined) return;
    this.#readingEnds();
    read.tries += 1;
    const givenUp = read.tries >= triesMax;
    this.#context.emit({ type: 'extraction-failed', turn, code, givenUp });
    if (!givenUp) return;
    this.#giveUpFirst();
    this.#readNext();
  }

  /** Nothing came of the reading. */
  onDeadline(): void {
    if (this.#reading === undefined) return;
    this.#context.send({ type: 'extract-abort', turn: this.#reading });
    this.#failed(this.#reading, 'EXTRACTION_TIMEOUT');
  }

  #verified(callerId: string): void {
    if (this.#callerId !== undefined) return;
    this.#callerId = callerId;
    this.#context.emit({ type: 'caller-verified', callerId });
  }

  /** What earlier calls left of the caller who was verified. */
  #tellRecalled(values: Readonly<Record<string, unknown>>): void {
    this.#recalled = values;
    const slots = Object.keys(values);
    if (slots.length > 0) this.#context.emit({ type: 'caller-recalled', slots });
  }

  #await(turn: WaitingTurn): void {
    this.#waiting.push(turn);
    if (this.#waiting.length <= waitingMax) return;
    const first = this.#waiting[0]!;
    if (first.turn === this.#reading) {
      this.#context.send({ type: 'extract-abort', turn: first.turn });
      this.#readingEnds();
    }
    this.#context.emit({
      type: 'extraction-failed',
      turn: first.turn,
      code: 'EXTRACTION_LATE',
      givenUp: true,
    });
    this.#giveUpFirst();
  }

  #giveUpFirst(): void {
    const { turn } = this.#waiting.shift()!;
    this.#catchUp(turn);
    this.#state = giveUpTurn(this.#state, turn);
  }

  /** Turns in which nothing was said have nothing to be read. */
  #catchUp(turn: number): void {
    if (this.#state.extractedTurn >= turn - 1) return;
    this.#state = { ...this.#state, extractedTurn: turn - 1 };
  }

  #readNext(): void {
    const next = this.#waiting[0];
    const { options, plan, deadlines, now } = this.#context;
    const { memory, limits } = options;
    if (next === undefined || this.#reading !== undefined || memory === undefined) return;
    this.#reading = next.turn;
    deadlines.set('extraction', now + limits.extractionMs);
    const { turn, agentText, callerText, offered, saidAtMs } = next;
    const { slots, intents, timeZone } = memory;
    this.#context.send({
      type: 'extract',
      request: {
        turn,
        agentText,
        callerText,
        language: plan.language,
        slots,
        intents,
        known: this.#state.slots,
        offered,
        recalled: this.#recalled,
        saidAtMs,
        timeZone,
      },
    });
  }

  #readingEnds(): void {
    this.#reading = undefined;
    this.#context.deadlines.clear('extraction');
  }

  /** Of the turns that the store knows of, the last ones had not been read. */
  #awaitRestored(unread: number, messages: readonly Message[]): void {
    const { memory } = this.#context.options;
    if (unread === 0 || memory === undefined) return;
    const said = messages.flatMap((message, index) => (message.role === 'user' ? [{ message, index }] : []));
    for (const [place, { message, index }] of said.slice(-unread).entries()) {
      const before = messages.slice(said[said.length - unread + place - 1]?.index ?? 0, index);
      const agentText = before.flatMap((one) => (one.role === 'assistant' ? [one.text] : [])).join(' ');
      const turn = this.#context.firstNumber - Math.min(unread, said.length) + place + 1;
      const { now: overAt, wallTimeMs: saidAtMs } = this.#context;
      this.#await({ turn, callerText: message.text, agentText, offered: [], overAt, saidAtMs, tries: 0 });
    }
  }
}
