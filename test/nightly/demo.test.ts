/** `npm run demo` proves itself, in a minute of real time; this proves that it is run, and that it goes well again and again. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { run } from '../support/command.ts';

const timeLimitMs = 240_000;

test.each([1, 2, 3])(
  'The demo, for the %i. time: a synthetic caller is understood, answered, interrupts, and the log replays',
  async () => {
    const { status, out, err } = await run([], { script: 'scripts/demo.ts', timeLimitMs });
    assert.equal(status, 0, `${out}\n${err}`);
    assert.match(out, /interrupted here; not heard:/);
    assert.match(out, /ok {5}not one sample of the cut reply was played afterwards/);
    assert.match(out, /ok {5}the log replays bit for bit/);
    assert.match(out, /All of it holds\.\n$/);
    assert.doesNotMatch(out, /FAILED/);
  },
  timeLimitMs + 5000,
);
