/** Reads the operations of a document: what is sent where, and why one cannot be used. */
import { followPointer, isObject, type JsonObject } from '../shared/json.ts';
import { styles, type ParameterStyle } from './serialise.ts';

export interface Parameter {
  /** On the wire. */
  name: string;
  in: 'path' | 'query' | 'header';
  style: ParameterStyle;
  explode: boolean;
  /** Sent as JSON: the document describes it by `content`. */
  json: boolean;
  required: boolean;
  schema: unknown;
  description: string;
}

export interface Body {
  contentType: string;
  form: boolean;
  required: boolean;
  schema: unknown;
}

export interface Operation {
  /** `operationId`, or `POST /orders`. */
  id: string;
  method: string;
  /** With its `{parameters}`. */
  path: string;
  description: string;
  parameters: readonly Parameter[];
  body: Body | undefined;
}

export type Reading = { id: string; operation: Operation } | { id: string; problem: string };

const methods = ['get', 'head', 'post', 'put', 'patch', 'delete'];
const hopsMax = 10;

/** @param ownServers an operation may not go to servers of its own. */
export function readOperations(document: JsonObject, ownServers: boolean): Reading[] {
  const paths = isObject(document['paths']) ? document['paths'] : {};
  return Object.entries(paths).flatMap(([path, reference]) => {
    const item = resolved(document, reference);
    if (!isObject(item)) return [];
    return methods.flatMap((method): Reading[] => {
      const described = item[method];
      if (!isObject(described)) return [];
      const own = described['operationId'];
      const id = typeof own === 'string' && own !== '' ? own : `${method.toUpperCase()} ${path}`;
      try {
        if (!ownServers && (described['servers'] ?? item['servers']) !== undefined) {
          throw new Unusable('it goes to servers of its own: give a `baseUrl`');
        }
        return [{ id, operation: readOperation(document, { id, method, path, item, described }) }];
      } catch (thrown) {
        if (!(thrown instanceof Unusable)) throw thrown;
        return [{ id, problem: thrown.message }];
      }
    });
  });
}

/** Why an operation cannot be used. */
class Unusable extends Error {}

interface Place {
  id: string;
  method: string;
  path: string;
  item: JsonObject;
  described: JsonObject;
}

function readOperation(document: JsonObject, { id, method, path, item, described }: Place): Operation {
  const parameters = new Map<string, Parameter>();
  for (const reference of [...listOf(item['parameters']), ...listOf(described['parameters'])]) {
    const parameter = readParameter(document, resolved(document, reference));
    // The operation's own word counts over that of its path.
    if (parameter !== undefined) parameters.set(`${parameter.in} ${parameter.name}`, parameter);
  }
  for (const [, name] of path.matchAll(/\{([^}]*)\}/g)) {
    if (!parameters.has(`path ${name}`)) throw new Unusable(`its path has a {${name}} that is not described`);
  }
  // What a body of a GET would mean, nobody says.
  const bodyless = method === 'get' || method === 'head';
  const body = bodyless ? undefined : readBody(document, resolved(document, described['requestBody']));
  const words = [described['summary'], described['description']].filter((text) => typeof text === 'string');
  return {
    id,
    method: method.toUpperCase(),
    path,
    description: words.join('\n'),
    parameters: [...parameters.values()],
    body,
  };
}

/** @returns undefined where there is nothing to send. */
function readParameter(document: JsonObject, parameter: unknown): Parameter | undefined {
  if (!isObject(parameter) || typeof parameter['name'] !== 'string') {
    throw new Unusable('one of its parameters leads nowhere');
  }
  const { name, in: place } = parameter;
  const required = parameter['required'] === true;
  if (place === 'cookie') {
    if (required) throw new Unusable(`it needs the cookie "${name}"`);
    return undefined;
  }
  if (place !== 'path' && place !== 'query' && place !== 'header') {
    throw new Unusable(`its parameter "${name}" is in no known place`);
  }
  // Set by the client, whatever a document says of them.
  if (place === 'header' && ['accept', 'content-type', 'authorization'].includes(name.toLowerCase()))
    return undefined;
  const content = isObject(parameter['content']) ? Object.entries(parameter['content'])[0] : undefined;
  if (content !== undefined && !isJson(content[0]))
    throw new Unusable(`its parameter "${name}" is sent as ${content[0]}`);
  const style = parameter['style'] ?? (place === 'query' ? 'form' : 'simple');
  if (!styles[place].includes(style as ParameterStyle)) {
    throw new Unusable(`its parameter "${name}" has the style ${String(style)}`);
  }
  return {
    name,
    in: place,
    style: style as ParameterStyle,
    explode:
      typeof parameter['explode'] === 'boolean'
        ? parameter['explode']
        : style === 'form' || style === 'deepObject',
    json: content !== undefined,
    required: required || place === 'path',
    schema:
      content === undefined ? parameter['schema'] : (resolved(document, content[1]) as JsonObject)['schema'],
    description: typeof parameter['description'] === 'string' ? parameter['description'] : '',
  };
}

function readBody(document: JsonObject, body: unknown): Body | undefined {
  if (body === undefined) return undefined;
  if (!isObject(body) || !isObject(body['content'])) throw new Unusable('its body leads nowhere');
  const offered = Object.entries(body['content']);
  const chosen =
    offered.find(([type]) => isJson(type)) ??
    offered.find(([type]) => type === 'application/x-www-form-urlencoded');
  if (chosen === undefined) {
    throw new Unusable(
      `its body is neither JSON nor a form: ${offered
        .map(([type]) => type)
        .join(', ')
        .slice(0, 100)}`,
    );
  }
  const [type, described] = chosen;
  const media = resolved(document, described);
  return {
    contentType: isJson(type) && /^[\w.+/-]+$/.test(type) ? type : isJson(type) ? 'application/json' : type,
    form: !isJson(type),
    required: body['required'] === true,
    schema: isObject(media) ? media['schema'] : undefined,
  };
}

/** Follows references of the document, not in circles; undefined where they lead nowhere. */
function resolved(document: JsonObject, value: unknown): unknown {
  let place = value;
  for (let hops = 0; isObject(place) && typeof place['$ref'] === 'string'; hops += 1) {
    if (hops === hopsMax) return undefined;
    place = followPointer(document, place['$ref']) ?? null;
  }
  return place;
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const isJson = (type: string): boolean => /^application\/([\w.-]+\+)?json\b/i.test(type);
