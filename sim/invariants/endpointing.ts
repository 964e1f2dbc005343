/** When a turn of the caller's is over: not while they speak, not too late, and with all they said, in order. */
import type { Timeline } from '../timeline.ts';
import { numbered } from '../words.ts';
import { epsilonMs, first, type Invariant, type Violation } from './invariant.ts';

interface Edge {
  step: number;
  /** When it was told. */
  at: number;
  speech: boolean;
  /** Where it lay in the audio. */
  soundAt: number;
}

/** What the VAD said last, up to a step, and had not said before; a silent leg ends speech as well. */
function lastEdge(call: Timeline, step: number): Edge | undefined {
  const edges: Edge[] = [
    ...call.inputs('speech-start').map((edge) => ({ ...edge, speech: true, soundAt: edge.at - edge.agoMs })),
    ...call.inputs('speech-end').map((edge) => ({ ...edge, speech: false, soundAt: edge.at - edge.agoMs })),
    ...call.inputs('leg-silent').map((edge) => ({ ...edge, speech: false, soundAt: edge.at })),
  ];
  return edges
    .filter((edge) => edge.step <= step)
    .sort((a, b) => a.step - b.step)
    .findLast((edge, index, all) => edge.speech !== (all[index - 1]?.speech ?? false));
}

/** The turn that is open behind a step, if any. */
function openTurn(call: Timeline, step: number): { turn: number; at: number } | undefined {
  const started = call.events('turn-start').findLast((event) => event.step <= step);
  const ended = call.events('turn-end').some((event) => event.turn === started?.turn && event.step <= step);
  return ended ? undefined : started;
}

/** A reply has the floor at some time from `from` to `to`: turns wait behind it. */
function weSpeak(call: Timeline, from: number, to: number): boolean {
  return call.committed.some((reply) => {
    const overAt = Math.min(reply.overAt, reply.end?.at ?? Infinity);
    return reply.committedAt <= to && overAt >= from;
  });
}

/** A turn that was held back behind a reply, or joined with such a one, tells nothing of its own silence. */
function wasHeld(call: Timeline, { step, silenceMs }: { step: number; silenceMs: number }): boolean {
  const freed = call.record.steps[step]!.outputs.some(
    (output) => output.type === 'emit' && output.event.type === 'reply-end',
  );
  return freed || silenceMs === 0;
}

function streams(call: Timeline): boolean {
  return call.pipelineStays && call.record.options.pipeline !== 'sequential';
}

export const turnsWaitForSilence: Invariant = {
  name: 'turns-wait-for-silence',
  says: 'A turn that ends by silence ends in silence, as long as the shortest that ends any, counted from the last sound.',
  check: (call) => {
    const { silenceMinMs, sequentialSilenceMs } = call.record.options.endpointing;
    const minMs = streams(call) ? silenceMinMs : Math.min(silenceMinMs, sequentialSilenceMs);
    return first(call.events('turn-end'), (end) => {
      const { at, turn, reason, silenceMs } = end;
      if ((reason !== 'silence' && reason !== 'silence-max') || wasHeld(call, end)) return undefined;
      const edge = lastEdge(call, end.step);
      if (edge === undefined) return undefined;
      if (edge.speech) return { at, what: `turn ${turn} ends while the caller speaks` };
      const reallyMs = at - edge.soundAt;
      if (reallyMs < minMs - epsilonMs)
        return { at, what: `turn ${turn} ends after ${Math.round(reallyMs)} ms of silence` };
      const flushes = call.outputs('stt-flush').filter(({ step }) => step >= edge.step && step <= end.step);
      const plain = flushes.length === 1 && flushes[0]!.step === edge.step;
      if (!plain || Math.abs(reallyMs - silenceMs) < 1) return undefined;
      return {
        at,
        what: `turn ${turn} tells of ${Math.round(silenceMs)} ms of silence, really ${Math.round(reallyMs)}`,
      };
    });
  },
};

export const turnsWaitForWords: Invariant = {
  name: 'turns-wait-for-words',
  says: 'A turn is ended without its last words only when the recogniser has had its time for them.',
  check: (call) => {
    const { sttDeadlineMs } = call.record.options.endpointing;
    return first(call.events('turn-end'), (end) => {
      if (end.reason !== 'stt-late' || wasHeld(call, end)) return undefined;
      const asked = call.outputs('stt-flush').findLast(({ step }) => step <= end.step);
      const waitedMs = end.at - (asked?.at ?? -Infinity);
      if (waitedMs >= sttDeadlineMs - epsilonMs) return undefined;
      return { at: end.at, what: `turn ${end.turn} waits for its words ${Math.round(waitedMs)} ms` };
    });
  },
};

