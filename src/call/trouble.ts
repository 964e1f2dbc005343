/**
 * Trouble keeps our half of the call from falling silent: a model, a tool or a voice that is late is bridged,
 * then gone on without, then apologised for; failures in a row end the call in order.
 */
import type { WatchdogStage } from '../contracts/events.ts';
import { type ActiveReply, newSplitter } from './active-reply.ts';
import type { CallContext } from './context.ts';
import { ttsStallMs } from './silence-guard.ts';
import type { Speaker } from './speaker.ts';
import type { Thinker } from './thinker.ts';
import type { ToolDesk } from './tool-desk.ts';

export interface TroubleParts {
  context: CallContext;
  speaker: Speaker;
  desk: ToolDesk;
  thinker: () => Thinker;
  /** Takes the floor from our reply, says goodbye and ends the call. */
  sayGoodbye(reason: string): void;
}

export class Trouble {
  #failures = 0;
  readonly #parts: TroubleParts;

  constructor(parts: TroubleParts) {
    this.#parts = parts;
  }

  /** An answer was heard: what failed before it is forgiven. */
  forgive(): void {
    this.#failures = 0;
  }

  /** Counts a failure. @returns true when there were too many and the call is being ended. */
  failed(stage: WatchdogStage): boolean {
    const { context } = this.#parts;
    this.#failures += 1;
    context.emit({ type: 'watchdog', stage, afterMs: 0, action: 'apologising' });
    if (this.#failures < context.options.limits.failuresInARow) return false;
    this.giveUp(stage);
    return true;
  }

  /** Something does not come back: say so and end the call. */
  giveUp(stage: WatchdogStage): void {
    const { context, sayGoodbye } = this.#parts;
    context.emit({ type: 'watchdog', stage, afterMs: 0, action: 'saying goodbye' });
    sayGoodbye(`${stage} failed`);
  }

  bridge(reply: ActiveReply): void {
    const { context, speaker, desk } = this.#parts;
    const { bridge } = context.options.phrases;
    const busy = reply.waitsForTools;
    const own = busy ? desk.takeSpeakWhile(reply) : undefined;
    const text = own ?? bridge[Math.min(reply.bridges, bridge.length - 1)];
    if (text === undefined) return;
    reply.bridges += 1;
    context.emit({ type: 'bridge', text, reason: busy ? 'a tool is busy' : 'the model is busy' });
    speaker.speak(reply, text);
  }

  thinkingLate(reply: ActiveReply): void {
    const { context, desk, thinker } = this.#parts;
    if (reply.generation === undefined && reply.waitsForTools) {
      const { toolTimeoutMs } = context.options.limits;
      context.emit({ type: 'watchdog', stage: 'tool', afterMs: toolTimeoutMs, action: 'going on' });
      desk.goOnWithout(reply);
      thinker().proceed(reply);
      return;
    }
    thinker().abort(reply, 'it took too long');
    this.thoughtLost(reply);
  }

  /** An apology ends the reply: results that are still to come are told later. */
  thoughtLost(reply: ActiveReply): void {
    const { context, speaker, desk } = this.#parts;
    reply.failed = true;
    // Half a sentence that waits for its end is not spoken.
    reply.splitter = newSplitter();
    reply.wholeText = '';
    desk.goOnWithout(reply);
    reply.toolCalls.length = 0;
    if (this.failed('llm')) return;
    speaker.speakText(reply, context.options.phrases.failed);
  }

  ttsLate(reply: ActiveReply | undefined): void {
    const { context, speaker } = this.#parts;
    if (reply === undefined || reply.clauseInWork === undefined) return;
    const { ttsFirstAudioMs } = context.options.limits;
    context.emit({ type: 'watchdog', stage: 'tts', afterMs: ttsFirstAudioMs, action: 'trying again' });
    speaker.onClauseFailed(reply, reply.clauseInWork, 'TTS_TIMEOUT');
  }

  ttsStalled(reply: ActiveReply | undefined): void {
    const { context, speaker } = this.#parts;
    if (reply === undefined || reply.clauseInWork === undefined) return;
    context.emit({ type: 'watchdog', stage: 'tts', afterMs: ttsStallMs, action: 'clause abandoned' });
    speaker.abandonClause(reply, reply.clauseInWork);
  }
}
