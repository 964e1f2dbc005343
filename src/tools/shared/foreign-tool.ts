/**
 * A tool that is described elsewhere, by a server or a document: its schema is JSON Schema, and what it may do
 * is said by the configuration here.
 *
 * The model is shown the schema as it came; the arguments are checked against what of it can be checked. The
 * question before an `irreversible` tool is built from words of the house and the arguments, and never from a
 * foreign description: whoever wrote that must not choose what the caller says yes to.
 */
import { defaultQuestion } from '../../agent/default-question.ts';
import { defineTool } from '../../agent/define-tool.ts';
import type { ConsentContext, Tool, ToolContext, ToolDefinition } from '../../agent/tool.ts';
import type { Effect } from '../../contracts/conversation.ts';
import { AntiphonError, describeThrown } from '../../errors/antiphon-error.ts';
import { isObject, type JsonObject } from './json.ts';
import { schemaInput, type SchemaInput } from './schema-input.ts';

type Described = Omit<
  ToolDefinition<SchemaInput, unknown>,
  'name' | 'description' | 'input' | 'effect' | 'run'
>;

/**
 * What a configuration says about one tool: all that `defineTool` takes. With an `idempotencyKey` the key of each
 * call is handed over to the other side.
 */
export interface ToolSettings extends Described {
  effect?: Effect;
  /** What the agent calls it. Letters, digits, `_` and `-`, at most 64; begins with a letter. */
  name?: string;
  /** In the place of the foreign one: the model chooses by it. */
  description?: string;
}

export interface ForeignTool {
  name: string;
  description: string;
  /** What happens, in a few words, for the question: "Cancel order". */
  action: string;
  parameters: JsonObject;
  effectDefault: Effect;
  settings: ToolSettings;
  run: (input: JsonObject, context: ToolContext) => Promise<unknown>;
}

/** What the model is sent with every turn; a larger schema is a defect or an attack. */
const parametersCharactersMax = 32_768;
/** What every provider takes as the name of an argument. */
export const argumentName = /^[\w.-]{1,64}$/;

/** @throws AntiphonError CONFIG_INVALID, naming the tool and what cannot be used of it. */
export function foreignTool(foreign: ForeignTool): Tool {
  const { name, action, parameters, run } = foreign;
  const { name: _, effect: __, description, ...settings } = foreign.settings;
  const effect = foreign.settings.effect ?? foreign.effectDefault;
  const asked = effect !== 'read' && settings.confirm === undefined;
  const tool = defineTool({
    ...settings,
    ...(asked
      ? {
          confirm: (input: JsonObject, { language }: ConsentContext) =>
            defaultQuestion(action, input, language),
        }
      : {}),
    name,
    description: description ?? foreign.description,
    effect,
    input: inputOf(name, parameters),
    run: (input, context) => run(input, context),
  });
  return Object.freeze({ ...tool, specification: Object.freeze({ ...tool.specification, parameters }) });
}

function inputOf(name: string, parameters: JsonObject): SchemaInput {
  const unusable = (why: string): AntiphonError =>
    new AntiphonError('CONFIG_INVALID', `tool "${name}": ${why}`, {
      cure: 'Leave this tool out with `include`, or have its schema corrected where it comes from.',
    });
  const { properties } = parameters;
  if (isObject(properties) && !Object.keys(properties).every((key) => argumentName.test(key))) {
    throw unusable('the name of an argument cannot be sent to every model');
  }
  const size = JSON.stringify(parameters).length;
  if (size > parametersCharactersMax) {
    throw unusable(`its schema has ${size} characters, more than ${parametersCharactersMax}`);
  }
  try {
    return schemaInput(parameters);
  } catch (thrown) {
    throw unusable(`its schema cannot be read: ${describeThrown(thrown).slice(0, 200)}`);
  }
}

/** `Effect | ToolSettings`, as a configuration writes it. */
export function settingsOf(written: Effect | ToolSettings | undefined): ToolSettings {
  if (written === undefined) return {};
  return typeof written === 'string' ? { effect: written } : written;
}

/** A name that every model takes: `orders.cancel/v2` becomes `orders_cancel_v2`. */
export function toolName(foreign: string, prefix = ''): string {
  const name = `${prefix}${foreign}`.replaceAll(/[^a-zA-Z0-9_-]+/g, '_');
  return (/^[a-zA-Z]/.test(name) ? name : `tool_${name}`).slice(0, 64);
}

/** `cancelOrder` and `cancel_order` are both "Cancel order". */
export function sayableName(foreign: string): string {
  const words = foreign
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase();
  return words.slice(0, 1).toUpperCase() + words.slice(1, 64);
}
