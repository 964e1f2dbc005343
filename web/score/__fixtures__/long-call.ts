/** A call that goes on for minutes: every ten seconds a question with its answer, every third answer cut. */
import type { CallEvent, CallEventBody } from '../../../src/contracts/events.ts';
import { Score } from '../score.ts';

type Told = CallEventBody & { atMs: number };

const roundMs = 10_000;
const words = 'could you tell me where the evening dresses are and until when you are open today'.split(' ');
const clauses = ['The evening dresses are on the second floor,', 'to the left of the great stairs.'];

export function longCall(minutes: number): Score {
  const score = new Score();
  const take = ({ atMs, ...event }: Told): void =>
    score.take({ callId: 'call', legId: 'leg', seq: 0, atMs, mediaMs: atMs, ...event } as CallEvent);
  take({ atMs: 0, type: 'call-start', agent: 'front-desk', pipeline: 'interruptible' });
  for (let round = 1; round * roundMs <= minutes * 60_000; round += 1) {
    for (const event of question(round)) take(event);
    for (const event of answer(round)) {
      take(event);
      if (event.type === 'reply-start') score.heard(event.atMs + 60);
    }
  }
  return score;
}

function* question(round: number): Generator<Told> {
  const atMs = (round - 1) * roundMs;
  yield { atMs: atMs + 500, type: 'speech-start', confidence: 0.9 };
  yield { atMs: atMs + 500, type: 'turn-start', turn: round };
  for (let count = 1; count < words.length; count += 1) {
    const text = words.slice(0, count).join(' ');
    yield { atMs: atMs + 500 + count * 150, type: 'transcript', turn: round, text, final: false };
  }
  const text = words.join(' ');
  yield { atMs: atMs + 3000, type: 'speech-end' };
  yield { atMs: atMs + 3100, type: 'transcript', turn: round, text, final: true };
  yield { atMs: atMs + 3100, type: 'generation-start', generation: round, turn: round, speculative: true };
  yield { atMs: atMs + 3150, type: 'generation-first-token', generation: round };
  const silence = { silenceMs: 300, completeness: 1, reason: 'silence' } as const;
  yield { atMs: atMs + 3300, type: 'turn-end', turn: round, text, ...silence };
}

function* answer(round: number): Generator<Told> {
  const atMs = (round - 1) * roundMs;
  const tool = { toolCallId: `call-${round}`, tool: 'findDepartment', effect: 'read' } as const;
  yield { atMs: atMs + 3310, type: 'effect-begun', ...tool };
  yield { atMs: atMs + 3350, type: 'effect-done', ok: true, ...tool };
  for (const [clause, text] of clauses.entries())
    yield { atMs: atMs + 3400, type: 'reply-clause', reply: round, clause, text };
  yield { atMs: atMs + 3450, type: 'reply-audio', reply: round, clause: 0 };
  yield { atMs: atMs + 3460, type: 'reply-start', reply: round, turn: round };
  const [heardText, unheardText] = clauses as [string, string];
  yield { atMs: atMs + 6000, type: 'interruption-suspected', reply: round, heardText };
  if (round % 3 === 0) {
    yield { atMs: atMs + 6400, type: 'interruption-committed', reply: round, reason: 'words' };
    yield { atMs: atMs + 6400, type: 'reply-cut', reply: round, heardText, unheardText, reason: 'words' };
  } else {
    yield { atMs: atMs + 6400, type: 'interruption-dismissed', reply: round, reason: 'noise' };
    yield { atMs: atMs + 9000, type: 'reply-end', reply: round, heardText: clauses.join(' ') };
  }
}
