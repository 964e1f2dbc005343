/**
 * What a server says of its tools, and whether it still says what it said when they were agreed.
 *
 * A server that can be trusted on the first day may describe another tool under the same name on the second. What
 * the model was shown is therefore frozen, and a call is refused once the server's own words have changed.
 */
import { AntiphonError } from '../../errors/antiphon-error.ts';
import { canonicalJson, isObject, type JsonObject } from '../shared/json.ts';
import type { McpClient, McpSdk } from './sdk.ts';

export interface McpDefinition {
  name: string;
  description: string;
  inputSchema: JsonObject;
  readOnly: boolean;
  /** Can only be run by a protocol of tasks that we do not speak. */
  needsTask: boolean;
  /** Equal texts: the same definition. */
  agreed: string;
}

export type Definitions = ReadonlyMap<string, McpDefinition>;

const pagesMax = 20;
const toolsMax = 500;

/** @throws AntiphonError TOOL_FAILED where the list has no end; whatever the client throws. */
export async function listDefinitions(
  client: McpClient,
  { types }: McpSdk,
  options: { signal: AbortSignal; timeout: number },
): Promise<Definitions> {
  const definitions = new Map<string, McpDefinition>();
  let cursor: string | undefined;
  for (let page = 0; page < pagesMax; page += 1) {
    const params = cursor === undefined ? {} : { cursor };
    // Not `client.listTools`: that compiles the server's schemas into code.
    const answer = await client.request(
      { method: 'tools/list', params },
      types.ListToolsResultSchema,
      options,
    );
    for (const tool of answer.tools) {
      if (definitions.has(tool.name))
        throw endless(`the server lists ${JSON.stringify(tool.name.slice(0, 64))} twice`);
      definitions.set(tool.name, definitionOf(tool));
    }
    cursor = answer.nextCursor;
    if (cursor === undefined) return definitions;
    if (definitions.size > toolsMax) break;
  }
  throw endless(`the server's list of tools is longer than ${toolsMax} tools or ${pagesMax} pages`);
}

function definitionOf(tool: JsonObject): McpDefinition {
  const { name, description, inputSchema, annotations, execution } = tool;
  const hints = isObject(annotations) ? annotations : {};
  return {
    name: String(name),
    description: typeof description === 'string' ? description : '',
    inputSchema: isObject(inputSchema) ? inputSchema : {},
    // Both at once is a contradiction, and decides for caution.
    readOnly: hints['readOnlyHint'] === true && hints['destructiveHint'] !== true,
    needsTask: isObject(execution) && execution['taskSupport'] === 'required',
    agreed: canonicalJson({ description, inputSchema, annotations }),
  };
}

/** @throws AntiphonError TOOL_UNKNOWN where `tool` is no longer what was agreed. */
export function requireAgreed(agreed: McpDefinition, now: Definitions): void {
  const current = now.get(agreed.name);
  if (current?.agreed === agreed.agreed) return;
  const what = current === undefined ? 'no longer has this tool' : 'has changed its definition of this tool';
  throw new AntiphonError(
    'TOOL_UNKNOWN',
    `the server ${what} since the tools were opened: it was not called`,
    {
      cure: 'Look at what the server offers now, then open its tools again.',
      data: { tool: agreed.name.slice(0, 128) },
    },
  );
}

function endless(what: string): AntiphonError {
  return new AntiphonError('TOOL_FAILED', what, {
    cure: 'Have the server corrected: its tools cannot be used.',
  });
}
