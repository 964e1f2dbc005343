import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { LineEnd } from './line.ts';
import { mayReturn, mayTryAgain, problemOfEnd, problemOfSound } from './problem.ts';

test.each<[LineEnd['by'], string, string | undefined]>([
  ['us', 'OK', undefined],
  ['server', 'OK', undefined],
  ['never-there', 'CONNECT_FAILED', 'server-gone'],
  ['lost', 'CONNECT_FAILED', 'line-lost'],
  ['server', 'CALL_REFUSED_FULL', 'refused-full'],
  ['server', 'CALL_REFUSED_DRAINING', 'refused-draining'],
  ['server', 'CALL_REFUSED_STORE', 'refused-store'],
  ['server', 'PEER_SILENT', 'line-lost'],
  ['server', 'CALL_ENDED', 'call-gone'],
  ['server', 'INVARIANT_BROKEN', 'failed'],
])('A call that was ended by %s with %s is told as %s', (by, code, problem) => {
  assert.equal(problemOfEnd({ by, code, reason: '', retryable: false }), problem);
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

test.each<[LineEnd['by'], string, boolean]>([
  ['lost', 'CONNECT_FAILED', true],
  ['server', 'PEER_SILENT', true],
  ['server', 'OK', false],
  ['server', 'PROTOCOL_VIOLATION', false],
  ['us', 'OK', false],
  ['never-there', 'CONNECT_FAILED', false],
])('A line that was ended by %s with %s may be taken up again: %s', (by, code, may) => {
  assert.equal(mayReturn({ by, code, reason: '', retryable: true }), may);
});

test.each<[LineEnd['by'], string, boolean, boolean]>([
  ['never-there', 'CONNECT_FAILED', true, true],
  ['lost', 'CONNECT_FAILED', true, true],
  ['server', 'START_TIMEOUT', true, true],
  ['server', 'CALL_ENDED', false, false],
])('On the way back %s with %s (retryable: %s) is worth another try: %s', (by, code, retryable, worth) => {
  assert.equal(mayTryAgain({ by, code, reason: '', retryable }), worth);
});
