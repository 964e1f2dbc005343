/**
 * Dialogue reads a conversation from its beginning and knows where it stands: which intent is in
 * work, what was asked, what a tool answered. It is made anew for every request, as a language model
 * has nothing but its prompt, so an interrupted, corrected or replayed conversation is just another one.
 *
 * `hear` takes one message and returns what to do about it; of all but the last that was done long ago,
 * and only the state matters. Repeating and going on need the messages themselves: see respond.ts.
 */
import type { Message, ToolOutcome } from '../../contracts/conversation.ts';
import type { Expectation } from '../../contracts/turn-detector.ts';
import type { LocalTime } from './calendar.ts';
import { joined, sayText, type Decision } from './decision.ts';
import {
  askAgain,
  filled,
  isDeclined,
  mergeSlots,
  missingSlot,
  newFrame,
  settle,
  settleLookup,
  type Frame,
} from './frame.ts';
import type { Intent } from './intent.ts';
import { answerOf, type Move } from './moves.ts';
import { asksAgain, corrects, isElsewhere, Reader } from './reader.ts';
import type { Sayings } from './sayings.ts';
import { extractSlots, type Extraction, type Reading, type Understanding } from './understanding.ts';
import { offeredIn } from './offered.ts';
import { isShortened, recallNotes } from './notes.ts';
import { Work } from './work.ts';
import { wordsOf } from './words.ts';

export interface DialogueOptions {
  understanding: Understanding;
  intents: readonly Intent[];
  sayings: Sayings;
  /** Confidence from which an intent is taken as meant. */
  acceptAt: number;
  /** Confidence from which it is worth asking "Did you ask ...?". */
  guessAt: number;
  fallback: (heard: string, misses: number) => string;
}

type Answer = 'yes' | 'no' | undefined;

/** Words of somebody who changes what was settled. */
const cues = /\b(?:actually|instead|rather|make it|change|move|no|not|sorry|better)\b/;
/** So many words of an outcome, heard, mean that it was told. */
const toldWords = 3;
/** How a call tells that a question gave way to another: nobody said no to it. */
const replaced = /^replaced by another/;
/** More words than "one moment please I have it here" say something. */
const waitWords = 8;
export class Dialogue {
  readonly #options: DialogueOptions;
  readonly #time: LocalTime;
  readonly #work: Work;
  readonly #reader: Reader;
  /** Every frame that has called its tool, by the call: a result may come when another is in work. */
  readonly #calls = new Map<string, Frame>();
  /** What was last looked at: "and in navy?" goes on from it. */
  #aside: Frame | undefined;
  #guess: { intent: Intent; words: readonly string[] } | undefined;
  /** Turns in a row that were not understood. */
  #misses = 0;
  /** What is to be done about the latest words. */
  #heard: Decision | undefined;

  constructor(options: DialogueOptions, time: LocalTime) {
    this.#options = options;
    this.#time = time;
    this.#reader = new Reader(options, time);
    this.#work = new Work(options.intents, options.sayings, time);
  }

  hear(message: Message): Decision | undefined {
    switch (message.role) {
      case 'user':
        return this.#hearUser(wordsOf(message.text));
      case 'assistant':
        this.#hearAssistant(message.text);
        return undefined;
      case 'tool-call':
        this.#hearCall(message.toolCallId, message.name);
        return undefined;
      case 'tool-result':
        return this.#hearResult(message.toolCallId, message.result);
    }
  }

  /** The question that is open, for a turn in which nobody has said anything new. */
  openQuestion(): string | undefined {
    const { frame } = this.#work;
    if (frame?.stage === 'collecting') return askAgain(frame);
    return frame?.stage === 'asked' ? frame.outcome : undefined;
  }

