/** A call as its events told it: a greeting, a question with its answer, and a reply that was cut. */
import type { CallEvent, CallEventBody } from '../../../src/contracts/events.ts';
import { Score } from '../score.ts';

type Told = CallEventBody & { atMs: number; mediaMs?: number };

const told: Told[] = [
  { atMs: 0, type: 'call-start', agent: 'front-desk', pipeline: 'interruptible' },
  { atMs: 0, type: 'reply-clause', reply: 0, clause: 0, text: 'Good day.' },
  { atMs: 0, type: 'reply-clause', reply: 0, clause: 1, text: 'How may I help you?' },
  { atMs: 49, type: 'reply-start', reply: 0, turn: 0 },
  { atMs: 3600, type: 'reply-end', reply: 0, heardText: 'Good day. How may I help you?' },
  { atMs: 4600, mediaMs: 4520, type: 'speech-start', confidence: 0.8 },
  { atMs: 4600, type: 'turn-start', turn: 1 },
  { atMs: 5560, type: 'transcript', turn: 1, text: 'when are', final: false },
  { atMs: 5950, type: 'transcript', turn: 1, text: 'when are you open', final: false },
  { atMs: 5950, type: 'generation-start', generation: 0, turn: 1, speculative: true },
  { atMs: 5953, type: 'generation-first-token', generation: 0 },
  { atMs: 6160, type: 'generation-discarded', generation: 0, reason: 'the words changed' },
  { atMs: 6160, mediaMs: 6020, type: 'speech-end' },
  { atMs: 6160, type: 'generation-start', generation: 1, turn: 1, speculative: true },
  { atMs: 6170, type: 'generation-first-token', generation: 1 },
  { atMs: 6240, type: 'transcript', turn: 1, text: 'when are you open', final: true },
  {
    atMs: 6440,
    type: 'turn-end',
    turn: 1,
    text: 'when are you open',
    silenceMs: 390,
    completeness: 0.9,
    reason: 'silence',
  },
  { atMs: 6440, type: 'reply-clause', reply: 1, clause: 0, text: 'From ten to seven,' },
  { atMs: 6440, type: 'reply-clause', reply: 1, clause: 1, text: 'and on Sundays we are closed.' },
  { atMs: 6445, type: 'reply-audio', reply: 1, clause: 0 },
  { atMs: 6450, type: 'reply-start', reply: 1, turn: 1, voiceToVoiceMs: 400 },
  { atMs: 8000, mediaMs: 7950, type: 'speech-start', confidence: 0.6 },
  { atMs: 8000, type: 'interruption-suspected', reply: 1, heardText: 'From ten to' },
  { atMs: 8600, type: 'transcript', turn: 2, text: 'wait', final: false },
  { atMs: 8600, type: 'interruption-committed', reply: 1, reason: 'words' },
  {
    atMs: 8600,
    type: 'reply-cut',
    reply: 1,
    heardText: 'From ten to',
    unheardText: 'seven, and on Sundays we are closed.',
    reason: 'words',
  },
  { atMs: 8600, type: 'turn-start', turn: 2 },
];

/** @returns the score as it stood at this instant; sound was heard 60 ms after each reply began. */
export function scoreAt(atMs = Infinity): Score {
  const score = new Score();
  for (const [seq, event] of told.filter((one) => one.atMs <= atMs).entries()) {
    score.take({ callId: 'call', legId: 'leg', seq, mediaMs: event.atMs, ...event } as CallEvent);
    if (event.type === 'reply-start') score.heard(event.atMs + 60);
  }
  return score;
}

/** Further events of that call. */
export function tell(score: Score, ...events: Told[]): void {
  for (const event of events) {
    score.take({ callId: 'call', legId: 'leg', seq: 99, mediaMs: event.atMs, ...event } as CallEvent);
  }
}
