/**
 * Architectures 1 to 3, side by side: one question, three agents that differ in how they take turns.
 *
 * A synthetic caller phones each of them and tells how long the silence before the answer was. Then it
 * interrupts, once, where that is possible.
 */
import assert from 'node:assert/strict';
import { serve, type Server } from 'antiphon';
import { SystemClock } from 'antiphon/clock';
import type { CallEvent, Pipeline } from 'antiphon/contracts';
import { connectWebSocketCaller, type WebSocketCaller } from 'antiphon/transports/websocket';
import { speak } from '../speak.ts';
import { interruptible } from './interruptible.ts';
import { sequential } from './sequential.ts';
import { streaming } from './streaming.ts';

using clock = new SystemClock();
const question = await speak('how did the house begin', clock);
const interruption = await speak('wait please where are the shoes', clock);

const silencesMs = new Map<Pipeline, number>();
for (const agent of [sequential, streaming, interruptible]) {
  const { pipeline } = agent;
  await using server = await serve(agent);
  const call = await phone(server);
  const started = call.next('reply-start');
  await call.caller.microphone().say(question);
  const start = await started;
  silencesMs.set(pipeline, Math.round(start.voiceToVoiceMs ?? 0));
  if (pipeline === 'interruptible') {
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    const cut = call.next('reply-cut');
    const answered = call.next('reply-end');
    await call.caller.microphone().say(interruption);
    const { heardText, unheardText } = await cut;
    console.log(`interrupted after "${heardText}"; never said: "${unheardText}"`);
    assert.equal((await answered).heardText, 'On the second floor.');
  }
  call.caller.hangup();
  await call.caller.ended;
}
for (const [pipeline, silenceMs] of silencesMs)
  console.log(`${pipeline.padEnd(14)} ${silenceMs} ms of silence`);
assert.ok(silencesMs.get('sequential')! > silencesMs.get('streaming')!, 'overlapping stages answer sooner');

type EventOf<Type extends CallEvent['type']> = Extract<CallEvent, { type: Type }>;

async function phone(server: Server): Promise<{
  caller: WebSocketCaller;
  next<Type extends CallEvent['type']>(type: Type): Promise<EventOf<Type>>;
}> {
  const waiting = new Map<string, (event: CallEvent) => void>();
  const caller = await connectWebSocketCaller(`${server.url.replace('http', 'ws')}/call`, {
    clock,
    events: true,
    listener: {
      onEvent: (event) => {
        waiting.get(event.type)?.(event);
        waiting.delete(event.type);
      },
    },
  });
  return {
    caller,
    next: (type) =>
      new Promise((resolve, reject) => {
        const limit = clock.at(clock.now() + 30_000, () => reject(new Error(`no ${type} within 30 s`)));
        waiting.set(type, (event) => {
          limit[Symbol.dispose]();
          resolve(event as EventOf<typeof type>);
        });
      }),
  };
}
