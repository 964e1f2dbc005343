/**
 * Who is on the line, as the tools of one call know it: nobody, until a tool has proved it. What a model or a
 * caller says of an identity changes nothing here.
 */
import type { CallerOfTool } from '../agent/tool.ts';
import { AntiphonError } from '../errors/antiphon-error.ts';

const idCharactersMax = 128;

export class CallerOnLine implements CallerOfTool {
  readonly callId: string;
  #callerId: string | undefined;
  #ended = false;
  readonly #onVerified: (callerId: string) => void;

  /**
   * @param callerId Known from before a restart.
   * @param onVerified Told once, unless the caller was known from before.
   */
  constructor(callId: string, callerId: string | undefined, onVerified: (callerId: string) => void) {
    this.callId = callId;
    this.#callerId = callerId;
    this.#onVerified = onVerified;
  }

  get callerId(): string | undefined {
    return this.#callerId;
  }

  verified(callerId: string): void {
    if (typeof callerId !== 'string' || callerId.trim() === '' || callerId.length > idCharactersMax) {
      throw new AntiphonError('CONFIG_INVALID', 'this cannot be the id of a caller', {
        cure: `Give \`caller.verified\` a text of 1 to ${idCharactersMax} characters, from the house's own records.`,
      });
    }
    if (this.#callerId === callerId) return;
    if (this.#callerId !== undefined) {
      throw new AntiphonError('CALLER_CHANGED', 'somebody else was verified in this call before');
    }
    if (this.#ended) throw new AntiphonError('CALL_ENDED', 'nobody is on the line any more');
    this.#callerId = callerId;
    this.#onVerified(callerId);
  }

  /** A tool that outlives the call proves nobody. */
  end(): void {
    this.#ended = true;
  }
}
