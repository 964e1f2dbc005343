/**
 * One call and the page that listens to it now. Events that a lost line took with it are kept, the latest
 * of them, and told when the page is back: its transcript and its score go on without a gap.
 */
import type { CallEvent } from '../contracts/events.ts';
import { AntiphonError } from '../errors/antiphon-error.ts';
import type { CallKeeper } from '../session/keeping/call-keeper.ts';
import type { Session } from '../session/session.ts';
import type { AcceptedLeg, PageChannel, StartMessage } from '../transports/websocket/index.ts';

/** More than a call tells in the time that a line is waited for. */
const eventsKept = 256;

export interface PageCallOptions {
  /** Whether the page may come back. */
  keeps: boolean;
  /** How old the call is when its session begins: above 0 where another process began it. */
  ageMs: number;
  keeper?: CallKeeper;
}

export class PageCall {
  readonly keeper: CallKeeper | undefined;
  #session: Session | undefined;
  #channel: PageChannel;
  readonly #told: CallEvent[] = [];
  readonly #keeps: boolean;
  readonly #ageMs: number;

  constructor(channel: PageChannel, { keeps, ageMs, keeper }: PageCallOptions) {
    this.#channel = channel;
    this.#keeps = keeps && channel.wantsEvents;
    this.#ageMs = ageMs;
    this.keeper = keeper;
  }

  begin(session: Session): void {
    this.#session = session;
    this.#listen();
  }

  tell(told: CallEvent): void {
    // To the page it is one call: its score goes on where it stopped.
    const event = this.#ageMs === 0 ? told : { ...told, atMs: told.atMs + this.#ageMs };
    if (this.#keeps) this.#told.push(event);
    if (this.#told.length > eventsKept) this.#told.shift();
    this.#channel.sendEvent(event);
  }

  /** @throws AntiphonError FORMAT_UNSUPPORTED: a call keeps the formats it began with. */
  checkFormats(start: StartMessage): void {
    const { formatIn, formatOut } = this.#session!.leg;
    const shown = [start.format, start.formatOut ?? start.format];
    const isSame = [formatIn, formatOut].every(
      ({ encoding, sampleRate }, index) =>
        shown[index]!.encoding === encoding && shown[index]!.sampleRate === sampleRate,
    );
    if (isSame) return;
    const kept = `${formatIn.encoding} ${formatIn.sampleRate} in, ${formatOut.encoding} ${formatOut.sampleRate} out`;
    throw new AntiphonError('FORMAT_UNSUPPORTED', `this call goes on in the formats it began with: ${kept}`);
  }

  /** The page is back: it is told what it has missed, and the call goes on over its new line. */
  takeUp({ leg, channel, start }: AcceptedLeg): void {
    this.#channel = channel;
    const from = start.resume?.nextSeq ?? Infinity;
    for (const event of this.#told) {
      if (event.seq >= from) channel.sendEvent(event);
    }
    this.#session!.takeLeg(leg);
    this.#listen();
  }

  #listen(): void {
    this.#channel.onMessage((message) => {
      if (message.type === 'set-pipeline') this.#session?.setPipeline(message.pipeline);
      if (message.type === 'push-to-talk') this.#session?.pushToTalk(message.down);
    });
  }
}
