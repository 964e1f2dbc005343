/**
 * What the agent does for the caller, one row for each call of a tool. Pure.
 *
 *   asked ─▶ agreed ─▶ running ─▶ done, failed, unknown
 *     └──▶ refused, unanswered      (one that need not ask begins with running)
 */
import type { CallEvent } from '../../src/contracts/events.ts';
import { clockInWords, cut, nameInWords } from './in-words.ts';

export type ToolState =
  'asked' | 'agreed' | 'running' | 'done' | 'failed' | 'unknown' | 'refused' | 'unanswered' | 'left';

export interface ToolRun {
  toolCallId: string;
  tool: string;
  state: ToolState;
  /** Of its first event. */
  atMs: number;
  begunMs?: number;
  endedMs?: number;
  /** As the caller heard it. */
  question?: string;
  answer?: 'yes' | 'no' | 'none';
  reason?: string;
  /** What was said while it ran. */
  meanwhile?: string;
}

export interface ToolRow {
  key: string;
  name: string;
  state: ToolState;
  /** The state in words, with its time. */
  words: string;
  /** Since the call began: "0:42". */
  at: string;
  question: string;
  answer: string;
  detail: string;
}

const runsKept = 60;

type Told = Extract<CallEvent, { toolCallId: string }>;

export class ToolRuns {
  readonly #runs = new Map<string, ToolRun>();
  /** Of this call, those that are no longer kept too. */
  count = 0;

  /** The latest last. */
  get runs(): readonly ToolRun[] {
    return [...new Set(this.#runs.values())];
  }

  get isRunning(): boolean {
    for (const { state } of this.#runs.values()) if (state === 'running') return true;
    return false;
  }

  /** @returns whether anything that is shown has changed. */
  take(event: CallEvent): boolean {
    if ('toolCallId' in event) this.#onTool(event);
    else if (event.type === 'call-end') this.callEnded();
    else if (event.type === 'bridge') return this.#bridge(event.text);
    else return false;
    return true;
  }

  /** The call is over, told or not: what was open stays as it was left. */
  callEnded(): void {
    for (const run of this.#runs.values())
      if (['asked', 'agreed', 'running'].includes(run.state)) run.state = 'left';
  }

  #bridge(text: string): boolean {
    const run = this.runs.findLast(({ state }) => state === 'running');
    if (run !== undefined) run.meanwhile = text;
    return run !== undefined;
  }

  #onTool(event: Told): void {
    const run = this.#run(event);
    switch (event.type) {
      case 'consent-asked':
        delete run.answer;
        return void Object.assign(run, { state: 'asked', question: event.question });
      case 'consent-given':
        return void Object.assign(run, { state: 'agreed', answer: 'yes' });
      case 'consent-refused':
        // One that has had its yes and was taken back keeps it: that is how it went.
        run.answer ??= 'no';
        return this.#close(run, 'refused', event.atMs, event.reason);
      case 'consent-expired':
        run.answer ??= 'none';
        return this.#close(run, 'unanswered', event.atMs);
      case 'effect-begun':
        return void Object.assign(run, { state: 'running', begunMs: event.atMs });
      case 'effect-done':
        return this.#close(run, event.ok ? 'done' : 'failed', event.atMs, event.reason);
      case 'effect-unknown':
        return this.#close(run, 'unknown', event.atMs, event.reason);
    }
  }

  #run({ toolCallId, tool, atMs }: Told): ToolRun {
    let run = this.#runs.get(toolCallId) ?? this.#agreed(toolCallId, tool);
    if (run !== undefined) return run;
    run = { toolCallId, tool, state: 'asked', atMs };
    this.#runs.set(toolCallId, run);
    this.count += 1;
    if (this.#runs.size > runsKept) this.#runs.delete(this.#runs.keys().next().value!);
    return run;
  }

  /** What has had its yes runs under an id of its own, which begins with that of its question: to the caller it is one. */
  #agreed(toolCallId: string, tool: string): ToolRun | undefined {
    const run = this.runs.find(
      (one) =>
        one.state === 'agreed' && one.tool === tool && toolCallId.startsWith(`${one.toolCallId}-answer-`),
    );
    if (run !== undefined) this.#runs.set(toolCallId, run);
    return run;
  }

  #close(run: ToolRun, state: ToolState, endedMs: number, reason?: string): void {
    Object.assign(run, { state, endedMs }, reason === undefined ? {} : { reason });
  }
}

/** @returns the last runs, the latest first. */
export function toolRows({ runs }: ToolRuns, nowMs: number, count: number): ToolRow[] {
  return runs
    .slice(-count)
    .reverse()
    .map((run) => ({
      key: run.toolCallId,
      name: nameInWords(run.tool),
      state: run.state,
      words: wordsOf(run, nowMs),
      at: clockInWords(run.atMs),
      question: cut(run.question ?? ''),
      answer: answerOf(run),
      detail: detailOf(run),
    }));
}

function wordsOf(run: ToolRun, nowMs: number): string {
  switch (run.state) {
    case 'asked':
      return 'asks you';
    case 'agreed':
      return 'about to begin';
    case 'running':
      // Whole seconds: figures that dance tell nothing more.
      return `running, ${Math.max(0, Math.floor((nowMs - run.begunMs!) / 1000))} s`;
    case 'done':
      return `done${tookOf(run)}`;
    case 'failed':
      return run.reason === 'TOOL_DECLINED' ? `declined${tookOf(run)}` : `failed${tookOf(run)}`;
    case 'unknown':
      return 'unknown';
    case 'refused':
      return 'not done';
    case 'unanswered':
      return 'not done';
    case 'left':
      return run.begunMs === undefined ? 'not done' : 'not over';
  }
}

function tookOf({ begunMs, endedMs }: ToolRun): string {
  if (begunMs === undefined || endedMs === undefined) return '';
  const ms = Math.max(0, endedMs - begunMs);
  return ms < 1000 ? ` in ${Math.round(ms)} ms` : ` in ${(ms / 1000).toFixed(1)} s`;
}

function answerOf({ state, question, answer }: ToolRun): string {
  if (question === undefined) return '';
  if (answer === 'yes') return 'You said yes.';
  if (answer === 'no') return 'You said no.';
  if (answer === 'none') return 'There was no answer in time.';
  return state === 'asked' ? 'Waiting for your yes.' : 'The call ended before an answer.';
}

/** What a code means to somebody who calls; people of the house find it in their log. */
const codesInWords: Readonly<Record<string, string>> = {
  TOOL_DECLINED: 'it could not be, and the agent tells you why',
  TOOL_TIMEOUT: 'it took too long',
  TOOL_UNAVAILABLE: 'it is out of service just now',
};

/** @returns nothing for a code that says no more than that it failed. */
export function reasonInWords(reason: string): string {
  return codesInWords[reason] ?? (/^[A-Z][A-Z0-9_]+$/.test(reason) ? '' : reason);
}

function detailOf({ state, reason, meanwhile, begunMs }: ToolRun): string {
  if (state === 'left' && begunMs !== undefined) return 'The call ended before it did.';
  if (state === 'running' && meanwhile !== undefined) return `Said meanwhile: “${cut(meanwhile)}”`;
  if (reason === undefined) return '';
  const inWords = sentence(reasonInWords(reason));
  return state === 'unknown' ? `Nobody can say whether it happened. ${inWords}`.trim() : inWords;
}

function sentence(text: string): string {
  if (text === '') return '';
  const [first = '', ...rest] = cut(text);
  const whole = first.toUpperCase() + rest.join('');
  return /[.!?…]$/.test(whole) ? whole : `${whole}.`;
}
