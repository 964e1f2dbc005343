import assert from 'node:assert/strict';
import { test } from 'vitest';
import { mayCall } from './origin.ts';

test.each([
  ['a program', undefined, '127.0.0.1:8080', true],
  ['the page of this server', 'http://127.0.0.1:8080', '127.0.0.1:8080', true],
  ['the page behind TLS', 'https://desk.example', 'Desk.example', true],
  ['another page', 'https://evil.example', '127.0.0.1:8080', false],
  ['another port', 'http://127.0.0.1:3000', '127.0.0.1:8080', false],
  ['a page without an origin', 'null', '127.0.0.1:8080', false],
  ['a page, to a server without a name', 'http://a.example', undefined, false],
])('%s: %s calls %s', (_, origin, host, may) => {
  assert.equal(mayCall(origin, host), may);
});
