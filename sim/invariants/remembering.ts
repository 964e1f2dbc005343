/** Reading turns: in order, one at a time; what has been read stands in the notes, what has not as it was said. */
import { notesOf, startsLate, toldOf } from '../prompt-parts.ts';
import type { At, Timeline } from '../timeline.ts';
import { first, type Invariant } from './invariant.ts';

/** One attempt to read a turn, and when it was over. */
interface Reading extends At {
  turn: number;
  callerText: string;
  overIn: number;
  /** What it found for the only slot there is; undefined: nothing, or it failed. */
  value: unknown;
  read: boolean;
}

export const turnsAreReadInOrder: Invariant = {
  name: 'turns-are-read-in-order',
  says: 'Turns are read one at a time, in the order of speaking, each as it was said and at most twice.',
  check: (call) => {
    const readings = readingsOf(call);
    return first(readings.entries(), ([index, { at, step, turn, callerText }]) => {
      const before = readings[index - 1];
      if (before !== undefined && before.overIn > step)
        return { at, what: `${before.turn} is still being read` };
      if (before !== undefined && before.turn > turn)
        return { at, what: `turn ${turn} is read behind ${before.turn}` };
      const tries = readings.slice(0, index + 1).filter((one) => one.turn === turn);
      if (tries.length > 2) return { at, what: `turn ${turn} is read ${tries.length} times` };
      if (tries.slice(0, -1).some(({ read }) => read)) return { at, what: `turn ${turn} had been read` };
      const said = call.events('turn-end').find((event) => event.turn === turn && event.text !== '');
      return said?.text === callerText ? undefined : { at, what: `turn ${turn} was "${said?.text}"` };
    });
  },
};

export const unreadTurnsStay: Invariant = {
  name: 'unread-turns-stay',
  says: 'A prompt that leaves a turn out says so, and leaves out none that nobody has read.',
  check: (call) => {
    const readings = readingsOf(call);
    return first(call.thoughts.values(), ({ at, step, request }) => {
      const { messages } = request.prompt;
      const told = toldOf(messages).flatMap((message) => (message.role === 'user' ? message.text : []));
      return first(call.events('turn-end'), (turn) => {
        if (turn.text === '' || turn.step > step || told.some((text) => text.includes(turn.text)))
          return undefined;
        if (!startsLate(messages)) return { at, what: `turn ${turn.turn} is left out, and nobody says so` };
        const over = readings.some((one) => one.turn === turn.turn && one.read && one.overIn <= step);
        const givenUp = call
          .events('extraction-failed')
          .some((event) => event.turn === turn.turn && event.givenUp && event.step <= step);
        return over || givenUp || messages.length >= 60
          ? undefined
          : { at, what: `turn ${turn.turn} is left out unread` };
      });
    });
  },
};

export const notesAreWhatWasRead: Invariant = {
  name: 'notes-are-what-was-read',
  says: 'The notes of every prompt hold what the last turn that was read said of the slot, and nothing else.',
  check: (call) => {
    const readings = readingsOf(call);
    return first(call.thoughts.values(), ({ at, step, request }) => {
      const held = readings.findLast(
        ({ read, value, overIn }) => read && value !== undefined && overIn <= step,
      );
      const notes = notesOf(request.prompt.messages);
      const line = /^said: (".*")\]?$/m.exec(notes)?.[1];
      const expected = held === undefined ? undefined : JSON.stringify(held.value);
      return line === expected ? undefined : { at, what: `the notes say ${line}, read was ${expected}` };
    });
  },
};

function readingsOf(call: Timeline): Reading[] {
  const ends = [
    ...call.inputs('extracted').map((input) => ({ ...input, turn: input.extraction.turn })),
    ...call.inputs('extraction-failed'),
    ...call.outputs('extract-abort'),
  ].toSorted((one, other) => one.step - other.step);
  return call.outputs('extract').map(({ at, step, request }): Reading => {
    const { turn, callerText } = request;
    const end = ends.find((one) => one.turn === turn && one.step > step);
    const change = end?.type === 'extracted' ? end.extraction.changes[0] : undefined;
    return {
      at,
      step,
      turn,
      callerText,
      overIn: end?.step ?? Infinity,
      value: change?.change === 'set' ? change.value : undefined,
      read: end?.type === 'extracted',
    };
  });
}
