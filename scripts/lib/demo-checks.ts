/** What the demo promises, each held against what the caller has noticed. */
import type { ReplayResult } from '../../src/call/replay.ts';
import type { LogFile } from '../../src/cli/replaying/log-file.ts';
import type { PhoneCall } from '../../src/cli/talking/phone-call.ts';
import { samplesToMs } from '../../src/audio/format.ts';
import type { Notes, Outcome } from './demo-caller.ts';

export interface Check {
  what: string;
  holds: boolean;
  /** For people: what was found. */
  found: string;
}

export interface CallFacts {
  outcomes: readonly Outcome[];
  notes: Notes;
  phone: PhoneCall;
  appointments: number;
  log: LogFile;
  replayed: ReplayResult;
}

export function checkCall(facts: CallFacts): Check[] {
  return [
    ...facts.outcomes.map(understood),
    booked(facts),
    interrupted(facts),
    silent(facts),
    endedInOrder(facts),
    replays(facts),
  ];
}

function understood({ cue, understood: holds, answer }: Outcome): Check {
  return {
    what: `"${cue.says}" got the right answer`,
    holds,
    found: holds ? '' : `"${answer}" is not ${String(cue.expects)}`,
  };
}

function booked({ notes, appointments }: CallFacts): Check {
  const asked = notes.all('consent-asked').length;
  const given = notes.all('consent-given').length;
  return {
    what: 'the appointment was booked once, after a yes to the question',
    holds: asked >= 1 && given === 1 && appointments === 1,
    found: `asked ${asked}, consented ${given}, in the diary ${appointments}`,
  };
}

function interrupted({ notes }: CallFacts): Check {
  const committed = notes.all('interruption-committed').length;
  const cut = notes.all('reply-cut')[0];
  return {
    what: 'the interruption was committed in mid-sentence',
    holds: committed === 1 && cut !== undefined && cut.heardText !== '' && cut.unheardText !== '',
    found:
      cut === undefined
        ? 'no reply was cut'
        : `${words(cut.heardText)} words heard, ${words(cut.unheardText)} not`,
  };
}

/** The first sample of a reply and the event that tells of it come together, but not in one message. */
const togetherMs = 100;

/** From the moment the agent fell silent to the first sample of its next reply nothing may have been heard. */
function silent({ notes, phone }: CallFacts): Check {
  const what = 'not one sample of the cut reply was played afterwards';
  const cut = notes.all('reply-cut')[0];
  const fromMs = notes.clearsMs.at(-1);
  // Replies that were thought ahead and thrown away have used up numbers.
  const later = cut && [...notes.replyStartsMs].filter(([reply]) => reply > cut.reply);
  const untilMs = later?.[0]?.[1];
  const { heard, originMs } = phone.caller;
  if (fromMs === undefined || untilMs === undefined || heard === undefined) {
    return { what, holds: false, found: 'there is no cut reply with one after it' };
  }
  const instantOf = (sample: number): number => originMs + samplesToMs(sample, heard.format.sampleRate);
  const strays = heard
    .runs()
    .filter((run) => instantOf(run.endSample) > fromMs && instantOf(run.startSample) < untilMs - togetherMs);
  const samples = strays.reduce((sum, run) => sum + run.endSample - run.startSample, 0);
  return {
    what,
    holds: samples === 0,
    found: `${samples} in the ${Math.round(untilMs - fromMs)} ms until the next reply`,
  };
}

function endedInOrder({ notes, phone }: CallFacts): Check {
  const end = phone.ending();
  const reason = notes.all('call-end')[0]?.reason;
  return {
    what: 'the call ended in order',
    holds: end?.by === 'server' && end.code === 'OK' && reason === 'agent-hung-up',
    found:
      end === undefined ? 'it has not ended' : `${end.reason}, by the ${end.by} (${end.code}, ${reason})`,
  };
}

function replays({ log, replayed }: CallFacts): Check {
  return {
    what: 'the log replays bit for bit',
    holds: replayed.difference === undefined && log.ended && !log.truncated,
    found: `${replayed.steps} steps, ${replayed.events} events`,
  };
}

function words(text: string): number {
  return text.split(/\s+/).filter((word) => word !== '').length;
}
