/**
 * A turn is thought ahead so often and no oftener; a first clause may wait as sound, and nobody hears it before
 * the turn is over.
 */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { defaultEndpointing } from '../../src/call/options.ts';
import { revising } from '../support/odd-recognisers.ts';
import { Stage } from '../support/stage.ts';

/** Each goes on where the one before seemed to end, in another meaning. */
const parts = [
  'i would like to book a fitting',
  'no a table please',
  'no a room please',
  'no a car please',
  'no a boat please',
  'no a train please',
];

/** The caller thinks better of it again and again, in pauses too short for an end. */
async function changesMind(stage: Stage): Promise<void> {
  for (const [index, part] of parts.entries()) {
    await stage.says(part, 700);
    if (index < parts.length - 1) await stage.run(240);
  }
  await stage.until('reply-end');
}

test.each([1, 2, 4])('At most %i generations are begun ahead of a turn', async (preemptiveTries) => {
  const endpointing = { ...defaultEndpointing, preemptiveTries };
  await using stage = new Stage({
    call: { endpointing },
    llm: { replies: ['Certainly.'], firstTokenMs: 400 },
  });
  await changesMind(stage);
  assert.equal(stage.all('turn-end').length, 1, 'it was one turn');
  const ahead = stage.all('generation-start').filter(({ speculative }) => speculative);
  assert.equal(ahead.length, preemptiveTries, stage.tell());
  assert.deepEqual(
    stage.llm.requests.map(({ state }) => state).filter((state) => state === 'open'),
    [],
    'and each request is closed',
  );
  const asked = stage.llm.requests.at(-1)!.request.prompt.messages;
  assert.deepEqual(asked, [{ role: 'user', text: parts.join(' ') }], 'the history knows of none of them');
  assert.deepEqual([...stage.played().keys()], ['Certainly.'], 'one reply is heard');
});

test('The next turn has its tries anew', async () => {
  const endpointing = { ...defaultEndpointing, preemptiveTries: 1 };
  await using stage = new Stage({ call: { endpointing } });
  for (let turn = 0; turn < 2; turn += 1) {
    await stage.says('when do you open', 700);
    await stage.until('reply-end');
    await stage.run(300);
  }
  assert.equal(stage.all('generation-start').filter(({ speculative }) => speculative).length, 2);
});

test('Words that mean something else and are not worth another try still throw the first one away', async () => {
  await using stage = new Stage({
    stt: { interimMs: 300 },
    // Nobody thinks ahead on half a sentence; but the whole one that came before is not the answer to it.
    recogniser: revising(() => 'when do you open and the'),
    llm: { replies: ['At ten.', 'And the what?'] },
  });
  await stage.says('when do you open', 1_500);
  await stage.until('reply-end');
  assert.equal(stage.all('generation-start')[0]!.speculative, true);
  assert.deepEqual([...stage.played().keys()], ['And the what?']);
  assert.equal(stage.all('generation-discarded').length, 1);
});

test('The first clause is synthesised while the turn is still open, and not a sample of it is sent', async () => {
  await using stage = new Stage({
    agent: { pipeline: 'streaming' },
    llm: { replies: ['We open at ten. On Sunday at noon.'], firstTokenMs: 20 },
  });
  // A statement: its silence is long enough to be ahead of.
  await stage.says('i bought a coat from you', 800);
  const spokenAhead: number[] = [];
  while (stage.all('turn-end').length === 0) {
    await stage.run(10);
    if (stage.tts.clauses.length > 0) spokenAhead.push(stage.clock.now());
    if (stage.all('turn-end').length === 0) assert.equal(stage.heardRuns().length, 0, 'nothing is heard');
  }
  const [turnEnd] = stage.all('turn-end');
  assert.ok(turnEnd!.atMs - spokenAhead[0]! >= 300, 'the voice was at work before the end');
  await stage.run(60);
  const [start] = stage.all('reply-start');
  assert.ok(start!.atMs - turnEnd!.atMs <= 40, 'and its sound is there at once');
});
