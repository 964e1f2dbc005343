/** Effects: begun once, with a yes where one is needed, never cancelled, and told. */
import { isDeepStrictEqual } from 'node:util';
import { notesOf, startsLate } from '../prompt-parts.ts';
import type { ReplyStory } from '../reply-story.ts';
import type { Timeline } from '../timeline.ts';
import { noTexts, yesTexts } from '../words.ts';
import { epsilonMs, first, type Invariant, type Violation } from './invariant.ts';

/** A backchannel that answers a question is a yes as well. */
const yesWords = new Set([...yesTexts.join(' ').split(' '), 'right']);
const noWords = new Set(noTexts.join(' ').split(' '));
/** What a prompt holds at most: the history is bounded. */
const messagesMax = 100;
/** So much before the last sound of a question its answer may begin, where receipts tell when that was. */
const overlapMs = 300;

/** By the clock alone nobody can tell better than its lag when the question ended. */
function overlapAllowedMs(call: Timeline): number {
  const { receipts, clockLagMs } = call.record.options.leg;
  return receipts === 'played' ? overlapMs : clockLagMs;
}

export const actsOnlyWithConsent: Invariant = {
  name: 'acts-only-with-consent',
  says: 'What needs a yes runs only behind a plain yes to its own question, heard to the end, with the arguments that were asked about.',
  check: (call) => {
    const used = new Set<string>();
    return first(call.outputs('tool-run'), (run) => {
      const asked = requestOf(call, run.toolCallId);
      if (asked === undefined) return { at: run.at, what: `${run.toolCallId} was asked for by nobody` };
      const { check } = asked;
      if (!check.ok) return { at: run.at, what: `${run.toolCallId} runs with arguments that are wrong` };
      if (!isDeepStrictEqual(run.arguments, asked.arguments) || run.name !== asked.name) {
        return { at: run.at, what: `${run.toolCallId} runs with other arguments than were asked for` };
      }
      if (check.effect === 'read' || (check.effect === 'write' && check.question === undefined))
        return undefined;
      if (used.has(asked.toolCallId)) return { at: run.at, what: `one yes runs ${asked.toolCallId} twice` };
      used.add(asked.toolCallId);
      return checkYes(call, run, asked.toolCallId);
    });
  },
};

/** The model's request that a run goes back to: runs after a yes have an id of their own. */
function requestOf(call: Timeline, toolCallId: string) {
  const own = toolCallId.replace(/-answer-\d+$/, '');
  return call.inputs('generation-tool-call').find((request) => request.toolCallId === own);
}

function checkYes(
  call: Timeline,
  run: { at: number; step: number },
  toolCallId: string,
): Violation | undefined {
  const bad = (what: string): Violation => ({ at: run.at, what: `${toolCallId} runs ${what}` });
  const question = call
    .events('consent-asked')
    .findLast((one) => one.toolCallId === toolCallId && one.step < run.step);
  if (question === undefined) return bad('without a question');
  const { consentMs } = call.record.options.limits;
  // It may run a while after its yes: behind another, or when the moment for second thoughts is over.
  const given = call.events('consent-given').find((one) => one.toolCallId === toolCallId);
  if (given === undefined || given.at > question.at + consentMs) return bad('after its question has expired');
  const other = call.events('consent-asked').find((one) => one.step > question.step && one.step < run.step);
  if (other !== undefined) return bad(`although ${other.toolCallId} was asked about since`);
  const answer = call.events('turn-end').findLast((turn) => turn.step <= given.step);
  if (answer === undefined || answer.step < question.step) return bad('without an answer');
  const words = answer.text.split(' ');
  if (!words.every((word) => yesWords.has(word)) || words.every((word) => noWords.has(word))) {
    return bad(`on "${answer.text}"`);
  }
  const taken = call
    .events('turn-end')
    .find((turn) => turn.step > given.step && turn.step <= run.step && isNo(turn.text));
  if (taken !== undefined) return bad(`although "${taken.text}" took its yes back`);
  const heardAt = whenHeard(call, question);
  const said = call.record.truth.utterances.findLast(
    (utterance) => utterance.kind !== 'noise' && utterance.startAt < run.at,
  );
  if (heardAt === undefined || heardAt > run.at) return bad('although its question was not heard to the end');
  if (said === undefined || said.startAt < heardAt - overlapAllowedMs(call) - epsilonMs)
    return bad('on a yes that came before its question');
  const between = [...call.events('reply-end'), ...call.events('reply-cut')].find(
    ({ at, step, reply, heardText }) => {
      const begunAt = call.replies.get(reply)?.plays[0]?.at ?? Infinity;
      const asks = heardText.includes('?') && !heardText.includes(question.question);
      return asks && step > question.step && at < answer.at && begunAt > heardAt && begunAt < said.startAt;
    },
  );
  return between === undefined ? undefined : bad(`on a yes to "${between.heardText}"`);
}

function isNo(text: string): boolean {
  return text !== '' && text.split(' ').every((word) => noWords.has(word));
}

interface Asked {
  at: number;
  question: string;
}

function replyAsking(call: Timeline, { at, question }: Asked): ReplyStory | undefined {
  return [...call.replies.values()].find((reply) =>
    reply.clauses.some((clause) => clause.text === question && clause.spokenAt === at),
  );
}

