/** The disk takes its time: what is said sounds as soon as ever, what acts waits a little or is refused aloud, and nothing is lost. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { z } from 'zod';
import { defineTool } from '../../src/agent/define-tool.ts';
import type { Clock } from '../../src/clock/clock.ts';
import type { CallStore, StoreHealth } from '../../src/contracts/call-store.ts';
import { meddledCallStore } from '../../src/testing/meddled-call-store.ts';
import { MemoryCallStore } from '../../src/testing/memory-call-store.ts';
import { sleep } from '../../src/testing/sleep.ts';
import { PhoneHouse } from '../support/phone-house.ts';
import { Stage, type StageOptions } from '../support/stage.ts';

/** Answers after `delayMs`, in order, as a disk that is busy. */
class SlowStore {
  delayMs: number;
  clock: Clock | undefined;
  readonly truth = new MemoryCallStore();
  readonly store: CallStore;
  health: StoreHealth = { state: 'good', reason: '', waiting: 0 };

  constructor(delayMs: number) {
    this.delayMs = delayMs;
    this.store = meddledCallStore(
      this.truth,
      async (_method, pass) => {
        const { delayMs } = this;
        if (this.clock !== undefined && delayMs > 0) {
          await sleep(this.clock, delayMs, new AbortController().signal);
        }
        return pass();
      },
      () => this.health,
    );
  }

  stage(options: StageOptions = {}): Stage {
    const stage = new Stage({ ...options, store: this.store });
    this.clock = stage.clock;
    return stage;
  }
}

function booking(ran: number[], clock: () => number) {
  return defineTool({
    name: 'bookFitting',
    description: 'Books.',
    input: z.object({}),
    effect: 'write',
    confirm: false,
    run: () => {
      ran.push(clock());
      return 'booked';
    },
  });
}

const booksAndTells: NonNullable<StageOptions['llm']> = {
  replies: ({ prompt }) => {
    const last = prompt.messages.at(-1);
    if (last?.role !== 'tool-result') return { toolCalls: [{ name: 'bookFitting', arguments: {} }] };
    return last.result.status === 'done' ? 'It is booked.' : 'I could not book it.';
  },
};

/** When the answer to the first question began to sound. */
async function firstAnswerAt(stage: Stage): Promise<number> {
  await stage.says('when do you open');
  return (await stage.until('reply-start')).atMs;
}

test('What is said sounds as soon as without a store, and every turn is kept in the end', async () => {
  const slow = new SlowStore(4_000);
  await using plain = new Stage({ llm: { replies: ['At ten.'] } });
  const expected = await firstAnswerAt(plain);
  await using stage = slow.stage({ llm: { replies: ['At ten.'] } });
  assert.equal(await firstAnswerAt(stage), expected);
  await stage.until('reply-end');
  for (const text of ['and on sunday', 'and on monday', 'and on tuesday']) {
    await stage.says(text);
    await stage.until('reply-end');
  }
  stage.session.shutDown('the story is over');
  await stage.run(60_000);
  const { turns, outcome } = await slow.truth.load('call-1');
  const words = turns.flatMap(({ messages }) =>
    messages.flatMap((said) => ('text' in said ? [said.text] : [])),
  );
  assert.deepEqual(
    words,
    ['when do you open', 'and on sunday', 'and on monday', 'and on tuesday'].flatMap((text) => [
      text,
      'At ten.',
    ]),
  );
  assert.equal(outcome?.reason, 'shut-down');
});

test('An effect waits for its intent, and is told when it is done', async () => {
  const slow = new SlowStore(0);
  const ran: number[] = [];
  const stage = slow.stage({
    agent: { tools: [booking(ran, () => stage.clock.now())] },
    llm: booksAndTells,
  });
  await using _stage = stage;
  slow.delayMs = 2_000;
  await stage.says('book me in');
  await stage.until('effect-done');
  assert.equal(ran.length, 1);
  const begun = stage.all('effect-begun')[0]!;
  assert.ok(ran[0]! - begun.atMs >= 1_990, `it left after ${ran[0]! - begun.atMs} ms`);
  for (
    let ends = 0;
    ends < 3 && !stage.all('reply-end').some(({ heardText }) => /booked/.test(heardText));
    ends += 1
  ) {
    await stage.until('reply-end');
  }
  assert.ok(
    stage.all('reply-end').some(({ heardText }) => /It is booked/.test(heardText)),
    stage.tell(),
  );
  await stage.run(10_000);
  const { effects } = await slow.truth.load('call-1');
  assert.deepEqual(
    effects.map(({ outcome }) => outcome.status),
    ['done'],
  );
});

test('An effect that cannot be noted in time is refused aloud, has not run, and never will', async () => {
  const slow = new SlowStore(0);
  const ran: number[] = [];
  const stage = slow.stage({
    agent: { tools: [booking(ran, () => stage.clock.now())] },
    llm: booksAndTells,
  });
  await using _stage = stage;
  slow.delayMs = 4_500;
  await stage.says('book me in');
  const done = await stage.until('effect-done');
  assert.ok(done.type === 'effect-done' && !done.ok);
  while (!stage.all('reply-end').some(({ heardText }) => /could not/.test(heardText))) {
    await stage.until('reply-end', 10_000);
  }
  await stage.run(30_000);
  assert.deepEqual(ran, []);
  const { effects } = await slow.truth.load('call-1');
  assert.deepEqual(
    effects.map(({ outcome }) => outcome.status),
    ['failed'],
  );
});

test('Admission says so: new callers are refused with a reason, live calls go on, and then it takes calls again', async () => {
  const slow = new SlowStore(0);
  const house = await new PhoneHouse({ store: slow.store }).open();
  await using _house = house;
  const live = await house.dial();
  slow.health = { state: 'slow', reason: 'no answer for 900 ms', waiting: 12 };
  await assert.rejects(house.dial(), { code: 'CALL_REFUSED_STORE', message: /no answer for 900 ms/ });
  slow.health = { state: 'failing', reason: 'STORE_FULL: no room', waiting: 0 };
  await assert.rejects(house.dial(), { code: 'CALL_REFUSED_STORE', message: /no room/ });
  assert.equal(house.host.seatsTaken, 1);
  await house.pass(3_000, live);
  assert.deepEqual(live.ends, []);
  assert.ok(
    live.events.some(({ type }) => type === 'reply-end'),
    'who is on the line is talked to',
  );
  slow.health = { state: 'good', reason: '', waiting: 0 };
  assert.equal((await house.dial()).caller.resumed, false);
});
