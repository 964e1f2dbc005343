/** The demo can fail: every check, held against a call in which that one thing went wrong. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Track } from '../../src/transports/shared/track.ts';
import type { CallEventBody } from '../../src/contracts/events.ts';
import { Notes } from './demo-caller.ts';
import { checkCall, type CallFacts } from './demo-checks.ts';

const rate = 16_000;
const originMs = 1000;
const cutAtMs = 5000;
const nextReplyAtMs = 6000;

interface Wrongs {
  understood?: boolean;
  appointments?: number;
  heardText?: string;
  /** Sound between the cut and the next reply. */
  strayMs?: number;
  endedBy?: 'server' | 'network';
  logEnded?: boolean;
  without?: CallEventBody['type'];
}

function factsOf(wrong: Wrongs): CallFacts {
  const notes = new Notes();
  const bodies: CallEventBody[] = [
    { type: 'consent-asked', toolCallId: 't', tool: 'book', question: 'Shall I?' },
    { type: 'consent-given', toolCallId: 't', tool: 'book' },
    { type: 'reply-start', reply: 3, turn: 2 },
    { type: 'interruption-committed', reply: 3, reason: 'words' },
    {
      type: 'reply-cut',
      reply: 3,
      heardText: wrong.heardText ?? 'Our house',
      unheardText: 'began.',
      reason: 'words',
    },
    { type: 'reply-start', reply: 4, turn: 3 },
    { type: 'call-end', reason: 'agent-hung-up', detail: 'it said goodbye' },
  ];
  for (const body of bodies) {
    if (body.type === wrong.without) continue;
    const event = { callId: 'c', legId: 'l', seq: 0, atMs: 0, mediaMs: 0, ...body };
    notes.take(event, body.type === 'reply-start' && body.reply === 4 ? nextReplyAtMs : 0);
  }
  notes.clearsMs.push(cutAtMs);
  const heard = new Track({ encoding: 'pcm16le', sampleRate: rate, channels: 1 }, { keepAudio: false });
  const play = (fromMs: number, toMs: number): void => {
    heard.write(
      ((fromMs - originMs) * rate) / 1000,
      new Uint8Array(0),
      0,
      ((toMs - fromMs) * rate * 2) / 1000,
    );
  };
  play(2000, cutAtMs);
  if (wrong.strayMs !== undefined) play(5500, 5500 + wrong.strayMs);
  play(nextReplyAtMs, 8000);
  const ending = { by: wrong.endedBy ?? 'server', code: 'OK', reason: 'goodbye', retryable: false };
  return {
    notes,
    outcomes: [
      { cue: { says: 'Hello.', expects: /day/ }, understood: wrong.understood ?? true, answer: 'Good day.' },
    ],
    appointments: wrong.appointments ?? 1,
    phone: { caller: { heard, originMs }, ending: () => ending } as unknown as CallFacts['phone'],
    log: { ended: wrong.logEnded ?? true, truncated: false } as CallFacts['log'],
    replayed: { callId: 'c', steps: 9, events: 9, difference: undefined },
  };
}

function failedOf(wrong: Wrongs): string[] {
  return checkCall(factsOf(wrong)).flatMap(({ what, holds }) => (holds ? [] : [what]));
}

test('A call in which all went well passes', () => {
  assert.deepEqual(failedOf({}), []);
});

test.each([
  ['an answer that was not the right one', { understood: false }, /right answer/],
  ['no appointment', { appointments: 0 }, /booked once/],
  ['an appointment without a yes', { without: 'consent-given' }, /booked once/],
  ['no interruption', { without: 'interruption-committed' }, /committed/],
  ['an interruption before the first word', { heardText: '' }, /committed/],
  ['a single frame of the cut reply', { strayMs: 20 }, /not one sample/],
  ['no reply after the cut one', { without: 'reply-cut' }, /not one sample/],
  ['a call that the network ended', { endedBy: 'network' }, /in order/],
  ['a log without its end', { logEnded: false }, /replays/],
] satisfies [string, Wrongs, RegExp][])('%s fails', (_, wrong, expected) => {
  const failed = failedOf(wrong);
  assert.ok(
    failed.some((what) => expected.test(what)),
    failed.join('; '),
  );
});
