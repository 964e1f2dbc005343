/**
 * Reads a call's log line by line, so that its length does not matter, and says which line is wrong.
 *
 * A process that was killed leaves a last line without its end: that one is left out and told of. A
 * broken line anywhere else means that the file is not what was written.
 */
import { closeSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { logVersion, type LogRecord } from '../../call/replay.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import { unreadable } from '../shared/unreadable.ts';

const chunkBytes = 64 * 1024;
/** No record is so long; a file that is something else may well have one line. */
const lineMaxChars = 16 * 1024 * 1024;

export class LogFile {
  readonly path: string;
  /** The line that was read last, counted from 1. */
  line = 0;
  /** The last line was cut short, and left out. */
  truncated = false;
  /** The call came to its end in the log. */
  ended = false;

  constructor(path: string) {
    this.path = path;
  }

  /** @throws AntiphonError FILE_UNREADABLE, LOG_INVALID */
  *records(): Generator<LogRecord> {
    for (const { text, complete } of this.#lines()) {
      this.line += 1;
      const record = this.#parse(text, complete);
      if (record === undefined) return;
      if (record.kind === 'step') this.ended ||= record.outputs.some((output) => output.type === 'end');
      yield record;
    }
  }

  /** An error about what stands in the line that was read last. */
  invalid(what: string, cause?: unknown): AntiphonError {
    return new AntiphonError('LOG_INVALID', `${this.path}, line ${this.line}: ${what}`, { cause });
  }

  #parse(text: string, complete: boolean): LogRecord | undefined {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (thrown) {
      if (complete || this.line === 1) throw this.invalid('it is not JSON', thrown);
      this.truncated = true;
      return undefined;
    }
    const wrong = this.line === 1 ? wrongHead(value) : wrongStep(value);
    if (wrong !== undefined) throw this.invalid(wrong);
    return value as LogRecord;
  }

  *#lines(): Generator<{ text: string; complete: boolean }> {
    const descriptor = this.#open();
    try {
      const decoder = new StringDecoder('utf8');
      const chunk = Buffer.alloc(chunkBytes);
      let rest = '';
      for (let bytes = this.#read(descriptor, chunk); bytes > 0; bytes = this.#read(descriptor, chunk)) {
        const lines = (rest + decoder.write(chunk.subarray(0, bytes))).split('\n');
        rest = lines.pop()!;
        if (rest.length > lineMaxChars) throw this.#tooLong();
        for (const text of lines) yield { text, complete: true };
      }
      rest += decoder.end();
      if (rest !== '') yield { text: rest, complete: false };
    } finally {
      closeSync(descriptor);
    }
  }

  #tooLong(): AntiphonError {
    this.line += 1;
    return this.invalid('it has no end');
  }

  #open(): number {
    try {
      return openSync(this.path, 'r');
    } catch (thrown) {
      throw unreadable(this.path, thrown);
    }
  }

  #read(descriptor: number, chunk: Buffer): number {
    try {
      return readSync(descriptor, chunk);
    } catch (thrown) {
      throw unreadable(this.path, thrown);
    }
  }
}

type Loose = Readonly<Record<string, unknown>>;

function wrongHead(value: unknown): string | undefined {
  if (!isObject(value) || value['kind'] !== 'call') return 'it is not the beginning of a call';
  const version = value['logVersion'];
  if (version !== logVersion) {
    return `the log has version ${JSON.stringify(version)}, this antiphon reads ${logVersion}`;
  }
  return isObject(value['options']) ? undefined : 'the call has no options';
}

function wrongStep(value: unknown): string | undefined {
  if (isObject(value) && value['kind'] === 'call') return 'a second call begins here';
  if (!isObject(value) || value['kind'] !== 'step') return 'it is not a step of a call';
  if (typeof value['now'] !== 'number') return 'the step has no instant';
  if (!isObject(value['input']) || typeof value['input']['type'] !== 'string') return 'the step has no input';
  return Array.isArray(value['outputs']) ? undefined : 'the step has no outputs';
}

function isObject(value: unknown): value is Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
