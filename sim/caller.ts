/**
 * The caller: plays a script by ear. Hears only what the far end's loudspeaker really plays, speaks
 * word by word, and is heard by a VAD that is late and a recogniser of moods.
 */
import type { CallInput } from '../src/call/input.ts';
import type { FarEnd } from './far-end.ts';
import type { Random } from './random.ts';
import type { Schedule, Scheduled } from './schedule.ts';
import type { Act, Cue, Move } from './script.ts';
import type { SttModel } from './stt-model.ts';
import type { Weather } from './weather.ts';
import { backchannels, noTexts, trickyTexts, type Words, yesTexts } from './words.ts';

export type UtteranceKind = 'ask' | 'dictate' | 'yes' | 'no' | 'tricky' | 'backchannel' | 'noise';

/** A silence in mid-sentence. */
export interface Pause {
  from: number;
  to: number;
}

/** Something that the caller's mouth did: the world's truth. */
export interface Utterance {
  id: number;
  kind: UtteranceKind;
  text: string;
  startAt: number;
  endAt: number;
  pauses: Pause[];
  /** Where a sentence is said with fillers. */
  um: boolean;
  /** The leg let nothing through for a part of it, or the VAD overheard it. */
  unheard: boolean;
}

export interface CallerParts {
  schedule: Schedule;
  random: Random;
  weather: Weather;
  words: Words;
  far: FarEnd;
  stt: SttModel;
  listener: CallerListener;
}

export interface CallerListener {
  feed(input: CallInput): void;
  setPipeline(act: Extract<Act, { type: 'pipeline' }>): void;
  /** The text of our speech that ended last, as the caller heard it. */
  lastHeard(): string;
}

interface Spoken {
  text: string;
  takesMs: number;
  /** Before it. */
  pauseMs: number;
}

const pollMs = 60;
/** A pause so short is no pause to a VAD. */
const legSilentAfterMs = 2_000;

export class Caller {
  readonly utterances: Utterance[] = [];
  /** When the last move was made; undefined while there are more. */
  doneAt: number | undefined;
  /** Stretches without a frame from the leg. */
  readonly deaf: { from: number; to: number }[] = [];
  #cueSince = 0;
  #heardSince = -1;
  #speakingUntil = 0;
  #vad: 'quiet' | 'speech' = 'quiet';
  #runs = 0;
  #vadEnd: Scheduled | undefined;
  #legSilent = false;
  readonly #moves: Move[];
  readonly #parts: CallerParts;

  constructor(moves: Move[], parts: CallerParts) {
    this.#moves = [...moves];
    this.#parts = parts;
  }

  start(): void {
    this.#cueSince = this.#parts.schedule.now;
    this.#poll();
  }