  /** What the last decision's words ask for. A question of consent is the call's to know. */
  get expects(): Expectation | undefined {
    if (this.#guess !== undefined) return 'yes-no';
    const { frame } = this.#work;
    if (frame?.stage === 'failed') return 'yes-no';
    if (frame?.stage !== 'collecting' || frame.asked === undefined) return undefined;
    return frame.intent.slots?.[frame.asked]?.is.expects;
  }

  /** Notes on what was said before the first of the messages: no words of the caller's. */
  hearNotes(text: string): void {
    recallNotes(text, this.#options.intents, this.#time, this.#work);
  }

  #hearCall(toolCallId: string, name: string): void {
    let { frame } = this.#work;
    if (frame?.stage === 'looking' && frame.intent.lookup?.tool === name) {
      frame.toolCallId = toolCallId;
      this.#calls.set(toolCallId, frame);
      return;
    }
    const left = this.#work.suspended.find((one) => one.stage === 'asked' && one.intent.tool?.name === name);
    if (left !== undefined && frame?.intent.tool?.name !== name) {
      // The answer to a question that was left for something else, in the same words: that goes on.
      left.toolCallId = toolCallId;
      this.#calls.set(toolCallId, left);
      return;
    }
    if (frame?.intent.tool?.name !== name) {
      // Not what this reading expected: another model called, or a result was different at the time.
      const earlier = [...this.#calls.values()].findLast(({ intent }) => intent.tool?.name === name);
      const intent = earlier?.intent ?? this.#options.intents.find(({ tool }) => tool?.name === name);
      const { slots = new Map(), replaces, words = [] } = earlier ?? {};
      frame = intent && newFrame(intent, slots, { replaces, words });
    }
    if (frame === undefined) return;
    this.#work.frame = Object.assign(frame, { toolCallId, stage: 'called', told: true });
    this.#calls.set(toolCallId, frame);
  }

  #hearResult(toolCallId: string, result: ToolOutcome): Decision | undefined {
    const frame = this.#calls.get(toolCallId);
    // Superseded by a later call of the same frame, or none of ours.
    if (frame?.toolCallId !== toolCallId) return undefined;
    if (isShortened(result)) return this.#hearShortened(frame);
    if (result.status === 'refused' && replaced.test(result.reason)) {
      // The question stood open until the caller's next words, which are read as they were then.
      Object.assign(frame, { stage: 'asked', wasAsked: true, outcome: '', told: true });
      return sayText('');
    }
    if (frame.stage === 'looking') {
      const goesOn = settleLookup(frame, result, this.#options.sayings);
      if (goesOn) return this.#work.frame === frame ? this.#work.advance(frame) : sayText('');
    } else if (result.status === 'refused' && frame.corrected && this.#work.frame === frame) {
      // "No, in blue": asked again, as it is now.
      return this.#work.advance(frame);
    } else if (result.status === 'refused' && this.#work.suspended.includes(frame)) {
      return this.#refusedAside(frame, result);
    } else settle(frame, result, this.#time, this.#options.sayings, this.#work.turnsOf(frame.intent));
    const first = isDeclined(result) && this.#work.frame === frame ? this.#work.begun(frame) : undefined;
    if (frame.intent.refines === true) this.#aside = frame;
    return first ?? this.#work.over(frame);
  }

  /** "No, when are you open?": the no is told, and then what else was wanted. */
  #refusedAside(frame: Frame, result: ToolOutcome): Decision {
    const { suspended } = this.#work;
    suspended.splice(suspended.indexOf(frame), 1);
    settle(frame, result, this.#time, this.#options.sayings, this.#work.turnsOf(frame.intent));
    const then = this.#heard;
    if (then?.type !== 'say' && then?.type !== 'call') return sayText(frame.outcome);
    return { ...then, text: joined(frame.outcome, then.text) };
  }

  /** What was said then is heard next; of the rest only the state counts. */
  #hearShortened(frame: Frame): Decision {
    const { sayings } = this.#options;
    const isLookup = frame.stage === 'looking';
    frame.stage = isLookup ? 'collecting' : 'done';
    frame.question = '';
    frame.outcome = isLookup ? sayings.toolFailed : sayings.toolDone;
    if (isLookup) return sayText(frame.outcome);
    if (frame.intent.refines === true) this.#aside = frame;
    return this.#work.over(frame);
  }

  /** An outcome counts as told when its beginning was heard. */
  #hearAssistant(text: string): void {
    const { frame: current } = this.#work;
    if (current?.stage === 'collecting' && current.question === '') current.question = text;
    const heard = ` ${wordsOf(text).join(' ')} `;
    for (const frame of this.#untold()) {
      frame.told = heard.includes(` ${wordsOf(frame.outcome).slice(0, toldWords).join(' ')} `);
    }
  }

  #untold(): Frame[] {
    return [...new Set(this.#calls.values())].filter((frame) => !frame.told && frame.stage !== 'asked');
  }

  #hearUser(words: readonly string[]): Decision {
    const answer = answerOf(words);
    if (this.#work.frame !== undefined) this.#work.frame.corrected = false;
    const news = this.#news(answer);
    if (news !== '' && (words.length === 0 || answer !== undefined)) return sayText(news);
    const decision = this.#understand(words, answer);
    this.#heard = decision;
    if (decision.type !== 'say' && decision.type !== 'call') return decision;
    return { ...decision, text: joined(news, decision.text) };
  }

  /** The outcomes that the caller has not heard, once. */
  #news(answer: Answer): string {
    let news = '';
    for (const frame of this.#untold()) {
      frame.told = true;
      // A question that lapsed because the caller went on to something else is no news.
      if (frame.stage !== 'refused' || answer === 'no') news = joined(news, frame.outcome);
    }
    return news;
  }

  #understand(words: readonly string[], answer: Answer): Decision {
    const { sayings } = this.#options;
    if (words.length === 0) {
      const question = this.openQuestion();
      return sayText(question === undefined ? sayings.notHeard : joined(sayings.askAgain, question));
    }
    const guess = this.#guess;
    this.#guess = undefined;
    if (guess !== undefined && answer === 'yes') {
      this.#misses = 0;
      return this.#work.begin(guess.intent, guess.words);
    }
    if (guess !== undefined && answer === 'no') return sayText(sayings.guessedWrong);
    const { frame } = this.#work;
    if (frame?.stage === 'collecting' || frame?.stage === 'looking') {
      return this.#collect(frame, words, answer);
    }
    if (frame !== undefined) {
      const decision = this.#followUp(frame, words, answer);
      if (decision !== undefined) return decision;
      this.#work.frame = undefined;
    }
    return this.#fresh(words, answer);
  }

