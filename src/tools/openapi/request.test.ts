/** Whatever stands in an argument, it stays in its place of the address. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import type { Operation, Parameter } from './operations.ts';
import { requestOf, type HttpRequest } from './request.ts';

const parameter = (name: string, place: 'path' | 'query'): Parameter => ({
  name,
  in: place,
  style: place === 'path' ? 'simple' : 'form',
  explode: place === 'query',
  json: false,
  required: true,
  schema: {},
  description: '',
});
const parameters = [parameter('id', 'path'), parameter('word', 'query')];
const operation: Operation = {
  id: 'x',
  method: 'GET',
  path: '/orders/{id}/lines',
  description: '',
  parameters,
  body: undefined,
};
const names = { parameters: new Map(parameters.map((one) => [one.name, one])), body: undefined };
const fixed = { base: new URL('https://api.example.com/v1'), headers: { 'x-key': 'k' }, query: { key: 'q' } };

function requestWith(input: { id: unknown; word: unknown }): HttpRequest | undefined {
  try {
    return requestOf(operation, names, input, fixed);
  } catch (thrown) {
    assert.ok(AntiphonError.is(thrown) && thrown.code === 'TOOL_DECLINED', String(thrown));
    return undefined;
  }
}

const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({
    unit: fc.constantFrom(
      '.',
      '/',
      '\\',
      '%',
      '2',
      'e',
      'f',
      '?',
      '#',
      '&',
      '=',
      ';',
      '@',
      ':',
      ' ',
      '\t',
      '\n',
      '{',
      '}',
      '\ud83d',
      '\udfff',
    ),
    maxLength: 8,
  }),
);

test('one segment of the path, one value of the query, one origin', () => {
  const property = fc.property(nasty, nasty, (id, word) => {
    const request = requestWith({ id, word });
    if (request === undefined) {
      assert.ok(/[/\\]/.test(id) || ['', '.', '..'].includes(id), `${JSON.stringify(id)} was refused`);
      return;
    }
    const { url } = request;
    assert.equal(url.origin, 'https://api.example.com');
    const [, version, orders, segment, lines, ...more] = url.pathname.split('/');
    assert.deepEqual([version, orders, lines, more], ['v1', 'orders', 'lines', []]);
    assert.equal(decodeURIComponent(segment!), id.toWellFormed());
    assert.deepEqual([...url.searchParams.keys()], ['word', 'key']);
    assert.equal(url.searchParams.get('word'), word.toWellFormed());
    assert.equal(url.hash, '');
  });
  fc.assert(property, { numRuns: 2000 });
});

test('lists and objects in a path are held to the same', () => {
  for (const id of [['a', '..'], ['a/b'], { '..': 'a' }, { a: '../b' }]) {
    assert.equal(requestWith({ id, word: 'x' }), undefined, JSON.stringify(id));
  }
  assert.equal(requestWith({ id: ['a', 'b'], word: 'x' })!.url.pathname, '/v1/orders/a,b/lines');
});
