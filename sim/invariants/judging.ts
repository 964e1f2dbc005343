/** What speech over our voice comes to: who only listens, or coughs, does not take the floor. */
import type { Utterance } from '../caller.ts';
import type { At, Timeline } from '../timeline.ts';
import { misheard } from '../words.ts';
import { epsilonMs, first, type Invariant, type Violation } from './invariant.ts';

interface Suspected extends At {
  reply: number;
}

/** Words shortly before a sound are still in question themselves. */
const apartMs = 2_500;
/** A final that comes so late belongs to nothing. */
const latestMs = 7_000;

interface Judged {
  sound: Utterance;
  verdictBy: number;
}

/**
 * The sound for which our reply paused, where nothing but that sound was there to be judged: it was
 * over before it could count as speech that goes on, the recogniser was well, and nothing of ours asked.
 */
function judgedAlone(call: Timeline, suspected: Suspected): Judged | undefined {
  const { options, truth } = call.record;
  if (options.pipeline !== 'interruptible' || !call.pipelineStays || !options.bargeIn.resume)
    return undefined;
  const onset = call.inputs('speech-start').findLast(({ step }) => step <= suspected.step);
  const sound = truth.utterances.find(
    ({ startAt }) => Math.abs(startAt - (onset?.mediaMs ?? -1)) < epsilonMs,
  );
  const end = call.inputs('speech-end').find(({ step }) => step > suspected.step);
  if (sound === undefined || sound.unheard || end === undefined) return undefined;
  if (end.at > suspected.at + options.bargeIn.commitAfterMs - call.slackMs) return undefined;
  const verdictBy = end.at + options.endpointing.sttDeadlineMs + call.slackMs;
  if (call.endAt <= verdictBy || asks(call, suspected.reply)) return undefined;
  const judgedAt = Math.min(verdictBy, verdictOn(call, suspected)?.at ?? Infinity);
  const alone = truth.utterances.every(
    (other) => other === sound || other.endAt < sound.startAt - apartMs || other.startAt > judgedAt,
  );
  return alone && recogniserIsWell(call, sound.startAt - latestMs, judgedAt)
    ? { sound, verdictBy }
    : undefined;
}

/** The first that was judged of a suspicion. */
function verdictOn(call: Timeline, { step }: Suspected) {
  const verdicts = [...call.events('interruption-committed'), ...call.events('interruption-dismissed')];
  return verdicts.filter((one) => one.step > step).sort((a, b) => a.step - b.step)[0];
}

function asks(call: Timeline, reply: number): boolean {
  const story = call.replies.get(reply);
  return story === undefined || story.text.includes('?');
}

function recogniserIsWell(call: Timeline, from: number, to: number): boolean {
  const { options, truth } = call.record;
  const promptMs = options.endpointing.sttDeadlineMs - call.slackMs;
  const within = (at: number): boolean => at >= from && at <= to;
  if (truth.sttFaults.some(within)) return false;
  // What it makes up of a sound are words like any other.
  if (call.inputs('transcript').some(({ at, text }) => within(at) && text.includes(misheard))) return false;
  return truth.finals.every(
    ({ flushedAt, toldAt }) => !within(flushedAt) || (toldAt ?? Infinity) - flushedAt < promptMs,
  );
}

function checkForgiven(
  call: Timeline,
  suspected: Suspected,
  { sound, verdictBy }: Judged,
): Violation | undefined {
  const soon = ({ step, at }: At): boolean => step >= suspected.step && at <= verdictBy;
  const { end } = call.replies.get(suspected.reply)!;
  // It had been heard to its end: whatever is said now is a turn.
  if (end !== undefined && soon(end)) return undefined;
  const verdict = verdictOn(call, suspected);
  const cut = verdict?.type === 'interruption-committed' && soon(verdict) ? verdict : undefined;
  const heard = sound.text === '' ? 'a sound' : `"${sound.text}"`;
  if (cut !== undefined) return { at: cut.at, what: `${heard} takes the floor: ${cut.reason}` };
  const turn = call.events('turn-end').find(({ step }) => step > suspected.step);
  if (sound.text === '' || turn?.text.startsWith(sound.text) !== true) return undefined;
  const saidAgain = call.record.truth.utterances.some(
    ({ id, text, startAt }) => id > sound.id && startAt < turn.at && text.startsWith(sound.text),
  );
  return saidAgain ? undefined : { at: turn.at, what: `${heard} is answered` };
}

export const backchannelsLetUsGoOn: Invariant = {
  name: 'backchannels-let-us-go-on',
  says: 'A backchannel over a reply that asks nothing neither cuts it nor is answered.',
  check: (call) =>
    first(call.events('interruption-suspected'), (suspected) => {
      const judged = judgedAlone(call, suspected);
      if (judged?.sound.kind !== 'backchannel') return undefined;
      // Half of "i see" is a word, and one word may be enough.
      if (judged.sound.text === 'i see' && call.record.options.bargeIn.minWords === 1) return undefined;
      return checkForgiven(call, suspected, judged);
    }),
};

export const noiseLetsUsGoOn: Invariant = {
  name: 'noise-lets-us-go-on',
  says: 'A short sound without words over our voice does not cut the reply.',
  check: (call) =>
    first(call.events('interruption-suspected'), (suspected) => {
      const judged = judgedAlone(call, suspected);
      return judged?.sound.kind === 'noise' ? checkForgiven(call, suspected, judged) : undefined;
    }),
};

/** So long the far end's receipts are waited for. */
const receiptsMs = 400;

export const forgivenGoesOn: Invariant = {
  name: 'forgiven-goes-on',
  says: 'A reply that was paused for nothing goes on as soon as it is known from where.',
  check: (call) =>
    first(call.events('interruption-dismissed'), ({ at, step, reply }) => {
      const story = call.replies.get(reply);
      const dueAt = at + receiptsMs + call.slackMs;
      const played = story?.plays.findLast((play) => play.step < step);
      const paused = story?.pauses.some(
        (pause) => pause.step >= (played?.step ?? Infinity) && pause.step <= step,
      );
      if (story === undefined || paused !== true || call.endAt <= dueAt || story.overAt <= dueAt)
        return undefined;
      const soon = (other: At): boolean => other.step >= step && other.at <= dueAt;
      const again = call.events('interruption-suspected').some((other) => other.step > step && soon(other));
      return again || story.plays.some(soon) ? undefined : { at, what: `reply ${reply} does not go on` };
    }),
};

export const onlyTheInterruptible: Invariant = {
  name: 'only-the-interruptible-gives-way',
  says: 'In the sequential and the streaming pipeline no speech of the caller stops a reply.',
  check: (call) => {
    if (call.record.options.pipeline === 'interruptible' || !call.pipelineStays) return undefined;
    const [suspected] = call.events('interruption-suspected');
    return suspected === undefined
      ? undefined
      : { at: suspected.at, what: `reply ${suspected.reply} pauses for the caller` };
  },
};
