/** The one thread that touches the database file: takes batches, answers them when they are on the disk. */
import { parentPort, workerData } from 'node:worker_threads';
import { describeThrown, invariant } from '../../errors/antiphon-error.ts';
import { runBatch, type Book } from './batch.ts';
import { callerSchema, CallerTable } from './caller-table.ts';
import { DiskRoom } from './disk-room.ts';
import { fromEngine } from './engine-trouble.ts';
import { Ledger } from './ledger.ts';
import { callSchema, openDatabase } from './schema.ts';
import type { FromWriter, ToWriter, WriterData } from './wire.ts';

const port = parentPort!;
invariant(port !== null, 'the writer of a store is a worker thread');
const data = workerData as WriterData;

function serve(): void {
  const ofCalls = data.keeps === 'calls';
  const database = openDatabase(data, ofCalls ? callSchema : callerSchema);
  const book: Book = ofCalls ? new Ledger(database) : new CallerTable(database);
  const room = new DiskRoom(database, data.file);
  port.on('message', (message: ToWriter) => {
    if (message.type === 'close') {
      database.close();
      port.close();
      return;
    }
    const { answers, trouble } = runBatch(database, book, message.requests);
    tell({ type: 'answers', answers, trouble, freeBytes: freeBytes(room) });
  });
  tell({ type: 'ready', freeBytes: freeBytes(room) });
}

/** What cannot be measured is not counted as missing: writing will show it. */
function freeBytes(room: DiskRoom): number {
  try {
    return room.bytes(performance.now());
  } catch {
    return Number.MAX_SAFE_INTEGER;
  }
}

function tell(message: FromWriter): void {
  port.postMessage(message);
}

try {
  serve();
} catch (thrown) {
  const { code, message } = fromEngine(thrown, 'opening the database');
  tell({ type: 'refused', code, message: message || describeThrown(thrown) });
}
