/** However a call ends, nothing of it is left: no timer, no request, no stream, no listener. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Stage } from '../support/stage.ts';

const long = 'This is a very long reply. It goes on and on, and nobody will hear it to its end.';

const endings: { name: string; end: (stage: Stage) => void | Promise<void>; reason: string }[] = [
  { name: 'the caller hangs up', end: (stage) => stage.far.hangup(), reason: 'caller-hung-up' },
  { name: 'we hang up', end: (stage) => stage.session.shutDown('closing time'), reason: 'shut-down' },
  {
    name: 'the network falls silent',
    end: async (stage) => {
      stage.far.vanish();
      await stage.run(30_000);
    },
    reason: 'leg-lost',
  },
];
const moments: { name: string; reach: (stage: Stage) => Promise<unknown> }[] = [
  { name: 'in mid-greeting', reach: (stage) => stage.until('reply-start') },
  {
    name: 'while the caller speaks',
    reach: async (stage) => {
      await stage.until('reply-end');
      await stage.says('i would like', 500);
    },
  },
  {
    name: 'while the model thinks',
    reach: async (stage) => {
      await stage.until('reply-end');
      await stage.says('a question of some length');
      await stage.until('turn-end');
    },
  },
  {
    name: 'in mid-reply',
    reach: async (stage) => {
      await stage.until('reply-end');
      await stage.says('a question of some length');
      await stage.until('reply-start');
      await stage.run(700);
    },
  },
  {
    name: 'while an interruption is judged',
    reach: async (stage) => {
      await stage.until('reply-end');
      await stage.says('a question of some length');
      await stage.until('reply-start');
      await stage.run(700);
      await stage.sounds(150);
    },
  },
];

for (const pipeline of ['sequential', 'streaming', 'interruptible'] as const) {
  for (const { name: moment, reach } of moments) {
    for (const { name, end, reason } of endings) {
      test(`${pipeline}: ${name} ${moment}`, async () => {
        await using stage = new Stage({
          agent: { pipeline, greeting: 'Good morning to you.' },
          llm: { replies: [long] },
        });
        await reach(stage);
        await end(stage);
        assert.equal(await stage.session.ended, reason);
        await stage.run(0);
        assert.deepEqual(stage.session.open(), { generations: 0, timers: 0, effects: 0 });
        assert.equal(stage.llm.open, 0, 'requests');
        assert.equal(stage.tts.openStreams, 0, 'speech streams');
        assert.equal(stage.stt.openStreams, 0, 'recognition streams');
        assert.equal(stage.lane.size, 0, 'legs on the VAD lane');
        await stage.run(10_000);
        // What ticks on is the stage's own: one period for the sessions of the host.
        assert.equal(stage.clock.pending, 1, 'timers');
        assert.deepEqual(stage.types().at(-1), 'call-end');
      });
    }
  }
}

test('A model that throws in the middle of its words ends neither the call nor the process', async () => {
  await using stage = new Stage({
    llm: {
      replies: ({ prompt }) => {
        const last = prompt.messages.at(-1);
        const first = last?.role === 'user' && last.text === 'are you there';
        return first ? { fails: 'out of order' } : 'Here I am again.';
      },
    },
  });
  await stage.says('are you there');
  const apology = await stage.until('reply-end');
  assert.ok(apology.type === 'reply-end' && apology.heardText.includes('something went wrong'));
  await stage.says('and are you there now');
  const answer = await stage.until('reply-end');
  assert.ok(answer.type === 'reply-end' && answer.heardText === 'Here I am again.');
});

test('A call that cannot begin ends at once, with a reason, and holds nothing', async () => {
  await using stage = new Stage({ leg: { formatIn: { encoding: 'alaw', sampleRate: 48_000, channels: 1 } } });
  assert.equal(await stage.session.ended, 'failed');
  assert.deepEqual(
    stage.errors.map(({ code }) => code),
    ['FORMAT_UNSUPPORTED'],
  );
  assert.deepEqual(stage.types(), ['call-end']);
  assert.equal(stage.lane.size, 0);
  assert.equal(stage.far.endedReason, 'FORMAT_UNSUPPORTED');
});