  #poll(): void {
    const { schedule, far } = this.#parts;
    const { now } = schedule;
    if (far.sounding && this.#heardSince < this.#cueSince) this.#heardSince = now;
    const move = this.#moves[0];
    if (move === undefined) {
      this.doneAt = Math.max(now, this.#speakingUntil);
      return;
    }
    if (now >= this.#speakingUntil && this.#isTime(move.cue, now)) {
      this.#moves.shift();
      this.#cueSince = now;
      this.#act(move.act);
    }
    schedule.after(pollMs, undefined, () => this.#poll());
  }

  #isTime(cue: Cue, now: number): boolean {
    const { far } = this.#parts;
    const waitedMs = now - Math.max(this.#cueSince, this.#speakingUntil);
    switch (cue.type) {
      case 'at-once':
        return waitedMs >= cue.delayMs;
      case 'after-reply':
        if (waitedMs >= cue.patienceMs && !far.sounding) return true;
        return this.#heardSince >= this.#cueSince && !far.sounding && now - far.quietSince >= cue.gapMs;
      case 'during-reply':
        if (waitedMs >= cue.patienceMs) return true;
        return far.sounding && this.#heardSince >= this.#cueSince && now - this.#heardSince >= cue.afterMs;
    }
  }

  #act(act: Act): void {
    const { random, listener, far, schedule, words } = this.#parts;
    switch (act.type) {
      case 'ask':
      case 'reply': {
        const asked = listener.lastHeard().endsWith('?');
        const answer = random.weighted({ yes: 5, no: 2, tricky: 1, ask: asked ? 6 : 80 });
        if (answer !== 'ask') return this.#answer(answer);
        return this.#say('ask', this.#thinking(words.callerSays(), act.type === 'ask' ? act : undefined));
      }
      case 'dictate':
        return this.#say(
          'dictate',
          act.groups.map((length, index) => ({
            text: words.digits(length),
            takesMs: length * random.between(150, 300),
            pauseMs: act.pausesMs[index - 1] ?? 0,
          })),
        );
      case 'answer':
        return this.#answer(act.answer);
      case 'backchannel':
        return this.#sayPlainly('backchannel', random.pick(backchannels).split(' '));
      case 'noise':
        return this.#sound(act.durationMs);
      case 'key':
        this.#sayPlainly('ask', words.callerSays());
        schedule.after(act.share * (this.#speakingUntil - schedule.now), 'mouth', () =>
          this.#up(() => listener.feed({ type: 'dtmf', digit: '#' })),
        );
        return;
      case 'pipeline':
        return listener.setPipeline(act);
      case 'leg-silent':
        return this.#silenceLeg(act.durationMs);
      case 'leg-dies':
        return this.#up(() => listener.feed({ type: 'leg-closed', by: 'network', reason: 'the line died' }));
      case 'hang-up':
        return this.#up(() => listener.feed({ type: 'leg-closed', by: 'caller', reason: 'hung up' }));
      case 'shut-down':
        schedule.after(far.upMs(), undefined, () =>
          listener.feed({ type: 'shut-down', reason: 'the host drains' }),
        );
    }
  }

  #answer(answer: 'yes' | 'no' | 'tricky'): void {
    const { random, words } = this.#parts;
    if (answer === 'yes') this.#sayPlainly('yes', random.pick(yesTexts).split(' '));
    else if (answer === 'no') this.#sayPlainly('no', random.pick(noTexts).split(' '));
    else this.#sayPlainly('tricky', [...random.pick(trickyTexts).split(' '), words.word('q')]);
  }

