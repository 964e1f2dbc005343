import assert from 'node:assert/strict';
import { test } from 'vitest';
import { redactor } from '../../../privacy/index.ts';
import { found, matches } from '../partial-match.ts';
import { textOrPattern } from './pattern.ts';
import { redactedSteps, type StepKeys } from './redacted-steps.ts';

const redact = redactor({ names: ['Anna Smith'] });

const cases: { name: string; steps: StepKeys[]; left: StepKeys[] }[] = [
  {
    name: 'what the caller says keeps its words, with a place for a made-up value',
    steps: [{ caller: 'I am Anna Smith, my mail is anna dot smith at example dot com.', bargeInAfterMs: 40 }],
    left: [{ caller: 'I am [name], my mail is [email].', bargeInAfterMs: 40 }],
  },
  {
    name: 'what is expected to be heard becomes a pattern',
    steps: [
      { says: 'Anna Smith (VIP), we write to a.smith@example.com. Right?' },
      { asks: 'Call +49 30 901820?' },
    ],
    left: [
      { says: String.raw`/.+\s+\(VIP\),\s+we\s+write\s+to\s+.+\.\s+Right\?/i` },
      { asks: String.raw`/Call\s+.+\?/i` },
    ],
  },
  {
    name: 'of the arguments of a tool only what is not personal is expected',
    steps: [
      {
        calls: 'book',
        with: { day: '2026-03-02', to: { mail: 'a@example.com' }, guests: ['Anna Smith', 'one'] },
      },
      { calls: 'call', with: { number: '+49 30 901820' } },
      { calls: 'list', with: { filter: {}, limit: 3 } },
    ],
    left: [
      { calls: 'book', with: { day: '2026-03-02' } },
      { calls: 'call' },
      { calls: 'list', with: { filter: {}, limit: 3 } },
    ],
  },
  {
    name: 'a number that was typed is taken out, a choice is not',
    steps: [...'4021']
      .map((presses) => ({ presses }))
      .concat({ says: 'One moment.' } as never, { presses: '1' }),
    left: [...'0000']
      .map((presses) => ({ presses }))
      .concat({ says: 'One moment.' } as never, { presses: '1' }),
  },
];

test.each(cases)('$name', ({ steps, left }) => {
  assert.deepEqual(redactedSteps(steps, redact), { steps: left, changed: true });
});

test('what holds nothing personal stays as it was written', () => {
  const steps = [{ caller: 'When do you open?' }, { says: 'At ten [sharp].' }, { hangsUp: 'caller' }];
  assert.deepEqual(redactedSteps(steps, redact), { steps, changed: false });
});

test('what was heard passes the pattern made of it, and so does a made-up value', () => {
  const heard = 'Mr. a.smith@example.com [sic] - we call (you) at +49 30 901820 / today?';
  const pattern = textOrPattern(redactedSteps([{ says: heard }], redact).steps[0]!['says'] as string);
  assert.ok(pattern instanceof RegExp && found(heard, pattern));
  assert.ok(found(heard.replace('a.smith@example.com', 'x@example.org'), pattern));
  assert.equal(found(heard.replace('today', 'tomorrow'), pattern), false);
  const given = { day: 'monday', mail: 'a@example.com' };
  const { steps } = redactedSteps([{ calls: 'book', with: given }], redact);
  assert.ok(matches(given, steps[0]!['with']));
});
