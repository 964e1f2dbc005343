/**
 * What an agent may do: a name and a description for the model, a zod schema for the arguments,
 * an effect class for the house, and the function itself.
 *
 * A tool is a frozen value. It knows how to read what a model sent (`parse`), and what must be asked
 * of the caller before it may act (`consentQuestion`): an `irreversible` tool always asks, a `write`
 * tool asks when it has a `confirm`, a `read` tool never does. Who asks, and when, is decided elsewhere.
 */
import { z } from 'zod';
import type { Effect, ToolSpecification } from '../contracts/conversation.ts';
import { AntiphonError, describeThrown } from '../errors/antiphon-error.ts';
import { configInvalid, nameOf, rejectUnknownKeys, requireMs, requireText } from './check.ts';
import { defaultQuestion } from './default-question.ts';

export interface ToolContext {
  /** Aborts at the tool's own time limit, never because the caller spoke or hung up. */
  signal: AbortSignal;
  /** The same for every attempt of one intended effect: hand it to whatever the tool writes to. */
  idempotencyKey: string;
}

export interface ToolDefinition<Schema extends z.ZodObject, Output> {
  /** Letters, digits, `_` and `-`, at most 64; begins with a letter. */
  name: string;
  /** What it does, in one sentence: the model chooses by it. */
  description: string;
  input: Schema;
  effect: Effect;
  /** The question the caller hears before the tool acts. Must name what will happen. */
  confirm?: (input: z.output<Schema>) => string;
  /** How long one run may take, 100 ms to 10 min. Default 10 s. */
  timeoutMs?: number;
  /** Said while the tool runs, when it is slow. */
  speakWhile?: string;
  /** Said when the tool has failed. */
  fallback?: string;
  /**
   * False: the reply that asks for it, runs it or tells its result is heard to its end (terms, a legal notice). What
   * the caller says meanwhile is kept and answered behind it; a yes counts only once the question is out. Default true.
   */
  interruptible?: boolean;
  run: (input: z.output<Schema>, context: ToolContext) => Output | Promise<Output>;
}

export type ParsedInput<Input> =
  | { ok: true; input: Input }
  /** `message` is meant for the model: what is wrong with which argument. */
  | { ok: false; message: string };

export interface Tool<Input = unknown, Output = unknown> {
  readonly name: string;
  readonly effect: Effect;
  /** It never runs without a yes of the caller's. */
  readonly asks: boolean;
  readonly interruptible: boolean;
  readonly timeoutMs: number;
  readonly speakWhile: string | undefined;
  readonly fallback: string | undefined;
  /** The tool as a model sees it. */
  readonly specification: ToolSpecification;
  /** Reads what a model sent. */
  parse(argumentsSent: unknown): ParsedInput<Input>;
  /**
   * What the caller must say yes to before this may run, or undefined when nothing needs asking.
   * @throws AntiphonError TOOL_FAILED when `confirm` throws: then the tool must not run.
   */
  consentQuestion(input: Input): string | undefined;
  run(input: Input, context: ToolContext): Promise<Output>;
}

const timeoutDefaultMs = 10_000;
const effects: readonly Effect[] = ['read', 'write', 'irreversible'];
const options: Record<keyof ToolDefinition<z.ZodObject, unknown>, true> = {
  name: true,
  description: true,
  input: true,
  effect: true,
  confirm: true,
  timeoutMs: true,
  speakWhile: true,
  fallback: true,
  interruptible: true,
  run: true,
};

/**
 * Defines a tool. The types of `confirm` and `run` follow from `input`.
 * @throws AntiphonError CONFIG_INVALID, saying what to write instead.
 */
