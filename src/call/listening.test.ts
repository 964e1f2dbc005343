import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { Expectation } from '../contracts/turn-detector.ts';
import { heard, playedOut, speechEnd, speechStart, Story, voiced } from './__fixtures__/story.ts';

/** The caller asks, and the model answers with words that ask for something. */
function asksFor(expects: Expectation | undefined): Story {
  const story = new Story();
  story.at(1_000, speechStart).at(2_000, speechEnd).at(2_030, heard(0, 'i want to cancel my order'));
  const { generation } = story.all('generate').at(-1)!;
  story.at(2_900, { type: 'generation-text', generation, text: 'What is its number?' });
  story.at(2_910, { type: 'generation-end', generation, ...(expects === undefined ? {} : { expects }) });
  story.at(3_000, ...voiced(0, 0, 8_000)).at(4_100, ...playedOut(0, 8_000));
  return story;
}

const told = (story: Story): unknown[] => story.all('stt-update').map(({ hints }) => hints.expects);

test('what a reply asks for is told to whoever listens, until it has been answered', () => {
  const story = asksFor('6 digits');
  assert.deepEqual(told(story), ['free', '6 digits']);
  story.at(5_000, speechStart).at(6_800, speechEnd).at(6_830, heard(1, 'seven zero zero one two'));
  story.at(12_000);
  assert.deepEqual(told(story), ['free', '6 digits', 'free']);
});

test('whoever asked for a number gives the caller time between its digits', () => {
  const turnsWhenPaused = (expects: Expectation | undefined): number => {
    const story = asksFor(expects);
    story.at(5_000, speechStart).at(5_900, speechEnd).at(5_930, heard(1, 'seven zero zero'));
    return story
      .at(7_000)
      .events()
      .filter((type) => type === 'turn-end').length;
  };
  assert.deepEqual([turnsWhenPaused(undefined), turnsWhenPaused('6 digits')], [2, 1]);
});

test('a reply that asks for nothing changes nothing, and nobody is told twice', () => {
  assert.deepEqual(told(asksFor(undefined)), ['free']);
  assert.deepEqual(told(asksFor('free')), ['free']);
});
