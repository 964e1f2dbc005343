/** No call lasts for ever: it ends with a farewell between two sentences, and never in the midst of an action. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { z } from 'zod';
import { defineTool } from '../../src/agent/define-tool.ts';
import { defaultLimits, type LimitOptions } from '../../src/call/options.ts';
import { Stage, type StageOptions } from '../support/stage.ts';

const callMaxMs = 40_000;
/** A quarter of so short a call. */
const closingFromMs = 30_000;
const timed = (options: StageOptions = {}, limits: Partial<LimitOptions> = {}): StageOptions => ({
  ...options,
  call: { limits: { ...defaultLimits, callMaxMs, idleMs: 60_000, ...limits } },
});
const farewell = 'our time for this call is over';
const told = (stage: Stage): string => stage.all('call-end')[0]?.detail ?? 'still on';

test('Where nobody speaks, the farewell is said a little before the end, and the log says why', async () => {
  await using stage = new Stage(timed({ agent: { greeting: 'Good morning.' } }));
  await stage.run(closingFromMs - 100);
  assert.equal(stage.all('reply-end').length, 1, 'nothing but the greeting');
  await stage.run(100 + 9_000);
  assert.equal(await stage.session.ended, 'agent-hung-up');
  assert.ok(stage.all('reply-end').at(-1)!.heardText.includes(farewell), 'heard to its end');
  assert.match(told(stage), /^the call reached its longest time, 0\.7 min$/);
  assert.ok(stage.all('call-end')[0]!.atMs <= callMaxMs);
});

test('A sentence of the caller is answered first, and the answer is heard', async () => {
  await using stage = new Stage(timed({ llm: { replies: ['We open at ten.'] } }));
  await stage.run(closingFromMs - 500);
  await stage.says('when do you open', 1_200);
  await stage.run(12_000);
  const heard = stage.all('reply-end').map(({ heardText }) => heardText);
  assert.equal(heard[0], 'We open at ten.');
  assert.ok(heard[1]!.includes(farewell));
  assert.equal(heard.length, 2);
});

test('Who interrupts the farewell is answered, and bid farewell again', async () => {
  await using stage = new Stage(timed({ llm: { replies: ['We open at ten.'] } }));
  await stage.run(closingFromMs + 1_500);
  await stage.says('no wait when do you open', 1_200);
  await stage.run(15_000);
  assert.equal(stage.all('reply-cut').length, 1);
  assert.deepEqual(
    stage.all('reply-end').map(({ heardText }) => heardText.includes(farewell)),
    [false, true],
  );
  assert.equal(await stage.session.ended, 'agent-hung-up');
});

test('A reply without an end is cut for the farewell, which cannot be interrupted', async () => {
  const endless = 'This goes on and on and on. '.repeat(40).trim();
  await using stage = new Stage(timed({ llm: { replies: [endless] } }));
  await stage.run(closingFromMs - 5_000);
  await stage.says('tell me everything', 1_000);
  await stage.run(callMaxMs - stage.clock.now() + 600);
  assert.equal(stage.all('reply-cut').length, 1, stage.tell());
  await stage.says('no wait go on please', 1_500);
  await stage.run(9_000);
  assert.equal(await stage.session.ended, 'agent-hung-up');
  assert.equal(stage.all('reply-cut').length, 1);
  assert.match(told(stage), /longest time/);
});

interface OrderDesk {
  options: StageOptions;
  /** How often the tool began. */
  begun: number;
  finish(): void;
}

/** An agent that orders what it is asked to, once the caller has said yes; the order is done at `finish`. */
function orderDesk(): OrderDesk {
  const done = Promise.withResolvers<string>();
  const desk: OrderDesk = { options: {}, begun: 0, finish: () => done.resolve('ordered') };
  const order = defineTool({
    name: 'order',
    description: 'Orders a coat.',
    input: z.object({}),
    effect: 'irreversible',
    confirm: () => 'Shall I order the coat?',
    timeoutMs: 60_000,
    run: () => {
      desk.begun += 1;
      return done.promise;
    },
  });
  desk.options = {
    agent: { tools: [order] },
    llm: {
      replies: ({ prompt }) => {
        const asks = prompt.messages.at(-1)!.role === 'user';
        return asks ? { toolCalls: [{ name: 'order', arguments: {} }] } : 'It is ordered.';
      },
    },
  };
  return desk;
}

test('An action that is running when the time is over is done and told before the call ends', async () => {
  const desk = orderDesk();
  await using stage = new Stage(timed(desk.options));
  await stage.run(closingFromMs - 4_000);
  await stage.says('order the coat', 1_000);
  await stage.until('reply-end');
  await stage.run(300);
  assert.ok(stage.clock.now() < callMaxMs);
  await stage.says('yes please', 500);
  await stage.until('effect-begun');
  await stage.run(callMaxMs - stage.clock.now() + 3_000);
  assert.equal(stage.types().includes('call-end'), false, 'the action is waited for');
  desk.finish();
  await stage.run(12_000);
  const heard = stage.all('reply-end').map(({ heardText }) => heardText);
  assert.ok(heard.at(-2)!.includes('It is ordered.'), stage.tell());
  assert.ok(heard.at(-1)!.includes(farewell));
  assert.equal(desk.begun, 1);
  assert.equal(await stage.session.ended, 'agent-hung-up');
});

test('A yes that is being said when the time is over still counts', async () => {
  const desk = orderDesk();
  await using stage = new Stage(timed(desk.options));
  await stage.run(callMaxMs - 6_000);
  await stage.says('order the coat', 1_000);
  await stage.until('reply-end');
  await stage.run(Math.max(0, callMaxMs - 250 - stage.clock.now()));
  await stage.says('yes please', 500);
  await stage.until('effect-begun');
  desk.finish();
  await stage.run(15_000);
  assert.equal(desk.begun, 1);
  assert.ok(stage.all('reply-end').at(-1)!.heardText.includes(farewell), stage.tell());
});

test('A tool that never answers does not keep the call', async () => {
  const desk = orderDesk();
  await using stage = new Stage(timed(desk.options, { toolTimeoutMs: 5_000 }));
  await stage.run(callMaxMs - 9_000);
  await stage.says('order the coat', 1_000);
  await stage.until('reply-end');
  await stage.says('yes please', 500);
  await stage.until('effect-begun');
  // To the end, the grace for an action, and the farewell.
  await stage.run(callMaxMs - stage.clock.now() + 5_000 + 8_000 + 12_500);
  desk.finish();
  assert.match(told(stage), /longest time/, stage.tell());
});

test('Without a limit a call goes on', async () => {
  await using stage = new Stage({ call: { limits: { ...defaultLimits, idleMs: 10_000_000 } } });
  await stage.run(callMaxMs * 2);
  assert.equal(stage.types().includes('call-end'), false);
});
