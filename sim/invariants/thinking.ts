/** Generations: one at a time, closed when unwanted, and without any effect before the turn is decided. */
import { type ThoughtStory, type Timeline, wordsOf } from '../timeline.ts';
import { numbered } from '../words.ts';
import { first, type Invariant, type Violation } from './invariant.ts';

export const oneThought: Invariant = {
  name: 'one-thought',
  says: 'At most one request to the language model is open, and none when the call is over.',
  check: (call) => {
    const open = new Set<number>();
    const clash = first(call.record.steps, ({ now, input, outputs }) => {
      if (input.type === 'generation-end' || input.type === 'generation-failed')
        open.delete(input.generation);
      return first(outputs, (output) => {
        if (output.type === 'generation-abort') open.delete(output.generation);
        if (output.type !== 'generate') return undefined;
        open.add(output.generation);
        return open.size > 1 ? { at: now, what: `open at once: ${[...open].join(', ')}` } : undefined;
      });
    });
    if (clash !== undefined || call.record.thrown !== undefined || call.record.endedAt === undefined)
      return clash;
    return open.size === 0
      ? undefined
      : { at: call.endAt, what: `generation ${[...open][0]} was never closed` };
  },
};

export const abortedIsSilent: Invariant = {
  name: 'aborted-is-silent',
  says: 'Nothing that a generation yields after it was aborted is spoken, run or told to a model.',
  check: (call) =>
    first(call.thoughts.values(), (thought) => {
      // What was cut in two at either end is of the time before as well.
      const words = new Set(numbered(thought.textAfterAbort).slice(1, -1));
      const calls = new Set(thought.toolCalls.filter((one) => one.afterAbort).map((one) => one.toolCallId));
      if (words.size === 0 && calls.size === 0) return undefined;
      const spoken = call.outputs('speak').find(({ text }) => numbered(text).some((word) => words.has(word)));
      // A word that was cut in two by the abort is of the time before as well.
      if (spoken !== undefined && !thought.text.includes(spoken.text)) {
        return { at: spoken.at, what: `generation ${thought.generation}, aborted, says "${spoken.text}"` };
      }
      const run = call.outputs('tool-run').find(({ toolCallId }) => calls.has(toolCallId));
      if (run === undefined) return undefined;
      return { at: run.at, what: `generation ${thought.generation}, aborted, runs ${run.toolCallId}` };
    }),
};

export const speculationHasNoEffect: Invariant = {
  name: 'speculation-has-no-effect',
  says: 'Before its turn is decided a speculation runs no tool, asks nothing, is not heard and is in no prompt.',
  check: (call) =>
    first(call.thoughts.values(), (thought) => {
      if (!thought.speculative) return undefined;
      const decided = call.events('turn-end').find((turn) => turn.step >= thought.step);
      const before = (at: { step: number }): boolean => at.step < (decided?.step ?? Infinity);
      return (
        checkEffects(call, thought, before) ??
        checkAdoption(call, thought, decided) ??
        checkForgotten(thought, decided)
      );
    }),
};

function checkEffects(
  call: Timeline,
  thought: ThoughtStory,
  before: (at: { step: number }) => boolean,
): Violation | undefined {
  const calls = new Set(thought.toolCalls.map((one) => one.toolCallId));
  const words = wordsOf(thought);
  const { generation } = thought;
  const acts = [...call.outputs('tool-run'), ...call.events('consent-asked')];
  const act = acts.find((one) => calls.has(one.toolCallId) && before(one));
  if (act !== undefined) return { at: act.at, what: `speculation ${generation} acts: ${act.toolCallId}` };
  const reply = replyOf(call, words);
  const play = reply?.plays.find(before);
  if (play !== undefined)
    return { at: play.at, what: `speculation ${generation} is played as reply ${reply?.id}` };
  return first(call.thoughts.values(), (other) => {
    if (!before(other) || other === thought) return undefined;
    const known = other.request.prompt.messages.some((message) =>
      'text' in message
        ? numbered(message.text).some((word) => words.has(word))
        : calls.has(message.toolCallId),
    );
    return known
      ? { at: other.at, what: `speculation ${generation} is in the prompt of ${other.generation}` }
      : undefined;
  });
}

