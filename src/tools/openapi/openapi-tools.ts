/**
 * Operations of an OpenAPI document as tools of an agent: arguments become a request, an answer becomes a value.
 *
 * The document says what there is, the configuration what it may do: GET and HEAD are `read`, everything else is
 * `irreversible` until its effect is written here. Where requests go and what they carry in secret is fixed at the
 * start; a model fills places in it.
 */
import { nearestName } from '../../agent/check.ts';
import type { Tool } from '../../agent/tool.ts';
import { AntiphonError, describeThrown } from '../../errors/antiphon-error.ts';
import { argumentName, foreignTool, sayableName, settingsOf, toolName } from '../shared/foreign-tool.ts';
import { deepFreeze, mapTexts, type JsonObject } from '../shared/json.ts';
import { cleanText, clipText, hideSecrets } from '../shared/text.ts';
import { answerValue, brokenExchange } from './answer.ts';
import { exchange } from './exchange.ts';
import { readOperations, type Operation, type Parameter } from './operations.ts';
import { checkOptions, invalid, type CheckedOptions, type OpenApiToolsOptions } from './options.ts';
import { requestOf, type Arguments } from './request.ts';
import { RequestSchemas } from './request-schemas.ts';

export interface OpenApiTools {
  /** For `defineAgent`. */
  readonly tools: readonly Tool[];
  /** What the document describes and cannot be used here, and why. Operations that `include` leaves out are not listed. */
  readonly leftOut: readonly { readonly name: string; readonly reason: string }[];
}

const wordsMax = 1024;

/**
 * Reads the document; nothing is sent before a tool runs.
 * @throws AntiphonError CONFIG_INVALID, for an operation that was asked for and cannot be used too.
 */
export function openApiTools(options: OpenApiToolsOptions): OpenApiTools {
  const checked = checkOptions(options);
  const hide = hideSecrets([...Object.values(checked.headers), ...Object.values(checked.query)]);
  const readings = new Map(readOperations(checked.document, checked.baseGiven).map((one) => [one.id, one]));
  const named = [...(checked.include ?? []), ...Object.keys(checked.operations)];
  const unknown = named.find((id) => !readings.has(id));
  if (unknown !== undefined) {
    const nearest = nearestName(unknown, [...readings.keys()]);
    throw invalid(
      `the document has no operation "${unknown.slice(0, 64)}"`,
      nearest === undefined
        ? 'Write an `operationId`, or "GET /path" where there is none.'
        : `Did you mean "${nearest}"?`,
    );
  }
  const tools = new Map<string, Tool>();
  const leftOut: { name: string; reason: string }[] = [];
  for (const id of checked.include ?? readings.keys()) {
    const reading = readings.get(id)!;
    try {
      if ('problem' in reading)
        throw invalid(`operation "${id}": ${reading.problem}`, 'Leave it out with `include`.');
      const tool = toolOf(reading.operation, checked, hide);
      if (tools.has(tool.name))
        throw invalid(`two tools would be called "${tool.name}"`, 'Give one a `name`.');
      tools.set(tool.name, tool);
    } catch (thrown) {
      // Asked for by name and not to be had: that is not passed over.
      if (named.includes(id) || !AntiphonError.is(thrown)) throw thrown;
      leftOut.push({ name: id, reason: thrown.message });
    }
  }
  return Object.freeze({ tools: Object.freeze([...tools.values()]), leftOut: deepFreeze(leftOut) });
}

function toolOf(operation: Operation, options: CheckedOptions, hide: (text: string) => string): Tool {
  const settings = settingsOf(options.operations[operation.id]);
  const name = settings.name ?? toolName(operation.id, options.namePrefix);
  const reads = operation.method === 'GET' || operation.method === 'HEAD';
  const effectDefault = reads ? 'read' : 'irreversible';
  const acts = (settings.effect ?? effectDefault) !== 'read';
  const keyed = settings.idempotencyKey !== undefined;
  const names = argumentsOf(operation, options, keyed);
  return foreignTool({
    name,
    description:
      clipText(cleanText(operation.description).trim(), wordsMax) || `${sayableName(operation.id)}.`,
    action: sayableName(operation.id),
    parameters: parametersOf(name, operation, names, options.document),
    effectDefault,
    settings,
    run: async (input, { signal, idempotencyKey }) => {
      const key = keyed ? { [options.idempotencyHeader]: idempotencyKey } : {};
      const fixed = { base: options.base, headers: { ...options.headers, ...key }, query: options.query };
      const request = requestOf(operation, names, input, fixed);
      let answer;
      try {
        answer = await exchange(request, options.answerBytesMax, signal);
      } catch (thrown) {
        if (signal.aborted) throw signal.reason;
        throw brokenExchange(thrown, options.base.host, acts);
      }
      return answerValue(answer, { charactersMax: options.resultCharactersMax, hide, acts });
    },
  });
}

/** Names the arguments. What the configuration sends itself is not the model's to choose. */
function argumentsOf(operation: Operation, options: CheckedOptions, keyed: boolean): Arguments {
  const { headers, query, idempotencyHeader } = options;
  const sent = [...Object.keys(headers), ...(keyed ? [idempotencyHeader] : [])];
  const fixed = {
    path: new Set<string>(),
    query: new Set(Object.keys(query)),
    header: new Set(sent.map((name) => name.toLowerCase())),
  };
  const parameters = new Map<string, Parameter>();
  const free = (wanted: string, place: string): string => {
    const name = argumentName.test(wanted)
      ? wanted
      : wanted.replaceAll(/[^\w.-]+/g, '_').slice(0, 50) || place;
    if (!parameters.has(name)) return name;
    let number = 1;
    while (parameters.has(`${name}_${place}${number === 1 ? '' : number}`)) number += 1;
    return `${name}_${place}${number === 1 ? '' : number}`;
  };
  for (const parameter of operation.parameters) {
    const { name, in: place } = parameter;
    if (fixed[place].has(place === 'header' ? name.toLowerCase() : name)) continue;
    parameters.set(free(name, place), parameter);
  }
  return { parameters, body: operation.body === undefined ? undefined : free('body', 'body') };
}

/** @throws AntiphonError CONFIG_INVALID. */
function parametersOf(
  name: string,
  operation: Operation,
  names: Arguments,
  document: JsonObject,
): JsonObject {
  const schemas = new RequestSchemas(document);
  const required: string[] = [];
  const properties: Record<string, unknown> = {};
  try {
    for (const [argument, parameter] of names.parameters) {
      const schema = schemas.copy(parameter.schema);
      const described =
        parameter.description === '' || typeof schema !== 'object'
          ? {}
          : { description: parameter.description };
      properties[argument] = typeof schema === 'object' ? { ...schema, ...described } : schema;
      if (parameter.required) required.push(argument);
    }
    if (names.body !== undefined) {
      properties[names.body] = schemas.copy(operation.body!.schema);
      if (operation.body!.required) required.push(names.body);
    }
    const definitions = schemas.definitions();
    const whole = {
      type: 'object',
      properties,
      ...(required.length === 0 ? {} : { required }),
      additionalProperties: false,
      ...(Object.keys(definitions).length === 0 ? {} : { $defs: definitions }),
    };
    const short = (text: string): string => clipText(cleanText(text), wordsMax);
    return deepFreeze(mapTexts(whole, short) as JsonObject);
  } catch (thrown) {
    throw invalid(
      `tool "${name}": ${describeThrown(thrown)}`,
      'Leave it out with `include`, or correct the document.',
    );
  }
}
