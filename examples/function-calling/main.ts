/**
 * Architecture 4 on the telephone: a synthetic caller asks to cancel an order, says no to the question, asks
 * again and says yes. The shop's books say what happened, and when.
 */
import assert from 'node:assert/strict';
import { serve } from 'antiphon';
import { SystemClock } from 'antiphon/clock';
import type { CallEvent } from 'antiphon/contracts';
import { connectWebSocketCaller } from 'antiphon/transports/websocket';
import { speak } from '../speak.ts';
import { desk } from './agent.ts';
import { orders } from './shop.ts';

using clock = new SystemClock();
await using server = await serve(desk);
const events: CallEvent[] = [];
const waiting = new Set<() => void>();
await using caller = await connectWebSocketCaller(`${server.url.replace('http', 'ws')}/call`, {
  clock,
  events: true,
  listener: {
    onEvent: (event) => {
      events.push(event);
      for (const look of waiting) look();
    },
  },
});
const microphone = caller.microphone();

for (const [words, then] of [
  ['please cancel my order', 'consent-asked'],
  ['please do not', 'consent-refused'],
  ['please cancel the blue coat', 'consent-asked'],
  ['yes please', 'effect-done'],
] as const) {
  const told = count(then);
  // Whoever was not understood says it again, as anybody would.
  for (let attempt = 1; count(then) === told; attempt += 1) {
    assert.ok(attempt <= 3, `not understood: ${words}`);
    const heard = count('reply-end');
    await microphone.say(await speak(words, clock));
    // The answer is heard out: a yes counts once its question has been.
    await until(() => count('reply-end') > heard);
  }
  const reply = events.findLast((event) => event.type === 'reply-end');
  console.log(`caller: ${words}\n agent: ${reply?.heardText}`);
  if (then === 'consent-asked') assert.ok(orders.has('the blue coat'), 'a question changes nothing');
}
assert.ok(!orders.has('the blue coat'), 'behind the yes it is done');
assert.equal(count('effect-begun'), 1);
assert.ok(
  events.some((event) => event.type === 'bridge' && event.text.includes('workshop')),
  'a slow shop is bridged in its own words',
);
caller.hangup();
await caller.ended;

function count(type: CallEvent['type']): number {
  return events.filter((event) => event.type === type).length;
}

async function until(isSo: () => boolean): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const look = (): void => {
      if (!isSo()) return;
      waiting.delete(look);
      limit[Symbol.dispose]();
      resolve();
    };
    const limit = clock.at(clock.now() + 30_000, () => reject(new Error(`not within 30 s: ${isSo}`)));
    waiting.add(look);
    look();
  });
}
