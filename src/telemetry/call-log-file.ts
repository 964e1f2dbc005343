/**
 * Writes the log of a call as JSON lines, so that `antiphon replay` can prove what was decided.
 *
 * The log holds what was said, so only its owner may read it (mode 0600) and nothing is written unless
 * asked for. It listens and is never waited for: when the disk is full or slow the log ends, the call
 * goes on, and whoever asked for the log is told once.
 */
import { createWriteStream, existsSync, mkdirSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { AntiphonError } from '../errors/antiphon-error.ts';

/** What may wait for the disk: beyond it the log ends rather than the memory. */
const waitingBytesMax = 8 * 1024 * 1024;

export class CallLogFile {
  readonly path: string;
  readonly #stream: WriteStream;
  readonly #onError: (error: AntiphonError) => void;
  #ended = false;

  /** @throws AntiphonError FILE_UNWRITABLE when the folder cannot be made. */
  constructor(folder: string, callId: string, onError: (error: AntiphonError) => void) {
    this.path = join(folder, `${callId.replace(/[^\w.-]/g, '_')}.jsonl`);
    this.#onError = onError;
    try {
      // Not `recursive`: that tries for ever where a file system takes no folders.
      if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 });
    } catch (thrown) {
      throw AntiphonError.from(thrown, 'FILE_UNWRITABLE', `the log folder ${folder}`);
    }
    // Never over an existing log: two calls of one id would be one lie.
    this.#stream = createWriteStream(this.path, { flags: 'wx', mode: 0o600 });
    this.#stream.on('error', (error) => this.#fail(error));
  }

  write(record: unknown): void {
    if (this.#ended) return;
    this.#stream.write(`${JSON.stringify(record)}\n`);
    if (this.#stream.writableLength > waitingBytesMax) this.#fail(new Error('the disk is too slow'));
  }

  /** What was written reaches the file; nothing more is taken. */
  close(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#stream.end();
  }

  #fail(error: Error): void {
    this.#onError(AntiphonError.from(error, 'FILE_UNWRITABLE', `the log ${this.path} ends here`));
    this.#ended = true;
    this.#stream.destroy();
  }
}
