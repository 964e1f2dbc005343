/**
 * One chunk of the stream, read with forgiveness: servers that call themselves compatible leave fields
 * out, send them null, or send another type. What cannot be understood is not there.
 */

export interface Chunk {
  text: string;
  /** It carries thoughts of the model, which are not spoken. */
  thinks: boolean;
  toolCalls: readonly ToolCallPiece[];
  finish: string | undefined;
  usage: ChunkUsage | undefined;
  /** The provider failed in the midst of its answer. */
  error: { code: string; status: number | undefined } | undefined;
}

export interface ToolCallPiece {
  index: number | undefined;
  id: string;
  name: string;
  /** A piece of JSON, or (some servers) the whole of it as an object. */
  arguments: unknown;
}

export interface ChunkUsage {
  inputTokens: number;
  cachedInputTokens: number;
  outputTokens: number;
}

/** Words of letters: a key that stands in the place of a code has digits. */
const shortCode = /^(?=.{1,48}$)[a-z]+(_[a-z]+)*$/i;

type Fields = Readonly<Record<string, unknown>>;

/** @throws SyntaxError where `data` is no JSON. */
export function readChunk(data: string): Chunk {
  const chunk = fieldsOf(JSON.parse(data));
  const choice = fieldsOf(Array.isArray(chunk['choices']) ? chunk['choices'][0] : undefined);
  const delta = fieldsOf(choice['delta'] ?? choice['message']);
  const calls = Array.isArray(delta['tool_calls']) ? delta['tool_calls'] : [];
  return {
    // A refusal of the provider's own is said like anything else: silence would be worse.
    text: contentText(delta['content']) || textOf(delta['refusal']),
    thinks: textOf(delta['reasoning_content'] ?? delta['reasoning']) !== '',
    toolCalls: calls.map(pieceOf),
    finish: textOf(choice['finish_reason']) || undefined,
    usage: usageOf(chunk['usage']),
    error: chunk['error'] === undefined || chunk['error'] === null ? undefined : readFailure(chunk['error']),
  };
}

/** What a provider says of a failure, as far as it is safe to repeat: a short code, never prose. */
export function readFailure(error: unknown): { code: string; status: number | undefined } {
  const fields = fieldsOf(error);
  const codes = [fields['code'], fields['type']].map((value) => textOf(value));
  const status = Number(fields['code']);
  return {
    code: codes.find((code) => shortCode.test(code)) ?? '',
    status: Number.isInteger(status) && status >= 400 && status < 600 ? status : undefined,
  };
}

export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function pieceOf(value: unknown): ToolCallPiece {
  const call = fieldsOf(value);
  const named = fieldsOf(call['function']);
  const { index } = call;
  return {
    index: typeof index === 'number' && Number.isInteger(index) ? index : undefined,
    id: textOf(call['id']),
    name: textOf(named['name']),
    arguments: named['arguments'] ?? '',
  };
}

/** Usually a string; a list of typed parts with some. */
function contentText(content: unknown): string {
  if (!Array.isArray(content)) return textOf(content);
  return content.map((part: unknown) => textOf(fieldsOf(part)['text'])).join('');
}

function usageOf(value: unknown): ChunkUsage | undefined {
  const usage = fieldsOf(value);
  if (typeof usage['prompt_tokens'] !== 'number') return undefined;
  const inputTokens = countOf(usage['prompt_tokens']);
  const details = fieldsOf(usage['prompt_tokens_details']);
  return {
    inputTokens,
    cachedInputTokens: Math.min(countOf(details['cached_tokens']), inputTokens),
    outputTokens: countOf(usage['completion_tokens']),
  };
}

function countOf(value: unknown): number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : 0;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
