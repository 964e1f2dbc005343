/**
 * The words of the WebSocket protocol, version 1; docs/protocol-websocket.md tells the story.
 *
 * Binary messages are audio, text messages are one JSON object with a `type`. What a caller sends is
 * checked here before anything else sees it; keys nobody knows are ignored, so that a version can grow.
 */
import { z } from 'zod';
import type { AudioFormat, SampleRate } from '../../audio/format.ts';
import { AntiphonError, type ErrorCode } from '../../errors/antiphon-error.ts';
import type { CallEvent, Pipeline } from '../../contracts/events.ts';

export const protocolVersion = 1;

const markId = z.string().min(1).max(64);
const epoch = z.number().int().nonnegative();
const pipeline = z.enum(['sequential', 'streaming', 'interruptible'] satisfies [
  Pipeline,
  Pipeline,
  Pipeline,
]);
const payload = z.unknown();
/** Which encodings and rates are possible is judged apart, with a clearer error. */
const wireFormat = z.object({ encoding: z.string().max(32), sampleRate: z.number() });

const start = z.object({
  type: z.literal('start'),
  version: z.literal(protocolVersion),
  /** What the caller sends. */
  format: wireFormat,
  /** What the caller wants to hear; default: as `format`. */
  formatOut: wireFormat.optional(),
  /** Whatever the server asks for before it takes a call. Never in the address: addresses are logged. */
  token: z.string().max(4096).optional(),
  /** Goes on with a call whose socket was lost, by the token that its `started` gave. */
  resume: z
    .object({
      callId: z.string().min(1).max(128),
      token: z.string().min(1).max(4096),
      /** The first event that the caller has not seen: it is told what it has missed. */
      nextSeq: z.number().int().nonnegative().optional(),
    })
    .optional(),
  pipeline: pipeline.optional(),
  /** True asks for the feed of call events. */
  events: z.boolean().optional(),
  capabilities: z
    .object({
      /** Understands `hold`. */
      pause: z.boolean().optional(),
      /** Removes our own voice from what it sends. */
      echoCancelled: z.boolean().optional(),
      /** Comes back, with its token, when its socket is lost: only then is it waited for. */
      resume: z.boolean().optional(),
    })
    .optional(),
  /** For the application: not looked at here. */
  app: payload.optional(),
});

export type StartMessage = z.infer<typeof start>;

const clientMessage = z.discriminatedUnion('type', [
  start,
  z.object({ type: z.literal('mark-played'), id: markId, epoch }),
  z.object({
    type: z.literal('cleared'),
    epoch,
    /** Marks that were dropped unplayed. */
    marks: z.array(markId).max(1024),
    /** Samples played since the call began: where exactly the sound stopped. */
    playedSamples: z.number().int().nonnegative(),
  }),
  z.object({ type: z.literal('dtmf'), digit: z.string().regex(/^[0-9A-D*#]$/) }),
  z.object({ type: z.literal('hangup'), reason: z.string().max(200).optional() }),
  z.object({ type: z.literal('ping'), id: z.number() }),
  z.object({ type: z.literal('set-pipeline'), pipeline }),
  z.object({ type: z.literal('push-to-talk'), down: z.boolean() }),
  z.object({ type: z.literal('app'), name: z.string().min(1).max(64), payload: payload.optional() }),
]);

export type ClientMessage = z.infer<typeof clientMessage>;

const knownFormat = z.object({
  encoding: z.literal('pcm16le'),
  sampleRate: z.literal([8000, 16000, 24000, 48000] satisfies SampleRate[]),
});

const serverMessage = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('started'),
    version: z.literal(protocolVersion),
    callId: z.string(),
    legId: z.string(),
    format: knownFormat,
    formatOut: knownFormat,
    /** True where an earlier call goes on. */
    resumed: z.boolean(),
    resumeToken: z.string().optional(),
    /** The far end must be able to hold twice this much audio. */
    maxQueuedMs: z.number(),
  }),
  z.object({ type: z.literal('mark'), id: markId, epoch }),
  z.object({ type: z.literal('clear'), epoch }),
  z.object({ type: z.literal('hold'), on: z.boolean() }),
  z.object({ type: z.literal('pong'), id: z.number() }),
  z.object({ type: z.literal('event'), event: z.custom<CallEvent>() }),
  z.object({ type: z.literal('app'), name: z.string(), payload: payload.optional() }),
  z.object({
    type: z.literal('end'),
    /** `OK`, or the code of an error. */
    code: z.string(),
    reason: z.string(),
    /** Whether connecting again may help. */
    retryable: z.boolean(),
  }),
]);

export type ServerMessage = z.infer<typeof serverMessage>;

/** @throws {AntiphonError} PROTOCOL_VIOLATION */
export function parseClientMessage(text: string): ClientMessage {
  return parse(clientMessage, text);
}

/** @throws {AntiphonError} PROTOCOL_VIOLATION */
export function parseServerMessage(text: string): ServerMessage {
  return parse(serverMessage, text);
}

/** @throws {AntiphonError} FORMAT_UNSUPPORTED */
export function readFormat(wire: { encoding: string; sampleRate: number }): AudioFormat {
  const format = knownFormat.safeParse(wire);
  if (format.success) return { ...format.data, channels: 1 };
  throw new AntiphonError(
    'FORMAT_UNSUPPORTED',
    `cannot take ${wire.encoding} at ${wire.sampleRate} Hz: the protocol carries pcm16le at 8000, 16000, 24000 or 48000 Hz`,
  );
}

/** The WebSocket close code for an end; what is not named here is 4500. */
export function closeCodeOf(code: ErrorCode | 'OK'): number {
  return closeCodes[code] ?? 4500;
}

const closeCodes: Partial<Record<ErrorCode | 'OK', number>> = {
  OK: 1000,
  CALL_ENDED: 1000,
  MESSAGE_TOO_LARGE: 1009,
  PROTOCOL_VIOLATION: 4400,
  START_TIMEOUT: 4408,
  PEER_SILENT: 4410,
  FORMAT_UNSUPPORTED: 4415,
  CALL_REFUSED_FULL: 4503,
  CALL_REFUSED_DRAINING: 4503,
  CALL_REFUSED_STORE: 4503,
};

function parse<T>(schema: z.ZodType<T>, text: string): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (thrown) {
    throw new AntiphonError('PROTOCOL_VIOLATION', 'a text message is not JSON', { cause: thrown });
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  const where = issue.path.length > 0 ? ` at ${issue.path.map(String).join('.')}` : '';
  throw new AntiphonError('PROTOCOL_VIOLATION', `a text message is not understood${where}: ${issue.message}`);
}