/** Where its words or its tools come to effect, it must have answered what was said in the end. */
function checkAdoption(
  call: Timeline,
  thought: ThoughtStory,
  decided: { at: number; step: number; text: string } | undefined,
): Violation | undefined {
  if (decided === undefined) return undefined;
  const calls = new Set(thought.toolCalls.map((one) => one.toolCallId));
  const reply = replyOf(call, wordsOf(thought));
  const adopted =
    (reply?.plays.length ?? 0) > 0 || call.outputs('tool-run').some((run) => calls.has(run.toolCallId));
  if (!adopted) return undefined;
  const basis = plain(
    thought.request.prompt.messages.findLast((message) => message.role === 'user')?.text ?? '',
  );
  if (basis.endsWith(plain(decided.text))) {
    const others = numbered(basis.slice(0, basis.length - plain(decided.text).length));
    const turns = call.events('turn-end').filter((turn) => turn.step < thought.step);
    const foreign = others.find((word) => !turns.some((turn) => numbered(turn.text).includes(word)));
    if (foreign === undefined) return undefined;
  }
  return { at: decided.at, what: `"${decided.text}" is answered by a thought about "${basis}"` };
}

/** A turn without words leaves nothing to think about. */
function checkForgotten(
  thought: ThoughtStory,
  decided: { at: number; text: string } | undefined,
): Violation | undefined {
  if (decided === undefined || decided.text !== '') return undefined;
  const over = Math.min(thought.abortedAt ?? Infinity, thought.endedAt ?? Infinity);
  if (over <= decided.at) return undefined;
  return { at: decided.at, what: `speculation ${thought.generation} outlives its turn` };
}

export const thoughtsKnowResults: Invariant = {
  name: 'thoughts-know-results',
  says: 'An answer that was thought ahead is not given when a tool has answered since.',
  check: (call) =>
    first(call.thoughts.values(), (thought) => {
      if (!thought.speculative) return undefined;
      const decided = call.events('turn-end').find((turn) => turn.step >= thought.step && turn.text !== '');
      const result = call
        .events('effect-done')
        .find(({ step }) => step > thought.step && step < (decided?.step ?? -1));
      if (decided === undefined || result === undefined) return undefined;
      const given = (replyOf(call, wordsOf(thought))?.plays.length ?? 0) > 0;
      return given
        ? { at: decided.at, what: `generation ${thought.generation} knows nothing of ${result.toolCallId}` }
        : undefined;
    }),
};

export const speculationsAreCapped: Invariant = {
  name: 'speculations-are-capped',
  says: 'No turn costs more requests thought ahead than it may.',
  check: (call) => {
    const { preemptiveTries } = call.record.options.endpointing;
    let tries = 0;
    return first(call.log, (event) => {
      if (event.type === 'turn-end' && event.text !== '') tries = 0;
      if (event.type !== 'generation-start' || !event.speculative) return undefined;
      tries += 1;
      return tries <= preemptiveTries
        ? undefined
        : { at: event.atMs, what: `${tries} thoughts ahead in turn ${event.turn}` };
    });
  },
};

/** The reply that speaks these words. */
function replyOf(call: Timeline, words: ReadonlySet<string>): ReturnType<Timeline['replies']['get']> {
  return [...call.replies.values()].find((one) => numbered(one.text).some((word) => words.has(word)));
}

const fillers = /\b(uh|um|er|erm|ah|hm|hmm|mm|mhm|eh)\b/g;

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(fillers, ' ')
    .replace(/[^a-z0-9' ]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

export const sequentialWaits: Invariant = {
  name: 'sequential-waits',
  says: 'In the sequential pipeline nothing is generated before the turn is over, nor heard before all of it is synthesised.',
  check: (call) => {
    if (call.record.options.pipeline !== 'sequential' || !call.pipelineStays) return undefined;
    const early = [...call.thoughts.values()].find((thought) => thought.speculative);
    if (early !== undefined) return { at: early.at, what: `generation ${early.generation} is a speculation` };
    return first(call.replies.values(), (reply) => {
      const play = reply.plays[0];
      const late = reply.clauses.find(
        (clause) => play !== undefined && clause.spokenAt < play.at && (clause.endedAt ?? Infinity) > play.at,
      );
      return late === undefined
        ? undefined
        : { at: play!.at, what: `reply ${reply.id} plays before "${late.text}" is there` };
    });
  },
};
