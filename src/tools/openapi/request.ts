/** Builds the request of an operation from its arguments. The address is the configuration's: arguments fill places in it. */
import { AntiphonError } from '../../errors/antiphon-error.ts';
import type { JsonObject } from '../shared/json.ts';
import type { Operation, Parameter } from './operations.ts';
import { encoded, formOf, headerOf, pathPartOf, queryOf } from './serialise.ts';

export interface Arguments {
  /** By the argument's name. */
  parameters: ReadonlyMap<string, Parameter>;
  /** The argument that holds the body. */
  body: string | undefined;
}

export interface HttpRequest {
  url: URL;
  method: string;
  headers: Readonly<Record<string, string>>;
  body: string | undefined;
}

export interface Fixed {
  base: URL;
  headers: Readonly<Record<string, string>>;
  query: Readonly<Record<string, string>>;
}

/** @throws AntiphonError TOOL_DECLINED where an argument cannot be sent. */
export function requestOf(
  operation: Operation,
  names: Arguments,
  input: JsonObject,
  fixed: Fixed,
): HttpRequest {
  const query: string[] = [];
  const headers: Record<string, string> = { accept: 'application/json, text/*;q=0.5' };
  let { path } = operation;
  for (const [argument, parameter] of names.parameters) {
    const value = input[argument];
    if (value === undefined || (value === null && !parameter.required)) continue;
    if (parameter.in === 'query') query.push(...queryOf(parameter, value));
    else if (parameter.in === 'header') headers[parameter.name.toLowerCase()] = headerOf(parameter, value);
    else path = path.split(`{${parameter.name}}`).join(pathPartOf(parameter, value));
  }
  for (const [name, value] of Object.entries(fixed.query)) query.push(`${encoded(name)}=${encoded(value)}`);
  const body = names.body === undefined ? undefined : bodyOf(operation, input[names.body]);
  if (body !== undefined) headers['content-type'] = operation.body!.contentType;
  // What the configuration says comes last: no argument may take its place.
  for (const [name, value] of Object.entries(fixed.headers)) headers[name.toLowerCase()] = value;
  return { url: addressOf(fixed.base, path, query), method: operation.method, headers, body };
}

function bodyOf({ body }: Operation, value: unknown): string | undefined {
  if (value === undefined || body === undefined) return undefined;
  return body.form ? formOf(value) : JSON.stringify(value);
}

/** @throws AntiphonError TOOL_DECLINED where the address would be read as another one than was written. */
function addressOf(base: URL, path: string, query: readonly string[]): URL {
  const url = new URL(base);
  const wanted = `${base.pathname === '/' ? '' : base.pathname}${path.startsWith('/') ? path : `/${path}`}`;
  url.pathname = wanted;
  url.search = query.join('&');
  // Parts that are harmless alone may make ".." together.
  const dots = wanted.split('/').some((part) => /^(\.|%2e){1,2}$/i.test(part));
  if (!dots && url.origin === base.origin) return url;
  throw new AntiphonError('TOOL_DECLINED', 'The arguments make an address that is not allowed.');
}
