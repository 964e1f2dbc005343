/**
 * What the local server is told to answer, step by step, down to the bytes where it matters.
 *
 * Most stories need `says`, `callsTools` and `refuses`; a list of steps tells the others: a pause, a
 * chunk that is no JSON, half of an event, a connection that is cut.
 */

export type WireStep =
  | { waitMs: number }
  /** One content delta. */
  | { text: string }
  | { toolCall: WireToolCallPiece }
  /** Any chunk, sent as JSON. */
  | { chunk: unknown }
  /** These bytes, as they are. */
  | { raw: string }
  | { finish: string }
  | { usage: WireUsage }
  /** `data: [DONE]`. */
  | { done: true }
  /** The connection breaks. */
  | { cut: true }
  /** Nothing more comes, and the connection stays. */
  | { hang: true };

export interface WireToolCallPiece {
  index?: number;
  id?: string;
  name?: string;
  arguments?: string;
}

export interface WireUsage {
  inputTokens: number;
  cachedInputTokens?: number;
  outputTokens: number;
}

/** An answer that is no stream. */
export interface WireRefusal {
  status: number;
  headers?: Readonly<Record<string, string>>;
  body: string;
}

/** A string is said word by word, and ends as it should. */
export type WireAnswer = string | readonly WireStep[] | WireRefusal;

export interface AnswerDetails {
  /** Before the first token. */
  firstTokenMs?: number;
  /** Between two tokens. */
  tokenMs?: number;
  usage?: WireUsage;
  finish?: string;
}

/** A text, word by word, and the end of the protocol after it. */
export function says(text: string, details: AnswerDetails = {}): WireStep[] {
  const words = text.match(/\S+\s*/g) ?? [];
  const { tokenMs = 0 } = details;
  const steps = words.flatMap((word): WireStep[] =>
    tokenMs === 0 ? [{ text: word }] : [{ text: word }, { waitMs: tokenMs }],
  );
  return [...pause(details.firstTokenMs), ...steps, ...ending(details.finish ?? 'stop', details.usage)];
}

export interface WireToolCall {
  id?: string;
  name: string;
  arguments: unknown;
}

/**
 * Tool calls as large providers stream them: the name first, then the arguments in pieces of a few
 * letters. With `interleaved` the pieces of parallel calls take turns.
 */
export function callsTools(
  calls: readonly WireToolCall[],
  details: AnswerDetails & { text?: string; interleaved?: boolean } = {},
): WireStep[] {
  const streams = calls.map((call, index) => piecesOf(call, index));
  const pieces = details.interleaved === true ? inTurns(streams) : streams.flat();
  const words = details.text?.match(/\S+\s*/g) ?? [];
  return [
    ...pause(details.firstTokenMs),
    ...words.map((text) => ({ text })),
    ...pieces,
    ...ending(details.finish ?? 'tool_calls', details.usage),
  ];
}

/** Any refusal, told the way the protocol tells it. `retryAfter` is the header's value: seconds or a date. */
export function refuses(
  status: number,
  details: { message?: string; type?: string; code?: string; retryAfter?: string } = {},
): WireRefusal {
  const { message = 'scripted refusal', type = 'scripted_error', code = null, retryAfter } = details;
  return {
    status,
    headers: {
      'content-type': 'application/json',
      ...(retryAfter !== undefined && { 'retry-after': retryAfter }),
    },
    body: JSON.stringify({ error: { message, type, code, param: null } }),
  };
}

const pieceLetters = 7;

function piecesOf(call: WireToolCall, index: number): WireStep[] {
  const text = typeof call.arguments === 'string' ? call.arguments : JSON.stringify(call.arguments);
  const pieces = text.match(new RegExp(`.{1,${pieceLetters}}`, 'gsu')) ?? [];
  const opening = { index, id: call.id ?? `call_${index}`, name: call.name, arguments: '' };
  return [{ toolCall: opening }, ...pieces.map((piece) => ({ toolCall: { index, arguments: piece } }))];
}

function inTurns(streams: readonly WireStep[][]): WireStep[] {
  const longest = Math.max(0, ...streams.map((stream) => stream.length));
  return Array.from({ length: longest }, (_, step) => streams.flatMap((stream) => stream[step] ?? [])).flat();
}

function pause(waitMs = 0): WireStep[] {
  return waitMs === 0 ? [] : [{ waitMs }];
}

function ending(finish: string, usage: WireUsage | undefined): WireStep[] {
  return [{ finish }, ...(usage === undefined ? [] : [{ usage }]), { done: true }];
}
