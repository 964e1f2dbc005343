import assert from 'node:assert/strict';
import { test } from 'vitest';
import { countLines, percentile, sizeViolations } from './size.ts';

const files = (...lines: number[]): Map<string, number> =>
  new Map(lines.map((count, index) => [`f${index}.ts`, count]));

test.each([
  ['one file is over the limit', files(10, 10, 501), /f2\.ts has 501 lines/],
  ['the median file has grown', files(10, 81, 100), /median file has 81 lines/],
  ['more than 5 % are long', files(...Array.from({ length: 18 }, () => 10), 301, 302), /95 % .* 301 lines/],
])('told when %s', (_, lines, message) => {
  assert.match(sizeViolations(lines).join(), message);
});

test('a house within its limits is left in peace', () => {
  assert.deepEqual(sizeViolations(files(80, 80, 500, 10, ...Array.from({ length: 40 }, () => 10))), []);
});

test('a percentile is a value that occurs', () => {
  assert.equal(percentile([3, 1, 2, 4], 0.5), 2);
  assert.equal(percentile([3, 1, 2, 4], 0.95), 4);
  assert.equal(percentile([], 0.5), 0);
});

test.each([
  ['', 1],
  ['a\n', 1],
  ['a\nb', 2],
])('%j has %i lines', (text, count) => {
  assert.equal(countLines(text), count);
});
