/**
 * Bugs planted on purpose, one of each kind that voice agents are known for: a simulator that does not
 * catch them proves nothing when it is silent.
 *
 * Each is one replacement in one file of the code. `find` must stand there exactly once, so that a
 * mutant cannot outlive the code it spoils.
 */
export interface Mutant {
  name: string;
  /** What goes wrong for a caller. */
  kind: string;
  /** Below src/. */
  file: string;
  find: string;
  replace: string;
  /** The invariant that must notice. */
  caughtBy: string;
}

export const mutants: readonly Mutant[] = [
  {
    name: 'a cleared mark counts as played',
    kind: 'heard is not truth: receipts',
    file: 'turn/playout-ledger.ts',
    find: "if (status === 'played') record.playedSamples",
    replace: 'record.playedSamples',
    caughtBy: 'heard-is-truth',
  },
  {
    name: 'cleared audio becomes heard as time passes',
    kind: 'heard is not truth: the clock',
    file: 'turn/playout-ledger.ts',
    find: 'record.sentSamples = cleared.samples;\n    record.clock = [];',
    replace: 'record.sentSamples = cleared.samples;',
    caughtBy: 'heard-is-truth',
  },
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
    name: 'a resumed reply skips a word',
    kind: 'a false interruption costs words',
    file: 'turn/playout-ledger.ts',
    find: 'return Math.min(resumeAt ?? minSamples, minSamples);',
    replace: 'return (resumeAt ?? minSamples) + this.#options.sampleRate;',
    caughtBy: 'resumes-at-the-word',
  },
  {
    name: 'a cut reply plays on',
    kind: "the carrier's buffer is not cleared",
    file: 'call/speaker.ts',
    find: "    this.#context.send({ type: 'stop', reply: reply.id });\n    this.#context.history.cutReply",
    replace: '    this.#context.history.cutReply',
    caughtBy: 'one-voice',
  },
  {
    name: 'speech over our voice does not stop it',
    kind: 'deaf while speaking',
    file: 'call/speaker.ts',
    find: "    reply.phase = 'paused';\n    this.#context.send({ type: 'pause', reply: reply.id });",
    replace: '    return;',
    caughtBy: 'gives-way',
  },
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
    name: 'a yes that was said before its question counts',
    kind: 'acting without consent',
    file: 'consent/consent.ts',
    find: 'if (pending?.heardAt === undefined) return [];\n    if (saidSince < pending.heardAt - this.#options.answerLeadMs) return [];',
    replace: 'if (pending === undefined || saidSince < 0) return [];',
    caughtBy: 'acts-only-with-consent',
  },
  {
    name: 'a silent recogniser is waited for without end',
    kind: 'a turn that never ends',
    file: 'turn/endpointer.ts',
    find: 'state.flushedAt + sttDeadlineMs, state.silentSince',
    replace: 'state.flushedAt + sttDeadlineMs * 100, state.silentSince',
    caughtBy: 'nobody-waits',
  },
  {
    name: 'a silent model is waited for without end',
    kind: 'dead air',
    file: 'call/thinker.ts',
    find: "this.#context.deadlines.set('give-up', this.#context.now + this.#context.options.limits.giveUpAfterMs);",
    replace: '',
    caughtBy: 'nobody-waits',
  },
  {
    name: 'words that come behind their turn are taken into the next',
    kind: 'late transcripts',
    file: 'turn/turn-text.ts',
    find: '    this.#first = this.#open;\n',
    replace: '    this.#first = Math.max(0, this.#open - 1);\n',
    caughtBy: 'words-are-answered-once',
  },
  {
    name: 'what was said over a reply that nobody may interrupt is lost',
    kind: 'words that are never answered',
    file: 'call/call.ts',
    find: 'this.#heldTurn = joined(this.#heldTurn, turnEnd);',
    replace: 'void joined(this.#heldTurn, turnEnd);',
    caughtBy: 'words-are-kept',
  },
  {
    name: 'a turn that was held back is answered, and answered again',
    kind: 'two replies to one turn',
    file: 'call/call.ts',
    find: '    const whole = joined(this.#heldTurn, turnEnd);\n    this.#heldTurn = undefined;\n',
    replace: '    const whole = joined(this.#heldTurn, turnEnd);\n    this.#heldTurn ??= whole;\n',
    caughtBy: 'words-are-answered-once',
  },
  {
    name: 'a clause whose voice broke off counts as said to its end',
    kind: 'heard is not truth: the voice',
    file: 'turn/playout-ledger.ts',
    find: 'record.brokenOff = true;',
    replace: 'record.brokenOff = false;',
    caughtBy: 'heard-is-truth',
  },
  {
    name: 'a resumed reply begins again',
    kind: 'a false interruption repeats words',
    file: 'turn/playout-ledger.ts',
    find: 'return Math.min(resumeAt ?? minSamples, minSamples);',
    replace: 'return 0;',
    caughtBy: 'resumes-at-the-word',
  },
  {
    name: 'a stop silences us but not the far end',
    kind: "the carrier's buffer keeps playing",
    file: 'session/playout.ts',
    find: '    this.#leg.clear();\n',
    replace: '',
    caughtBy: 'silent-after-the-cut',
  },
  {
    name: 'a reply about to go on is not held when the caller speaks again',
    kind: 'a timer that outlives its reason',
    file: 'call/speaker.ts',
    find: "    this.#context.deadlines.clear('resume');\n    if (reply.phase === 'preparing') reply.held",
    replace: "    if (reply.phase === 'preparing') reply.held",
    caughtBy: 'silent-while-in-doubt',
  },
  {
    name: 'speech that goes on over our voice settles nothing',
    kind: 'noise stops the agent, then silence for ever',
    file: 'turn/barge-in-judge.ts',
    find: 'this.#state.since + this.#options.commitAfterMs',
    replace: 'this.#state.since + this.#options.commitAfterMs * 1_000',
    caughtBy: 'suspicions-are-settled',
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
  {
    name: 'a timer that fires early ends the turn',
    kind: 'trust in timers',
    file: 'turn/endpointer.ts',
    find: '    if (now < this.#trailingDeadline(state)) return [];\n',
    replace: '',
    caughtBy: 'timeouts-are-harmless',
  },
  {
    name: 'every stall of a slow voice fills the far end by another lead',
    kind: 'audio that cannot be unsaid',
    file: 'session/playout.ts',
    find: 'if (!playing.running && now >= soundsUntil) {',
    replace: 'if (!playing.running) {',
    caughtBy: 'little-is-buffered',
  },
];
