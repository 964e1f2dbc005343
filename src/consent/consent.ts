/**
 * Consent decides what may act.
 *
 *   read ─────────────────────────────▶ run
 *   write, irreversible with a question ─▶ asked ──yes──▶ run
 *                                            ├──no──▶ refused
 *                                            ├──anything else──▶ still asked
 *                                            └──expiry, other arguments, end──▶ expired
 *
 * A yes is bound to the exact arguments and counts only while the question is the last thing the
 * caller has heard; a yes to another question is not a yes to this one, nor is a yes that was said
 * before the question was out.
 */
import type { InstantMs } from '../clock/clock.ts';
import type { Effect } from '../contracts/conversation.ts';
import { readAnswer } from './answer.ts';

export interface ConsentOptions {
  /** How long a question stands. */
  expiresAfterMs: number;
  /** So much before the end of a question its answer may begin: nobody waits for the last sound. */
  answerLeadMs: number;
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
  | { type: 'request'; action: Action }
  /** The caller has heard the question to its end. */
  | { type: 'question-heard'; toolCallId: string }
  /** The agent has asked something else, in a reply that was heard from `since` on. */
  | { type: 'other-question'; since: InstantMs }
  /** `language`: BCP-47, of the agent who asked. When the caller began and ended saying it. */
  | { type: 'answer'; text: string; language: string; saidSince: InstantMs; saidUntil: InstantMs }
  | { type: 'timeout' };

export type ConsentOutput =
  | { type: 'run'; action: Action; consented: boolean }
  | { type: 'ask'; action: Action; question: string }
  | { type: 'refused'; action: Action; reason: string }
  | { type: 'expired'; action: Action; reason: string };

interface Pending {
  action: Action;
  question: string;
  heardAt: InstantMs | undefined;
  /** Since then something else that asks has been heard: a yes belongs to that. */
  otherSince: InstantMs | undefined;
  expiresAt: InstantMs;
}

export class Consent {
  #pending: Pending | undefined;
  readonly #options: ConsentOptions;

  constructor(options: ConsentOptions) {
    this.#options = options;
  }

  /** The action that waits for an answer, if any. */
  get pending(): Action | undefined {
    return this.#pending?.action;
  }

  deadline(): InstantMs | undefined {
    return this.#pending?.expiresAt;
  }

  handle(now: InstantMs, input: ConsentInput): ConsentOutput[] {
    const expired = this.#expireIfDue(now);
    switch (input.type) {
      case 'request':
        return [...expired, ...this.#onRequest(now, input.action)];
      case 'question-heard':
        this.#onHeard(now, input.toolCallId);
        return expired;
      case 'other-question':
        // Not forgotten, but a bare "yes" no longer means it: the model has to ask anew.
        if (this.#pending?.heardAt !== undefined) this.#pending.otherSince ??= input.since;
        return expired;
      case 'answer':
        return [...expired, ...this.#onAnswer(input)];
      case 'timeout':
        return expired;
    }
  }

  #onRequest(now: InstantMs, action: Action): ConsentOutput[] {
    const question =
      action.question ??
      (action.effect === 'irreversible' ? `Shall I go ahead with ${action.tool}?` : undefined);
    if (action.effect === 'read' || question === undefined)
      return [{ type: 'run', action, consented: false }];
    const replaced = this.#drop('replaced by another request');
    const expiresAt = now + this.#options.expiresAfterMs;
    this.#pending = { action, question, heardAt: undefined, otherSince: undefined, expiresAt };
    return [...replaced, { type: 'ask', action, question }];
  }

  #onHeard(now: InstantMs, toolCallId: string): void {
    if (this.#pending?.action.toolCallId !== toolCallId) return;
    this.#pending.heardAt = now;
    this.#pending.otherSince = undefined;
  }

  #onAnswer({
    text,
    language,
    saidSince,
    saidUntil,
  }: Extract<ConsentInput, { type: 'answer' }>): ConsentOutput[] {
    const pending = this.#pending;
    if (pending?.heardAt === undefined) return [];
    if (saidSince < pending.heardAt - this.#options.answerLeadMs) return [];
    if (pending.otherSince !== undefined && saidUntil >= pending.otherSince) return [];
    const answer = readAnswer(text, language);
    if (answer === 'other') return [];
    this.#pending = undefined;
    if (answer === 'yes') return [{ type: 'run', action: pending.action, consented: true }];
    return [{ type: 'refused', action: pending.action, reason: 'the caller said no' }];
  }

  #expireIfDue(now: InstantMs): ConsentOutput[] {
    if (this.#pending === undefined || now < this.#pending.expiresAt) return [];
    return this.#drop('no answer in time');
  }

  #drop(reason: string): ConsentOutput[] {
    const pending = this.#pending;
    this.#pending = undefined;
    return pending === undefined ? [] : [{ type: 'expired', action: pending.action, reason }];
  }
}