  #up(run: () => void): void {
    const { schedule, far } = this.#parts;
    schedule.after(far.upMs(), 'up', run);
  }

  #sayPlainly(kind: UtteranceKind, words: readonly string[]): void {
    this.#say(kind, this.#thinking(words, undefined));
  }

  /** The words of a sentence, with pauses of thought before some of them and a filler before each pause. */
  #thinking(
    words: readonly string[],
    how: { pausesMs: readonly number[]; um: boolean } | undefined,
  ): Spoken[] {
    const { random } = this.#parts;
    const spoken = words.map((text) => ({ text, takesMs: random.between(120, 380), pauseMs: 0 }));
    if (how === undefined || words.length <= 2) return spoken;
    for (const pauseMs of how.pausesMs) spoken[random.whole(1, spoken.length - 1)]!.pauseMs = pauseMs;
    if (!how.um) return spoken;
    return spoken.flatMap((word) =>
      word.pauseMs === 0 ? [word] : [{ text: 'um', takesMs: random.between(200, 500), pauseMs: 0 }, word],
    );
  }

  /** Speaks: runs of words, with the pauses between them. */
  #say(kind: UtteranceKind, words: readonly Spoken[]): void {
    const { schedule } = this.#parts;
    const utterance = this.#begin(kind, words.map(({ text }) => text).join(' '));
    utterance.um = words.some(({ text }) => text === 'um');
    let at = 0;
    this.#startRun(utterance);
    for (const { text, takesMs, pauseMs } of words) {
      if (pauseMs > 0) {
        schedule.after(at, 'mouth', () => this.#endRun(utterance));
        utterance.pauses.push({ from: schedule.now + at, to: schedule.now + at + pauseMs });
        at += pauseMs;
        schedule.after(at, 'mouth', () => this.#startRun(utterance));
      }
      at += takesMs;
      schedule.after(at, 'mouth', () => this.#spoken(text, utterance));
    }
    schedule.after(at, 'mouth', () => this.#endRun(utterance));
    utterance.endAt = schedule.now + at;
    this.#speakingUntil = utterance.endAt;
  }

  #sound(durationMs: number): void {
    const { schedule } = this.#parts;
    const utterance = this.#begin('noise', '');
    utterance.endAt = schedule.now + durationMs;
    this.#speakingUntil = utterance.endAt;
    this.#startRun(utterance);
    schedule.after(durationMs, 'mouth', () => this.#endRun(utterance));
  }

  #begin(kind: UtteranceKind, text: string): Utterance {
    const { now } = this.#parts.schedule;
    const id = this.utterances.length;
    const said = { id, kind, text, startAt: now, endAt: now };
    const utterance: Utterance = { ...said, pauses: [], um: false, unheard: this.#legSilent };
    this.utterances.push(utterance);
    return utterance;
  }

  #spoken(word: string, utterance: Utterance): void {
    if (this.#legSilent) utterance.unheard = true;
    else this.#parts.stt.hear(word, utterance.id);
  }

  #startRun(utterance: Utterance): void {
    const { schedule, random, weather, far } = this.#parts;
    const startedAt = schedule.now;
    this.#runs += 1;
    const run = this.#runs;
    if (this.#vadEnd !== undefined) this.#vadEnd.cancelled = true;
    this.#vadEnd = undefined;
    if (this.#vad === 'speech') return;
    schedule.after(random.latency(weather.vad.startMs, 0.2) + far.upMs(), 'vad', () => {
      // The leg fell silent before the VAD had made up its mind: an edge that nobody will ever tell.
      if (this.#legSilent) utterance.unheard = true;
      if (this.#legSilent || this.#vad === 'speech') return;
      // So short that the VAD never made up its mind.
      if (run !== this.#runs && utterance.kind === 'noise') return;
      this.#vad = 'speech';
      this.#edge('speech-start', startedAt);
    });
  }

  #endRun(utterance: Utterance): void {
    const { schedule, random, weather, far } = this.#parts;
    // The next utterance has begun in the same instant: no pause for a VAD to notice.
    if (utterance.id !== this.utterances.at(-1)?.id) return;
    const endedAt = schedule.now;
    const lagMs = random.latency(weather.vad.endMs, 0.2) + far.upMs();
    this.#vadEnd = schedule.after(lagMs, 'vad', () => {
      if (this.#legSilent || this.#vad === 'quiet') return;
      this.#vad = 'quiet';
      this.#edge('speech-end', endedAt);
    });
  }

  #edge(type: 'speech-start' | 'speech-end', at: number): void {
    const { schedule, listener, random, weather } = this.#parts;
    const edge = { mediaMs: at, agoMs: schedule.now - at };
    const input: CallInput = type === 'speech-start' ? { type, ...edge, confidence: 0.9 } : { type, ...edge };
    listener.feed(input);
    // A VAD that cannot make up its mind says things twice.
    if (random.chance(weather.vad.flicker)) listener.feed(input);
  }

  #silenceLeg(durationMs: number): void {
    const { schedule, listener } = this.#parts;
    const from = schedule.now;
    this.#legSilent = true;
    this.deaf.push({ from, to: from + durationMs });
    let told = false;
    if (durationMs > legSilentAfterMs) {
      schedule.after(legSilentAfterMs, 'leg', () => {
        told = true;
        listener.feed({ type: 'leg-silent' });
      });
    }
    schedule.after(durationMs, 'leg', () => {
      this.#legSilent = false;
      if (told) listener.feed({ type: 'leg-audible' });
      this.#settleVad();
    });
  }

  /** Frames come again: the VAD finds the speech over, or begun. */
  #settleVad(): void {
    const { schedule, random, weather } = this.#parts;
    const speaks = schedule.now < this.#speakingUntil;
    if (this.#vad === 'speech' && !speaks) {
      this.#vad = 'quiet';
      this.#edge('speech-end', schedule.now);
    }
    if (this.#vad === 'speech' || !speaks) return;
    const since = schedule.now;
    schedule.after(random.latency(weather.vad.startMs, 0.2), 'vad', () => {
      if (this.#vad === 'speech' || this.#legSilent || schedule.now >= this.#speakingUntil) return;
      this.#vad = 'speech';
      this.#edge('speech-start', since);
    });
  }
}
