import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { LexiconMatcher } from './lexicon.ts';
import { makeSpeakable, type Span } from './speakable.ts';
import type { TokenTiming } from './rendering.ts';
import { timeWords, writtenWords } from './word-timings.ts';

/** A text whose every letter takes 10 ms to speak, after 20 ms of silence. */
function speak(text: string, lexicon: Record<string, string> = {}) {
  const { spoken, spans } = makeSpeakable(text, new LexiconMatcher(lexicon), { dayFirst: false });
  const tokens: TokenTiming[] = [...spoken.matchAll(/[A-Za-z0-9']+/g)].map((match) => ({
    spokenStart: match.index,
    spokenEnd: match.index + match[0].length,
    startMs: 20 + match.index * 10,
    endMs: 20 + (match.index + match[0].length) * 10,
  }));
  const durationMs = 60 + spoken.length * 10;
  return { spans, sound: { tokens, soundStartMs: 20, soundEndMs: durationMs - 40, durationMs } };
}

function tell(text: string, spans: readonly Span[], sound: ReturnType<typeof speak>['sound']): string[] {
  return timeWords(text, spans, sound).map(
    (word) =>
      `${text.slice(word.textStart, word.textEnd)} ${Math.round(word.startMs)}-${Math.round(word.endMs)}`,
  );
}

const stories: { name: string; text: string; lexicon?: Record<string, string>; words: string[] }[] = [
  {
    name: 'plain words have the times of their tokens',
    text: 'Hello, you there!',
    words: ['Hello 20-70', 'you 90-120', 'there 130-180'],
  },
  {
    name: 'a written word lasts over all that is said for it',
    text: 'at \u20ac20.',
    words: ['at 20-40', '\u20ac20 50-130'],
  },
  {
    name: 'a word of two tokens lasts from the first to the second',
    text: 'so well-known now',
    words: ['so 20-40', 'well-known 50-150', 'now 160-190'],
  },
  {
    name: 'words said as one name share its time by letters',
    text: 'in New York',
    lexicon: { 'New York': 'nuyork' },
    words: ['in 20-40', 'New 50-76', 'York 76-110'],
  },
  {
    name: 'a word that makes no sound stands where it is written',
    text: 'one \u041F\u0440\u0438\u0432\u0435\u0442 two',
    words: ['one 20-50', '\u041F\u0440\u0438\u0432\u0435\u0442 50-50', 'two 60-90'],
  },
  {
    name: 'quotes, brackets and dashes are not words',
    text: '\u201cYes\u201d \u2014 (no)...',
    words: ['Yes 30-60', 'no 100-120'],
  },
];

for (const { name, text, lexicon, words } of stories) {
  test(name, () => {
    const { spans, sound } = speak(text, lexicon);
    assert.deepEqual(tell(text, spans, sound), words);
  });
}

test('where tokens are not known the sound is shared out by letters', () => {
  const { spans, sound } = speak('four by 5');
  assert.deepEqual(tell('four by 5', spans, { ...sound, tokens: [], soundStartMs: 0, soundEndMs: 70 }), [
    'four 0-40',
    'by 40-60',
    '5 60-70',
  ]);
});

test('tokens that fit nothing in the text are not believed', () => {
  const { spans, sound } = speak('four by 5');
  const strange = [{ spokenStart: 90, spokenEnd: 95, startMs: 0, endMs: 10 }];
  const words = tell('four by 5', spans, { ...sound, tokens: strange, soundStartMs: 0, soundEndMs: 70 });
  assert.deepEqual(words, ['four 0-40', 'by 40-60', '5 60-70']);
});

test('whatever the text and the tokens, every word has its time, in order and within the audio', () => {
  const anyText = fc
    .array(
      fc.oneof(
        fc.string({ unit: 'grapheme' }),
        fc.lorem(),
        fc.constantFrom('\u20ac5', '3:30', '...', '\u2014'),
      ),
    )
    .map((parts) => parts.join(' '));
  const anyTokens = fc.option(
    fc.array(
      fc.record({
        spokenStart: fc.nat(30),
        spokenEnd: fc.integer({ min: 31, max: 60 }),
        startMs: fc.nat(2000),
        endMs: fc.nat(2000),
      }),
    ),
  );
  fc.assert(
    fc.property(anyText, anyTokens, (text, tokens) => {
      const { spans, sound } = speak(text);
      const timings = timeWords(text, spans, tokens === null ? sound : { ...sound, tokens });
      assert.deepEqual(
        timings.map(({ textStart, textEnd }) => ({ start: textStart, end: textEnd })),
        writtenWords(text),
      );
      let at = 0;
      for (const { startMs, endMs } of timings) {
        assert.ok(startMs >= at && endMs >= startMs && endMs <= sound.durationMs, `${startMs}-${endMs}`);
        at = endMs;
      }
    }),
  );
});

test('every letter and digit of a text belongs to a word', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const words = writtenWords(text);
      for (const match of text.matchAll(/[\p{L}\p{N}]/gu)) {
        assert.ok(words.some(({ start, end }) => start <= match.index && match.index < end));
      }
    }),
  );
});
