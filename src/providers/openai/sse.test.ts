import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { EventStreamReader, type ServerEvent } from './sse.ts';

function read(pieces: readonly Uint8Array[]): ServerEvent[] {
  const reader = new EventStreamReader();
  return [...pieces.flatMap((piece) => reader.push(piece)), ...reader.end()];
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test.each([
  ['one line', 'data: a\n\n', [['', 'a']]],
  ['several lines of data', 'data: a\ndata:b\n\n', [['', 'a\nb']]],
  ['one blank after the colon is not data', 'data:  a\n\n', [['', ' a']]],
  [
    'a name',
    'event: error\ndata: a\n\ndata: b\n\n',
    [
      ['error', 'a'],
      ['', 'b'],
    ],
  ],
  ['comments and other fields', ': hi\nid: 7\nretry: 10\ndata: a\n\n', [['', 'a']]],
  ['an event without data is none', 'event: ping\n\ndata: a\n\n', [['', 'a']]],
  ['empty data is data', 'data\n\n', [['', '']]],
  [
    'carriage returns',
    'data: a\r\rdata: b\r\n\r\n',
    [
      ['', 'a'],
      ['', 'b'],
    ],
  ],
  ['a byte order mark', '\ufeffdata: a\n\n', [['', 'a']]],
  ['no end', 'data: a', [['', 'a']]],
])('%s', (_, stream, events) => {
  assert.deepEqual(
    read([bytes(stream)]).map(({ name, data }) => [name, data]),
    events,
  );
});

const line = fc.constantFrom('data: a', 'data: Ångström 😀', 'data:', ': hi', 'event: x', '', '');
const end = fc.constantFrom('\n', '\r\n', '\r');

test('where the bytes are cut makes no difference', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(line, end), { maxLength: 12 }),
      fc.array(fc.nat(120), { maxLength: 12 }),
      (lines, cuts) => {
        const whole = bytes(lines.map((parts) => parts.join('')).join(''));
        const at = [0, ...cuts.filter((cut) => cut < whole.length).toSorted((a, b) => a - b), whole.length];
        const pieces = at.slice(1).map((to, index) => whole.subarray(at[index], to));
        assert.deepEqual(read(pieces), read([whole]));
      },
    ),
    { numRuns: 2_000 },
  );
});

test('a line without an end is refused, not kept', () => {
  const reader = new EventStreamReader();
  const piece = bytes('x'.repeat(65_536));
  assert.throws(
    () => {
      for (let pieces = 0; pieces < 100; pieces += 1) reader.push(piece);
    },
    { code: 'LLM_MALFORMED' },
  );
});
