import assert from 'node:assert/strict';
import { test } from 'vitest';
import { SimulatedClock } from '../../clock/simulated-clock.ts';
import type { TtsListener } from '../../contracts/tts.ts';
import type { JobOutcome } from '../../runtime/worker-pool.ts';
import { FliteStream, type Admission } from './flite-stream.ts';
import { LexiconMatcher } from './lexicon.ts';
import { RenderingCache } from './rendering-cache.ts';
import { Renderer, type RenderingPool } from './renderer.ts';
import type { Rendering } from './rendering.ts';
import { makeSpeakable } from './speakable.ts';
import type { SynthesisJob } from './synthesis-job.ts';

interface Submitted {
  job: SynthesisJob;
  dueMs: number;
  cancelled: boolean;
  tell(outcome: JobOutcome<Rendering>): void;
}

/** A pool that does as the test says. */
class ScriptedPool implements RenderingPool {
  readonly submitted: Submitted[] = [];
  full = false;

  submit(job: SynthesisJob, dueMs: number, tell: Submitted['tell']): Disposable | undefined {
    if (this.full) return undefined;
    const entry: Submitted = { job, dueMs, cancelled: false, tell };
    this.submitted.push(entry);
    return {
      [Symbol.dispose]: () => {
        entry.cancelled = true;
      },
    };
  }

  /** Renders the oldest job that nobody has cancelled: 100 ms of sound. */
  finish(): string {
    const entry = this.submitted.find(({ cancelled }) => !cancelled)!;
    this.submitted.splice(this.submitted.indexOf(entry), 1);
    const samples = new Int16Array(1600);
    entry.tell({
      type: 'done',
      result: { samples, tokens: [], soundStartMs: 0, soundEndMs: 100, durationMs: 100 },
    });
    return entry.job.spoken;
  }
}

function openBench({ cacheBytes = 0, waitingMax = 8 } = {}) {
  const pool = new ScriptedPool();
  const clock = new SimulatedClock();
  const renderer = new Renderer(pool, new RenderingCache(cacheBytes));
  const admission: Admission = { waiting: 0, waitingMax };
  const open = (hooks: Partial<TtsListener> = {}) => {
    const heard: string[] = [];
    const listener: TtsListener = {
      onAudio: (clause, bytes, offset, length) => {
        heard.push(`${clause} audio ${length}`);
        hooks.onAudio?.(clause, bytes, offset, length);
      },
      onWords: (clause, words) => {
        const told = words.map((word) => `${word.textStart}@${Math.round(word.startMs)}`);
        heard.push(`${clause} words ${told.join(' ')}`);
        hooks.onWords?.(clause, words);
      },
      onClauseEnd: (clause) => {
        heard.push(`${clause} end`);
        hooks.onClauseEnd?.(clause);
      },
      onError: (clause, error, fatal) => heard.push(`${clause} ${error.code}${fatal ? ' fatal' : ''}`),
    };
    const stream = new FliteStream({
      voice: 'rms',
      listener,
      makeSpeakable: (text) => makeSpeakable(text, new LexiconMatcher(), { dayFirst: false }),
      renderer,
      admission,
      clock,
      onClose: () => heard.push('closed'),
    });
    return { stream, heard };
  };
  return { pool, clock, admission, open };
}

/** Lets what was put off to the end of the present turn happen. */
const settle = (): Promise<void> => Promise.resolve();

test('clauses are spoken in order, each told with its words, its audio and its end', async () => {
  const { pool, open, admission } = openBench();
  const { stream, heard } = open();
  stream.speak(0, 'Good morning.');
  stream.speak(1, 'How are you?');
  assert.deepEqual(heard, [], 'nothing is told from inside speak');
  await settle();
  assert.equal(pool.submitted.length, 1, 'one at a time');
  pool.finish();
  pool.finish();
  assert.deepEqual(heard, [
    '0 words 0@0 5@33',
    '0 audio 3200',
    '0 end',
    '1 words 0@0 4@30 8@60',
    '1 audio 3200',
    '1 end',
  ]);
  assert.equal(admission.waiting, 0);
});

test('a sentence ends in a pause, a clause within one in a breath', async () => {
  const { pool, open } = openBench();
  const { stream } = open();
  stream.speak(0, 'Well,');
  stream.speak(1, 'that is all.');
  await settle();
  assert.equal(pool.submitted[0]!.job.trailingMs, 40);
  pool.finish();
  assert.equal(pool.submitted[0]!.job.trailingMs, 150);
});

test('what cannot be spoken ends without a sound and without an error', async () => {
  const { pool, open } = openBench();
  const { stream, heard } = open();
  for (const [clause, text] of ['', '...', '\u{1F642}', 'Yes.'].entries()) stream.speak(clause, text);
  await settle();
  assert.deepEqual(heard, ['0 end', '1 end', '2 end']);
  pool.finish();
  assert.equal(heard.at(-1), '3 end');
});

test('a very long clause is spoken piece by piece, its words counted through', async () => {
  const { pool, open } = openBench();
  const ends: number[] = [];
  const { stream, heard } = open({ onWords: (_clause, words) => ends.push(words.at(-1)!.endMs) });
  const text = 'A sentence of thirty letters. '.repeat(334).trim();
  assert.ok(text.length > 10_000);
  stream.speak(0, text);
  await settle();
  let spoken = '';
  while (heard.at(-1) !== '0 end') spoken += `${pool.finish()} `;
  assert.equal(spoken.trim(), text);
  assert.ok(ends.length > 40);
  assert.deepEqual(
    ends.map(Math.round),
    ends.map((_, index) => 100 * (index + 1)),
  );
  const lastWords = heard.findLast((line) => line.startsWith('0 words'))!;
  assert.match(lastWords, new RegExp(` ${text.lastIndexOf('letters')}@`));
});

