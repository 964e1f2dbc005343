/**
 * PlayoutLedger knows which words of our replies the far end has played. It is the only truth about
 * what was said: history, resumption and events all ask here.
 *
 *   reply audio   |--clause 0--|-----clause 1-----|
 *   words          w  w   w  w   w   w |  w    w
 *   played         ================min====max         heard = the words that end before min
 *
 * Where the leg gives receipts, a mark that came back `played` moves the lower bound exactly there; a
 * receipt of a cleared mark moves nothing. Where only a clock is known, nobody plays faster than real
 * time, nor later than `clockLagMs` behind us: an interval, of which heard text takes the lower end.
 */
import type { InstantMs } from '../clock/clock.ts';
import type { PlayoutPosition } from '../contracts/media-leg.ts';
import { invariant } from '../errors/antiphon-error.ts';
import { estimatedWords, type SpokenWord } from './spoken-word.ts';

export interface LedgerOptions {
  /** Of the audio sent to the leg, in samples per second. */
  sampleRate: number;
  receipts: 'played' | 'sent' | 'none';
  /** Without receipts: how far the far end's loudspeaker may be behind what we have sent. */
  clockLagMs: number;
}

interface ClauseRecord {
  text: string;
  words: SpokenWord[];
  /** Length of the clause's audio, once it is known. */
  samples: number | undefined;
  /** Its audio ends before its text does. */
  brokenOff: boolean;
}

/** By the clock: at this instant so much had been sent, and so much played if nothing was on its way any longer. */
interface Checkpoint {
  at: InstantMs;
  samples: number;
  played: number;
}

interface ReplyRecord {
  clauses: ClauseRecord[];
  sentSamples: number;
  playedSamples: number;
  /** Marks that have not come back yet. */
  outstandingMarks: number;
  /** More audio is being sent without a word about it. */
  running: boolean;
  /** Where the playout of now began. */
  playsFrom: number;
  /** When all that was sent will have sounded, if nothing delays it on its way. */
  soundsUntil: InstantMs;
  /** For a leg without receipts; oldest first, of this playout only. */
  clock: Checkpoint[];
}

/** What the leg has taken of a reply, and whether more is following. */
export interface SentReport {
  samples: number;
  outstandingMarks: number;
  running: boolean;
}

/** A reply, or a part of it, in words. */
export interface SpokenText {
  heard: string;
  unheard: string;
}

/** How many replies are remembered: heard text of older ones has long been taken into the history. */
const repliesKept = 8;
/** Longer than any lag of a loudspeaker. */
const checkpointsKeptMs = 10_000;

export class PlayoutLedger {
  readonly #replies = new Map<number, ReplyRecord>();
  readonly #options: LedgerOptions;

  constructor(options: LedgerOptions) {
    invariant(options.sampleRate > 0, 'the ledger needs the sample rate of the leg');
    this.#options = options;
  }

