/**
 * One key acts once. The action and its answer are kept in the same transaction, so that the same key, sent
 * again after a crash, finds either both or neither. A no is not kept: what was full may be free a minute later.
 */
import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { change, row, within } from './database.ts';

export interface Action {
  /** Names one intended action, not one attempt at it. */
  key: string;
  kind: string;
  /** Everything that decides what happens; kept as a fingerprint only. */
  request: Readonly<Record<string, unknown>>;
}

export function once<Answer>(database: DatabaseSync, action: Action, act: () => Answer): Answer {
  const request = createHash('sha256').update(JSON.stringify(action.request)).digest('hex');
  return within(database, () => {
    const kept = row<{ kind: string; request: string; answer: string }>(
      database,
      'SELECT kind, request, answer FROM actions WHERE key = ?',
      action.key,
    );
    if (kept !== undefined) {
      // Somebody reuses keys: the answer of another action would be a lie.
      if (kept.kind !== action.kind || kept.request !== request)
        throw new Error('this key belongs to another action');
      return JSON.parse(kept.answer) as Answer;
    }
    const answer = act();
    change(
      database,
      'INSERT INTO actions VALUES (?, ?, ?, ?)',
      action.key,
      action.kind,
      request,
      JSON.stringify(answer),
    );
    return answer;
  });
}
