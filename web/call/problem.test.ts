import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { LineEnd } from './line.ts';
import { problemOfEnd, problemOfSound } from './problem.ts';

test.each<[LineEnd['by'], string, string | undefined]>([
  ['us', 'OK', undefined],
  ['server', 'OK', undefined],
  ['never-there', 'CONNECT_FAILED', 'server-gone'],
  ['lost', 'CONNECT_FAILED', 'line-lost'],
  ['server', 'CALL_REFUSED_FULL', 'refused-full'],
  ['server', 'CALL_REFUSED_DRAINING', 'refused-draining'],
  ['server', 'PEER_SILENT', 'line-lost'],
  ['server', 'INVARIANT_BROKEN', 'failed'],
])('A call that was ended by %s with %s is told as %s', (by, code, problem) => {
  assert.equal(problemOfEnd({ by, code, reason: '' }), problem);
});

test.each([
  ['NotAllowedError', 'microphone-denied'],
  ['NotFoundError', 'microphone-none'],
  ['OverconstrainedError', 'microphone-none'],
  ['NotReadableError', 'microphone-busy'],
  ['SecurityError', 'insecure'],
  ['EncodingError', 'sound-failed'],
])('%s of the browser is told as %s', (name, problem) => {
  assert.equal(problemOfSound(new DOMException('no', name)), problem);
});

test('What is no error of the browser is a failure of the sound', () => {
  assert.equal(problemOfSound(new TypeError('no')), 'sound-failed');
});
