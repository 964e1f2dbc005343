/** What a caller waits for with the models that come with the package: in real time, so for a quiet machine. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Program } from '../support/program.ts';

const p50MaxMs = 750;

test(`With the embedded models half of the replies come within ${p50MaxMs} ms`, async () => {
  await using data = new Program('scripts/data.ts');
  assert.equal(await data.ends(300_000), 0, data.output);
  // The list of sounds and their words is not part of the repository: name it, or keep it where it is looked for.
  const manifest = process.env['ANTIPHON_SPEECH_MANIFEST'];
  const named = manifest === undefined ? [] : ['--manifest', manifest];
  const words = ['latency', '--only', 'embedded', '--pipelines', 'interruptible', '--json', ...named];
  await using program = new Program('bench/main.ts', words);
  assert.equal(await program.ends(900_000), 0, program.output);
  console.log(program.output);
  const line = program.output.split('\n').find((text) => text.startsWith('{'))!;
  const { embedded, turns } = JSON.parse(line) as {
    embedded: { interruptible: { voiceToVoiceMsP50: number; unanswered: number } };
    turns: number;
  };
  assert.ok(turns >= 30, `${turns} turns`);
  assert.equal(embedded.interruptible.unanswered, 0);
  assert.ok(
    embedded.interruptible.voiceToVoiceMsP50 <= p50MaxMs,
    `${embedded.interruptible.voiceToVoiceMsP50} ms`,
  );
});