export function defineTool<Schema extends z.ZodObject, Output>(
  definition: ToolDefinition<Schema, Output>,
): Tool<z.output<Schema>, Output> {
  check(definition);
  const { name, input: schema, effect, confirm, timeoutMs, speakWhile, fallback } = definition;
  const specification: ToolSpecification = Object.freeze({
    name,
    description: definition.description,
    effect,
    parameters: jsonSchema(name, schema),
  });

  const asks = effect === 'irreversible' || (effect === 'write' && confirm !== undefined);

  return Object.freeze({
    name,
    effect,
    asks,
    interruptible: definition.interruptible ?? true,
    timeoutMs: timeoutMs ?? timeoutDefaultMs,
    speakWhile,
    fallback,
    specification,
    parse: (argumentsSent: unknown) => parseInput(name, schema, argumentsSent),
    consentQuestion: (input: z.output<Schema>) => {
      if (!asks) return undefined;
      const question = confirm === undefined ? '' : askOf(name, () => confirm(input));
      return question.trim() === '' ? defaultQuestion(definition.description, input) : question;
    },
    // Async, so that a `run` that throws at once rejects like any other.
    run: async (input: z.output<Schema>, context: ToolContext) => definition.run(input, context),
  });
}

function check(definition: ToolDefinition<z.ZodObject, unknown>): void {
  const { name, effect } = definition;
  requireText('defineTool', 'name', name, "'bookFitting'");
  const where = `tool "${name}"`;
  if (!/^[a-zA-Z][a-zA-Z0-9_-]{0,63}$/.test(name)) {
    throw configInvalid(
      where,
      'the name cannot be sent to every model',
      'Begin with a letter; use at most 64 letters, digits, "_" and "-".',
    );
  }
  rejectUnknownKeys(where, definition, Object.keys(options));
  requireText(where, 'description', definition.description, "'Books a fitting in a store.'");
  if (!effects.includes(effect)) {
    throw configInvalid(where, `\`effect\` is ${nameOf(effect)}`, `Write ${effects.join(', ')}.`);
  }
  if (!(definition.input instanceof z.ZodObject)) {
    throw configInvalid(where, '`input` is not a zod object', 'Write input: z.object({ ... }).');
  }
  if (effect === 'read' && definition.confirm !== undefined) {
    throw configInvalid(
      where,
      'a `read` tool has a `confirm`, which would never be asked',
      "Leave `confirm` out, or write effect: 'write' if the tool changes anything.",
    );
  }
  if (typeof definition.run !== 'function') {
    throw configInvalid(where, '`run` is missing', 'Write run: async (input, { signal }) => ....');
  }
  if (definition.timeoutMs !== undefined) {
    requireMs(where, 'timeoutMs', definition.timeoutMs, 100, 600_000);
  }
}

function jsonSchema(name: string, schema: z.ZodObject): Readonly<Record<string, unknown>> {
  try {
    const { $schema: _, ...parameters } = z.toJSONSchema(schema, { io: 'input' });
    return Object.freeze(parameters);
  } catch (thrown) {
    throw new AntiphonError('CONFIG_INVALID', `tool "${name}": \`input\`: ${describeThrown(thrown)}`, {
      cure: 'Use types that JSON can carry: z.iso.date() or z.iso.datetime() in place of z.date(), for example.',
      cause: thrown,
    });
  }
}

function parseInput<Schema extends z.ZodObject>(
  name: string,
  schema: Schema,
  argumentsSent: unknown,
): ParsedInput<z.output<Schema>> {
  let result;
  try {
    result = schema.safeParse(argumentsSent);
  } catch (thrown) {
    // An async refinement, or one that throws: the definition is at fault, not the model.
    throw AntiphonError.from(thrown, 'CONFIG_INVALID', `tool "${name}": \`input\` cannot be checked`);
  }
  if (result.success) return { ok: true, input: result.data };
  return { ok: false, message: `The arguments of ${name} are not valid:\n${z.prettifyError(result.error)}` };
}

function askOf(name: string, confirm: () => string): string {
  try {
    return confirm();
  } catch (thrown) {
    throw AntiphonError.from(thrown, 'TOOL_FAILED', `tool "${name}": \`confirm\` threw`);
  }
}
