/**
 * What is remembered of a call beside its words: values with where they come from, and what the caller wants.
 *
 *   a turn is over ─▶ Extractor (off the critical path) ─▶ changes ─▶ merged into the state ─▶ the next prompt
 *
 * Plain data throughout: it goes into the log and into the store.
 */

/** A value to be remembered, as an extractor and a model see it. */
export interface SlotSpecification {
  name: string;
  /** What it holds, in one sentence. */
  description: string;
  /** JSON Schema of one value. */
  schema: Readonly<Record<string, unknown>>;
  /** Holds several values at a time. */
  many: boolean;
}

/** Something that callers want. */
export interface IntentSpecification {
  name: string;
  /** When a caller wants it, in one sentence. */
  description: string;
  /** How callers say it. A model on the device learns from them; one that reads descriptions can do without. */
  examples?: readonly string[];
}

export interface RememberedValue {
  value: unknown;
  /** In which it was said. */
  turn: number;
  /** The caller's own. */
  words: string;
  /** 0 to 1. */
  confidence: number;
}

export interface RememberedIntent {
  name: string;
  turn: number;
  /** 0 to 1. */
  confidence: number;
}

export interface CallState {
  /** By slot; one that holds nothing is not there. */
  slots: Readonly<Record<string, readonly RememberedValue[]>>;
  intent: RememberedIntent | undefined;
  /** What every turn up to this one said stands in the slots; later turns go into the prompt as they were. */
  extractedTurn: number;
}

/** What a call remembers beside its slots, for whoever takes it up again. Plain data. */
export interface StoredMemory {
  /** As its keeper wrote it. */
  rest: Omit<CallState, 'slots'>;
  /** Of the turns that are stored, the last so many are not in the state yet. */
  unread: number;
  /** Who was verified in the call. */
  callerId?: string;
  /** Slots that the caller emptied and has not filled again. */
  takenBack?: readonly string[];
}

export type SlotChange =
  /** `set` replaces what the slot holds, `add` and `remove` are for slots that hold several. */
  | { slot: string; change: 'set' | 'add' | 'remove'; value: unknown; words: string; confidence: number }
  | { slot: string; change: 'clear'; words: string; confidence: number };

/** One that the agent has named: "the second one" means one of them. */
export interface OfferedValue {
  slot: string;
  value: unknown;
  words: string;
}

/** One turn, not the whole call: what it costs does not grow with its length. */
export interface ExtractionRequest {
  turn: number;
  /** What the caller had heard before they spoke. */
  agentText: string;
  callerText: string;
  /** BCP-47. */
  language: string;
  slots: readonly SlotSpecification[];
  intents: readonly IntentSpecification[];
  known: CallState['slots'];
  /** In the order of offering, the last list only. */
  offered: readonly OfferedValue[];
  /** From calls before, of a caller who has been verified: "the same store as last time". */
  recalled: Readonly<Record<string, unknown>>;
  /** When the turn was said, in milliseconds since 1970: "tomorrow" is counted from it. */
  saidAtMs: number;
  /** IANA name of the caller's time zone. */
  timeZone: string;
}

export interface Extraction {
  turn: number;
  /** Undefined: as before. */
  intent: { name: string; confidence: number } | undefined;
  changes: readonly SlotChange[];
}

/**
 * Tells what a turn said of the slots and of what the caller wants.
 *
 * Values need not fit their schemas: whoever asks parses each one and drops what does not. A slot that the turn
 * says nothing of has no change.
 */
export interface Extractor {
  readonly specificationVersion: '1';
  readonly name: string;
  /**
   * Does now what an agent's specifications need once, so that no caller's first turn waits for it. Optional, and may
   * be called again.
   */
  prepare?(agent: Pick<ExtractionRequest, 'slots' | 'intents'>): void;
  /** @throws AntiphonError where it cannot answer: the turn then stays in the prompt as it was. */
  extract(request: ExtractionRequest, options: { signal: AbortSignal }): Promise<Extraction>;
}
