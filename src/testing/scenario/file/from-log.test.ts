/** What a log says of memory becomes the end of its scenario. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { LogRecord } from '../../../call/replay.ts';
import type { CallEventBody } from '../../../contracts/events.ts';
import { redactor, type Redactor } from '../../../privacy/redactor.ts';
import { readScenarios, scenarioOfLog } from './index.ts';

function log(...bodies: CallEventBody[]): LogRecord[] {
  return bodies.map((body, seq): LogRecord => {
    const event = { callId: 'c', legId: 'l', seq, atMs: seq, mediaMs: seq, ...body };
    return { kind: 'step', now: seq, input: { type: 'timeout' }, outputs: [{ type: 'emit', event }] };
  });
}

const said = (text: string): CallEventBody => ({
  type: 'turn-end',
  turn: 1,
  silenceMs: 500,
  completeness: 1,
  reason: 'silence',
  text,
});

function learnt(slots: Record<string, unknown[]>, intent: string | undefined): CallEventBody {
  const told = Object.entries(slots).map(([name, values]) => {
    return [name, values.map((value) => ({ value, turn: 1, words: '', confidence: 1 }))];
  });
  const event = { type: 'slots-extracted', turn: 1, intent, changed: [], afterMs: 3 } as const;
  return { ...event, slots: Object.fromEntries(told) };
}

function endOf(bodies: readonly CallEventBody[], redact?: Redactor) {
  const text = scenarioOfLog(log(...bodies), { name: 'x', agent: undefined, redact });
  const [scenario] = readScenarios(text, 'x.yaml').scenarios;
  const { line: _line, ...end } = scenario!.end ?? { line: 0 };
  return end;
}

test('What was remembered last is expected in the end, as one value or as a list', () => {
  const first = learnt({ store: ['Paris'], size: [38] }, 'book');
  const last = learnt({ store: ['Milan'], size: [38, 40], gift: [true] }, 'book');
  assert.deepEqual(endOf([said('In Paris.'), first, said('No, in Milan.'), last]), {
    slots: { store: 'Milan', size: [38, 40], gift: true },
    intent: 'book',
  });
});

test('What was forgotten again is not expected, and neither is what would be read as a pattern', () => {
  assert.deepEqual(endOf([said('a'), learnt({ store: ['Paris'] }, undefined), learnt({}, undefined)]), {});
  assert.deepEqual(endOf([said('a'), learnt({ path: ['/home/'], size: [38] }, undefined)]), {
    slots: { size: 38 },
  });
});

test('What is personal of it is not expected where personal data is taken out', () => {
  const story = [said('a'), learnt({ store: ['Milan'], phone: ['+49 30 9018200'], size: [38] }, 'book')];
  assert.deepEqual(endOf(story, redactor()), { slots: { store: 'Milan', size: 38 }, intent: 'book' });
});

test('A call without memory has no end to expect', () => {
  assert.deepEqual(endOf([said('Hello.')]), {});
});
