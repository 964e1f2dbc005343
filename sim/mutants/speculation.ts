/** Answers that are thought ahead. */
import type { Mutant } from './mutant.ts';

export const speculationMutants: readonly Mutant[] = [
  {
    name: 'a speculation is heard before the turn is decided',
    kind: 'speculation with an effect',
    file: 'call/speaker.ts',
    find: 'if (!reply.committed || reply.held || reply.phase',
    replace: 'if (reply.held || reply.phase',
    caughtBy: 'speculation-has-no-effect',
  },
  {
    name: 'a speculation answers words that have changed',
    kind: 'the answer to another question',
    file: 'call/thinker.ts',
    find: 'if (!sameMeaning(speculation.basis, text)) {',
    replace: "if (speculation.basis === '') {",
    caughtBy: 'speculation-has-no-effect',
  },
  {
    name: 'an aborted generation keeps its request',
    kind: 'abort that is only ignored',
    file: 'call/thinker.ts',
    find: "    this.#context.send({ type: 'generation-abort', generation, reason });\n",
    replace: '',
    caughtBy: 'one-thought',
  },
  {
    name: 'a speculation runs its tools before the turn is decided',
    kind: 'speculation that acts',
    file: 'call/tool-desk.ts',
    find: 'if (reply.committed) this.dispatchHeld(reply);',
    replace: 'this.dispatchHeld(reply);',
    caughtBy: 'speculation-has-no-effect',
  },
  {
    name: 'a turn without words leaves its thoughts behind',
    kind: 'an answer to nothing',
    file: 'call/call.ts',
    find: "    this.#agent.forgetThoughts('the turn had no words');\n",
    replace: '',
    caughtBy: 'speculation-has-no-effect',
  },
  {
    name: 'thoughts ahead are not counted',
    kind: 'a cost without a cap',
    file: 'call/thinker.ts',
    find: 'if (this.#tries >= (settled ? preemptiveTries : preemptiveTries - 1)) return;',
    replace: 'if (settled && preemptiveTries === 0) return;',
    caughtBy: 'speculations-are-capped',
  },
  {
    name: 'an answer is thought ahead while a yes is waited for',
    kind: 'a yes that a speculation swallows',
    file: 'call/thinker.ts',
    find: 'this.#speaker.reply !== undefined || this.#desk.deciding',
    replace: 'this.#speaker.reply !== undefined',
    caughtBy: 'yes-counts',
  },
  {
    name: 'a new thought ahead leaves the old one running',
    kind: 'requests that pile up',
    file: 'call/thinker.ts',
    find: "    this.discardSpeculation('the words changed');\n",
    replace: '',
    caughtBy: 'one-thought',
  },
];
