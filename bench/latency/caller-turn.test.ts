import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Random } from '../../sim/random.ts';
import { sameMeaning } from '../../src/turn/words.ts';
import { drawTurnOf, type CallerTurn } from './caller-turn.ts';
import { parseSentence } from './corpus.ts';
import { drawTurns } from './measure.ts';

const turns = drawTurns({ turns: 2_000, seed: 11 });

function textOf({ words }: CallerTurn, key: 'text' | 'interimText'): string {
  return words.map((word) => word[key]).join(' ');
}

test('pauses of 200 to 1,200 ms lie where the sentence has its marks, and nowhere else', () => {
  const sentence = parseSentence('one two | three four | five');
  const gaps: number[] = [];
  for (let seed = 0; seed < 300; seed += 1) {
    const { words, durationMs } = drawTurnOf(sentence, new Random(seed), false);
    for (const [index, { startMs, endMs }] of words.entries()) {
      assert.ok(endMs > startMs);
      const gapMs = (words[index + 1]?.startMs ?? endMs) - endMs;
      if (sentence[index]!.pauses) gaps.push(gapMs);
      else assert.equal(gapMs, 0);
    }
    assert.equal(words.at(-1)!.endMs, durationMs);
  }
  assert.ok(Math.min(...gaps) >= 200 && Math.min(...gaps) < 230);
  assert.ok(Math.max(...gaps) <= 1_200 && Math.max(...gaps) > 1_170);
});

test('in a fifth of the turns the final means something else than the interims, in the others the same', () => {
  for (const turn of turns) {
    const same = sameMeaning(textOf(turn, 'text'), textOf(turn, 'interimText'));
    assert.equal(same, !turn.changesMeaning);
  }
  assert.equal(turns.filter(({ changesMeaning }) => changesMeaning).length, turns.length / 5);
});

test('what was misheard lies behind the last pause: it is settled with the last final only', () => {
  for (const { words } of turns) {
    const misheard = words.findIndex(({ text, interimText }) => text !== interimText);
    if (misheard < 0) continue;
    const pausesBehind = words
      .slice(misheard + 1)
      .some(({ startMs }, index) => startMs > words[misheard + index]!.endMs);
    assert.equal(pausesBehind, false);
  }
});

test('a seed gives its turns again, and more turns begin with the same ones', () => {
  assert.deepEqual(drawTurns({ turns: 5, seed: 3 }), drawTurns({ turns: 9, seed: 3 }).slice(0, 5));
  assert.notDeepEqual(drawTurns({ turns: 5, seed: 3 }), drawTurns({ turns: 5, seed: 4 }));
});