  /** A slot was asked for: take what the words hold, unless they are about something else. */
  #collect(frame: Frame, words: readonly string[], answer: Answer): Decision {
    const picked = offeredIn(frame, words);
    if (picked !== undefined) {
      this.#misses = 0;
      mergeSlots(frame, picked);
      return this.#work.advance(frame);
    }
    const { move, other, same } = this.#reader.against(frame.intent, words);
    const { asked } = frame;
    const takesAnything = asked !== undefined && frame.intent.slots?.[asked]?.is.takesAnything === true;
    const extraction = extractSlots(frame.intent, words, this.#time, (name) => name === asked);
    const isMove = move !== undefined && !corrects(move, extraction);
    if (isMove && (move !== 'wait' || words.length <= waitWords)) return this.#move(move, frame, words);
    // Before "no, that is all": whoever is asked which one, and says no, does not hang up.
    if (answer === 'no') return this.#work.giveUp();
    if (other !== undefined && !takesAnything && isElsewhere(extraction, words)) {
      return this.#digress(frame, other, words);
    }
    if (extraction.values.size > 0) {
      this.#misses = 0;
      mergeSlots(frame, extraction.values);
      return this.#work.advance(frame);
    }
    const elsewhere = this.#elsewhere(frame, words);
    if (elsewhere !== undefined) return elsewhere;
    if (same || frame.stage === 'looking') return this.#work.advance(frame);
    this.#misses++;
    return sayText(joined(this.#options.sayings.askAgain, askAgain(frame)));
  }

  /** Words that say nothing to what was asked: of the task that waits, or of what was looked at last. */
  #elsewhere(frame: Frame, words: readonly string[]): Decision | undefined {
    const waiting = this.#work.suspended.at(-1);
    const corrected =
      waiting && extractSlots(waiting.intent, words, this.#time, (name) => name === waiting.asked);
    if (waiting !== undefined && corrected !== undefined && corrected.values.size > 0) {
      mergeSlots(waiting, corrected.values);
      return sayText(joined(this.#options.sayings.corrected, askAgain(frame)));
    }
    const refined = this.#refined(words);
    return refined && this.#work.take(frame, refined);
  }

  /** "How much is it" is about what was looked at last. */
  #begun(intent: Intent, words: readonly string[]): Frame {
    const frame = this.#work.frameOf(intent, words);
    if (this.#aside?.intent !== intent || missingSlot(frame) === undefined) return frame;
    return this.#refined(words, true) ?? frame;
  }

  #refined(words: readonly string[], always = false): Frame | undefined {
    const aside = this.#aside;
    if (aside === undefined) return undefined;
    const { values } = extractSlots(aside.intent, words, this.#time, () => false);
    if (values.size === 0 && !always) return undefined;
    const refined = newFrame(aside.intent, aside.slots, { words });
    mergeSlots(refined, values);
    return refined;
  }

  /** All slots were known: an answer to our question, a correction, or something new (undefined). */
  #followUp(frame: Frame, words: readonly string[], answer: Answer): Decision | undefined {
    const { sayings } = this.#options;
    if (answer !== undefined) return this.#answered(frame, answer);
    const { move, other, same } = this.#reader.against(frame.intent, words);
    const open = frame.stage === 'ready' || frame.stage === 'asked';
    const settled = ['done', 'declined', 'unknown', 'called'].includes(frame.stage);
    const extraction = this.#changed(frame, words, !settled, other === undefined && move === undefined);
    if (frame.stage === 'asked' && move !== undefined && asksAgain(move, words))
      return this.#work.call(frame);
    const undoing = this.#work.intentNamed(frame.intent.undoneBy);
    // What was only told is called off by that word alone: "never mind" is none.
    const undoes = frame.stage === 'done' && move === 'cancel' && (frame.wasAsked || cancels(words));
    if (undoing !== undefined && undoes) {
      const known = (name: string): boolean => undoing.slots?.[name] !== undefined;
      return this.#work.advance(this.#correcting(undoing, frame, words, known));
    }
    if (move !== undefined && !corrects(move, extraction)) return this.#move(move, frame, words);
    const changes = extraction.values.size > 0 && !(other !== undefined && isElsewhere(extraction, words));
    if (changes && frame.stage === 'done' && cues.test(words.join(' '))) {
      const taking = this.#work.intentNamed(frame.intent.corrections);
      if (taking !== undefined) {
        const recalls = (name: string): boolean => taking.slots?.[name]?.recall === true;
        return this.#work.advance(this.#correcting(taking, frame, words, recalls));
      }
    }
    if (changes && (!settled || frame.intent.refines === true || cues.test(words.join(' ')))) {
      // What is done or on its way stays as it is: the correction is a call of its own.
      const corrected = settled
        ? newFrame(frame.intent, frame.slots, {
            replaces: frame.stage === 'done' ? filled(frame) : frame.replaces,
            words: frame.intent.refines === true ? words : frame.words,
          })
        : frame;
      mergeSlots(corrected, extraction.values);
      corrected.corrected = open;
      return this.#work.advance(corrected);
    }
    if (frame.stage === 'called' && other === undefined) return sayText(sayings.toolBusy);
    if (!open) return undefined;
    if (other !== undefined) return this.#digress(frame, other, words);
    if (!same) this.#misses++;
    return this.#work.call(frame, same ? '' : sayings.askAgain);
  }

  /** What the words change of it. Any words at all are a new message only where they hold nothing else. */
  #changed(frame: Frame, words: readonly string[], open: boolean, mayBeAnything: boolean): Extraction {
    const takesAnything = (name: string): boolean => frame.intent.slots?.[name]?.is.takesAnything === true;
    const named = extractSlots(frame.intent, words, this.#time, (name) => open && !takesAnything(name));
    if (!open || !mayBeAnything || named.values.size > 0) return named;
    return extractSlots(frame.intent, words, this.#time, () => true);
  }

  /** What was done is changed by another intent, which knows what was settled by the same names. */
  #correcting(
    intent: Intent,
    done: Frame,
    words: readonly string[],
    knows: (name: string) => boolean,
  ): Frame {
    const { values } = extractSlots(intent, words, this.#time, () => true);
    const known = [...done.slots].filter(([name]) => knows(name));
    const frame = newFrame(intent, new Map(known), { replaces: filled(done), words });
    mergeSlots(frame, values);
    return frame;
  }

  #answered(frame: Frame, answer: 'yes' | 'no'): Decision | undefined {
    switch (frame.stage) {
      case 'called':
        return sayText(this.#options.sayings.toolBusy);
      case 'done':
      case 'declined':
      case 'unknown':
      case 'collecting':
      case 'looking':
        return undefined;
      case 'refused':
        return answer === 'yes' ? this.#work.again(frame) : this.#work.giveUp();
      case 'ready':
      case 'asked':
      case 'failed':
        return answer === 'yes' ? this.#work.call(frame) : this.#work.giveUp();
    }
  }

  #fresh(words: readonly string[], answer: Answer): Decision {
    const { sayings, acceptAt, guessAt, fallback, understanding } = this.#options;
    if (answer !== undefined) return sayText(answer === 'yes' ? sayings.yesWhat : sayings.nothingElse);
    const two = this.#reader.two(words);
    if (two !== undefined) {
      const [first, then] = two.map(({ intent, words: half }) => this.#work.frameOf(intent, half));
      return this.#work.take(then!, first!);
    }
    const { meaning, confidence }: Reading = understanding.read(words);
    const refined = confidence >= acceptAt && 'intent' in meaning ? undefined : this.#refined(words);
    if (refined !== undefined) return this.#work.advance(refined);
    if (confidence >= acceptAt) {
      this.#misses = 0;
      return 'move' in meaning
        ? this.#move(meaning.move, undefined, words)
        : this.#work.advance(
            this.#begun(this.#reader.besides(meaning.intent, words) ?? meaning.intent, words),
          );
    }
    this.#misses++;
    if (confidence >= guessAt && this.#misses === 1 && 'intent' in meaning && meaning.intent.about) {
      this.#guess = { intent: meaning.intent, words };
      return sayText(sayings.didYouAsk.replace('{about}', meaning.intent.about));
    }
    return sayText(fallback(words.join(' '), this.#misses));
  }

  #digress(frame: Frame, intent: Intent, words: readonly string[]): Decision {
    this.#misses = 0;
    const waiting = this.#work.suspended.findLast((one) => one.intent === intent);
    if (waiting !== undefined) return this.#work.advance(this.#swapped(frame, waiting, words));
    return this.#work.digress(frame, intent, words);
  }

  /** Back to a task that waits, of the caller's own accord: the one in work waits instead. */
  #swapped(frame: Frame, waiting: Frame, words: readonly string[]): Frame {
    const { suspended } = this.#work;
    suspended.splice(suspended.indexOf(waiting), 1, frame);
    mergeSlots(waiting, extractSlots(waiting.intent, words, this.#time, () => false).values);
    return waiting;
  }

  #move(move: Move, frame: Frame | undefined, words: readonly string[]): Decision {
    const { sayings } = this.#options;
    const isOver = frame === undefined || frame.stage === 'done';
    switch (move) {
      case 'repeat':
        return { type: 'repeat' };
      case 'continue':
        return { type: 'continue', otherwise: this.openQuestion() ?? sayings.nothingToContinue };
      case 'wait':
        return sayText(sayings.wait);
      case 'cancel':
        if (frame?.stage === 'called') return sayText(sayings.toolBusy);
        // What had its yes and is done, words do not undo.
        if (frame?.stage === 'done' && frame.wasAsked)
          return sayText(joined(sayings.doneAlready, frame.outcome));
        if (isOver && this.#work.suspended.length === 0 && cancels(words)) return sayText(sayings.cancelWhat);
        return this.#work.giveUp();
    }
  }
}

function cancels(words: readonly string[]): boolean {
  return words.includes('cancel');
}
