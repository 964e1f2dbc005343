/** Nobody waits for ever: silence of ours has an end, whatever has failed. */
import type { Timeline } from '../timeline.ts';
import { first, type Invariant } from './invariant.ts';

export const callsEnd: Invariant = {
  name: 'calls-end',
  says: 'A call in which nobody says anything more ends.',
  check: (call) =>
    call.record.endedAt === undefined ? { at: call.endAt, what: 'the call does not end' } : undefined,
};

export const nobodyWaits: Invariant = {
  name: 'nobody-waits',
  says: 'From any point of the call, within a bound, somebody is heard or the call is over.',
  check: (call) => {
    const { limits } = call.record.options;
    const boundMs =
      Math.max(limits.idleMs, limits.giveUpAfterMs) +
      limits.ttsFirstAudioMs * 2 +
      limits.receiptLateMs +
      3_000 +
      // The sequential pipeline waits for the whole of a voice that may stall.
      (streams(call) ? 0 : limits.giveUpAfterMs) +
      call.downMs +
      call.slackMs;
    return gap(call, boundMs);
  },
};

function streams(call: Timeline): boolean {
  return call.pipelineStays && call.record.options.pipeline !== 'sequential';
}

function gap(call: Timeline, boundMs: number): { at: number; what: string } | undefined {
  const { runs, utterances } = call.record.truth;
  const sounds = [...runs, ...utterances]
    .map(({ startAt, endAt }) => ({ startAt, endAt }))
    .sort((a, b) => a.startAt - b.startAt);
  sounds.push({ startAt: call.endAt, endAt: call.endAt });
  let quietSince = 0;
  return first(sounds, ({ startAt, endAt }) => {
    const since = quietSince;
    const silentMs = Math.min(startAt, call.endAt) - since;
    quietSince = Math.max(since, endAt);
    if (silentMs <= boundMs) return undefined;
    return { at: since, what: `${Math.round(silentMs)} ms of silence, ${Math.round(boundMs)} allowed` };
  });
}

export const turnsLeadOn: Invariant = {
  name: 'turns-lead-on',
  says: 'A turn that ended leads within a bound to our voice, an action, the end, or the caller going on.',
  check: (call) => {
    const { limits } = call.record.options;
    const boundMs =
      limits.bridgeAfterMs +
      limits.ttsFirstAudioMs * 2 +
      call.downMs +
      call.slackMs +
      (streams(call) ? 500 : limits.giveUpAfterMs * 2);
    const { runs, utterances } = call.record.truth;
    const sounds = [...runs, ...utterances];
    const acts = call.outputs('tool-run');
    return first(call.events('turn-end'), ({ at, turn, text }) => {
      if (text === '' || call.endAt <= at + boundMs) return undefined;
      const led =
        sounds.some((sound) => sound.startAt <= at + boundMs && sound.endAt >= at) ||
        acts.some((act) => act.at >= at && act.at <= at + boundMs);
      return led ? undefined : { at, what: `turn ${turn} led to nothing within ${Math.round(boundMs)} ms` };
    });
  },
};