/** After silence, words are asked for, and once more where the caller went on unnoticed. */
function endsWithinMs(call: Timeline): number {
  const { silenceMaxMs, sequentialSilenceMs, sttDeadlineMs } = call.record.options.endpointing;
  return Math.max(silenceMaxMs, sequentialSilenceMs) + 2 * sttDeadlineMs + call.slackMs * 2;
}

export const turnsEndInTime: Invariant = {
  name: 'turns-end-in-time',
  says: 'Once the caller has fallen silent their turn ends within the longest silence and the wait for the words.',
  check: (call) => {
    const withinMs = endsWithinMs(call);
    return first(call.inputs('speech-end'), ({ at, step }) => {
      const turn = openTurn(call, step);
      const dueAt = at + withinMs;
      if (turn === undefined || call.endAt <= dueAt || weSpeak(call, at, dueAt)) return undefined;
      const goesOn = call.inputs('speech-start').some((edge) => edge.step > step && edge.at <= dueAt);
      const ended = call.events('turn-end').some((end) => end.turn === turn.turn && end.at <= dueAt);
      return goesOn || ended ? undefined : { at, what: `turn ${turn.turn} goes on in silence` };
    });
  },
};

export const turnsHaveAMaximum: Invariant = {
  name: 'turns-have-a-maximum',
  says: 'Speech that does not end is answered once it has gone on for the longest turn there is.',
  check: (call) => {
    const { turnMaxMs } = call.record.options.endpointing;
    return first(call.events('turn-start'), ({ at, turn }) => {
      const dueAt = at + turnMaxMs + endsWithinMs(call);
      if (call.endAt <= dueAt || weSpeak(call, at, dueAt)) return undefined;
      const ended = call.events('turn-end').some((end) => end.turn === turn && end.at <= dueAt);
      return ended ? undefined : { at, what: `turn ${turn} has no end` };
    });
  },
};

export const wordsKeepTheirOrder: Invariant = {
  name: 'words-keep-their-order',
  says: 'The words of a turn stand in the order in which they were said.',
  check: (call) => {
    const said = call.record.truth.utterances.flatMap(({ text }) => numbered(text));
    const places = new Map(said.map((word, place) => [word, place]));
    return first(call.events('turn-end'), ({ at, turn, text }) => {
      const order = numbered(text).flatMap((word) => places.get(word) ?? []);
      const wrong = order.findIndex((place, index) => index > 0 && place < order[index - 1]!);
      if (wrong < 0) return undefined;
      return { at, what: `turn ${turn} has "${said[order[wrong]!]}" behind "${said[order[wrong - 1]!]}"` };
    });
  },
};

export const keysEndTurns: Invariant = {
  name: 'keys-end-turns',
  says: 'A key that the caller presses in mid-sentence asks for the words at once, and ends the turn with them unless they go on.',
  check: (call) => {
    const { sttDeadlineMs } = call.record.options.endpointing;
    return first(call.inputs('dtmf'), ({ at, step }): Violation | undefined => {
      const turn = openTurn(call, step - 1);
      const edge = lastEdge(call, step);
      const dueAt = at + 2 * sttDeadlineMs + call.slackMs * 2;
      if (turn === undefined || edge?.speech !== true || edge.at < turn.at) return undefined;
      if (call.endAt <= dueAt || weSpeak(call, at - 1, at)) return undefined;
      // A turn that has gone on for too long may have asked a moment before.
      const asked = call.outputs('stt-flush').some((flush) => flush.step > edge.step && flush.step <= step);
      if (!asked) return { at, what: `the key does not ask for the words of turn ${turn.turn}` };
      const goesOn = call.inputs('speech-start').some((other) => other.step > step && other.at <= dueAt);
      if (goesOn) return undefined;
      const ended = call.events('turn-end').some((end) => end.turn === turn.turn && end.at <= dueAt);
      return ended ? undefined : { at, what: `turn ${turn.turn} goes on behind the key` };
    });
  },
};

/** Digits of the numbers that callers dictate where the agent waits for one. */
const digitsWhole = 10;
/** Between the groups of a number people pause; a second is nothing. */
const groupPauseMs = 1_000;

export const numbersAreWaitedFor: Invariant = {
  name: 'numbers-are-waited-for',
  says: 'Where the agent waits for a phone number, a pause between its groups does not end the turn.',
  check: (call) => {
    if (call.record.options.plan.expects !== 'phone-number' || !streams(call)) return undefined;
    const asked = call.events('consent-asked')[0]?.at ?? Infinity;
    return first(call.events('turn-end'), (end) => {
      const { at, text, reason, silenceMs } = end;
      if (reason !== 'silence' || wasHeld(call, end) || at >= asked) return undefined;
      const digits = text.replaceAll(' ', '');
      if (!/^\d+$/.test(digits) || digits.length >= digitsWhole || silenceMs >= groupPauseMs)
        return undefined;
      return { at, what: `"${text}" is answered after ${Math.round(silenceMs)} ms` };
    });
  },
};
