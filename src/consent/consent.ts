/**
 * Consent decides what may act.
 *
 *   read ─────────────────────────────▶ run
 *   write, irreversible with a question ─▶ asked ──yes──▶ granted ──▶ run
 *                                            │              └──"no, stop" in time──▶ refused
 *                                            ├──no──▶ refused
 *                                            ├──anything else──▶ still asked
 *                                            └──expiry, other arguments, end──▶ expired
 *
 * A yes is bound to the exact arguments and counts only while the question is the last thing the
 * caller has heard; a yes to another question is not a yes to this one, nor is a yes that was said
 * before the question was out. Several actions of one reply are one question, with an answer for each.
 */
import type { InstantMs } from '../clock/clock.ts';
import type { Effect } from '../contracts/conversation.ts';
import { askForSeveral, readAnswer, readAnswers, type Answer } from './answer.ts';

export interface ConsentOptions {
  /** How long a question stands. */
  expiresAfterMs: number;
  /** So much before the end of a question its answer may begin: nobody waits for the last sound. */
  answerLeadMs: number;
  /** An `irreversible` action waits so long behind its yes: who says "no, stop" meanwhile is heard. */
  withdrawMs: number;
}

export interface Action {
  toolCallId: string;
  tool: string;
  effect: Effect;
  arguments: unknown;
  /** What to ask before it may run; undefined where nothing need be asked. */
  question: string | undefined;
}

export type ConsentInput =
  /** What one reply asks for. `language`: BCP-47, of the agent who asks. */
  | { type: 'request'; actions: readonly Action[]; language: string }
  /** The caller has heard the question to its end. */
  | { type: 'question-heard' }
  /** The agent has asked something else, in a reply that was heard from `since` on. */
  | { type: 'other-question'; since: InstantMs }
  /** `language`: BCP-47, of the agent who asked. When the caller began and ended saying it. */
  | { type: 'answer'; text: string; language: string; saidSince: InstantMs; saidUntil: InstantMs }
  /** The caller begins to speak, or it turns out that there were no words. */
  | { type: 'caller-speaks' }
  | { type: 'caller-silent' }
  | { type: 'timeout' };

export type ConsentOutput =
  | { type: 'run'; action: Action; consented: boolean }
  /** One question for all of them. */
  | { type: 'ask'; actions: readonly Action[]; question: string }
  /** The caller said yes: it runs now, or a moment later. */
  | { type: 'granted'; action: Action }
  | { type: 'refused'; action: Action; reason: string }
  | { type: 'expired'; action: Action; reason: string };

interface Pending {
  actions: readonly Action[];
  heardAt: InstantMs | undefined;
  /** Since then something else that asks has been heard: a yes belongs to that. */
  otherSince: InstantMs | undefined;
  expiresAt: InstantMs;
}

interface Granted {
  action: Action;
  runsAt: InstantMs;
  /** The caller speaks: what they say comes first, for so long. */
  heldUntil: InstantMs | undefined;
}

/** More than three in one breath nobody can answer: the rest is asked for behind them. */
const questionsAtOnceMax = 3;
const tooMany = 'not asked about: more than three at once; ask for it behind these';
/** Whoever speaks so long behind a yes is not simply agreeing. */
const holdMaxMs = 10_000;

export class Consent {
  #pending: Pending | undefined;
  #granted: Granted[] = [];
  readonly #options: ConsentOptions;

  constructor(options: ConsentOptions) {
    this.#options = options;
  }

  /** The actions that wait for an answer, in the order they were asked about. */
  get pending(): readonly Action[] {
    return this.#pending?.actions ?? [];
  }

  /** The actions that the caller has said yes to and that have not run yet. */
  get granted(): readonly Action[] {
    return this.#granted.map(({ action }) => action);
  }

