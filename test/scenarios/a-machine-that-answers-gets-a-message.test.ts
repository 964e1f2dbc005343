/**
 * A call that we make may be picked up by a machine. Until it is known who is there we say nothing; a person
 * is greeted at once, a machine is let finish, told the greeting behind its beep, and left.
 *
 * Elsewhere an agent talks over the announcement, and the recording holds the second half of its sentence.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { Stage } from '../support/stage.ts';

const greeting = 'This is the garden centre. Your order has arrived.';
const sampleRate = 16_000;

function outbound(
  options: { greeting?: string; onMachine?: 'leave-message' | 'hang-up' } = { greeting },
): Stage {
  const agent = options.greeting === undefined ? {} : { greeting: options.greeting };
  const { onMachine = 'leave-message' } = options;
  return new Stage({ agent, stt: { interimMs: 300 }, call: { answeringMachine: 'detect', onMachine } });
}

async function beeps(stage: Stage, ms = 400, hz = 1_000): Promise<void> {
  const bytes = new Uint8Array((ms * sampleRate * 2) / 1000);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index * 2 < bytes.length; index += 1) {
    view.setInt16(index * 2, 6_000 * Math.sin((2 * Math.PI * hz * index) / sampleRate), true);
  }
  void stage.far.microphone().say(bytes);
  await stage.run(ms);
}

describe('a person', () => {
  test('who says hello is greeted, once, and not before', async () => {
    await using stage = outbound();
    await stage.run(600);
    await stage.says('hello', 500);
    const saidUntil = stage.clock.now();
    await stage.until('reply-start', 3_000);
    const [answered] = stage.all('answered-by');
    assert.equal(answered?.who, 'person', stage.tell());
    assert.ok(stage.all('reply-start')[0]!.atMs - saidUntil < 1_300, stage.tell());
    await stage.until('reply-end');
    await stage.run(500);
    assert.equal(stage.all('reply-start').length, 1, 'the hello is answered by the greeting alone');
    assert.deepEqual(stage.all('turn-end'), []);
  });

  test('who is greeted may go on to talk', async () => {
    await using stage = outbound();
    await stage.says('hello', 500);
    await stage.until('reply-end');
    await stage.says('when can I come');
    await stage.until('reply-start');
    assert.equal(stage.all('turn-end')[0]?.text, 'when can I come');
  });

  test('who says nothing is greeted after a while', async () => {
    await using stage = outbound();
    await stage.until('reply-start', 6_000);
    assert.match(stage.all('answered-by')[0]!.reason, /nobody/);
  });

  test('is answered where the agent has no greeting', async () => {
    await using stage = outbound({});
    await stage.says('hello who is this', 900);
    await stage.until('reply-start', 4_000);
    assert.equal(stage.all('turn-end')[0]?.text, 'hello who is this');
  });
});

describe('a machine', () => {
  test('is let finish, hears the greeting behind its beep, and is left', async () => {
    await using stage = outbound();
    await stage.says('you have reached the smiths please leave a message', 3_500);
    assert.equal(stage.all('answered-by')[0]?.who, 'machine', stage.tell());
    await stage.run(400);
    await beeps(stage);
    const beepedAt = stage.clock.now();
    await stage.until('call-end');
    const [start] = stage.all('reply-start');
    assert.ok(start !== undefined && start.atMs > beepedAt && start.atMs < beepedAt + 1_200, stage.tell());
    assert.equal(stage.all('reply-end')[0]?.heardText, greeting);
    assert.equal(stage.all('call-end')[0]?.reason, 'agent-hung-up');
    assert.equal(stage.llm.requests.length, 0, 'nobody thinks about what a machine says');
  });

  test('that talks while we leave our message changes nothing', async () => {
    await using stage = outbound();
    await stage.says('you have reached the smiths please leave a message', 3_500);
    await beeps(stage);
    await stage.until('reply-start');
    await stage.says('to send your message press one', 1_500);
    await stage.until('call-end');
    assert.equal(stage.all('reply-end')[0]?.heardText, greeting, stage.tell());
  });

  test('that was taken for a person is found out by its beep, and gets the message whole', async () => {
    await using stage = outbound();
    await stage.says('hello', 500);
    await stage.run(1_500);
    assert.equal(stage.all('answered-by')[0]?.who, 'person');
    await beeps(stage);
    const beepedAt = stage.clock.now();
    await stage.until('call-end');
    assert.deepEqual(
      stage.all('answered-by').map(({ who }) => who),
      ['person', 'machine'],
      stage.tell(),
    );
    assert.ok(stage.all('reply-start').at(-1)!.atMs > beepedAt);
    assert.equal(stage.all('reply-end').at(-1)?.heardText, greeting);
    assert.equal(stage.llm.requests.length, 0);
  });

  test('without a beep is spoken to when it has fallen silent', async () => {
    await using stage = outbound();
    await stage.says('you have reached the smiths', 3_500);
    const silentSince = stage.clock.now();
    await stage.until('reply-start', 6_000);
    assert.ok(stage.all('reply-start')[0]!.atMs - silentSince > 2_000);
    await stage.until('call-end');
  });

  test('gets no message where the policy is to hang up', async () => {
    await using stage = outbound({ greeting, onMachine: 'hang-up' });
    await stage.says('you have reached the smiths please leave a message', 3_500);
    await beeps(stage);
    await stage.until('call-end', 5_000);
    assert.deepEqual(stage.all('reply-start'), []);
  });

  test('of a carrier ends the call', async () => {
    await using stage = outbound();
    for (const hz of [950, 1_400, 1_800]) await beeps(stage, 330, hz);
    await stage.run(100);
    assert.match(stage.all('call-end')[0]!.detail, /carrier/);
  });
});

test('whoever picks up a call that is not to be looked at is greeted at once', async () => {
  await using stage = new Stage({ agent: { greeting } });
  await stage.until('reply-start', 1_000);
  assert.deepEqual(stage.all('answered-by'), []);
});
