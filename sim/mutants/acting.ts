/** Consent, effects and the memory of what was said: all that is not turn-taking. */
import type { Mutant } from './mutant.ts';

export const actingMutants: readonly Mutant[] = [
  {
    name: 'a cut reply enters the prompt whole',
    kind: 'the model remembers what nobody heard',
    file: 'conversation/history.ts',
    find: "? { role: 'assistant', text: heard, interrupted: true }",
    replace: "? { role: 'assistant', text: `${heard} ${unheard}`, interrupted: true }",
    caughtBy: 'prompts-hold-what-was-heard',
  },
  {
    name: 'a cut is not noted',
    kind: 'the model does not know that it was interrupted',
    file: 'conversation/history.ts',
    find: 'const interrupted = entry.cut !== undefined &&',
    replace: "const interrupted = entry.kind !== 'reply' && entry.cut !== undefined &&",
    caughtBy: 'cuts-are-noted',
  },
  {
    name: 'a yes that was said before its question counts',
    kind: 'acting without consent',
    file: 'consent/consent.ts',
    find: 'if (pending?.heardAt === undefined) return [];\n    if (saidSince < pending.heardAt - this.#options.answerLeadMs) return [];',
    replace: 'if (pending === undefined || saidSince < 0) return [];',
    caughtBy: 'acts-only-with-consent',
  },
  {
    name: 'a yes to a question asked since counts for the action that is pending',
    kind: 'a yes to another question',
    file: 'consent/consent.ts',
    find: 'if (this.#pending?.heardAt !== undefined) this.#pending.otherSince ??= input.since;',
    replace: '',
    caughtBy: 'acts-only-with-consent',
  },
  {
    name: 'an action runs with other arguments than were asked about',
    kind: 'consent that is not bound',
    file: 'call/tool-desk.ts',
    find: '      arguments: action.arguments,\n      idempotencyKey',
    replace: '      arguments: { ref: this.#answers },\n      idempotencyKey',
    caughtBy: 'acts-only-with-consent',
  },
  {
    name: 'a plain yes to a question that was heard does nothing',
    kind: 'consent that is never given',
    file: 'consent/consent.ts',
    find: 'this.#pending.heardAt = now;',
    replace: '',
    caughtBy: 'yes-counts',
  },
  {
    name: 'the result of a tool that outlived its reply is told to nobody',
    kind: 'effects that are forgotten',
    file: 'call/agent-side.ts',
    find: '    this.#newsToTell = true;\n',
    replace: '',
    caughtBy: 'results-are-told',
  },
];
