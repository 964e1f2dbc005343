import type { ErrorFamily } from './family.ts';

/** What arrives from, or is refused to, the far end of a connection. */
export const transportErrors = {
  PROTOCOL_VIOLATION: { retryable: false, cure: 'Follow docs/protocol-websocket.md.' },
  FORMAT_UNSUPPORTED: { retryable: false, cure: 'Offer PCM16 at 8, 16, 24 or 48 kHz, one channel.' },
  MESSAGE_TOO_LARGE: { retryable: false, cure: 'Send audio in frames of 20 ms.' },
  START_TIMEOUT: { retryable: true, cure: 'Send `start` as the first message, within five seconds.' },
  PEER_SILENT: { retryable: true, cure: 'The far end stopped answering pings: check its network.' },
  CONNECT_FAILED: { retryable: true, cure: 'Check that the server runs and that the address is right.' },
} as const satisfies ErrorFamily;
