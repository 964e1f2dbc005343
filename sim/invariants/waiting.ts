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
      Math.max(limits.idleMs, limits.giveUpAfterMs, limits.toolTimeoutMs + 1_000) +
      limits.ttsFirstAudioMs * 2 +
      limits.receiptLateMs +
      3_000 +
      call.downMs +
      call.slackMs;
    return gap(call, boundMs);
  },
};

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
    const { limits, pipeline } = call.record.options;
    const streams = call.pipelineStays && pipeline !== 'sequential';
    const boundMs =
      limits.bridgeAfterMs +
      limits.ttsFirstAudioMs * 2 +
      call.downMs +
      call.slackMs +
      (streams ? 500 : limits.giveUpAfterMs);
    const { runs, utterances } = call.record.truth;
    const signs = [
      ...runs.map((run) => run.endAt),
      ...utterances.map((utterance) => utterance.endAt),
      ...call.outputs('tool-run').map((run) => run.at),
    ];
    return first(call.events('turn-end'), ({ at, turn, text }) => {
      if (text === '' || call.endAt <= at + boundMs) return undefined;
      const led =
        runs.some((run) => run.startAt <= at + boundMs && run.endAt >= at) ||
        signs.some((sign) => sign >= at && sign <= at + boundMs);
      return led ? undefined : { at, what: `turn ${turn} led to nothing within ${Math.round(boundMs)} ms` };
    });
  },
};
