/** The words of a conversation as models see them. */

export type Message =
  | { role: 'user'; text: string }
  /** Only what was heard. `interrupted` says that the caller cut in after the last word of `text`. */
  | { role: 'assistant'; text: string; interrupted?: boolean }
  | { role: 'tool-call'; toolCallId: string; name: string; arguments: unknown }
  | { role: 'tool-result'; toolCallId: string; name: string; result: ToolOutcome };

export type ToolOutcome =
  | { status: 'done'; value: unknown }
  /** `say`: the house's own sentence for this failure, with what is offered instead. */
  | { status: 'failed'; code: string; message: string; say?: string }
  /** It began, and nobody can say how it ended: it may have happened, and must not be done again unasked. */
  | { status: 'unknown'; reason: string }
  | { status: 'refused'; reason: string }
  /** Asked of the caller, who has not answered yet. */
  | { status: 'awaiting-consent'; question: string };

/** What a tool does to the world: `read` is free; `write` can be repeated under its key; `irreversible` needs a spoken yes. */
export type Effect = 'read' | 'write' | 'irreversible';

/**
 * A model asks for a tool that is under way already, with the same arguments. `reject`: the second is told so.
 * `replace`: the first one's question, or its turn to run, is dropped; one that has begun goes on, and its result
 * is told to nobody where it only read. `allow`: both.
 */
export type DuplicatePolicy = 'reject' | 'replace' | 'allow';

/** A tool as a model sees it. */
export interface ToolSpecification {
  name: string;
  description: string;
  effect: Effect;
  /** JSON Schema of the arguments. */
  parameters: Readonly<Record<string, unknown>>;
}
