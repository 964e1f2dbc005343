/**
 * Whatever is said, wanted, heard and returned, in whatever order: nothing that cannot be undone runs without a
 * yes that was meant for it, that still counts, and that nobody has taken back. And the property sees what it
 * says: with any one of the checks taken out of a copy of the code it fails.
 */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { test } from 'vitest';
import { Call } from '../../src/call/call.ts';
import type { CallOptions } from '../../src/call/options.ts';
import { Conversation, conversations, judge, type RandomTalk } from '../support/consent-conversations.ts';

const runs = 5_000;

function verdict(makeCall: (options: CallOptions) => Call, { pipeline, steps }: RandomTalk) {
  const talk = new Conversation(makeCall, pipeline);
  talk.play(steps);
  const acted = talk.seen.filter(
    ({ output }) => output.type === 'tool-run' && output.effect === 'irreversible',
  );
  return { fault: judge(talk), acted: acted.length };
}

test(`In ${runs} random conversations nothing irreversible runs without a yes of its own`, () => {
  let acted = 0;
  fc.assert(
    fc.property(conversations, (talk) => {
      const found = verdict((options) => new Call(options), talk);
      acted += found.acted;
      assert.equal(found.fault, undefined);
    }),
    { numRuns: runs },
  );
  assert.ok(acted > runs / 50, `only ${acted} irreversible runs: the conversations prove nothing`);
}, 120_000);

const rooms = [
  'agent',
  'audio',
  'call',
  'clock',
  'consent',
  'contracts',
  'conversation',
  'errors',
  'routing',
  'turn',
];

const careless: { what: string; file: string; find: string; replace: string }[] = [
  {
    what: 'anything but a no is taken for a yes',
    file: 'consent/consent.ts',
    find: "if (answers[index] === 'yes') return",
    replace: "if (answers[index] !== 'no') return",
  },
  {
    what: 'a question never expires',
    file: 'consent/consent.ts',
    find: 'const expiresAt = now + this.#options.expiresAfterMs;',
    replace: 'const expiresAt = now + 1e9;',
  },
  {
    what: 'a yes cannot be taken back',
    file: 'consent/consent.ts',
    find: "if (answer === 'yes') return this.#release(now);",
    replace: 'if (answer !== undefined) return this.#release(now);',
  },
  {
    what: 'a yes counts before its question was heard',
    file: 'consent/consent.ts',
    find: 'if (saidSince < pending.heardAt - this.#options.answerLeadMs) return [];',
    replace: '',
  },
  {
    what: 'an action runs with other arguments than were asked about',
    file: 'call/tool-desk.ts',
    find: '      arguments: action.arguments,\n      idempotencyKey',
    replace: '      arguments: { order: 3 },\n      idempotencyKey',
  },
  {
    what: 'what cannot be undone needs no question',
    file: 'consent/consent.ts',
    find: "if (effect === 'read') return undefined;",
    replace: "if (effect !== 'write') return undefined;",
  },
];

test.each(careless)(
  'With a check taken out the property fails: $what',
  async ({ file, find, replace }) => {
    const folder = mkdtempSync(join(tmpdir(), 'antiphon-careless-'));
    try {
      for (const room of rooms) {
        cpSync(join(import.meta.dirname, '../../src', room), join(folder, room), { recursive: true });
      }
      writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
      const parts = readFileSync(join(folder, file), 'utf8').split(find);
      assert.equal(parts.length, 2, 'the check stands where it stood');
      writeFileSync(join(folder, file), parts.join(replace));
      const url = pathToFileURL(join(folder, 'call/call.ts')).href;
      const copy = (await import(/* @vite-ignore */ url)) as { Call: typeof Call };
      const found = fc.check(
        fc.property(conversations, (talk) => {
          assert.equal(verdict((options) => new copy.Call(options), talk).fault, undefined);
        }),
        { numRuns: runs, endOnFailure: true },
      );
      assert.ok(found.failed, `seed ${found.seed}: nobody noticed`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
  120_000,
);
