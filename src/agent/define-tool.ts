/**
 * What an agent may do: a name and a description for the model, a zod schema for the arguments,
 * an effect class for the house, and the function itself.
 *
 * A tool is a frozen value. It knows how to read what a model sent (`parse`), what must be asked of the
 * caller before it may act (`consentQuestion`), and the key its action goes by (`keyOf`): a `read` tool never
 * asks, an `irreversible` one always does, and a `write` unless its author has said `confirm: false`. Who
 * asks, who runs it, and when, is decided elsewhere.
 */
import { z } from 'zod';
import type { ToolSpecification } from '../contracts/conversation.ts';
import { AntiphonError, describeThrown } from '../errors/antiphon-error.ts';
import { checkTool } from './check-tool.ts';
import { defaultQuestion } from './default-question.ts';
import type {
  CallerOfTool,
  ConsentContext,
  ParsedInput,
  RunContext,
  Tool,
  ToolBreaker,
  ToolDefinition,
  ToolRetry,
} from './tool.ts';

export type {
  CallerOfTool,
  ConsentContext,
  ParsedInput,
  RunContext,
  Tool,
  ToolBreaker,
  ToolContext,
  ToolDefinition,
  ToolRetry,
} from './tool.ts';

const timeoutDefaultMs = 10_000;
const keyCharactersMax = 200;

/**
 * Defines a tool. The types of `confirm`, `idempotencyKey` and `run` follow from `input`.
 * @throws AntiphonError CONFIG_INVALID, saying what to write instead.
 */
export function defineTool<Schema extends z.ZodObject, Output>(
  definition: ToolDefinition<Schema, Output>,
): Tool<z.output<Schema>, Output> {
  checkTool(definition);
  const { name, input: schema, effect, confirm, timeoutMs, speakWhile, fallback, retry } = definition;
  const specification: ToolSpecification = Object.freeze({
    name,
    description: definition.description,
    effect,
    parameters: jsonSchema(name, schema),
  });

  const asks = effect === 'irreversible' || (effect === 'write' && confirm !== false);

  return Object.freeze({
    name,
    effect,
    asks,
    keyed: definition.idempotencyKey !== undefined,
    interruptible: definition.interruptible ?? true,
    timeoutMs: timeoutMs ?? timeoutDefaultMs,
    retry: retryOf(retry),
    breaker: breakerOf(definition.breaker),
    duplicates: definition.duplicates ?? (effect === 'read' ? 'allow' : 'reject'),
    speakWhile,
    fallback,
    specification,
    parse: (argumentsSent: unknown) => parseInput(name, schema, argumentsSent),
    consentQuestion: (
      input: z.output<Schema>,
      { language = 'en', caller = nobody }: Partial<ConsentContext> = {},
    ) => {
      if (!asks) return undefined;
      const asked = { language, caller };
      const question =
        typeof confirm === 'function' ? askOf(name, 'confirm', () => confirm(input, asked)) : '';
      return question.trim() === '' ? defaultQuestion(definition.description, input, language) : question;
    },
    keyOf: (input: z.output<Schema>, callKey: string) => {
      const { idempotencyKey } = definition;
      if (typeof idempotencyKey !== 'function') return callKey;
      return ownKey(
        name,
        askOf(name, 'idempotencyKey', () => idempotencyKey(input)),
      );
    },
    // Async, so that a `run` that throws at once rejects like any other.
    run: async (input: z.output<Schema>, context: RunContext) =>
      definition.run(input, { caller: nobody, ...context }),
  });
}

/** A tool that is run outside a call. */
const nobody: CallerOfTool = Object.freeze({
  callId: '',
  callerId: undefined,
  verified: () => {
    throw new AntiphonError('CALL_ENDED', 'there is no call in which somebody could be verified');
  },
});

function retryOf(retry: number | ToolRetry | undefined): Tool['retry'] {
  const asked = typeof retry === 'number' ? { attemptsMax: retry } : retry;
  return Object.freeze({
    attemptsMax: asked?.attemptsMax ?? 1,
    firstDelayMs: asked?.firstDelayMs ?? 200,
    delayMaxMs: asked?.delayMaxMs ?? 2_000,
    withinMs: asked?.withinMs ?? 20_000,
  });
}

function breakerOf(breaker: false | ToolBreaker | undefined): Tool['breaker'] {
  if (breaker === false) return undefined;
  const coolOffMs = breaker?.coolOffMs ?? 10_000;
  return Object.freeze({
    failuresInARow: breaker?.failuresInARow ?? 5,
    coolOffMs,
    coolOffMaxMs: breaker?.coolOffMaxMs ?? Math.max(coolOffMs, 120_000),
  });
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
    throw new AntiphonError('CONFIG_INVALID', `tool "${name}": \`input\` cannot be checked`, {
      cure: 'Let every refinement and transform answer at once, and throw nothing: see the cause.',
      cause: thrown,
    });
  }
  if (result.success) return { ok: true, input: result.data };
  return { ok: false, message: `The arguments of ${name} are not valid:\n${z.prettifyError(result.error)}` };
}

/** A blank key would make one action of all; the tool's name keeps two tools apart that go by the same number. */
function ownKey(name: string, key: unknown): string {
  const usable = (typeof key === 'string' && key.trim() !== '') || typeof key === 'number';
  if (usable && String(key).length <= keyCharactersMax) return `${name}:${key}`;
  throw new AntiphonError('TOOL_FAILED', `tool "${name}": \`idempotencyKey\` made no usable key`, {
    cure: `Return a text of 1 to ${keyCharactersMax} characters that names this one action.`,
  });
}

/** The text of what was thrown stays behind, as the cause: nobody knows what is in it. */
function askOf<Answer>(name: string, option: string, ask: () => Answer): Answer {
  try {
    return ask();
  } catch (thrown) {
    // A no of the tool's own is meant to be told, here as in `run`.
    if (AntiphonError.is(thrown) && thrown.code === 'TOOL_DECLINED') throw thrown;
    throw new AntiphonError('TOOL_FAILED', `tool "${name}": \`${option}\` threw`, { cause: thrown });
  }
}
