/** What a WebSocket caller may do, and what happens beyond it. docs/protocol-websocket.md says it in prose. */
export interface WebSocketLimits {
  /** From the open socket to a valid `start`. */
  startTimeoutMs: number;
  /** How long the house may take to admit or refuse the call. */
  admitTimeoutMs: number;
  /** One binary message. */
  maxAudioBytes: number;
  /** One text message. */
  maxTextBytes: number;
  /** Audio that may arrive ahead of real time: a stalled network catching up. Beyond it the call ends. */
  maxAheadMs: number;
  /** Text messages and pings, on average. */
  controlPerSecond: number;
  /** And how many of them at once. */
  controlBurst: number;
  /** Caller's audio kept while nobody listens yet; the rest is dropped. */
  earlyMs: number;
  /** Audio sent ahead of what the far end has played; beyond it `play` takes nothing. */
  maxQueuedMs: number;
  /** Bytes waiting in our own socket; beyond it `play` takes nothing. It also bounds how late a `clear` is. */
  maxBufferedBytes: number;
  /** How far playout is believed to go on past a mark that has not returned. */
  markOverdueMs: number;
  /** Marks not returned yet. */
  maxPendingMarks: number;
  /** A `clear` must be answered within this time. */
  clearAnswerMs: number;
  /** Silence of the far end after which it is pinged, and the period of looking. */
  pingEveryMs: number;
  /** Silence after which the far end is gone: noticed at most `pingEveryMs` later. */
  silenceMaxMs: number;
  /** How long the far end may take to answer our closing. */
  closeTimeoutMs: number;
}

export const defaultWebSocketLimits: Readonly<WebSocketLimits> = {
  startTimeoutMs: 5000,
  admitTimeoutMs: 5000,
  maxAudioBytes: 64 * 1024,
  maxTextBytes: 16 * 1024,
  maxAheadMs: 5000,
  controlPerSecond: 50,
  controlBurst: 200,
  earlyMs: 2000,
  maxQueuedMs: 1000,
  maxBufferedBytes: 16 * 1024,
  markOverdueMs: 1000,
  maxPendingMarks: 256,
  clearAnswerMs: 5000,
  pingEveryMs: 1000,
  silenceMaxMs: 4000,
  closeTimeoutMs: 1000,
};

/**
 * Options for the `ws` server that accepts the sockets: no compression (speech does not compress, and it
 * costs memory per call), and a hard bound on one message, above our own so that ours can explain itself.
 */
export const webSocketServerOptions = {
  perMessageDeflate: false,
  maxPayload: 256 * 1024,
  maxFragments: 64,
  clientTracking: false,
} as const;
