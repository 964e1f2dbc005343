/** What is read of a turn, and what a prompt may leave out for it. */
import type { Mutant } from './mutant.ts';

export const rememberingMutants: readonly Mutant[] = [
  {
    name: 'what was read is not kept',
    kind: 'an agent that forgets',
    file: 'call/remembering.ts',
    find: '    this.#state = merge.state;\n',
    replace: '',
    caughtBy: 'notes-are-what-was-read',
  },
  {
    name: 'a turn is read while another still is',
    kind: 'a reading that knows too little',
    file: 'call/remembering.ts',
    find: 'if (next === undefined || this.#reading !== undefined || memory === undefined) return;',
    replace: 'if (next === undefined || memory === undefined) return;',
    caughtBy: 'turns-are-read-in-order',
  },
  {
    name: 'a prompt leaves out what nobody has read',
    kind: 'an agent that never heard it',
    file: 'conversation/prompt-compiler.ts',
    find: 'return turn > state.extractedTurn || index === turns.length - 1;',
    replace: 'return index === turns.length - 1;',
    caughtBy: 'unread-turns-stay',
  },
];
