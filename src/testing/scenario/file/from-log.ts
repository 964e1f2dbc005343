/**
 * Makes a scenario of a call's log: what the caller said and when they cut in, what was asked, which tools ran
 * with which arguments, what was heard of the agent, and what it remembered in the end.
 *
 * A reply that was cut off, or that filled a wait of the real call, becomes no expectation: how far it got, and
 * whether it was needed, hangs on time that a scenario does not have.
 */
import { stringify } from 'yaml';
import type { CallInput } from '../../../call/input.ts';
import type { CallOutput } from '../../../call/output.ts';
import type { LogRecord } from '../../../call/replay.ts';
import type { CallEvent } from '../../../contracts/events.ts';
import type { Redactor } from '../../../privacy/redactor.ts';
import { textOrPattern } from './pattern.ts';
import { redactedSteps, redactedValues } from './redacted-steps.ts';

/** As it is written; one whose words are not known, or not wanted, is left out. */
interface WrittenStep {
  keys: Record<string, unknown> | undefined;
}

interface Reply {
  step: WrittenStep;
  startedAtMs: number;
  open: boolean;
  isExpected: boolean;
}

export interface LoggedScenario {
  name: string;
  /** What the file names as its agent; undefined leaves it open. */
  agent: string | undefined;
  /** What takes personal data out; undefined: the file holds what was said. */
  redact: Redactor | undefined;
}

const takenOut = `# Personal data was taken out. Put made-up values where the caller says [phone], [card], [email], [name] or [number].
`;

/** @returns a file of one scenario. */
export function scenarioOfLog(records: Iterable<LogRecord>, { name, agent, redact }: LoggedScenario): string {
  const story = new LoggedStory();
  for (const record of records) {
    if (record.kind === 'call') continue;
    story.input(record.input);
    for (const output of record.outputs) story.output(output);
  }
  const said = story.steps.flatMap(({ keys }) => (keys === undefined ? [] : [keys]));
  const { steps, changed } =
    redact === undefined ? { steps: said, changed: false } : redactedSteps(said, redact);
  const end = redact === undefined ? story.end : redactedEnd(story.end, redact);
  const scenario = { name, steps, ...(isEmpty(end) ? {} : { end }) };
  const file = { ...(agent === undefined ? {} : { agent }), scenarios: [scenario] };
  return `${changed ? takenOut : ''}${stringify(file, { lineWidth: 0 })}`;
}

interface LoggedEnd {
  slots?: unknown;
  intent?: string;
}

class LoggedStory {
  readonly steps: WrittenStep[] = [];
  /** What was remembered at the end. */
  end: LoggedEnd = {};
  readonly #questions = new Set<string>();
  readonly #replies = new Map<number, Reply>();
  readonly #bridges = new Set<string>();
  #turn: WrittenStep | undefined;
  /** How far into a reply the caller's latest sound began. */
  #bargeInAfterMs: number | undefined;

  input(input: CallInput): void {
    if (input.type === 'dtmf') this.#add({ presses: input.digit });
  }

  output(output: CallOutput): void {
    if (output.type === 'emit') this.#event(output.event);
    if (output.type !== 'tool-run') return;
    const { arguments: given } = output;
    this.#add({ calls: output.name, ...(isEmpty(given) ? {} : { with: given }) });
  }

  #event(event: CallEvent): void {
    switch (event.type) {
      case 'speech-start':
        if (this.#turn === undefined) this.#bargeInAfterMs = this.#intoReply(event.atMs);
        return;
      case 'turn-start':
        this.#turn = this.#add(undefined);
        return;
      case 'turn-end':
        return this.#endTurn(event.text);
      case 'consent-asked':
        this.#questions.add(event.question.trim());
        if (isWords(event.question)) this.#add({ asks: event.question });
        return;
      case 'bridge':
        this.#bridges.add(event.text);
        return;
      case 'slots-extracted':
        this.end = endOf(event);
        return;
      case 'call-end':
        if (event.reason === 'caller-hung-up') this.#add({ hangsUp: 'caller' });
        if (event.reason === 'agent-hung-up') this.#add({ hangsUp: 'agent' });
        return;
      default:
        return this.#reply(event);
    }
  }

  #reply(event: CallEvent): void {
    if (event.type === 'reply-start') {
      const step = this.#add(undefined);
      this.#replies.set(event.reply, { step, startedAtMs: event.atMs, open: true, isExpected: true });
    }
    if (event.type !== 'reply-clause' && event.type !== 'reply-end' && event.type !== 'reply-cut') return;
    const reply = this.#replies.get(event.reply);
    if (reply === undefined) return;
    if (event.type === 'reply-clause') {
      if (this.#bridges.has(event.text)) reply.isExpected = false;
      return;
    }
    reply.open = false;
    if (event.type !== 'reply-end' || !reply.isExpected || !isWords(event.heardText)) return;
    const says = event.heardText.trim();
    if (!this.#questions.has(says)) reply.step.keys = { says };
  }

  #endTurn(text: string): void {
    const turn = this.#turn ?? this.#add(undefined);
    this.#turn = undefined;
    const bargeInAfterMs = this.#bargeInAfterMs;
    this.#bargeInAfterMs = undefined;
    if (text.trim() === '') return;
    turn.keys = { caller: text.trim(), ...(bargeInAfterMs === undefined ? {} : { bargeInAfterMs }) };
  }

  #intoReply(atMs: number): number | undefined {
    const reply = [...this.#replies.values()].findLast(({ open }) => open);
    return reply === undefined ? undefined : Math.max(0, Math.round(atMs - reply.startedAtMs));
  }

  #add(keys: Record<string, unknown> | undefined): WrittenStep {
    const step = { keys };
    this.steps.push(step);
    return step;
  }
}

/** A slot that holds several values is a list of them. What would be read as a pattern is left out. */
function endOf({ slots, intent }: Extract<CallEvent, { type: 'slots-extracted' }>): LoggedEnd {
  const remembered: Record<string, unknown> = {};
  for (const [slot, held] of Object.entries(slots)) {
    const values = held.map(({ value }) => value);
    if (values.some((value) => typeof value === 'string' && !isWords(value))) continue;
    remembered[slot] = values.length === 1 ? values[0] : values;
  }
  return {
    ...(isEmpty(remembered) ? {} : { slots: remembered }),
    ...(intent === undefined ? {} : { intent }),
  };
}

/** Values of which anything is personal are not expected any more. */
function redactedEnd({ slots, ...end }: LoggedEnd, redact: Redactor): LoggedEnd {
  const left = redactedValues(slots ?? {}, redact);
  return { ...end, ...(isEmpty(left) ? {} : { slots: left }) };
}

/** Not nothing, and nothing that would be read as a pattern. */
function isWords(text: string): boolean {
  try {
    return text.trim() !== '' && typeof textOrPattern(text) === 'string';
  } catch {
    return false;
  }
}

function isEmpty(value: unknown): boolean {
  return typeof value !== 'object' || value === null || Object.keys(value).length === 0;
}
