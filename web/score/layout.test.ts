import assert from 'node:assert/strict';
import { test } from 'vitest';
import { longCall } from './__fixtures__/long-call.ts';
import { scoreAt, tell } from './__fixtures__/told-call.ts';
import { breakLines, layoutScore, toolInWords, type Window } from './layout.ts';

/** A tenth of a pixel per millisecond, from the beginning. */
const window = (nowMs: number, fromMs = 0): Window => ({ fromMs, width: 1000, pixelsPerMs: 0.1, nowMs });

test('Sound is a solid block from its first heard sample to its last; what was not heard is hollow behind it', () => {
  const { blocks } = layoutScore(scoreAt(), window(9000));
  assert.deepEqual(
    blocks.filter(({ voice }) => voice === 'agent').map(({ kind, x }) => [kind, Math.round(x)]),
    [
      ['solid', 11],
      ['solid', 651],
      ['hollow', 800],
    ],
  );
  const [solid, hollow] = blocks.filter(({ voice, x }) => voice === 'agent' && x > 600);
  assert.equal(Math.round(solid!.width), 149);
  assert.ok(hollow!.width > 100 && hollow!.width <= 250);
});

test('What is still going on reaches to the present', () => {
  const { blocks } = layoutScore(scoreAt(5000), window(5500));
  const speech = blocks.find(({ voice }) => voice === 'caller')!;
  assert.equal(Math.round(speech.x + speech.width), 550);
});

test('A reply in doubt stands still until it is judged', () => {
  const { blocks, doubts } = layoutScore(scoreAt(8100), window(8500));
  const reply = blocks.findLast(({ voice }) => voice === 'agent')!;
  assert.equal(Math.round(reply.x + reply.width), 800);
  assert.deepEqual(doubts, [{ x: 800, outcome: 'open' }]);
});

test('The space between caller and agent carries its number', () => {
  const { gaps } = layoutScore(scoreAt(), window(9000));
  assert.equal(gaps.length, 1);
  assert.equal(gaps[0]!.ms, 460);
  assert.equal(Math.round(gaps[0]!.x), 605);
  assert.equal(Math.round(gaps[0]!.width), 46);
});

test('Words are interim until they are final, and struck where they were never heard', () => {
  const styles = (atMs: number): string[] =>
    layoutScore(scoreAt(atMs), window(atMs)).words.map(({ voice, style }) => `${voice} ${style}`);
  assert.deepEqual(styles(6000), ['caller interim', 'agent final']);
  assert.deepEqual(styles(9000).slice(-2), ['agent final', 'agent unheard']);
});

test('What lies outside the window costs nothing', () => {
  const layout = layoutScore(scoreAt(), window(700_000, 690_000));
  assert.equal(layout.blocks.filter(({ voice }) => voice === 'agent').length, 0);
  assert.equal(layout.words.length + layout.gaps.length + layout.doubts.length, 0);
});

/** How often anything of a call is looked at while its last seconds are laid out. */
function looksAt(minutes: number): number {
  let looks = 0;
  const watched = <Thing>(things: Thing[]): Thing[] =>
    new Proxy(things, {
      get: (target, key, receiver) => {
        if (typeof key === 'string' && /^\d+$/.test(key)) looks += 1;
        return Reflect.get(target, key, receiver) as unknown;
      },
    });
  const { speech, turns, replies, doubts, flags } = longCall(minutes);
  const score = { speech, turns, replies, doubts, flags };
  for (const [name, things] of Object.entries(score))
    Object.assign(score, { [name]: watched(things as object[]) });
  const nowMs = minutes * 60_000;
  layoutScore(score as Parameters<typeof layoutScore>[0], window(nowMs, nowMs - 8000));
  return looks;
}

test('The last seconds of an hour are laid out with hardly more looks than those of a minute', () => {
  const [minute, hour] = [looksAt(1), looksAt(60)];
  assert.ok(minute > 20, `${minute} looks`);
  // Halving finds the place: sixty times as many things cost a few looks more for each kind of them.
  assert.ok(hour < minute + 100, `${hour} looks after ${minute}`);
});

test('What is drawn of the middle of a long call is what a short one shows there', () => {
  const at = (minutes: number) => layoutScore(longCall(minutes), window(120_000, 100_000));
  assert.deepEqual(at(10), at(2.5));
});

test.each(['caller', 'agent'])('Words of the %s never run into the next ones', (voice) => {
  const words = layoutScore(scoreAt(), window(9000)).words.filter((one) => one.voice === voice);
  assert.deepEqual(
    words.filter((one, index) => one.x + one.width > (words[index + 1]?.x ?? Infinity)),
    [],
  );
});

test('Flags that would stand on each other are one', () => {
  const score = scoreAt();
  const tool = { toolCallId: 'a', tool: 'bookAppointment', effect: 'write' } as const;
  tell(
    score,
    { atMs: 9000, type: 'effect-begun', ...tool },
    { atMs: 9020, type: 'effect-done', ok: true, ...tool },
  );
  assert.deepEqual(layoutScore(score, window(9100)).flags, [
    { x: 900, text: 'book appointment: begins, done' },
  ]);
});

test.each([
  ['one two three', 7, 9, ['one two', 'three']],
  ['a word thatislongerthanaline b', 8, 9, ['a word', 'thatislongerthanaline', 'b']],
  ['a b c d e f', 1, 3, ['a', 'b', 'c …']],
])('"%s" in lines of %i letters', (text, width, linesMax, lines) => {
  assert.deepEqual(
    breakLines(text, width, linesMax, (one) => one.length),
    lines,
  );
});

test.each([
  ['bookAppointment', 'book appointment'],
  ['take_message', 'take message'],
])('%s is said as people say it', (tool, words) => assert.equal(toolInWords(tool), words));
