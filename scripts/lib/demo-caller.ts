/**
 * The synthetic caller of the demo: a voice of its own, what it wants to say, and what it expects to hear.
 * It notes what it hears and judges nothing before the call is over.
 */
import type { CallEvent, CallEventBody } from '../../src/contracts/events.ts';
import type { StoryLine } from '../../src/cli/talking/call-story.ts';
import type { PhoneCall } from '../../src/cli/talking/phone-call.ts';
import { soundEnds, type Utterance } from '../../src/cli/talking/recording.ts';

export const callerRate = 16_000;

/** One thing to say, and the answer that shows it was understood. */
export interface Cue {
  says: string;
  expects: RegExp;
  /** Speaks when the agent's reply to the cue before has been heard for so long, instead of after it. */
  interruptsAfterMs?: number;
}

/** What came of a cue. */
export interface Outcome {
  cue: Cue;
  understood: boolean;
  answer: string;
}

export type AgentLine = Extract<StoryLine, { type: 'agent-said' }>;

export function toUtterance(text: string, audio: Uint8Array): Utterance {
  return { name: text, audio, soundEndsMs: soundEnds(audio, callerRate) };
}

/** Everything the caller noticed, in order. */
export class Notes {
  readonly lines: StoryLine[] = [];
  readonly events: CallEvent[] = [];
  /** When each reply's first sample had come, on our clock. */
  readonly replyStartsMs = new Map<number, number>();
  /** When the server took back what it had sent. */
  readonly clearsMs: number[] = [];

  take(event: CallEvent, nowMs: number): void {
    this.events.push(event);
    if (event.type === 'reply-start') this.replyStartsMs.set(event.reply, nowMs);
  }

  all<Type extends CallEventBody['type']>(type: Type): Extract<CallEvent, { type: Type }>[] {
    return this.events.filter((event) => event.type === type) as Extract<CallEvent, { type: Type }>[];
  }

  agentLines(): AgentLine[] {
    return this.lines.filter((line) => line.type === 'agent-said');
  }
}

/** Says the cues one after another, and waits for each answer but one that it interrupts. */
export async function converse(
  phone: PhoneCall,
  notes: Notes,
  cues: readonly Cue[],
  utterances: readonly Utterance[],
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  await phone.greeted();
  for (const [index, cue] of cues.entries()) {
    if (phone.ending() !== undefined) {
      outcomes.push({ cue, understood: false, answer: '(the call was over)' });
      continue;
    }
    const isInterrupted = cues[index + 1]?.interruptsAfterMs;
    const repliesBefore = phone.story.repliesEnded;
    const linesBefore = notes.agentLines().length;
    const startsBefore = notes.all('reply-start').length;
    await phone.say(utterances[index]!);
    if (isInterrupted !== undefined) {
      await phone.until(() => notes.all('reply-start').length > startsBefore, 10_000);
      await phone.pause(isInterrupted);
      // What it was answered is known only when the reply has been cut: see below.
      outcomes.push({ cue, understood: false, answer: '' });
      continue;
    }
    // The interrupted reply is one that ends too.
    await phone.answered(repliesBefore + (cue.interruptsAfterMs === undefined ? 0 : 1));
    const answers = notes.agentLines().slice(linesBefore);
    if (cue.interruptsAfterMs !== undefined) {
      const cut = answers.find((line) => line.cut !== undefined);
      const before = outcomes.at(-1)!;
      before.answer = cut === undefined ? '' : `${cut.heardText} ${cut.cut!.unheardText}`;
      before.understood = before.cue.expects.test(before.answer);
    }
    const answer = answers
      .filter((line) => line.cut === undefined)
      .map((line) => line.heardText)
      .join(' ');
    outcomes.push({ cue, answer, understood: cue.expects.test(answer) });
  }
  return outcomes;
}