test('who starts to speak is due before who has sound to spare', async () => {
  const { pool, clock, open } = openBench();
  const talking = open();
  talking.stream.speak(0, 'First.');
  talking.stream.speak(1, 'Second.');
  talking.stream.speak(2, 'Third.');
  await settle();
  pool.finish();
  pool.finish();
  clock.advanceBy(10);
  const starting = open();
  starting.stream.speak(0, 'Hello.');
  await settle();
  const due = pool.submitted.map(({ job, dueMs }) => `${job.spoken} ${dueMs}`);
  assert.deepEqual(due, ['Third. 200', 'Hello. 10']);
});

test('cancel drops what waits and what is in work, and the stream speaks on', async () => {
  const { pool, open, admission } = openBench();
  const { stream, heard } = open();
  stream.speak(0, 'Let me tell you,');
  stream.speak(1, 'at length.');
  await settle();
  stream.speak(2, 'Never begun.');
  stream.cancel();
  assert.equal(admission.waiting, 0);
  assert.ok(pool.submitted[0]!.cancelled);
  stream.speak(3, 'Sorry?');
  await settle();
  assert.equal(pool.finish(), 'Sorry?');
  assert.deepEqual(heard, ['3 words 0@0', '3 audio 3200', '3 end']);
});

test('a listener that cancels on the first word hears no audio of it', async () => {
  const { pool, open } = openBench();
  const { stream, heard } = open({ onWords: () => stream.cancel() });
  stream.speak(0, 'Hello.');
  stream.speak(1, 'There.');
  await settle();
  pool.finish();
  await settle();
  assert.deepEqual(heard, ['0 words 0@0']);
});

test('a listener that cancels and speaks anew on hearing audio is served', async () => {
  const { pool, open, admission } = openBench();
  let turned = false;
  const { stream, heard } = open({
    onAudio: () => {
      if (turned) return;
      turned = true;
      stream.cancel();
      stream.speak(9, 'Instead.');
    },
  });
  stream.speak(0, 'Hello.');
  await settle();
  pool.finish();
  await settle();
  pool.finish();
  assert.deepEqual(heard.slice(2), ['9 words 0@0', '9 audio 3200', '9 end']);
  assert.equal(admission.waiting, 0);
});

test('after close no listener is called, and closing twice is closing once', async () => {
  const { pool, open, admission } = openBench({ cacheBytes: 1e6 });
  const { stream, heard } = open();
  stream.speak(0, 'Hello.');
  await settle();
  pool.finish();
  heard.length = 0;
  stream.speak(1, 'Hello.');
  stream.close();
  stream.close();
  stream.speak(2, 'Too late.');
  await settle();
  assert.deepEqual(heard, ['closed']);
  assert.equal(admission.waiting, 0);
});

test('beyond its bound a clause is refused at once, the others are spoken', async () => {
  const { pool, open } = openBench({ waitingMax: 2 });
  const first = open();
  const second = open();
  first.stream.speak(0, 'One.');
  second.stream.speak(0, 'Two.');
  second.stream.speak(1, 'Three.');
  await settle();
  assert.deepEqual(second.heard, ['1 TTS_OVERLOADED']);
  pool.finish();
  pool.finish();
  second.stream.speak(2, 'Four.');
  await settle();
  pool.finish();
  assert.equal(second.heard.at(-1), '2 end');
});

const failures: { outcome: JobOutcome<Rendering>; code: string }[] = [
  { outcome: { type: 'failed', detail: 'unreachable' }, code: 'TTS_FAILED' },
  { outcome: { type: 'crashed', detail: 'exit code 1' }, code: 'TTS_FAILED' },
  { outcome: { type: 'timed-out', while: 'working', limitMs: 9 }, code: 'TTS_TIMEOUT' },
  { outcome: { type: 'timed-out', while: 'queued', limitMs: 9 }, code: 'TTS_TIMEOUT' },
];
for (const { outcome, code } of failures) {
  test(`a clause whose job has ${JSON.stringify(outcome)} is told ${code}, and the next is spoken`, async () => {
    const { pool, open } = openBench();
    const { stream, heard } = open();
    stream.speak(0, 'Bad luck.');
    stream.speak(1, 'Well then.');
    await settle();
    pool.submitted.shift()!.tell(outcome);
    pool.finish();
    assert.deepEqual([heard[0], heard.at(-1)], [`0 ${code}`, '1 end']);
  });
}

test('a pool that is full fails the clause, not the stream', async () => {
  const { pool, open } = openBench();
  const { stream, heard } = open();
  pool.full = true;
  stream.speak(0, 'No room.');
  await settle();
  await settle();
  assert.deepEqual(heard, ['0 TTS_OVERLOADED']);
});

test('a clause said before comes from the cache, with the words of this text', async () => {
  const { pool, open } = openBench({ cacheBytes: 1e6 });
  const { stream, heard } = open();
  stream.speak(0, 'Good morning.');
  await settle();
  pool.finish();
  stream.speak(1, '  Good\u00a0 morning.');
  await settle();
  await settle();
  assert.equal(pool.submitted.length, 0);
  assert.deepEqual(heard.slice(3), ['1 words 2@0 8@33', '1 audio 3200', '1 end']);
});
