/**
 * Architectures 1 to 3, side by side: one agent, one question, three ways of taking turns.
 *
 * A synthetic caller phones the same server three times and tells how long the silence before each
 * answer was. Then it interrupts, once, where that is possible.
 */
import assert from 'node:assert/strict';
import { defineAgent, serve } from 'antiphon';
import { SystemClock } from 'antiphon/clock';
import type { CallEvent, Pipeline } from 'antiphon/contracts';
import { flite } from 'antiphon/providers/flite';
import { defineIntent, onDevice } from 'antiphon/providers/ondevice';
import { connectWebSocketCaller, type WebSocketCaller } from 'antiphon/transports/websocket';

const story =
  'Our house began above a flower shop. Two sisters sewed evening gowns there by lamplight. ' +
  'Ten years later they bought the whole building, and the workshop is still under its roof.';
const llm = onDevice({
  intents: [
    defineIntent({
      name: 'history',
      examples: ['tell me about the history of the house', 'how did the house begin'],
      reply: story,
    }),
    defineIntent({ name: 'shoes', examples: ['where are the shoes'], reply: 'On the second floor.' }),
  ],
  abilities: 'tell you about the house',
  wallTime: Date.now,
});
const agent = defineAgent({ name: 'concierge', instructions: 'Brief and warm.', models: { llm } });

using clock = new SystemClock();
const question = await speak('how did the house begin');
const interruption = await speak('wait please where are the shoes');
await using server = await serve(agent);

const silencesMs = new Map<Pipeline, number>();
for (const pipeline of ['sequential', 'streaming', 'interruptible'] as const) {
  const call = await phone(pipeline);
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

async function phone(pipeline: Pipeline): Promise<{
  caller: WebSocketCaller;
  next<Type extends CallEvent['type']>(type: Type): Promise<EventOf<Type>>;
}> {
  const waiting = new Map<string, (event: CallEvent) => void>();
  const caller = await connectWebSocketCaller(`${server.url.replace('http', 'ws')}/call`, {
    clock,
    pipeline,
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

async function speak(text: string): Promise<Uint8Array> {
  await using tts = await flite({ voice: 'slt', clock });
  const pieces: Uint8Array[] = [];
  await new Promise<void>((resolve, reject) => {
    const stream = tts.open({
      language: 'en-US',
      listener: {
        onAudio: (_clause, bytes, offset, length) => pieces.push(bytes.slice(offset, offset + length)),
        onWords: () => undefined,
        onClauseEnd: () => resolve(),
        onError: (_clause, error) => reject(error),
      },
    });
    stream.speak(0, text);
  });
  return new Uint8Array(Buffer.concat(pieces));
}
