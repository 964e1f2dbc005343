/** What a store is given: all that was said and heard, once, in order, and no word that nobody heard. */
import { first, type Invariant } from './invariant.ts';

export const recordsFollow: Invariant = {
  name: 'records-follow',
  says: 'Records are numbered without a gap, and none comes while a reply is being said.',
  check: (call) =>
    first(call.outputs('record').entries(), ([index, { at, step, record }]) => {
      if (record.turnNo !== index + 1)
        return { at, what: `record ${record.turnNo} comes as number ${index + 1}` };
      const begun = call.events('reply-start').filter((reply) => reply.step <= step).length;
      const over = [...call.events('reply-end'), ...call.events('reply-cut')].filter(
        (reply) =>
          reply.step <= step && call.events('reply-start').some((start) => start.reply === reply.reply),
      );
      return over.length >= begun ? undefined : { at, what: 'a record in the midst of a reply' };
    }),
};

export const recordsAreWhole: Invariant = {
  name: 'records-are-whole',
  says: 'All turns of the caller and all heard words of ours stand in the records, in the order of speaking.',
  check: (call) => {
    const messages = call.outputs('record').flatMap(({ record }) => record.messages);
    const turns = call.events('turn-end').filter(({ text }) => text !== '');
    const said = turns.map(({ text }) => text).join(' ');
    const recorded = messages.flatMap((message) => (message.role === 'user' ? message.text : [])).join(' ');
    if (recorded !== said) return { at: call.endAt, what: `recorded "${recorded}" of "${said}"` };
    const replies = [...call.events('reply-end'), ...call.events('reply-cut')];
    const heard = replies.toSorted((a, b) => a.step - b.step).map(({ heardText }) => heardText);
    const ours = messages.flatMap((message) => (message.role === 'assistant' ? message.text : []));
    // A receipt that comes behind the cut still counts: the record then knows a word more than the event did.
    return isWithin(wordsIn(heard), wordsIn(ours))
      ? undefined
      : { at: call.endAt, what: `recorded "${wordsIn(ours).join(' ')}" of "${wordsIn(heard).join(' ')}"` };
  },
};

function isWithin(some: readonly string[], all: readonly string[]): boolean {
  let at = 0;
  for (const word of all) if (word === some[at]) at += 1;
  return at === some.length && all.length <= some.length + 12;
}

export const resultsAreRecorded: Invariant = {
  name: 'results-are-recorded',
  says: 'The last record that speaks of a run tells how it ended.',
  check: (call) => {
    const messages = call.outputs('record').flatMap(({ record }) => record.messages);
    const last = new Map(call.inputs('tool-result').map((input) => [input.toolCallId, input]));
    return first(last.values(), ({ at, toolCallId, outcome }) => {
      if (!call.outputs('tool-run').some((run) => run.toolCallId === toolCallId)) return undefined;
      const told = messages.findLast(
        (message) => message.role === 'tool-result' && message.toolCallId === toolCallId,
      );
      const isTold = told?.role === 'tool-result' && told.result.status === outcome.status;
      return isTold ? undefined : { at, what: `the end of ${toolCallId} stands in no record` };
    });
  },
};

function wordsIn(texts: readonly string[]): string[] {
  return texts
    .join(' ')
    .split(/\s+/)
    .filter((word) => word !== '');
}
