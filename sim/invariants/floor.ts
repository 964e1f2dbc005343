/** One voice: who may sound when, and what a pause, a resumption and a cut do to the sound. */
import type { ReplyStory } from '../reply-story.ts';
import type { Timeline } from '../timeline.ts';
import { epsilonMs, first, type Invariant, type Violation } from './invariant.ts';

export const oneVoice: Invariant = {
  name: 'one-voice',
  says: 'No two replies sound at once: a reply that another has followed is never heard again.',
  check: (call) => {
    const left = new Set<number>();
    let sounding = -1;
    const overlap = first(call.record.truth.runs, (run) => {
      if (run.reply === sounding) return undefined;
      left.add(sounding);
      sounding = run.reply;
      return left.has(run.reply) ? { at: run.startAt, what: `reply ${run.reply} sounds again` } : undefined;
    });
    return overlap ?? first(call.outputs('play'), (play) => checkOthers(call, play));
  },
};

function checkOthers(
  call: Timeline,
  play: { reply: number; at: number; step: number },
): Violation | undefined {
  return first(call.replies.values(), (other) => {
    if (other.id === play.reply || (other.plays[0]?.step ?? Infinity) >= play.step) return undefined;
    if (other.overAt <= play.at) return undefined;
    return { at: play.at, what: `reply ${play.reply} plays while reply ${other.id} is not over` };
  });
}

export const silentAfterTheCut: Invariant = {
  name: 'silent-after-the-cut',
  says: 'Once the far end has the clear, not one sample of a reply that was cut is heard; nothing of it is sent or played again.',
  check: (call) => first(call.replies.values(), (reply) => checkCut(call, reply)),
};

function checkCut(call: Timeline, reply: ReplyStory): Violation | undefined {
  const { truth } = call.record;
  const { stop } = reply;
  const over = stop ?? reply.release;
  if (over === undefined) return undefined;
  const later = reply.plays.find((play) => play.step > over.step);
  if (later !== undefined) return { at: later.at, what: `reply ${reply.id} plays after it was over` };
  if (stop === undefined) return undefined;
  const sentAt = truth.lastSentAt.get(reply.id) ?? -Infinity;
  if (sentAt > stop.at + epsilonMs) return { at: sentAt, what: `reply ${reply.id} is sent after its stop` };
  const last = truth.runs.findLast((run) => run.reply === reply.id);
  if (!truth.clear || last === undefined) return undefined;
  const clear = truth.clears.find(
    (one) => one.sentAt >= sentAt - epsilonMs && one.sentAt <= stop.at + epsilonMs,
  );
  if (clear === undefined) return { at: stop.at, what: `reply ${reply.id} was stopped without a clear` };
  if (last.endAt <= clear.arrivedAt + epsilonMs) return undefined;
  return { at: last.endAt, what: `reply ${reply.id} sounds after the clear arrived at ${clear.arrivedAt}` };
}

/** Ahead of real time the playout sends so much at most, and a tick's worth more. */
const leadMs = 220;

export const littleIsBuffered: Invariant = {
  name: 'little-is-buffered',
  says: 'The far end holds little more audio than the lead: what it holds cannot be unsaid where it has no clear.',
  check: (call) => {
    const { bufferedMsMax } = call.record.truth;
    if (bufferedMsMax <= leadMs + call.downMs + call.slackMs) return undefined;
    return { at: call.endAt, what: `${Math.round(bufferedMsMax)} ms waited at the far end` };
  },
};

export const resumesAtTheWord: Invariant = {
  name: 'resumes-at-the-word',
  says: 'A resumed reply skips no word; with receipts and known words it repeats none either.',
  check: (call) =>
    first(call.replies.values(), (reply) =>
      first(reply.plays.slice(1), (play) => checkResumption(call, reply, play)),
    ),
};

function checkResumption(
  call: Timeline,
  reply: ReplyStory,
  play: { at: number; step: number; fromSample: number },
): Violation | undefined {
  const reached = call.record.truth.runs
    .filter((run) => run.reply === reply.id && run.startAt < play.at)
    .reduce((most, run) => Math.max(most, run.toSample), 0);
  if (play.fromSample > reached + 1) {
    return {
      at: play.at,
      what: `reply ${reply.id} goes on at ${play.fromSample}, only ${reached} had sounded`,
    };
  }
  const skipped = reply.words.find(
    (word) =>
      word.exists &&
      word.placedIn < play.step &&
      word.startSample < play.fromSample &&
      word.playedAt > play.at + call.downMs,
  );
  // A word that never sounds because the reply was cut later was not skipped.
  if (skipped !== undefined && skipped.endSample <= reachedLater(call, reply, play.at)) {
    return {
      at: play.at,
      what: `reply ${reply.id} goes on at ${play.fromSample}, "${skipped.text}" was skipped`,
    };
  }
  if (!knowsExactly(call, reply, play)) return undefined;
  const pausedAt = reply.pauses.findLast((pause) => pause.step < play.step)?.at ?? play.at;
  const cleared = call.record.truth.clears.find((clear) => clear.sentAt >= pausedAt - epsilonMs);
  const silentAt = Math.min(cleared?.arrivedAt ?? play.at, play.at);
  const repeated = reply.words.find(
    (word) =>
      word.startSample >= play.fromSample &&
      word.playedAt <= silentAt - epsilonMs &&
      word.acknowledgedIn <= play.step &&
      word.placedIn <= play.step,
  );
  if (repeated === undefined) return undefined;
  return {
    at: play.at,
    what: `reply ${reply.id} goes on at ${play.fromSample}, "${repeated.text}" is repeated`,
  };
}

