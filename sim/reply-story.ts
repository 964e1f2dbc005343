/**
 * One reply as the world knows it: its clauses, the orders given for it, and for every word when it
 * had really sounded to its end and when the call could know.
 */
import type { CallRecord, Step } from './record.ts';
import { type PlannedWord, planOf } from './voice-model.ts';

export interface ClauseStory {
  text: string;
  spokenAt: number;
  /** Counts all outputs of the call. */
  spokenAs: number;
  /** How many of its words the voice had told by when. */
  told: { step: number; count: number }[];
  endedAt: number | undefined;
  endedIn: number;
  samples: number | undefined;
  /** It was ended before its text was. */
  abandoned: boolean;
}

/** A word with its place in the whole reply. */
export interface WordStory extends PlannedWord {
  text: string;
  clause: number;
  /** There is audio for it: its clause did not break off before. */
  exists: boolean;
  /** Its last sample had left the loudspeaker; Infinity: never. */
  playedAt: number;
  /** The step in which a receipt for its last sample came. */
  acknowledgedIn: number;
  /** The step in which the call learned where it lies. */
  placedIn: number;
}

export interface Order {
  at: number;
  step: number;
}

export class ReplyStory {
  readonly id: number;
  readonly clauses: ClauseStory[] = [];
  /** It got the floor: the instant of its first `reply-clause`. */
  committedAt = Infinity;
  readonly plays: (Order & { fromSample: number })[] = [];
  readonly pauses: Order[] = [];
  stop: Order | undefined;
  release: Order | undefined;
  end: (Order & { heardText: string }) | undefined;
  cut: (Order & { heardText: string; unheardText: string }) | undefined;
  readonly receipts: { step: number; samples: number }[] = [];
  #words: WordStory[] | undefined;
  readonly #record: CallRecord;

  constructor(id: number, record: CallRecord) {
    this.id = id;
    this.#record = record;
  }

  /** Notes what a step said of this reply. */
  note({ input, now }: Step, step: number): void {
    if (input.type === 'clause-words') {
      this.clauses[input.clause]?.told.push({ step, count: input.words.length });
    }
    if (input.type === 'clause-end') {
      const clause = this.clauses[input.clause];
      if (clause !== undefined)
        Object.assign(clause, { endedAt: now, endedIn: step, samples: input.samples });
    }
    if (input.type === 'receipt' && input.status === 'played') {
      this.receipts.push({ step, samples: input.samples });
    }
  }

  get text(): string {
    return this.clauses.map((clause) => clause.text).join(' ');
  }

  get words(): readonly WordStory[] {
    this.#words ??= this.#findWords();
    return this.#words;
  }

  /** Nothing of it may sound from here on. */
  get overAt(): number {
    return Math.min(this.stop?.at ?? Infinity, this.release?.at ?? Infinity);
  }

  /** The step in which it was over. */
  get overIn(): number {
    return Math.min(this.stop?.step ?? Infinity, this.release?.step ?? Infinity);
  }

  #findWords(): WordStory[] {
    const { weather, truth } = this.#record;
    const runs = truth.runs.filter((run) => run.reply === this.id);
    const words: WordStory[] = [];
    let start = 0;
    this.clauses.forEach((clause, index) => {
      const plan = planOf(clause.text, weather.tts);
      plan.words.forEach((planned, order) => {
        const startSample = start + planned.startSample;
        const endSample = start + planned.endSample;
        const exists = clause.samples === undefined || planned.endSample <= clause.samples;
        words.push({
          ...planned,
          startSample,
          endSample,
          clause: index,
          exists,
          text: clause.text.slice(planned.textStart, planned.textEnd),
          playedAt: exists ? whenPlayed(runs, startSample, endSample) : Infinity,
          acknowledgedIn: this.receipts.find(({ samples }) => samples >= endSample)?.step ?? Infinity,
          placedIn: whenPlaced(clause, order, weather.tts.timings === 'none'),
        });
      });
      start += clause.samples ?? plan.samples;
    });
    return words;
  }
}

function whenPlayed(runs: CallRecord['truth']['runs'], startSample: number, endSample: number): number {
  let reached = startSample;
  for (const run of runs) {
    if (run.fromSample > reached || run.toSample <= reached) continue;
    reached = Math.min(run.toSample, endSample);
    if (reached === endSample) return run.startAt + (endSample - run.fromSample) / 8;
  }
  return Infinity;
}

function whenPlaced(clause: ClauseStory, order: number, untimed: boolean): number {
  if (untimed) return clause.abandoned ? Infinity : clause.endedIn;
  let count = 0;
  for (const told of clause.told) {
    count += told.count;
    if (count > order) return told.step;
  }
  return Infinity;
}
