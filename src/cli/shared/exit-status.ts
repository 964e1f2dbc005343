/**
 * What a command says with its exit status, and how it says what went wrong: one line with what is
 * wrong, one with what to do about it. A stack is for whoever asked for it with --debug.
 */
import { inspect } from 'node:util';
import { AntiphonError, describeThrown } from '../../errors/antiphon-error.ts';

export const exitStatus = { ok: 0, failed: 1, usage: 2, interrupted: 130, terminated: 143 } as const;

/** What was typed cannot be meant. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly cure: string;

  constructor(message: string, cure: string) {
    super(message);
    this.cure = cure;
  }
}

export function explain(thrown: unknown, debug: boolean): string {
  const cure = AntiphonError.is(thrown) || thrown instanceof UsageError ? thrown.cure : undefined;
  const lines = [`error: ${oneLine(describeThrown(thrown))}`];
  if (cure !== undefined) lines.push(`  cure: ${oneLine(cure)}`);
  else if (!debug) lines.push('  cure: Run it again with --debug to see where it comes from.');
  if (debug) lines.push(inspect(thrown));
  return `${lines.join('\n')}\n`;
}

function oneLine(text: string): string {
  return text.trim().replaceAll(/\s*\n\s*/g, ' ');
}
