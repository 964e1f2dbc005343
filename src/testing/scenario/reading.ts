/** Reads a call's events for what expectations speak of: replies as they were said, questions, quiet. */
import type { CallEvent } from '../../contracts/events.ts';

export interface SaidReply {
  reply: number;
  /** What has begun to be said; of a reply that has ended, what was heard. */
  text: string;
  /** When its sound began; undefined before. */
  startedAtMs: number | undefined;
  open: boolean;
}

/** Replies whose sound has begun, oldest first. */
export function repliesOf(events: readonly CallEvent[]): SaidReply[] {
  const replies = new Map<number, SaidReply>();
  const of = (reply: number): SaidReply => {
    const known = replies.get(reply) ?? { reply, text: '', startedAtMs: undefined, open: true };
    replies.set(reply, known);
    return known;
  };
  for (const event of events) {
    if (event.type === 'reply-start') of(event.reply).startedAtMs ??= event.atMs;
    if (event.type === 'reply-clause') of(event.reply).text += ` ${event.text}`;
    if (event.type === 'reply-end' || event.type === 'reply-cut') {
      const ended = of(event.reply);
      ended.text = event.heardText;
      ended.open = false;
    }
  }
  return [...replies.values()].filter(({ startedAtMs }) => startedAtMs !== undefined);
}

export function questionsOf(events: readonly CallEvent[]): string[] {
  return events.flatMap((event) => (event.type === 'consent-asked' ? [event.question] : []));
}

/** Whether the agent speaks, thinks or acts: kept up to date event by event, since it is asked every 10 ms. */
export class Business {
  readonly #open = new Set<string>();

  get isBusy(): boolean {
    return this.#open.size > 0;
  }

  take(event: CallEvent): void {
    switch (event.type) {
      case 'generation-start':
        this.#open.add(`generation ${event.generation}`);
        return;
      case 'generation-end':
      case 'generation-discarded':
        this.#open.delete(`generation ${event.generation}`);
        return;
      case 'reply-start':
        this.#open.add(`reply ${event.reply}`);
        return;
      case 'reply-end':
      case 'reply-cut':
        this.#open.delete(`reply ${event.reply}`);
        return;
      case 'effect-begun':
        this.#open.add(`effect ${event.toolCallId}`);
        return;
      case 'effect-done':
      case 'effect-unknown':
        this.#open.delete(`effect ${event.toolCallId}`);
        return;
      default:
    }
  }
}
