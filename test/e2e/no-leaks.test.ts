/** The real house, with every embedded model: after calls have ended in every way, it is as it was before them. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { SystemClock } from '../../src/clock/system-clock.ts';
import type { CallEvent } from '../../src/contracts/events.ts';
import { serve } from '../../src/server/serve.ts';
import { demoAgent } from '../../src/server/demo-agent/demo-agent.ts';
import { connectWebSocketCaller, type WebSocketCaller } from '../../src/transports/websocket/index.ts';
import { spoken } from '../support/spoken.ts';

/** Timers, sockets, pipes, processes and threads that this process holds. */
function resources(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of process.getActiveResourcesInfo()) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

async function settled(condition: () => boolean, withinMs: number): Promise<boolean> {
  for (let waited = 0; waited < withinMs; waited += 50) {
    if (condition()) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return condition();
}

test('Calls that end in mid-reply, in mid-sentence, by a hang-up or by silence leave nothing behind', async () => {
  using clock = new SystemClock();
  const [question] = await spoken(['tell me about the history of the house'], clock);
  const ended: string[] = [];
  const answering = new Set<string>();
  const onEvent = (event: CallEvent): void => {
    if (event.type === 'call-end') ended.push(event.reason);
    if (event.type === 'reply-start' && event.turn > 0) answering.add(event.callId);
  };
  await using server = await serve(demoAgent({ wallTime: () => clock.wallTime() }), { onEvent, seats: 3 });
  const url = `${server.url.replace('http', 'ws')}/call`;
  await new Promise((resolve) => setTimeout(resolve, 500));
  const before = resources();

  const endings: ((caller: WebSocketCaller) => Promise<void> | void)[] = [
    (caller) => caller.hangup(),
    (caller) => caller.vanish(),
    (caller) => caller[Symbol.asyncDispose](),
  ];
  for (const round of [0, 1]) {
    const callers = await Promise.all(endings.map(() => connectWebSocketCaller(url, { clock })));
    assert.equal(server.host.seatsTaken, 3);
    await assert.rejects(connectWebSocketCaller(url, { clock }), { code: 'CALL_REFUSED_FULL' });
    // A caller who vanished in mid-sentence may have been answered: that was another call.
    answering.clear();
    // The first round ends in mid-sentence of the caller, the second in the middle of the long reply.
    for (const caller of callers) void caller.microphone().say(question!);
    if (round === 0) await new Promise((resolve) => setTimeout(resolve, 1_200));
    else assert.ok(await settled(() => answering.size === 3, 15_000), `${answering.size} are answered`);
    await Promise.all(callers.map((caller, index) => endings[index]!(caller)));
    assert.ok(
      await settled(() => server.host.seatsTaken === 0, 10_000),
      `${server.host.seatsTaken} seats are still taken`,
    );
    await Promise.all(callers.map((caller) => caller[Symbol.asyncDispose]()));
  }
  assert.equal(ended.length, 6);
  const back = await settled(() => JSON.stringify(resources()) === JSON.stringify(before), 10_000);
  assert.ok(back, `before ${JSON.stringify(before)}, after ${JSON.stringify(resources())}`);
});
