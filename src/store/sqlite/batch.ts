/**
 * Group commit: many requests, one transaction, one sync of the disk. Nobody gets an answer before the sync.
 *
 * A refusal (fenced, unknown, conflict) has written nothing and stands beside its neighbours. When the engine
 * itself fails in the midst of a batch, all of it is rolled back and each request tried alone, so that one
 * call on a damaged page, or the one that no longer fits on the disk, does not fail the others.
 */
import type { DatabaseSync } from 'node:sqlite';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import { fromEngine } from './engine-trouble.ts';
import type { Answer, NumberedRequest, StoreRequest, Trouble } from './wire.ts';

/** The tables of one file. It is asked only what its own store sends. */
export interface Book {
  /** @throws AntiphonError where the answer is no, having written nothing. */
  answer(request: StoreRequest): unknown;
  /** What has to be done outside of a transaction, once its batch is written: the answers as they are then. */
  afterBatch?(requests: readonly NumberedRequest[], answers: Answer[]): Answer[];
}

export interface BatchResult {
  answers: Answer[];
  /** The last failure of the engine, when nothing has been written since. */
  trouble: Trouble | undefined;
}

export function runBatch(
  database: DatabaseSync,
  book: Book,
  requests: readonly NumberedRequest[],
): BatchResult {
  try {
    const answers = transact(database, book, requests);
    return { answers: book.afterBatch?.(requests, answers) ?? answers, trouble: undefined };
  } catch (thrown) {
    const error = fromEngine(thrown, 'writing to the database');
    // A lock is not freed by asking for it once per request.
    if (error.code === 'STORE_BUSY' || requests.length === 1) return allFailed(requests, error);
  }
  const result: BatchResult = { answers: [], trouble: undefined };
  for (const request of requests) {
    const one = runBatch(database, book, [request]);
    result.answers.push(...one.answers);
    result.trouble = one.trouble ?? result.trouble;
  }
  return result;
}

/** @throws what the engine threw, with everything undone. */
function transact(database: DatabaseSync, book: Book, requests: readonly NumberedRequest[]): Answer[] {
  // Immediate: two processes that write wait at the door and never find half-way that the other was first.
  database.exec(requests.some(({ request }) => writes(request)) ? 'BEGIN IMMEDIATE' : 'BEGIN');
  try {
    const answers = requests.map((request) => answerOf(book, request));
    database.exec('COMMIT');
    return answers;
  } catch (thrown) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw thrown;
  }
}

function answerOf(book: Book, { id, request }: NumberedRequest): Answer {
  try {
    return { id, ok: true, value: book.answer(request) };
  } catch (thrown) {
    if (!AntiphonError.is(thrown)) throw thrown;
    return { id, ok: false, code: thrown.code, message: thrown.message };
  }
}

function allFailed(requests: readonly NumberedRequest[], { code, message }: AntiphonError): BatchResult {
  const answers = requests.map(({ id }) => ({ id, ok: false, code, message }) as const);
  return { answers, trouble: { code, message } };
}

const reads: ReadonlySet<StoreRequest['type']> = new Set(['load', 'orphans', 'unredacted', 'caller-load']);

function writes({ type }: StoreRequest): boolean {
  return !reads.has(type);
}
