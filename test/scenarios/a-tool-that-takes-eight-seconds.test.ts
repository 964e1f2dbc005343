/**
 * A tool that takes its time leaves no silence that could be taken for a dead line: after 700 ms the caller hears
 * what is being done, and again when it lasts. They may ask something else meanwhile; the result comes behind it, once.
 */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { z } from 'zod';
import { defineTool } from '../../src/agent/define-tool.ts';
import type { Clock } from '../../src/clock/clock.ts';
import { Stage, type StageOptions } from '../support/stage.ts';

const announced = 'I am looking through the archive for you.';
const found = 'It was bought in May.';
const lastsMs = 8_000;

function archive(speakWhile: string | undefined): StageOptions & { clock?: Clock; runs: number } {
  const made: StageOptions & { clock?: Clock; runs: number } = {
    runs: 0,
    llm: {
      replies: ({ prompt: { messages } }) => {
        const last = messages.at(-1)!;
        if (last.role === 'tool-result') return last.result.status === 'done' ? found : 'I have nothing yet.';
        if (last.role === 'user' && last.text.includes('bought'))
          return { toolCalls: [{ name: 'searchArchive', arguments: {} }] };
        const isFound = messages.some((said) => said.role === 'tool-result' && said.result.status === 'done');
        return isFound && last.role !== 'user' ? found : 'We close at six.';
      },
    },
  };
  const search = defineTool({
    name: 'searchArchive',
    description: 'Looks for an old order.',
    input: z.object({}),
    effect: 'read',
    ...(speakWhile !== undefined && { speakWhile }),
    run: () => {
      made.runs += 1;
      return new Promise<string>((resolve) => {
        made.clock!.at(made.clock!.now() + lastsMs, () => resolve('May'));
      });
    },
  });
  return Object.assign(made, { agent: { tools: [search] } });
}

for (const { name, speakWhile, first } of [
  { name: 'in its own words', speakWhile: announced, first: announced },
  { name: 'in the house’s words', speakWhile: undefined, first: 'One moment, please.' },
]) {
  test(`It is bridged ${name}, again when it lasts, and told`, async () => {
    const made = archive(speakWhile);
    await using stage = new Stage(made);
    made.clock = stage.clock;
    await stage.says('when was it bought');
    const begun = await stage.until('effect-begun');
    const told = await stage.until('reply-end', 20_000);

    const bridges = stage.all('bridge');
    assert.equal(bridges[0]!.text, first);
    const afterMs = bridges[0]!.atMs - begun.atMs;
    assert.ok(afterMs >= 690 && afterMs <= 720, `the first after ${afterMs} ms`);
    assert.ok(bridges.length >= 2 && bridges.length <= 3, `${bridges.length} bridges`);
    assert.notEqual(bridges[1]!.text, first, 'nobody says the same sentence twice');
    for (const { text } of bridges) assert.ok(stage.playedMs(text) > 500, `${text} was really played`);
    const voice = stage.heardRuns().find(({ fromMs }) => fromMs >= begun.atMs)!;
    assert.ok(
      voice.fromMs - begun.atMs <= 1_000,
      `heard ${voice.fromMs - begun.atMs} ms behind the beginning`,
    );

    assert.ok(told.type === 'reply-end' && told.heardText.endsWith(found), stage.tell());
    assert.ok(stage.playedMs(found) > 1_000);
    assert.ok(told.atMs - begun.atMs <= lastsMs + 4_000);
    assert.ok(stage.longestSilenceMs(begun.atMs, told.atMs) <= 4_700, 'the line is never dead');
    assert.equal(made.runs, 1);
  });
}

for (const afterMs of [300, 2_000, 5_000]) {
  test(`A question of the caller's own, ${afterMs} ms into it, is answered first; then the result is told, once`, async () => {
    const made = archive(announced);
    await using stage = new Stage(made);
    made.clock = stage.clock;
    await stage.says('when was it bought');
    const begun = await stage.until('effect-begun');
    await stage.run(afterMs);
    await stage.says('when do you close', 900);
    const asked = stage.clock.now();
    while (stage.all('reply-end').at(-1)?.heardText !== 'We close at six.')
      await stage.until('reply-end', 6_000);
    const answered = stage.all('reply-end').at(-1)!;
    assert.ok(answered.atMs <= begun.atMs + lastsMs, `before the result\n${stage.tell()}`);
    assert.ok(answered.atMs - asked <= 3_500, `answered after ${answered.atMs - asked} ms`);
    assert.equal(stage.session.open().effects, 1, 'it runs on');

    const told = await stage.until('reply-end', 10_000);
    assert.ok(told.type === 'reply-end' && told.heardText === found, stage.tell());
    assert.ok(told.atMs >= begun.atMs + lastsMs);
    await stage.run(6_000);
    assert.equal(stage.all('reply-end').filter(({ heardText }) => heardText.includes(found)).length, 1);
    assert.equal(made.runs, 1);
  });
}
