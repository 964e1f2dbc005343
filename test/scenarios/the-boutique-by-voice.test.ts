/**
 * R16: ten calls of the boutique are spoken and heard: the embedded voices say what the caller says and what the
 * concierge answers, the embedded recogniser hears it off a telephone line, and the session is the one that is served.
 * Played by the command, in two processes, as whoever writes scenarios plays them.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'vitest';
import { Command } from '../support/command.ts';

const stories = 'examples/boutique/scenarios/by-voice.scenarios.yaml';
const timeLimitMs = 180_000;

test('Ten calls of the boutique pass aloud', { timeout: timeLimitMs + 10_000 }, async () => {
  const text = readFileSync(join(import.meta.dirname, '../..', stories), 'utf8');
  assert.equal(text.match(/^ {4}mode: voices$/gm)?.length, 10);
  await using command = new Command(['test', stories, '--jobs', '2'], { timeLimitMs });
  const { status, out, err } = await command.done;
  assert.equal(status, 0, `${out}\n${err}`);
  assert.match(out, /\n10 scenarios, 10 passed, 0 failed, in /);
});
