/** Heard is truth: events and prompts say what really sounded at the far end, no more and no less. */
import type { ReplyStory } from '../reply-story.ts';
import type { At, ThoughtStory, Timeline } from '../timeline.ts';
import { startsLate, toldOf } from '../prompt-parts.ts';
import { numbered } from '../words.ts';
import { describe, heardSegments, matches, type Segment, wholeSegments } from './heard-match.ts';
import { epsilonMs, first, type Invariant, type Violation } from './invariant.ts';

export const heardIsTruth: Invariant = {
  name: 'heard-is-truth',
  says: 'The heard text of a reply that ended or was cut is what really sounded, to the word.',
  check: (call) => {
    const claims = (): (At & { reply: number; heardText: string })[] => [
      ...call.events('reply-end'),
      ...call.events('reply-cut'),
      ...call.events('interruption-suspected'),
    ];
    return first(claims(), ({ at, step, reply, heardText }) => {
      const story = call.replies.get(reply);
      if (story === undefined) return heardText === '' ? undefined : { at, what: `reply ${reply} never was` };
      const segments = heardSegments(call, story, { at, step });
      if (matches(heardText, segments)) return undefined;
      return { at, what: `reply ${reply}: heard "${heardText}", really ${describe(segments)}` };
    });
  },
};

export const repliesAreHeardOut: Invariant = {
  name: 'replies-are-heard-out',
  says: 'A reply ends when the last of its words has sounded, and no sooner.',
  check: (call) =>
    first(call.events('reply-end'), ({ at, reply }) => {
      const word = call.replies.get(reply)?.words.find((one) => one.exists && one.playedAt > at + epsilonMs);
      return word === undefined ? undefined : { at, what: `reply ${reply} ends before "${word.text}"` };
    }),
};

export const promptsHoldWhatWasHeard: Invariant = {
  name: 'prompts-hold-what-was-heard',
  says: 'What a prompt says that we said was heard; what was heard is in the prompt; in the order of the call.',
  check: (call) => first(call.thoughts.values(), (thought) => checkPrompt(call, thought)),
};

function checkPrompt(call: Timeline, thought: ThoughtStory): Violation | undefined {
  const { messages } = thought.request.prompt;
  const said = messages.filter((message) => message.role === 'assistant').map((message) => message.text);
  const segments: Segment[] = call.committed
    .filter((reply) => reply.committedAt <= thought.at)
    .flatMap((reply) => {
      // Its own reply, thinking on behind a tool: what it has said so far counts as said.
      if (isGiven(reply, thought)) {
        return wholeSegments(reply, thought);
      }
      return heardSegments(call, reply, thought);
    });
  if (matches(said.join(' '), segments, startsLate(messages))) return undefined;
  return { at: thought.at, what: `the prompt says "${said.join(' / ')}", really ${describe(segments)}` };
}

/** The reply has the floor when the thought begins, and was given it before. */
function isGiven(reply: { committedAt: number; overIn: number }, thought: ThoughtStory): boolean {
  return reply.committedAt <= thought.at && reply.overIn > thought.step && !thought.speculative;
}

export const cutsAreNoted: Invariant = {
  name: 'cuts-are-noted',
  says: 'A reply that was cut stands in later prompts as interrupted, one that was heard out does not.',
  check: (call) =>
    first(call.thoughts.values(), (thought) => {
      const { messages } = thought.request.prompt;
      return first(messages.entries(), ([index, message]) => {
        if (message.role !== 'assistant') return undefined;
        const mine = numbered(message.text).at(-1);
        const reply = call.committed.find((one) => mine !== undefined && numbered(one.text).includes(mine));
        if (reply?.cut === undefined || reply.cut.at > thought.at) {
          const wrong = reply?.end !== undefined && reply.end.at <= thought.at && message.interrupted;
          return wrong
            ? { at: thought.at, what: `heard out and yet noted as cut: ${message.text}` }
            : undefined;
        }
        const isLast = numbered(reply.cut.heardText).at(-1) === mine;
        if (!isLast || message.interrupted || !isBehind(reply, reply.cut.unheardText, mine)) return undefined;
        // What followed behind a tool was not heard at all: this part was heard out. Older results may lie between.
        const next = messages.slice(index + 1).find((later) => later.role !== 'tool-result');
        if (next?.role === 'tool-call') return undefined;
        return { at: thought.at, what: `no note that it was cut: ${message.text}` };
      });
    }),
};

/** Where a voice broke off early in the reply, what was not heard may lie before the last word that was. */
function isBehind(reply: ReplyStory, unheardText: string, heard: string | undefined): boolean {
  const words = numbered(reply.text);
  const last = numbered(unheardText).at(-1);
  if (last === undefined || heard === undefined) return unheardText !== '';
  return words.lastIndexOf(last) > words.lastIndexOf(heard);
}

export const callersWordsStay: Invariant = {
  name: 'callers-words-stay',
  says: 'Every prompt holds the words of all turns so far, each once, and of a speculation its own behind them.',
  check: (call) =>
    first(call.thoughts.values(), (thought) => {
      const { messages } = thought.request.prompt;
      const told = toldOf(messages)
        .filter((message) => message.role === 'user')
        .map((message) => message.text)
        .join(' ');
      const turns = call
        .events('turn-end')
        .filter((turn) => turn.text !== '' && turn.step <= thought.step)
        .map((turn) => turn.text);
      // Left out are the oldest, and never the last.
      const from = startsLate(messages) ? turns.map((_, index) => index) : [0];
      const fits = from.some((index) => {
        const later = turns.slice(index).join(' ');
        return thought.speculative ? told.startsWith(later) : told === later;
      });
      if (fits) return undefined;
      return { at: thought.at, what: `the prompt has "${told}", the turns were "${turns.join(' ')}"` };
    }),
};
