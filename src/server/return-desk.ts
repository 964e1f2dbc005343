/**
 * ReturnDesk knows which calls may be taken up again, and by whom: whoever shows the token that the call's
 * last `started` gave. A token is 192 random bits, belongs to one call, and opens it once; only its hash is
 * kept, and compared in constant time. Whatever is wrong, the answer is the same: it tells nobody whether
 * such a call exists.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { AntiphonError } from '../errors/antiphon-error.ts';

const tokenBytes = 24;

interface OpenCall<Call> {
  call: Call;
  /** Undefined while somebody is coming back with it. */
  hash: Buffer | undefined;
}

/** A token was shown and is spent. Either the caller is there, or the claim is given back. */
export interface Claim<Call> {
  readonly call: Call;
  /** From now on this token opens the call. */
  settle(nextToken: string): void;
  /** The caller was lost again before it was told of a new token: the old one still holds. */
  giveBack(): void;
}

export class ReturnDesk<Call> {
  readonly #open = new Map<string, OpenCall<Call>>();

  /** Calls that may be taken up. */
  get size(): number {
    return this.#open.size;
  }

  newToken(): string {
    return randomBytes(tokenBytes).toString('base64url');
  }

  knows(callId: string): boolean {
    return this.#open.has(callId);
  }

  /** From now on the token opens this call, until `close`. */
  open(callId: string, token: string, call: Call): void {
    this.#open.set(callId, { call, hash: hashOf(token) });
  }

  close(callId: string): void {
    this.#open.delete(callId);
  }

  /**
   * @param mayCome Looks at the call before the token is spent; throws what the caller is to read.
   * @throws AntiphonError CALL_ENDED where the token opens nothing, or nothing any more.
   */
  claim(callId: string, token: string, mayCome: (call: Call) => void): Claim<Call> {
    const entry = this.#open.get(callId);
    const shown = hashOf(token);
    // Compared even where there is nothing to compare with: the time tells nothing either.
    const same = timingSafeEqual(shown, entry?.hash ?? randomBytes(shown.length));
    if (entry?.hash === undefined || !same) {
      throw noSuchCall();
    }
    mayCome(entry.call);
    const { hash } = entry;
    entry.hash = undefined;
    return {
      call: entry.call,
      settle: (nextToken) => {
        entry.hash = hashOf(nextToken);
      },
      giveBack: () => {
        entry.hash ??= hash;
      },
    };
  }
}

/** Whatever is wrong with a token. */
export function noSuchCall(): AntiphonError {
  return new AntiphonError('CALL_ENDED', 'there is no such call to go on with');
}

/** What a store keeps of a token. */
export function storedHashOf(token: string): string {
  return hashOf(token).toString('hex');
}

/** Takes as long whatever is stored. @param stored As `storedHashOf` gave them, at most two. */
export function opensStored(token: string, stored: readonly string[] = []): boolean {
  const shown = hashOf(token);
  let opens = false;
  for (const index of [0, 1]) {
    const hash = Buffer.from(stored[index] ?? '', 'hex');
    const isHash = hash.length === shown.length;
    const same = timingSafeEqual(shown, isHash ? hash : randomBytes(shown.length));
    opens = (isHash && same) || opens;
  }
  return opens;
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
