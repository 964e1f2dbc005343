/** `npm run demo` proves itself; this proves that it is run, and that it can tell a failure. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { run } from '../support/command.ts';

const timeLimitMs = 240_000;

test(
  'The demo: a synthetic caller is understood, answered, interrupts, and the log replays',
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

test('Without models and without a network the demo says so and fails', async () => {
  const environment = { ANTIPHON_CACHE: '/dev/null/cache' };
  const { status, err } = await run([], { script: 'scripts/demo.ts', environment });
  assert.equal(status, 1);
  assert.match(err, /error: .*\/dev\/null\/cache.*\n {2}cure: /);
});
