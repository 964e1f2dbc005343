/** Flite as a whole: real threads, real voices. */
import assert from 'node:assert/strict';
import { afterAll, beforeAll, test } from 'vitest';
import { SystemClock } from '../../clock/system-clock.ts';
import type { TextToSpeech, TtsListener, WordTiming } from '../../contracts/tts.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import { flite } from './flite.ts';
import { loadFliteModule } from './flite-module.ts';

const clock = new SystemClock();
let tts: TextToSpeech;

beforeAll(async () => {
  tts = await flite({ workers: 2, voice: 'kal16', clock });
});

afterAll(async () => {
  await tts[Symbol.asyncDispose]();
  assert.equal(clock.pending, 0);
});

interface Spoken {
  bytes: number;
  words: WordTiming[];
}

/** Speaks clauses on a stream of its own and resolves with what was heard of each. */
async function speak(
  texts: readonly string[],
  options: { voice?: string; lexicon?: Record<string, string> } = {},
): Promise<Spoken[]> {
  const spoken: Spoken[] = texts.map(() => ({ bytes: 0, words: [] }));
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const ended: number[] = [];
  const listener: TtsListener = {
    onAudio: (clause, _bytes, _offset, length) => {
      spoken[clause]!.bytes += length;
    },
    onWords: (clause, words) => spoken[clause]!.words.push(...words),
    onClauseEnd: (clause) => {
      ended.push(clause);
      if (ended.length === texts.length) resolve();
    },
    onError: (_clause, error) => reject(error),
  };
  const stream = tts.open({ language: 'en-US', listener, ...options });
  for (const [clause, text] of texts.entries()) stream.speak(clause, text);
  await promise;
  stream.close();
  assert.deepEqual(ended, [...texts.keys()]);
  return spoken;
}

const msOf = ({ bytes }: Spoken): number => bytes / 32;

test('a reply is spoken clause by clause with a time for every word', async () => {
  const texts = ['Good morning, this is the clinic,', 'you owe us \u20ac20.'];
  const [greeting, debt] = await speak(texts);
  assert.equal(greeting!.words.length, 6);
  assert.deepEqual(
    debt!.words.map(({ textStart, textEnd }) => texts[1]!.slice(textStart, textEnd)),
    ['you', 'owe', 'us', '\u20ac20'],
  );
  for (const clause of [greeting!, debt!]) {
    assert.ok(clause.words[0]!.startMs < 60, 'no silence to wait through');
    assert.ok(clause.words.at(-1)!.endMs <= msOf(clause));
    assert.ok(msOf(clause) - clause.words.at(-1)!.endMs < 200);
  }
});

test('two voices of many are not the same', async () => {
  const [rms] = await speak(['Good morning.'], { voice: 'rms' });
  const [kal] = await speak(['Good morning.'], { voice: 'kal16' });
  assert.ok(rms!.bytes > 10_000 && kal!.bytes > 10_000 && rms!.bytes !== kal!.bytes);
});

test('a lexicon changes what is said, not which word it was', async () => {
  const text = 'Ask Siobhan.';
  const [plain] = await speak([text]);
  const [named] = await speak([text], { lexicon: { Siobhan: 'shivawn from the front desk' } });
  assert.ok(msOf(named!) > msOf(plain!) + 500);
  assert.deepEqual(
    named!.words.map(({ textStart, textEnd }) => text.slice(textStart, textEnd)),
    ['Ask', 'Siobhan'],
  );
});

test('streams speak side by side, each in its own order', async () => {
  const texts = ['One.', 'Two.', 'Three.', '...', 'Five.'];
  const replies = await Promise.all([speak(texts), speak(texts), speak(texts)]);
  for (const reply of replies) assert.ok(msOf(reply[0]!) > 200 && msOf(reply[3]!) === 0);
});

test('what flite cannot do is refused when a stream is opened', () => {
  const listener = {} as TtsListener;
  const invalid = (thrown: unknown): boolean => AntiphonError.is(thrown) && thrown.code === 'CONFIG_INVALID';
  assert.throws(() => tts.open({ voice: 'nobody', language: 'en', listener }), invalid);
  assert.throws(() => tts.open({ language: 'de-DE', listener }), invalid);
  assert.throws(() => tts.open({ language: 'enx', listener }), invalid);
});

test('closing flite closes its streams: nothing more is heard, nothing stays', async () => {
  const ownClock = new SystemClock();
  const own = await flite({ workers: 1, voice: 'kal16', clock: ownClock });
  const heard: string[] = [];
  const listener: TtsListener = {
    onAudio: () => heard.push('audio'),
    onWords: () => heard.push('words'),
    onClauseEnd: () => heard.push('end'),
    onError: () => heard.push('error'),
  };
  const stream = own.open({ language: 'en', listener });
  stream.speak(0, 'Cut off.');
  await Promise.resolve();
  await own[Symbol.asyncDispose]();
  stream.speak(1, 'Too late.');
  await Promise.resolve();
  assert.deepEqual(heard, []);
  assert.equal(ownClock.pending, 0);
  assert.throws(() => own.open({ language: 'en', listener }), /flite is closed/);
  await own[Symbol.asyncDispose]();
});

test('options that make no sense are refused', async () => {
  const invalid = { code: 'CONFIG_INVALID' };
  await assert.rejects(flite({ workers: 0 }), invalid);
  await assert.rejects(flite({ clausesMax: 1.5 }), invalid);
  await assert.rejects(flite({ voice: 'nobody' as 'rms' }), invalid);
});

test('a package that is not there, and one that is not flite, are told apart', async () => {
  await assert.rejects(loadFliteModule('@echogarden/no-such-package'), { code: 'PEER_MISSING' });
  await assert.rejects(loadFliteModule('./flite.ts'), { code: 'MODEL_CORRUPT' });
});
