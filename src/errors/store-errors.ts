import type { ErrorFamily } from './family.ts';

/** What can go wrong where calls are kept. */
export const storeErrors = {
  CALL_REFUSED_STORE: {
    retryable: true,
    cure: 'The store of this host is slow or failing, and new calls wait for it: see its reason, and try again in a moment.',
  },
  STORE_FENCED: {
    retryable: false,
    cure: 'Another host holds the call now: close its media here and let it go.',
  },
  STORE_CONFLICT: {
    retryable: false,
    cure: 'Something else is stored under the same id: load the call and go on from what it says.',
  },
  STORE_CALL_UNKNOWN: { retryable: false, cure: 'Create the call first, or correct its id.' },
  STORE_CALL_ENDED: { retryable: false, cure: 'The call has its final record: nothing is added to it.' },
  STORE_RECORD_INVALID: { retryable: false, cure: 'Store JSON values, within the limits of the store.' },
  STORE_TIMEOUT: { retryable: true, cure: 'Send the same request again: it may have been stored.' },
  STORE_BUSY: { retryable: true, cure: 'Another process holds the database file: see what it does there.' },
  STORE_OVERLOADED: {
    retryable: true,
    cure: 'Nothing was stored: give the store a faster disk, or fewer calls.',
  },
  STORE_FULL: {
    retryable: true,
    cure: 'Free some disk space, raise `bytesMax`, or forget calls that have ended.',
  },
  STORE_CORRUPT: {
    retryable: false,
    cure: 'Nothing was changed. Keep the file, copy what can be read with `sqlite3 FILE .recover`, and begin a new one.',
  },
  STORE_VERSION_UNSUPPORTED: {
    retryable: false,
    cure: 'Use the version of antiphon that wrote this file, or another file.',
  },
  STORE_FAILED: { retryable: true, cure: 'Look at the message: the disk or the thread of the store failed.' },
  STORE_CLOSED: { retryable: false, cure: 'The store was closed: open another one.' },
} as const satisfies ErrorFamily;