  deadline(): InstantMs | undefined {
    const instants = this.#granted.map(({ runsAt, heldUntil }) => heldUntil ?? runsAt);
    if (this.#pending !== undefined) instants.push(this.#pending.expiresAt);
    return instants.length === 0 ? undefined : Math.min(...instants);
  }

  handle(now: InstantMs, input: ConsentInput): ConsentOutput[] {
    const due = [...this.#expireIfDue(now), ...this.#runIfDue(now)];
    return [...due, ...this.#take(now, input)];
  }

  #take(now: InstantMs, input: ConsentInput): ConsentOutput[] {
    switch (input.type) {
      case 'request':
        return this.#onRequest(now, input.actions, input.language);
      case 'question-heard':
        this.#onHeard(now);
        return [];
      case 'other-question':
        // Not forgotten, but a bare "yes" no longer means it: the model has to ask anew.
        if (this.#pending?.heardAt !== undefined) this.#pending.otherSince ??= input.since;
        return [];
      case 'answer':
        return [...this.#onSecondThoughts(now, input), ...this.#onAnswer(now, input)];
      case 'caller-speaks':
        for (const granted of this.#granted) granted.heldUntil ??= now + holdMaxMs;
        return [];
      case 'caller-silent':
        return this.#release(now);
      case 'timeout':
        return [];
    }
  }

  #onRequest(now: InstantMs, actions: readonly Action[], language: string): ConsentOutput[] {
    const outputs: ConsentOutput[] = [];
    const toAsk: Action[] = [];
    for (const action of actions) {
      const question = questionOf(action);
      if (question === undefined) outputs.push({ type: 'run', action, consented: false });
      else toAsk.push({ ...action, question });
    }
    if (toAsk.length === 0) return outputs;
    return [...outputs, ...this.#drop('replaced by another request'), ...this.#ask(now, toAsk, language)];
  }

  #ask(now: InstantMs, actions: readonly Action[], language: string): ConsentOutput[] {
    const asked = actions.slice(0, questionsAtOnceMax);
    const questions = asked.map((action) => action.question!);
    const question = questions.length === 1 ? questions[0]! : askForSeveral(questions, language);
    const expiresAt = now + this.#options.expiresAfterMs;
    this.#pending = { actions: asked, heardAt: undefined, otherSince: undefined, expiresAt };
    const rest = actions.slice(questionsAtOnceMax);
    const unasked = rest.map((action) => ({ type: 'expired', action, reason: tooMany }) as const);
    return [...unasked, { type: 'ask', actions: asked, question }];
  }

  #onHeard(now: InstantMs): void {
    if (this.#pending === undefined) return;
    this.#pending.heardAt = now;
    this.#pending.otherSince = undefined;
  }

  /** What was said behind a yes: another yes lets it be, "no, stop" takes it back, and anything else may change it. */
  #onSecondThoughts(
    now: InstantMs,
    { text, language }: Extract<ConsentInput, { type: 'answer' }>,
  ): ConsentOutput[] {
    if (this.#granted.length === 0) return [];
    const answer = this.#answerTo(text, language);
    if (answer === 'yes') return this.#release(now);
    const taken = this.granted;
    this.#granted = [];
    return taken.map((action) =>
      answer === 'no'
        ? { type: 'refused', action, reason: 'taken back before it ran' }
        : { type: 'expired', action, reason: 'more was said behind the yes: ask again if it still stands' },
    );
  }

  /** Of several actions nobody knows which one is echoed. */
  #answerTo(text: string, language: string): Answer {
    const [granted, ...others] = this.granted;
    return readAnswer(text, language, others.length === 0 ? granted?.question : undefined);
  }

  #onAnswer(now: InstantMs, input: Extract<ConsentInput, { type: 'answer' }>): ConsentOutput[] {
    const { text, language, saidSince, saidUntil } = input;
    const pending = this.#pending;
    if (pending?.heardAt === undefined) return [];
    if (saidSince < pending.heardAt - this.#options.answerLeadMs) return [];
    if (pending.otherSince !== undefined && saidUntil >= pending.otherSince) return [];
    const answers = readAnswers(
      text,
      language,
      pending.actions.map(({ question = '' }) => question),
    );
    if (answers.every((answer) => answer === 'other')) return [];
    this.#pending = undefined;
    const open = pending.actions.filter((_, index) => answers[index] === 'other');
    const outputs = pending.actions.flatMap((action, index): ConsentOutput[] => {
      if (answers[index] === 'yes') return this.#grant(now, action);
      const reason = 'the caller said no';
      return answers[index] === 'no' ? [{ type: 'refused', action, reason }] : [];
    });
    // What was left out is asked for by itself: no later yes can be taken for the whole.
    return open.length === 0 ? outputs : [...outputs, ...this.#ask(now, open, language)];
  }

  #grant(now: InstantMs, action: Action): ConsentOutput[] {
    const waits = action.effect === 'irreversible' && this.#options.withdrawMs > 0;
    if (!waits)
      return [
        { type: 'granted', action },
        { type: 'run', action, consented: true },
      ];
    this.#granted.push({ action, runsAt: now + this.#options.withdrawMs, heldUntil: undefined });
    return [{ type: 'granted', action }];
  }

  #runIfDue(now: InstantMs): ConsentOutput[] {
    const outputs: ConsentOutput[] = [];
    const waiting: Granted[] = [];
    for (const granted of this.#granted) {
      const { action, runsAt, heldUntil } = granted;
      if (heldUntil === undefined && now >= runsAt) outputs.push({ type: 'run', action, consented: true });
      else if (heldUntil !== undefined && now >= heldUntil)
        outputs.push({ type: 'expired', action, reason: 'the caller went on speaking' });
      else waiting.push(granted);
    }
    this.#granted = waiting;
    return outputs;
  }

  /** Nothing was said against them: they run when their moment has passed. */
  #release(now: InstantMs): ConsentOutput[] {
    for (const granted of this.#granted) granted.heldUntil = undefined;
    return this.#runIfDue(now);
  }

  #expireIfDue(now: InstantMs): ConsentOutput[] {
    if (this.#pending === undefined || now < this.#pending.expiresAt) return [];
    return this.#drop('no answer in time');
  }

  #drop(reason: string): ConsentOutput[] {
    const dropped = this.pending;
    this.#pending = undefined;
    return dropped.map((action) => ({ type: 'expired', action, reason }));
  }
}

function questionOf({ effect, question, tool }: Action): string | undefined {
  if (effect === 'read') return undefined;
  return question ?? (effect === 'irreversible' ? `Shall I go ahead with ${tool}?` : undefined);
}