/** When the last word of the question had sounded. */
function whenHeard(call: Timeline, asked: Asked): number | undefined {
  const reply = replyAsking(call, asked);
  const clause =
    reply?.clauses.findIndex((one) => one.text === asked.question && one.spokenAt === asked.at) ?? -1;
  const last = reply?.words.findLast((word) => word.clause === clause);
  return last === undefined || last.playedAt === Infinity ? undefined : last.playedAt;
}

export const yesCounts: Invariant = {
  name: 'yes-counts',
  says: 'A plain yes, said when the question was the last thing heard, lets the action run.',
  check: (call) =>
    first(call.events('consent-asked'), (asked) => {
      const { at, toolCallId, question, step } = asked;
      const heardAt = whenHeard(call, asked);
      // By the clock alone the silence that a voice leaves behind its last word is a part of the question.
      const pauseMs = call.record.options.leg.receipts === 'played' ? 50 : 200;
      const reply = replyAsking(call, asked);
      if (reply?.clauses.at(-1)?.text !== question) return undefined;
      if (heardAt === undefined || reply?.end === undefined || reply.end.step < step) return undefined;
      if (call.events('consent-asked').some((one) => one.step > step && one.at < heardAt + 60_000))
        return undefined;
      const next = call.record.truth.utterances.find((utterance) => utterance.endAt > heardAt - 3_000);
      if (next?.kind !== 'yes' || next.startAt < heardAt + pauseMs || call.record.weather.name !== 'calm')
        return undefined;
      const other = call.committed.find(
        (one) => one.committedAt > reply.committedAt && one.committedAt < next.endAt + 300,
      );
      if (other !== undefined || next.endAt > at + call.record.options.limits.consentMs - 3_000)
        return undefined;
      const answer = call.events('turn-end').find((turn) => turn.at > next.endAt);
      if (answer === undefined || answer.text !== next.text) return undefined;
      // It waited behind a reply until the question had lapsed.
      if (answer.at > at + call.record.options.limits.consentMs) return undefined;
      const given = call.events('consent-given').some((one) => one.toolCallId === toolCallId);
      return given ? undefined : { at: answer.at, what: `"${next.text}" to "${question}" does nothing` };
    }),
};

export const effectsRunOnce: Invariant = {
  name: 'effects-run-once',
  says: 'No tool call runs twice, and each has a key of its own.',
  check: (call) => {
    const keys = new Set<string>();
    return first(call.outputs('tool-run'), ({ at, toolCallId, idempotencyKey }) => {
      const known = keys.has(idempotencyKey) || keys.has(toolCallId);
      keys.add(idempotencyKey).add(toolCallId);
      return known ? { at, what: `${toolCallId} runs twice` } : undefined;
    });
  },
};

export const resultsAreTold: Invariant = {
  name: 'results-are-told',
  says: 'The result of every tool that has begun comes to the model, whatever the caller did meanwhile.',
  check: (call) =>
    first(call.inputs('tool-result'), ({ at, step, toolCallId, outcome }) => {
      // What came later about the same run stands in its place.
      if (call.inputs('tool-result').some((one) => one.toolCallId === toolCallId && one.step > step))
        return undefined;
      const later = [...call.thoughts.values()].filter((thought) => thought.step >= step);
      const untold = later.find(
        ({ request }) =>
          !startsLate(request.prompt.messages) &&
          !request.prompt.messages.some(
            (message) =>
              message.role === 'tool-result' &&
              message.toolCallId === toolCallId &&
              isDeepStrictEqual(message.result, outcome),
          ),
      );
      if (untold !== undefined)
        return { at: untold.at, what: `the result of ${toolCallId} is not in the prompt` };
      // Whoever speaks meanwhile is answered with it; else it is news to be told.
      const ends = [...call.events('reply-end'), ...call.events('reply-cut')];
      const freeAt = Math.min(...ends.map((end) => end.at).filter((end) => end >= at));
      const waitMs = 25_000 + (Number.isFinite(freeAt) ? freeAt - at : 0);
      return later.length > 0 || call.endAt < at + waitMs || isOver(call, at, waitMs)
        ? undefined
        : { at, what: `the result of ${toolCallId} was told to nobody` };
    }),
};

/** The call was being given up already. */
function isOver(call: Timeline, at: number, waitMs: number): boolean {
  return call
    .events('watchdog')
    .some((event) => event.action === 'saying goodbye' && event.stage !== 'idle' && event.at < at + waitMs);
}

export const promptsAreWellFormed: Invariant = {
  name: 'prompts-are-well-formed',
  says: 'In a prompt every result stands behind its call, each call stands once, and no two user messages follow each other.',
  check: (call) =>
    first(call.thoughts.values(), ({ at, request }) => {
      const calls = new Set<string>();
      const { messages } = request.prompt;
      const notes = notesOf(messages) === '' ? 0 : 1;
      return first(messages.entries(), ([index, message]) => {
        if (index > messagesMax) return { at, what: `a prompt of ${messages.length} messages` };
        if (message.role === 'user' && messages[index - 1]?.role === 'user' && index > notes)
          return { at, what: 'two user messages in a row' };
        if (message.role === 'tool-call') {
          if (calls.has(message.toolCallId)) return { at, what: `${message.toolCallId} is called twice` };
          calls.add(message.toolCallId);
        }
        if (message.role !== 'tool-result' || calls.has(message.toolCallId)) return undefined;
        return { at, what: `the result of ${message.toolCallId} stands without its call` };
      });
    }),
};
