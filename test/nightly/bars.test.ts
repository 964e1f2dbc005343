/** The bars that need a quiet machine or a long time: measured, and held. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Program } from '../support/program.ts';

async function measure(parameters: readonly string[]): Promise<Record<string, unknown>> {
  await using program = new Program('bench/main.ts', [...parameters, '--json']);
  assert.equal(await program.ends(900_000), 0, program.output);
  const line = program.output.split('\n').find((text) => text.startsWith('{'));
  assert.ok(line !== undefined, program.output);
  console.log(line);
  return JSON.parse(line) as Record<string, unknown>;
}

test('A frame costs at most 16 µs at 500 calls, and no promise', async () => {
  const { calls500 } = (await measure(['frame', '--calls', '500'])) as Record<string, Record<string, number>>;
  assert.ok(calls500!['microsecondsPerFrame']! <= 16, `${calls500!['microsecondsPerFrame']} µs`);
  assert.equal(calls500!['promisesPerFrame'], 0);
});

test('The embedded recogniser mishears at most one word in five of human speech at 16 kHz', async () => {
  await using data = new Program('scripts/data.ts');
  assert.equal(await data.ends(300_000), 0, data.output);
  // The list of sounds and their words is not part of the repository: name it, or keep it where it is looked for.
  const manifest = process.env['ANTIPHON_SPEECH_MANIFEST'];
  const { wer16k } = await measure([
    'recognition',
    ...(manifest === undefined ? [] : ['--manifest', manifest]),
  ]);
  assert.ok((wer16k as number) <= 0.2, `${String(wer16k)}`);
});

test('Three tools take 350 ms at most, and 120 kills do nothing twice and lose nothing', async () => {
  const figures = await measure(['tools', '--trials', '120']);
  assert.ok((figures['parallelMs'] as number) <= 350, `${String(figures['parallelMs'])} ms`);
  assert.equal(figures['killTrials'], 120);
  assert.equal(figures['doubleEffects'], 0);
  assert.equal(figures['lostTurns'], 0);
  assert.equal(figures['unknownTold'], figures['unknownOwed']);
});

test('A call of two hundred turns is remembered, in a prompt that does not grow', async () => {
  const figures = await measure(['memory']);
  const of = (name: string): number => figures[name] as number;
  assert.ok(of('promptTokensTurn200') <= 1.1 * of('promptTokensTurn10'), JSON.stringify(figures));
  assert.ok(of('slotAccuracy') >= 0.95, `${of('slotAccuracy')}`);
  assert.ok(of('intentAccuracy') >= 0.93, `${of('intentAccuracy')}`);
  assert.equal(figures['prefixIdentical'], true);
  assert.ok(of('extractionMsP95') <= 20, `${of('extractionMsP95')} ms`);
});