/** How far the reply got once it went on. */
function reachedLater(call: Timeline, reply: ReplyStory, after: number): number {
  const runs = call.record.truth.runs.filter((run) => run.reply === reply.id && run.startAt >= after);
  return runs.at(-1)?.toSample ?? 0;
}

/** Receipts of all that was sent had come back before it went on. */
function knowsExactly(call: Timeline, reply: ReplyStory, play: { step: number }): boolean {
  const { options, weather, steps, truth } = call.record;
  if (options.leg.receipts !== 'played' || !truth.clear || weather.tts.timings === 'none') return false;
  if (weather.network.receiptLoss > 0 || weather.network.receiptsDieAtMs < Infinity) return false;
  for (let index = play.step - (steps[play.step]?.input.type === 'receipt' ? 0 : 1); index >= 0; index -= 1) {
    const input = steps[index]!.input;
    if ('outstandingMarks' in input && input.reply === reply.id) return input.outstandingMarks === 0;
  }
  return false;
}

export const givesWay: Invariant = {
  name: 'gives-way',
  says: 'In the interruptible pipeline speech over our voice stops the sound at once, at whatever moment it comes.',
  check: (call) => {
    const { options } = call.record;
    if (options.pipeline !== 'interruptible' || !call.pipelineStays) return undefined;
    return first(call.inputs('speech-start'), ({ at, step, agoMs }) => {
      const reply = [...call.replies.values()].find((one) => soundsAt(one, at, step));
      if (reply === undefined) return undefined;
      const dueAt = at + Math.max(0, options.bargeIn.pauseAfterMs - agoMs) + call.slackMs;
      const quiet = [...reply.pauses, reply.stop, reply.release].some(
        (order) => order !== undefined && order.step >= step && order.at <= dueAt,
      );
      const ended = call.inputs('speech-end').some((end) => end.step > step && end.at <= dueAt);
      if (quiet || ended || call.endAt <= dueAt) return undefined;
      return { at, what: `reply ${reply.id} plays on over the caller` };
    });
  },
};

function soundsAt(reply: ReplyStory, at: number, step: number): boolean {
  const play = reply.plays.findLast((one) => one.step < step);
  if (play === undefined || reply.overAt <= at) return false;
  return !reply.pauses.some((pause) => pause.step >= play.step && pause.step < step);
}

export const silentWhileInDoubt: Invariant = {
  name: 'silent-while-in-doubt',
  says: 'A reply that was stopped, or held before it began, sounds no more until the suspicion is dismissed.',
  check: (call) =>
    first(call.events('interruption-suspected'), ({ step, reply }) => {
      const verdicts = [...call.events('interruption-committed'), ...call.events('interruption-dismissed')];
      const verdict = verdicts.filter((one) => one.step >= step).sort((a, b) => a.step - b.step)[0];
      const until = verdict?.step ?? Infinity;
      const play = call.replies.get(reply)?.plays.find((one) => one.step >= step && one.step < until);
      return play === undefined
        ? undefined
        : { at: play.at, what: `reply ${reply} plays while the caller speaks` };
    }),
};

export const suspicionsAreSettled: Invariant = {
  name: 'suspicions-are-settled',
  says: 'A reply that was stopped on suspicion goes on, is cut, or is over within the limits of the judge.',
  check: (call) => {
    const { bargeIn, endpointing } = call.record.options;
    // Sound without words may be given twice as long as speech.
    const withinMs = bargeIn.commitAfterMs * 2 + endpointing.sttDeadlineMs + call.slackMs * 2;
    const verdicts = [
      ...call.events('interruption-committed'),
      ...call.events('interruption-dismissed'),
      ...call.events('reply-end'),
      ...call.events('reply-cut'),
    ];
    return first(call.events('interruption-suspected'), ({ at, step, reply }) => {
      if (call.endAt <= at + withinMs) return undefined;
      const settled = verdicts.some(
        (verdict) => verdict.reply === reply && verdict.step >= step && verdict.at <= at + withinMs,
      );
      return settled ? undefined : { at, what: `reply ${reply} stays paused` };
    });
  },
};
