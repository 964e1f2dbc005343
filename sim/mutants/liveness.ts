/** Somebody waits for ever. */
import type { Mutant } from './mutant.ts';

export const livenessMutants: readonly Mutant[] = [
  {
    name: 'a silent model is waited for without end',
    kind: 'dead air',
    file: 'call/thinker.ts',
    find: "this.#context.deadlines.set('give-up', this.#context.now + this.#context.options.limits.giveUpAfterMs);",
    replace: '',
    caughtBy: 'calls-end',
  },
  {
    name: 'a busy tool is not bridged',
    kind: 'silence while a tool runs',
    file: 'call/agent-side.ts',
    find: 'return reply === undefined ? undefined : this.#trouble.bridge(reply);',
    replace: 'return undefined;',
    caughtBy: 'turns-lead-on',
  },
  {
    name: 'nobody asks a caller who says nothing',
    kind: 'a line that is open for ever',
    file: 'call/agent-side.ts',
    find: '    if (!this.hasFloor && !this.#listener.callerSpeaks()) this.armIdle();\n  }\n\n  #onVoiceLost',
    replace: '  }\n\n  #onVoiceLost',
    caughtBy: 'calls-end',
  },
];
