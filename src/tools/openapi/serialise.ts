/**
 * Values as an OpenAPI document wants them written: `style` and `explode` of a parameter.
 *
 * Everything is percent-encoded, and what could make another path of a path is refused, whatever the server would do
 * with it: a parameter names one thing and never a way.
 */
import { AntiphonError } from '../../errors/antiphon-error.ts';
import { isObject } from '../shared/json.ts';

export type ParameterStyle = 'simple' | 'form' | 'spaceDelimited' | 'pipeDelimited' | 'deepObject';

/** What is spoken of each place; the first is the default. */
export const styles: Readonly<Record<'path' | 'query' | 'header', readonly ParameterStyle[]>> = {
  path: ['simple'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  header: ['simple'],
};

interface Written {
  name: string;
  style: ParameterStyle;
  explode: boolean;
  json: boolean;
}

const delimiters: Partial<Record<ParameterStyle, string>> = { spaceDelimited: '%20', pipeDelimited: '%7C' };

/** `a=1&b=2`, or nothing where there is nothing to say. */
export function queryOf(parameter: Written, value: unknown): string[] {
  const { name, style, explode, json } = parameter;
  const pair = (key: string, one: unknown): string => `${encoded(key)}=${encoded(text(one))}`;
  if (json) return [`${encoded(name)}=${encoded(JSON.stringify(value))}`];
  if (Array.isArray(value)) {
    if (value.length === 0) return [];
    if (explode) return value.map((one) => pair(style === 'deepObject' ? `${name}[]` : name, one));
    return [`${encoded(name)}=${value.map((one) => encoded(text(one))).join(delimiters[style] ?? ',')}`];
  }
  if (!isObject(value)) return [pair(name, value)];
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  if (style === 'deepObject') return entries.map(([key, one]) => pair(`${name}[${key}]`, one));
  if (explode) return entries.map(([key, one]) => pair(key, one));
  return [
    `${encoded(name)}=${entries
      .flat()
      .map((one) => encoded(text(one)))
      .join(',')}`,
  ];
}

/** @throws AntiphonError TOOL_DECLINED, telling the model what is wrong. */
export function pathPartOf(parameter: Written, value: unknown): string {
  const part = simple(parameter, value, (one) => {
    if (/[/\\]|^\.{0,2}$/.test(one))
      throw declined(parameter.name, 'is empty, or holds "/", "\\", "." or ".." where none may be');
    return encoded(one);
  });
  if (part === '') throw declined(parameter.name, 'is empty');
  return part;
}

/** @throws AntiphonError TOOL_DECLINED, telling the model what is wrong. */
export function headerOf(parameter: Written, value: unknown): string {
  const written = simple(parameter, value, (one) => one);
  if (/^[\t\x20-\x7e]*$/.test(written)) return written;
  throw declined(parameter.name, 'holds letters that cannot be sent there');
}

function simple({ explode, json }: Written, value: unknown, encode: (one: string) => string): string {
  if (json) return encode(JSON.stringify(value));
  if (Array.isArray(value)) return value.map((one) => encode(text(one))).join(',');
  if (!isObject(value)) return encode(text(value));
  const pairs = Object.entries(value).map(([key, one]) => [encode(key), encode(text(one))]);
  return pairs.map((pair) => pair.join(explode ? '=' : ',')).join(',');
}

/** `a=1&list=2&list=3`: nested values as JSON, for which there is no rule. */
export function formOf(value: unknown): string {
  if (!isObject(value)) return '';
  return Object.entries(value)
    .flatMap(([name, one]) =>
      queryOf({ name, style: 'form', explode: Array.isArray(one), json: isObject(one) }, one),
    )
    .join('&');
}

export const encoded = (value: string): string => encodeURIComponent(value.toWellFormed());

const text = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

function declined(name: string, what: string): AntiphonError {
  return new AntiphonError('TOOL_DECLINED', `The argument ${name} ${what}.`);
}
