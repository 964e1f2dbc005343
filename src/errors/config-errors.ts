import type { ErrorFamily } from './family.ts';

/** What a user wrote that cannot be used as it stands. */
export const configErrors = {
  CONFIG_INVALID: { retryable: false, cure: 'Correct the option that the message names.' },
  PORT_TAKEN: { retryable: true, cure: 'Choose another port with --port, or 0 for any free one.' },
  PEER_MISSING: { retryable: false, cure: 'Install the optional package that the message names.' },
  FILE_UNREADABLE: { retryable: false, cure: 'Check that the file exists and may be read.' },
  FILE_UNWRITABLE: { retryable: false, cure: 'Check that the folder exists, may be written, and has room.' },
  WAV_INVALID: { retryable: false, cure: 'Use a WAV file with PCM16, mu-law or A-law, one channel.' },
} as const satisfies ErrorFamily;
