/**
 * Guards against silence of ours: what is armed while the caller hears nothing and something should come.
 * A caller who hears nothing believes the line is dead, so every such wait has a limit of its own.
 */
import type { InstantMs } from '../clock/clock.ts';
import type { ActiveReply } from './active-reply.ts';
import type { CallContext } from './context.ts';
import type { CallOptions } from './options.ts';

/** A clause whose audio stops coming in mid-clause is ended by then. */
export const ttsStallMs = 2_000;

/** A clause is rarely longer; each letter of a longer one allows the voice this much more. */
const clauseLetters = 180;
const msPerLetter = 8;

/** Arms, keeps or clears the limits of a reply in the making; called after every input. */
export function guardSilence(context: CallContext, reply: ActiveReply | undefined): void {
  const { deadlines, now, options, ledger } = context;
  const clauseInWork = reply?.clauses[reply.clauseInWork ?? -1];
  // Nobody hears our silence while the line is lost.
  const expected = reply !== undefined && !context.away && !reply.held && reply.phase !== 'paused';
  const quiet = expected && ledger.silent(now, reply.id);

  // A voice that is late matters only once there is nothing else of ours to hear.
  const ttsLate = clauseInWork !== undefined && !clauseInWork.hasAudio;
  if (quiet && ttsLate) deadlines.setOnce('tts', now + ttsAfterMs(options, clauseInWork.text));
  else deadlines.clear('tts');

  // Before its playout a reply may be in the making for long: the sequential pipeline hears it whole.
  const stallMs = reply?.begun === true ? ttsStallMs : options.limits.giveUpAfterMs;
  if (quiet && clauseInWork?.hasAudio === true) deadlines.setOnce('tts-stall', now + stallMs);
  else deadlines.clear('tts-stall');

  const thinking = reply !== undefined && !reply.textComplete && clauseInWork === undefined;
  if (!quiet || !thinking) deadlines.clear('bridge');
  else if (reply.toolsSince === undefined) deadlines.setOnce('bridge', bridgeAt(now, options, reply));
  else deadlines.bringForward('bridge', toolBridgeAt(now, options, reply, deadlines.has('bridge')));
}

/** A voice that makes a whole reply in one piece, as for the sequential pipeline, needs time for its length. */
function ttsAfterMs({ limits }: CallOptions, text: string): number {
  return limits.ttsFirstAudioMs + Math.max(0, text.length - clauseLetters) * msPerLetter;
}

/** Soon, while there is something new to say; then now and then, so that the line does not seem dead. */
function bridgeAt(now: InstantMs, { limits, phrases }: CallOptions, reply: ActiveReply): InstantMs {
  if (reply.bridges >= phrases.bridge.length) return now + limits.giveUpAfterMs;
  const { silentSince = now } = reply;
  // The caller has waited since the last word; but what is due in a moment needs no announcement.
  const waitedMs =
    reply.begun || reply.bridges > 0 ? 0 : Math.min(now - silentSince, limits.bridgeAfterMs / 2);
  return now + limits.bridgeAfterMs - waitedMs;
}

/** A tool is at work: soon, and from then on at a pace that tells the caller we are still there. */
function toolBridgeAt(
  now: InstantMs,
  { limits, phrases }: CallOptions,
  reply: ActiveReply,
  isArmed: boolean,
): InstantMs {
  if (reply.bridges === 0) return reply.toolsSince! + limits.toolBridgeAfterMs;
  if (isArmed) return Infinity;
  return now + (reply.bridges > phrases.bridge.length ? limits.giveUpAfterMs : limits.toolBridgeAgainMs);
}
