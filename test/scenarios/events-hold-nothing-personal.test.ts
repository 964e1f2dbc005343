/** R6: what a program is told with `redact` holds no personal data, in whichever event and whichever field it stands. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { CallEvent, CallEventBody } from '../../src/contracts/events.ts';
import { redactor } from '../../src/privacy/index.ts';
import { redactedEvents } from '../../src/server/open-server.ts';

const mail = 'anna.smith@example.com';
const card = '4111 1111 1111 1111';
const spokenCard = `four${' one'.repeat(15)}`;
const words = `Anna Smith, ${mail}, ${spokenCard}`;
const said = (value: unknown) => [{ value, turn: 3, words, confidence: 0.9 }];

const bodies: CallEventBody[] = [
  {
    type: 'slots-extracted',
    turn: 3,
    intent: 'pay',
    changed: ['card', 'contact', 'store'],
    slots: {
      card: said(card),
      number: said(4_111_111_111_111_111),
      contact: said({ to: mail, also: [mail, { name: 'Anna Smith' }] }),
      store: said('Milan'),
    },
    afterMs: 412,
  },
  { type: 'caller-verified', callerId: mail },
  { type: 'caller-recalled', slots: ['store', 'sizes'] },
  { type: 'transcript', turn: 3, text: words, final: true, confidence: 0.9 },
  { type: 'turn-end', turn: 3, text: words, silenceMs: 600, completeness: 1, reason: 'silence' },
  { type: 'reply-clause', reply: 2, clause: 0, text: words },
  { type: 'reply-end', reply: 2, heardText: words },
  { type: 'reply-cut', reply: 2, heardText: words, unheardText: words, reason: 'barge-in' },
  { type: 'interruption-suspected', reply: 2, heardText: words },
  { type: 'consent-asked', toolCallId: 'call-1', tool: 'pay', question: `Shall I charge ${card}?` },
  { type: 'consent-refused', toolCallId: 'call-1', tool: 'pay', reason: words },
  { type: 'effect-done', toolCallId: 'call-1', tool: 'pay', effect: 'write', ok: false, reason: words },
  { type: 'effect-unknown', toolCallId: 'call-1', tool: 'pay', effect: 'write', reason: words },
  { type: 'bridge', text: words, reason: 'tool' },
  { type: 'call-end', reason: 'failed', detail: words },
];

/** As a carrier names its calls: redacted, it would be another one. */
const callId = 'CA93280680fb474c0e95e4630891239fd9';

test.each(bodies)('$type', (body) => {
  const told: CallEvent[] = [];
  const { onEvent } = redactedEvents((event) => told.push(event), redactor({ names: ['Anna Smith'] }));
  const event: CallEvent = { callId, legId: 'leg-1', seq: 7, atMs: 90_000, mediaMs: 89_980, ...body };
  onEvent!(event);
  const text = JSON.stringify(told[0]);
  assert.doesNotMatch(text, /anna|smith|example|4111|4 ?111|one one/i);
  const { callId: toldId, legId, seq, atMs, mediaMs, type } = told[0]!;
  assert.deepEqual(
    [toldId, legId, seq, atMs, mediaMs, type],
    [callId, 'leg-1', 7, 90_000, 89_980, body.type],
  );
  assert.deepEqual(Object.keys(told[0]!), Object.keys(event), 'a field was lost');
});

test('what is not personal is told as it was: names of slots, tools and stores, times and counts', () => {
  const told: CallEvent[] = [];
  const { onEvent } = redactedEvents((event) => told.push(event), redactor());
  onEvent!({ callId, legId: 'leg-1', seq: 7, atMs: 90_000, mediaMs: 89_980, ...bodies[0]! });
  const [event] = told;
  assert.ok(event?.type === 'slots-extracted');
  assert.deepEqual([event.intent, event.changed, event.afterMs], ['pay', ['card', 'contact', 'store'], 412]);
  assert.equal(event.slots['store']![0]!.value, 'Milan');
  assert.deepEqual([event.slots['card']![0]!.turn, event.slots['card']![0]!.confidence], [3, 0.9]);
});
