/**
 * The one error of the house.
 *
 * Every failure that a person or a program can act on is an `AntiphonError`: a `code` from one
 * taxonomy (one file per family beside this one), whether trying again can help, and what to do
 * about it. An abort is not an error: look at `signal.aborted` before you look at a rejection.
 */
import { callErrors } from './call-errors.ts';
import { configErrors } from './config-errors.ts';
import { modelErrors } from './model-errors.ts';
import { providerErrors } from './provider-errors.ts';
import { storeErrors } from './store-errors.ts';
import { transportErrors } from './transport-errors.ts';
import type { ErrorFamily } from './family.ts';

const taxonomy = {
  ...callErrors,
  ...configErrors,
  ...modelErrors,
  ...providerErrors,
  ...storeErrors,
  ...transportErrors,
} as const satisfies ErrorFamily;

export type ErrorCode = keyof typeof taxonomy;

export interface AntiphonErrorOptions {
  /** What to do about it, when the family's general advice can be made more exact. */
  cure?: string;
  /** Facts for programs and logs: never secrets, never what a caller said. */
  data?: Readonly<Record<string, unknown>>;
  cause?: unknown;
}

const marker = Symbol.for('antiphon.error');

export class AntiphonError extends Error {
  override readonly name = 'AntiphonError';
  readonly code: ErrorCode;
  /** True where the same request may succeed a moment later. */
  readonly retryable: boolean;
  readonly cure: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly [marker] = true;

  constructor(code: ErrorCode, message: string, options: AntiphonErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryable = taxonomy[code].retryable;
    this.cure = options.cure ?? taxonomy[code].cure;
    this.data = options.data ?? {};
  }

  /** Recognises the error across copies of this package, where `instanceof` would not. */
  static is(value: unknown): value is AntiphonError {
    return typeof value === 'object' && value !== null && marker in value;
  }

  /** Wraps whatever was thrown; an `AntiphonError` passes through unchanged. */
  static from(thrown: unknown, code: ErrorCode, context: string): AntiphonError {
    if (AntiphonError.is(thrown)) return thrown;
    return new AntiphonError(code, `${context}: ${describeThrown(thrown)}`, { cause: thrown });
  }
}

/** The message of an error, or a readable form of anything else that was thrown. */
export function describeThrown(thrown: unknown): string {
  if (thrown instanceof Error) return thrown.message;
  return typeof thrown === 'string' ? thrown : (JSON.stringify(thrown) ?? String(thrown));
}

/** Throws when the program itself is wrong: never for what a user or the network did. */
export function invariant(condition: boolean, message: string): asserts condition {
  if (!condition) throw new AntiphonError('INVARIANT_BROKEN', message);
}
