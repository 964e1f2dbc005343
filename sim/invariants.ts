/** Every promise of the design that holds for a single call, as a named check over its record. */
import {
  actsOnlyWithConsent,
  effectsRunOnce,
  promptsAreWellFormed,
  resultsAreTold,
  yesCounts,
} from './invariants/acting.ts';
import {
  keysEndTurns,
  numbersAreWaitedFor,
  turnsEndInTime,
  turnsHaveAMaximum,
  turnsWaitForSilence,
  turnsWaitForWords,
  wordsKeepTheirOrder,
} from './invariants/endpointing.ts';
import {
  givesWay,
  littleIsBuffered,
  oneVoice,
  resumesAtTheWord,
  silentWhileInDoubt,
  silentAfterTheCut,
  suspicionsAreSettled,
} from './invariants/floor.ts';
import {
  callersWordsStay,
  cutsAreNoted,
  heardIsTruth,
  promptsHoldWhatWasHeard,
  repliesAreHeardOut,
} from './invariants/heard.ts';
import type { Invariant, Violation } from './invariants/invariant.ts';
import { recordsAreWhole, recordsFollow, resultsAreRecorded } from './invariants/recording.ts';
import { notesAreWhatWasRead, turnsAreReadInOrder, unreadTurnsStay } from './invariants/remembering.ts';
import {
  backchannelsLetUsGoOn,
  forgivenGoesOn,
  noiseLetsUsGoOn,
  onlyTheInterruptible,
} from './invariants/judging.ts';
import { logIsWhole, nothingThrows, oneEnd, repliesEnd, turnsAlternate } from './invariants/log.ts';
import { timeoutsAreHarmless } from './invariants/replaying.ts';
import {
  abortedIsSilent,
  oneThought,
  sequentialWaits,
  speculationHasNoEffect,
  speculationsAreCapped,
  thoughtsKnowResults,
} from './invariants/thinking.ts';
import { lateWordsAreLeft, oneReplyPerTurn, wordsAreAnsweredOnce, wordsAreKept } from './invariants/turns.ts';
import { callsEnd, nobodyWaits, turnsLeadOn } from './invariants/waiting.ts';
import type { CallRecord } from './record.ts';
import { Timeline } from './timeline.ts';

/** In the order of a report: what explains the most comes first. */
export const invariants: readonly Invariant[] = [
  nothingThrows,
  logIsWhole,
  oneEnd,
  heardIsTruth,
  repliesAreHeardOut,
  promptsHoldWhatWasHeard,
  cutsAreNoted,
  callersWordsStay,
  oneVoice,
  silentAfterTheCut,
  littleIsBuffered,
  resumesAtTheWord,
  givesWay,
  silentWhileInDoubt,
  suspicionsAreSettled,
  backchannelsLetUsGoOn,
  noiseLetsUsGoOn,
  forgivenGoesOn,
  onlyTheInterruptible,
  turnsWaitForSilence,
  turnsWaitForWords,
  turnsEndInTime,
  turnsHaveAMaximum,
  numbersAreWaitedFor,
  keysEndTurns,
  turnsAlternate,
  repliesEnd,
  oneReplyPerTurn,
  wordsAreAnsweredOnce,
  wordsAreKept,
  wordsKeepTheirOrder,
  lateWordsAreLeft,
  oneThought,
  abortedIsSilent,
  speculationHasNoEffect,
  thoughtsKnowResults,
  speculationsAreCapped,
  sequentialWaits,
  actsOnlyWithConsent,
  yesCounts,
  effectsRunOnce,
  resultsAreTold,
  promptsAreWellFormed,
  recordsFollow,
  recordsAreWhole,
  resultsAreRecorded,
  turnsAreReadInOrder,
  unreadTurnsStay,
  notesAreWhatWasRead,
  turnsLeadOn,
  nobodyWaits,
  callsEnd,
  timeoutsAreHarmless,
];

export interface Broken extends Violation {
  invariant: string;
}

/** @returns what a call has broken, at most once per invariant. */
export function check(record: CallRecord): Broken[] {
  const timeline = new Timeline(record);
  return invariants.flatMap(({ name, check: checkOne }) => {
    const violation = checkOne(timeline);
    return violation === undefined ? [] : [{ invariant: name, ...violation }];
  });
}