  startReply(reply: number): void {
    this.#replies.set(reply, {
      clauses: [],
      sentSamples: 0,
      playedSamples: 0,
      outstandingMarks: 0,
      running: false,
      playsFrom: 0,
      soundsUntil: -Infinity,
      clock: [],
    });
    for (const known of this.#replies.keys()) {
      if (this.#replies.size <= repliesKept) break;
      this.#replies.delete(known);
    }
  }

  /** Nothing of it was ever heard, nor will be. */
  forget(reply: number): void {
    this.#replies.delete(reply);
  }

  /** The reply's audio is sent from this sample on: at first, or again after a pause. */
  playFrom(reply: number, sample: number): void {
    const record = this.#replies.get(reply);
    if (record === undefined) return;
    record.playsFrom = sample;
    record.sentSamples = sample;
    record.soundsUntil = -Infinity;
    record.running = false;
    record.clock = [];
  }

  /** Asked of the TTS, for the first time or again. */
  clause(reply: number, clause: number, text: string): void {
    const record = this.#replies.get(reply);
    if (record !== undefined) {
      record.clauses[clause] = { text, words: [], samples: undefined, brokenOff: false };
    }
  }

  /** The clause ends with the audio that has come: what of its text has not sounded never will. */
  breakOff(reply: number, clause: number): void {
    const record = this.#replies.get(reply)?.clauses[clause];
    if (record !== undefined) record.brokenOff = true;
  }

  /** Words of a clause as they become known, positions in samples from the clause's start. */
  words(reply: number, clause: number, words: readonly SpokenWord[]): void {
    this.#replies.get(reply)?.clauses[clause]?.words.push(...words);
  }

  clauseEnd(reply: number, clause: number, samples: number): void {
    const record = this.#replies.get(reply)?.clauses[clause];
    if (record !== undefined) record.samples = samples;
  }

  /** The leg has taken this much of the reply. After a clear, less than before: what was dropped is sent again. */
  sent(now: InstantMs, reply: number, sent: SentReport): void {
    const { samples, outstandingMarks, running } = sent;
    const record = this.#replies.get(reply);
    if (record === undefined) return;
    record.playedSamples = this.position(now, reply).minSamples;
    // Behind a stall the sound begins anew; else it goes on where it was.
    const soundsFrom = record.running ? record.soundsUntil : Math.max(record.soundsUntil, now);
    record.soundsUntil = soundsFrom + ((samples - record.sentSamples) * 1000) / this.#options.sampleRate;
    record.sentSamples = samples;
    record.outstandingMarks = outstandingMarks;
    record.running = running;
    if (this.#options.receipts === 'played') return;
    const last = record.clock.at(-1);
    const played = last === undefined ? record.playsFrom : this.#playedBy(last, now);
    record.clock = record.clock.filter((entry) => entry.at > now - checkpointsKeptMs);
    record.clock.push({ at: now, samples, played });
  }

  /** The far end was told to drop what it had not played: from here on only receipts can raise the lower bound. */
  cleared(now: InstantMs, reply: number, cleared: { samples: number; outstandingMarks: number }): void {
    const record = this.#replies.get(reply);
    if (record === undefined) return;
    record.playedSamples = this.position(now, reply).minSamples;
    record.sentSamples = cleared.samples;
    record.clock = [];
    record.running = false;
    record.outstandingMarks = cleared.outstandingMarks;
  }

  /** A mark came back. Only `played` says that something was heard. */
  receipt(reply: number, samples: number, status: 'played' | 'cleared', outstandingMarks: number): void {
    const record = this.#replies.get(reply);
    if (record === undefined) return;
    record.outstandingMarks = outstandingMarks;
    if (status === 'played') record.playedSamples = Math.max(record.playedSamples, samples);
  }

  /** The leg owes receipts and time has passed: what was sent counts as played. */
  assumePlayed(reply: number): void {
    const record = this.#replies.get(reply);
    if (record === undefined) return;
    record.playedSamples = Math.max(record.playedSamples, record.sentSamples);
    record.outstandingMarks = 0;
  }

  /** Nothing more is being sent just now. */
  starved(reply: number): boolean {
    return this.#replies.get(reply)?.running !== true;
  }

  /** Whatever was sent has been played: nothing of this reply sounds now. */
  silent(now: InstantMs, reply: number): boolean {
    const { minSamples, maxSamples } = this.position(now, reply);
    return this.starved(reply) && minSamples >= maxSamples;
  }

  position(now: InstantMs, reply: number): PlayoutPosition {
    const record = this.#replies.get(reply);
    const source = this.#options.receipts === 'played' ? 'receipt' : 'clock';
    if (record === undefined) return { minSamples: 0, maxSamples: 0, source };
    const maxSamples = Math.max(record.sentSamples, record.playedSamples);
    if (source === 'receipt') return { minSamples: record.playedSamples, maxSamples, source };
    const then = now - this.#options.clockLagMs;
    const known = record.clock.findLast((entry) => entry.at <= then);
    const surely = known === undefined ? 0 : this.#playedBy(known, then);
    return { minSamples: Math.max(record.playedSamples, surely), maxSamples, source };
  }

  /** When all that was sent should have been played by the clock, at the latest where only that is known. */
  expectedEnd(reply: number): InstantMs {
    const { sampleRate, clockLagMs } = this.#options;
    const record = this.#replies.get(reply);
    const last = record?.clock.at(-1);
    if (last === undefined) return record?.soundsUntil ?? -Infinity;
    return last.at + ((last.samples - last.played) * 1000) / sampleRate + clockLagMs;
  }

  /** Nothing is on its way any more: the lower bound is as good as it will get. */
  settled(reply: number): boolean {
    return (this.#replies.get(reply)?.outstandingMarks ?? 0) === 0;
  }

  /** Every clause has its audio, and all of it was played. */
  playedOut(now: InstantMs, reply: number): boolean {
    const record = this.#replies.get(reply);
    if (record === undefined) return true;
    let total = 0;
    for (const clause of record.clauses) {
      if (clause.samples === undefined) return false;
      total += clause.samples;
    }
    return this.position(now, reply).minSamples >= total;
  }

  /** The words heard and not heard of clauses [fromClause, toClause) of a reply. */
  text(now: InstantMs, reply: number, fromClause = 0, toClause = Infinity): SpokenText {
    const record = this.#replies.get(reply);
    if (record === undefined) return { heard: '', unheard: '' };
    const { minSamples } = this.position(now, reply);
    const heard: string[] = [];
    const unheard: string[] = [];
    this.#eachClause(record, (clause, index, startSample) => {
      if (index < fromClause || index >= toClause) return;
      const cut = this.#cutOf(clause, minSamples - startSample);
      heard.push(clause.text.slice(0, cut).trim());
      unheard.push(clause.text.slice(cut).trim());
    });
    return { heard: joined(heard), unheard: joined(unheard) };
  }

  /** All of clauses [fromClause, toClause) that has sounded or still can. */
  wholeText(reply: number, fromClause = 0, toClause = Infinity): string {
    const clauses = this.#replies.get(reply)?.clauses.slice(fromClause, toClause) ?? [];
    const texts = clauses.map((clause) =>
      clause.brokenOff ? clause.text.slice(0, this.#cutOf(clause, Infinity)) : clause.text,
    );
    return joined(texts);
  }

  /** Where a paused reply goes on: the first sample of the first word that was not heard to its end. */
  resumeSample(now: InstantMs, reply: number): number {
    const record = this.#replies.get(reply);
    if (record === undefined) return 0;
    const { minSamples } = this.position(now, reply);
    let resumeAt: number | undefined;
    this.#eachClause(record, (clause, _index, startSample) => {
      if (resumeAt !== undefined || startSample === Infinity) return;
      const { samples = Infinity } = clause;
      const words = this.#wordsOf(clause);
      const word = words.find(
        ({ endSample }) => startSample + endSample > minSamples && endSample <= samples,
      );
      if (word !== undefined) resumeAt = startSample + word.startSample;
      // A word that has not been told yet comes behind those that were heard, and may have begun.
      else if (samples === Infinity) resumeAt = startSample + (words.at(-1)?.endSample ?? 0);
    });
    // An estimate may put a word behind what has sounded: nothing between may be skipped.
    return Math.min(resumeAt ?? minSamples, minSamples);
  }

  #eachClause(
    record: ReplyRecord,
    visit: (clause: ClauseRecord, index: number, startSample: number) => void,
  ): void {
    let startSample = 0;
    record.clauses.forEach((clause, index) => {
      visit(clause, index, startSample);
      // Behind a clause whose end is not known nothing has sounded yet.
      startSample += clause.samples ?? Infinity;
    });
  }

  /** How much of the clause's text lies in its first `samples` samples: up to the end of a word. */
  #cutOf(clause: ClauseRecord, samples: number): number {
    const words = this.#wordsOf(clause);
    const reached = Math.min(samples, clause.samples ?? Infinity);
    const heard = words.findLastIndex((word) => word.endSample <= reached);
    if (heard < 0) return 0;
    // What follows the last word (a full stop, a closing quote) belongs to it.
    const whole = heard === words.length - 1 && clause.samples !== undefined && !clause.brokenOff;
    return whole ? clause.text.length : words[heard]!.textEnd;
  }

  #playedBy(checkpoint: Checkpoint, now: InstantMs): number {
    const sounded = ((now - checkpoint.at) * this.#options.sampleRate) / 1000;
    // A sample more or less by rounding must not keep a reply from its end.
    return Math.min(checkpoint.samples, Math.floor(checkpoint.played + sounded + 0.5));
  }

  #wordsOf(clause: ClauseRecord): SpokenWord[] {
    if (clause.words.length > 0) return clause.words;
    // Of a clause that broke off the length says nothing about where its words lie.
    const samples = clause.brokenOff && clause.samples !== 0 ? undefined : clause.samples;
    return estimatedWords(clause.text, samples, this.#options.sampleRate);
  }
}

function joined(parts: string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}
