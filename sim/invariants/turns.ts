/** What the caller said is answered once: not lost, not answered twice, not answered too late. */
import type { DueFinal } from '../stt-model.ts';
import type { Timeline } from '../timeline.ts';
import { numbered } from '../words.ts';
import { first, type Invariant } from './invariant.ts';

export const wordsAreAnsweredOnce: Invariant = {
  name: 'words-are-answered-once',
  says: 'No word of the caller belongs to two turns.',
  check: (call) => {
    const seen = new Map<string, number>();
    return first(call.events('turn-end'), ({ at, turn, text }) =>
      first(numbered(text), (word) => {
        const before = seen.get(word);
        seen.set(word, turn);
        return before === undefined
          ? undefined
          : { at, what: `"${word}" is in turn ${before} and in turn ${turn}` };
      }),
    );
  },
};

export const wordsAreKept: Invariant = {
  name: 'words-are-kept',
  says: 'Words that were recognised in time come to a turn, if not at once then behind the reply that could not be interrupted.',
  check: (call) => {
    const turns = call.events('turn-end');
    const { unflushed, utterances } = call.record.truth;
    // What a silent leg tore apart has no edges to go by.
    const forgotten = unflushed.find((word) => utterances[word.utterance]?.unheard === false);
    const silentSince = utterances.at(-1)?.endAt ?? 0;
    if (forgotten !== undefined && call.endAt > silentSince + 8_000) {
      return { at: forgotten.endAt, what: `"${forgotten.text}" was never asked for` };
    }
    return first(call.record.truth.finals, (final) => {
      const words = numbered(final.text);
      if (words.length === 0 || !inTime(call, final)) return undefined;
      const told = final.toldAt!;
      const lost = words.filter((word) => !turns.some((turn) => numbered(turn.text).includes(word)));
      if (lost.length === 0) return undefined;
      const overtaken = turns.find(
        (turn) => turn.at > told && numbered(turn.text).some((word) => isLater(call, word, final)),
      );
      // A reply that cannot be interrupted may be long: behind its end they have to come.
      const floorFree = call.events('reply-end').filter((end) => end.at >= told)[1]?.at ?? Infinity;
      if (overtaken === undefined && call.endAt < floorFree + 5_000) return undefined;
      return { at: told, what: `"${lost.join(' ')}" of segment ${final.segment} came to no turn` };
    });
  },
};

/** Nothing went wrong with the recogniser about then, and the leg let everything through. */
function inTime(call: Timeline, final: DueFinal): boolean {
  const { options, truth } = call.record;
  if (final.toldAt === undefined) return false;
  if (final.toldAt - final.flushedAt > options.endpointing.sttDeadlineMs - call.slackMs) return false;
  const nearMs = options.endpointing.sttDeadlineMs * 3;
  const near = (at: number): boolean => Math.abs(at - final.flushedAt) < nearMs;
  if (truth.sttFaults.some(near)) return false;
  // A neighbour that comes too late takes the turn's end with it.
  const neighbourLate = truth.finals.some(
    (other) =>
      other !== final &&
      near(other.flushedAt) &&
      (other.toldAt ?? Infinity) - other.flushedAt > options.endpointing.sttDeadlineMs - call.slackMs,
  );
  return !neighbourLate;
}

function isLater(call: Timeline, word: string, final: DueFinal): boolean {
  return call.record.truth.finals.some(
    (other) => other.segment > final.segment && numbered(other.text).includes(word),
  );
}

export const lateWordsAreLeft: Invariant = {
  name: 'late-words-are-left',
  says: 'Words that come after their turn was given up are not answered as another turn.',
  check: (call) =>
    first(call.events('turn-end'), ({ at, reason, text, step }) => {
      // What was held back is answered now; its words were given up long ago.
      const held = call.record.steps[step]!.outputs.some(
        (output) => output.type === 'emit' && output.event.type === 'reply-end',
      );
      if (reason !== 'stt-late' || held) return undefined;
      return first(call.record.truth.finals, (final) => {
        if (final.flushedAt > at || final.toldAt === undefined || final.toldAt <= at) return undefined;
        if (numbered(final.text).every((word) => numbered(text).includes(word))) return undefined;
        const again = call
          .events('turn-end')
          .find(
            (turn) => turn.at > at && numbered(turn.text).some((word) => numbered(final.text).includes(word)),
          );
        return again === undefined
          ? undefined
          : { at: again.at, what: `"${final.text}" came at ${final.toldAt}, too late for its turn` };
      });
    }),
};

export const oneReplyPerTurn: Invariant = {
  name: 'one-reply-per-turn',
  says: 'A turn is answered by one reply.',
  check: (call) => {
    const answers = new Map<number, number>();
    return first(call.events('reply-start'), ({ at, turn, reply, voiceToVoiceMs }) => {
      if (voiceToVoiceMs === undefined) return undefined;
      if (voiceToVoiceMs < 0) return { at, what: `reply ${reply} began before the caller fell silent` };
      const before = answers.get(turn);
      answers.set(turn, reply);
      return before === undefined
        ? undefined
        : { at, what: `turn ${turn} is answered by ${before} and ${reply}` };
    });
  },
};
