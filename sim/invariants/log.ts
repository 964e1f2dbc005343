/** The log is whole: numbered without a gap, in order, with one beginning and one end. */
import type { Timeline } from '../timeline.ts';
import { first, type Invariant } from './invariant.ts';

export const nothingThrows: Invariant = {
  name: 'nothing-throws',
  says: 'Whatever comes in, in whatever order, the call neither throws nor spins.',
  check: (call) => {
    const { thrown } = call.record;
    return thrown === undefined ? undefined : { at: call.endAt, what: thrown };
  },
};

export const logIsWhole: Invariant = {
  name: 'log-is-whole',
  says: 'Events are numbered without a gap, their time never runs backwards, and the first is the start.',
  check: (call) => {
    const { log } = call;
    if (log[0]?.type !== 'call-start') return { at: 0, what: `the log begins with ${log[0]?.type}` };
    return first(log, (event) => {
      const before = log[event.seq - 1];
      if (log[event.seq] !== event) return { at: event.atMs, what: `event ${event.seq} is out of its place` };
      if (before !== undefined && before.atMs > event.atMs)
        return { at: event.atMs, what: 'time runs backwards' };
      return undefined;
    });
  },
};

export const oneEnd: Invariant = {
  name: 'one-end',
  says: 'A call ends once; nothing comes behind its end, whatever still comes in.',
  check: (call) => {
    if (call.record.endedAt === undefined || call.record.thrown !== undefined) return undefined;
    const at = call.endAt;
    const types = call.record.steps.at(-1)!.outputs.map((output) => output.type);
    if (types.at(-1) !== 'end') return { at, what: `the last output is ${types.at(-1)}` };
    if (call.log.at(-1)?.type !== 'call-end')
      return { at, what: `the last event is ${call.log.at(-1)?.type}` };
    if (call.events('call-end').length !== 1) return { at, what: 'more than one call-end' };
    if (call.outputs('end').length !== 1) return { at, what: 'more than one end' };
    if (call.record.afterEnd.length > 0)
      return { at, what: `behind the end: ${call.record.afterEnd[0]!.type}` };
    const { deadlineAfterEnd } = call.record;
    return deadlineAfterEnd === undefined
      ? undefined
      : { at, what: `a deadline at ${deadlineAfterEnd} stands` };
  },
};

export const repliesEnd: Invariant = {
  name: 'replies-end',
  says: 'Every reply that began ends or is cut, once.',
  check: (call) => {
    if (call.record.thrown !== undefined) return undefined;
    const ends = [...call.events('reply-end'), ...call.events('reply-cut')];
    const twice = first(ends, ({ at, reply }) =>
      ends.filter((end) => end.reply === reply).length > 1
        ? { at, what: `reply ${reply} ends twice` }
        : undefined,
    );
    const starts = call.events('reply-start');
    return (
      twice ??
      first(starts, ({ at, reply }) => {
        if (starts.filter((start) => start.reply === reply).length > 1)
          return { at, what: `reply ${reply} begins twice` };
        const ended = ends.some((end) => end.reply === reply) || call.record.endedAt === undefined;
        return ended ? undefined : { at, what: `reply ${reply} began and never ended` };
      })
    );
  },
};

export const turnsAlternate: Invariant = {
  name: 'turns-alternate',
  says: 'Turns are counted one by one; each starts before it ends and ends at most once.',
  check: (call: Timeline) => {
    let open = 0;
    let last = 0;
    return first(call.log, (event) => {
      const at = event.atMs;
      if (event.type === 'turn-start') {
        if (event.turn !== last + 1) return { at, what: `turn ${event.turn} starts behind turn ${last}` };
        last = event.turn;
        open = event.turn;
      }
      if (event.type === 'turn-end') {
        if (event.turn !== open) return { at, what: `turn ${event.turn} ends, open is ${open}` };
        open = 0;
      }
      return undefined;
    });
  },
};
