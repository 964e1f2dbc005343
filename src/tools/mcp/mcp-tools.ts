/**
 * The tools of an MCP server as tools of an agent, open for as long as the value is.
 *
 * The server is not trusted: it describes, and the configuration decides what a tool may do. Without a configured
 * effect a tool is `irreversible`, so that the caller is asked; where the server says `readOnlyHint` it is `read`,
 * unless `trustAnnotations` is off. What was agreed at the start is frozen: see definitions.ts.
 */
import { nearestName } from '../../agent/check.ts';
import type { Tool } from '../../agent/tool.ts';
import { SystemClock } from '../../clock/system-clock.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import { foreignTool, sayableName, settingsOf, toolName } from '../shared/foreign-tool.ts';
import { deepFreeze, mapTexts, type JsonObject } from '../shared/json.ts';
import { cleanText, clipText, oneLine } from '../shared/text.ts';
import { McpConnection } from './connection.ts';
import type { Definitions, McpDefinition } from './definitions.ts';
import { checkOptions, invalid, type CheckedOptions, type McpToolsOptions } from './options.ts';
import { resultText, resultValue } from './result.ts';
import { loadMcpSdk } from './sdk.ts';

export interface McpTools extends AsyncDisposable {
  /** For `defineAgent`. */
  readonly tools: readonly Tool[];
  /** What the server offers and cannot be used here, and why. Tools that `include` leaves out are not listed. */
  readonly leftOut: readonly { readonly name: string; readonly reason: string }[];
}

const descriptionCharactersMax = 1024;
const failureCharactersMax = 500;

/**
 * Connects, lists the tools, and freezes them. Dispose of the value to end the connection and the process.
 * @throws AntiphonError CONFIG_INVALID; PEER_MISSING without `@modelcontextprotocol/sdk`; TOOL_FAILED
 * where the server cannot be had.
 */
export async function mcpTools(options: McpToolsOptions): Promise<McpTools> {
  const checked = checkOptions(options);
  const connection = new McpConnection(checked, await loadMcpSdk(), options.clock ?? new SystemClock());
  try {
    const chosen = choose(await connection.open(), checked, connection);
    return Object.freeze({ ...chosen, [Symbol.asyncDispose]: () => connection[Symbol.asyncDispose]() });
  } catch (thrown) {
    await connection[Symbol.asyncDispose]();
    throw thrown;
  }
}

function choose(
  definitions: Definitions,
  options: CheckedOptions,
  connection: McpConnection,
): Pick<McpTools, 'tools' | 'leftOut'> {
  const named = [...(options.include ?? []), ...Object.keys(options.effects)];
  const unknown = named.find((name) => !definitions.has(name));
  if (unknown !== undefined) {
    const nearest = nearestName(unknown, [...definitions.keys()]);
    throw invalid(
      `the server has no tool "${unknown.slice(0, 64)}"`,
      nearest === undefined ? 'Look at what it lists.' : `Did you mean "${nearest.slice(0, 64)}"?`,
    );
  }
  const tools = new Map<string, Tool>();
  const leftOut: { name: string; reason: string }[] = [];
  for (const name of options.include ?? definitions.keys()) {
    try {
      const tool = toolOf(definitions.get(name)!, options, connection);
      if (tools.has(tool.name))
        throw invalid(`two tools would be called "${tool.name}"`, 'Give one a `name`.');
      tools.set(tool.name, tool);
    } catch (thrown) {
      // Asked for by name and not to be had: that is not passed over.
      if (named.includes(name) || !AntiphonError.is(thrown)) throw thrown;
      leftOut.push({ name: oneLine(name, 128), reason: thrown.message });
    }
  }
  return { tools: Object.freeze([...tools.values()]), leftOut: deepFreeze(leftOut) };
}

function toolOf(definition: McpDefinition, options: CheckedOptions, connection: McpConnection): Tool {
  const settings = settingsOf(options.effects[definition.name]);
  const name = settings.name ?? toolName(definition.name, options.namePrefix);
  if (definition.needsTask) {
    throw invalid(`tool "${name}": the server runs it as a task only`, 'Leave it out with `include`.');
  }
  const readOnly = options.trustAnnotations && definition.readOnly;
  const effectDefault = readOnly ? 'read' : 'irreversible';
  const acts = (settings.effect ?? effectDefault) !== 'read';
  const keyed = settings.idempotencyKey !== undefined;
  const bounds = { charactersMax: options.resultCharactersMax, hide: connection.hide };
  return foreignTool({
    name,
    description: descriptionOf(definition.description, name),
    action: sayableName(definition.name),
    parameters: parametersOf(definition.inputSchema),
    effectDefault,
    settings,
    run: async (input, { signal, idempotencyKey }) => {
      const meta = keyed ? { 'antiphon/idempotency-key': idempotencyKey } : undefined;
      const result = await connection.call(definition, { arguments: input, signal, meta, acts });
      if (result.isError !== true) return resultValue(result, bounds);
      const reason = resultText(result, { ...bounds, charactersMax: failureCharactersMax });
      // The protocol's way of telling the model: it may correct its arguments, or say why not.
      throw new AntiphonError('TOOL_DECLINED', reason);
    },
  });
}

function descriptionOf(said: string, name: string): string {
  const description = clipText(cleanText(said).trim(), descriptionCharactersMax);
  return description === '' ? `${sayableName(name)}.` : description;
}

function parametersOf(schema: JsonObject): JsonObject {
  const short = (text: string): string => clipText(cleanText(text), descriptionCharactersMax);
  const { $schema: _, ...parameters } = mapTexts(schema, short) as JsonObject;
  return deepFreeze({ ...parameters, type: 'object' });
}
