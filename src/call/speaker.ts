/**
 * Speaker brings one reply from text to the caller's ear: clauses to the TTS, playout once it is
 * allowed, pause and resumption, the cut, and the end when the last word was played.
 *
 *   speculative ──commit──▶ preparing ──first audio──▶ playing ──all played──▶ ended
 *                              │                        │  ▲
 *                            held                    pause resume          cut at any time
 */
import { ActiveReply } from './active-reply.ts';
import type { CallContext } from './context.ts';
import type { CallInput } from './input.ts';

/** How long the receipts of a cleared reply are waited for. */
const settleMs = 400;

export interface SpeakerListener {
  /** The reply was heard to its end. */
  onReplyEnd(reply: ActiveReply, heard: string): void;
  /** What was heard of a reply that was cut is known now. */
  onReplyCut(reply: ActiveReply, heard: string): void;
  /** The voice is gone: nothing more can be said. */
  onVoiceLost(detail: string): void;
}

export class Speaker {
  /** The reply whose turn it is. */
  reply: ActiveReply | undefined;
  #nextReply: number;
  #settling: { reply: ActiveReply; reason: string } | undefined;
  readonly #context: CallContext;
  readonly #listener: SpeakerListener;

  constructor(context: CallContext, listener: SpeakerListener) {
    this.#context = context;
    this.#listener = listener;
    this.#nextReply = context.firstNumber;
  }

  /** A reply that may not be heard yet. */
  prepare(): ActiveReply {
    const reply = new ActiveReply(this.#nextReply, this.#context.turn);
    this.#nextReply += 1;
    this.#context.ledger.startReply(reply.id);
    return reply;
  }

  /** From now on the reply has the floor. */
  commit(reply: ActiveReply): void {
    this.settleCut();
    reply.committed = true;
    reply.turn = this.#context.turn;
    this.reply = reply;
    this.#context.activeReply = reply.id;
    this.#context.history.addReplyPart(reply.id, 0);
    reply.clauses.forEach((clause, index) => this.#emitClause(reply, index, clause.text));
    this.playWhenReady(reply);
  }

  speak(reply: ActiveReply, text: string): void {
    const clause = reply.clauses.length;
    reply.clauses.push({
      text,
      hasAudio: false,
      ended: false,
      retried: false,
    });
    this.#context.ledger.clause(reply.id, clause, text);
    this.#context.send({ type: 'speak', reply: reply.id, clause, text, retry: false });
    if (reply.committed) this.#emitClause(reply, clause, text);
  }

  /** A text of ours, whole. */
  speakText(reply: ActiveReply, text: string): void {
    const sequential = this.#context.pipeline === 'sequential';
    const clauses = sequential ? [text] : [...reply.splitter.push(text), ...reply.splitter.end()];
    for (const clause of clauses) this.speak(reply, clause);
  }

  /** Sends what may be heard, once there is something: a clause's first audio, or in the sequential pipeline all of it. */
  playWhenReady(reply: ActiveReply): void {
    if (this.#context.away) return;
    if (!reply.committed || reply.held || reply.phase !== 'preparing') return;
    const sequential = this.#context.pipeline === 'sequential';
    const ready = sequential
      ? reply.clauses.length > 0 && reply.clauses.every((clause) => clause.ended)
      : reply.clauses.some((clause) => clause.hasAudio);
    if (!ready) return;
    this.#play(reply, 0);
  }

  /** Someone speaks over us: be silent, keep everything. */
  pause(): void {
    const reply = this.reply;
    if (reply === undefined) return;
    // It may have been about to go on.
    this.#context.deadlines.clear('resume');
    if (reply.phase === 'preparing') reply.held = true;
    if (reply.phase !== 'playing') return;
    reply.phase = 'paused';
    this.#context.send({ type: 'pause', reply: reply.id });
  }

  /** It was nothing: go on from the word where we paused, once it is known what was heard. */
  resume(): void {
    const { reply } = this;
    if (reply === undefined) return;
    reply.held = false;
    this.playWhenReady(reply);
    if (this.#context.away || reply.phase !== 'paused') return;
    if (this.#context.ledger.settled(reply.id)) this.#resumeNow(reply);
    else this.#context.deadlines.set('resume', this.#context.now + settleMs);
  }

  /** What of a reply that was cut was heard is not known yet. */
  get settling(): boolean {
    return this.#settling !== undefined;
  }

  /** The floor is the caller's: nothing more of this reply is ever heard. */
  cut(reason: string): void {
    const reply = this.reply;
    if (reply === undefined) return;
    this.reply = undefined;
    this.#context.deadlines.clear('resume', 'playout', 'tts', 'tts-stall', 'bridge', 'give-up');
    this.#context.send({ type: 'stop', reply: reply.id });
    this.#context.history.cutReply(reply.id, !reply.textComplete);
    this.#settling = { reply, reason };
    this.#context.activeReply = undefined;
    const known = !reply.begun || (reply.phase === 'paused' && this.#context.ledger.settled(reply.id));
    if (known) this.settleCut();
    else this.#context.deadlines.set('cut-settle', this.#context.now + settleMs);
  }

  /** Drops a reply that nobody was told of. */
  discard(reply: ActiveReply): void {
    this.#context.ledger.forget(reply.id);
    this.#context.send({ type: 'stop', reply: reply.id });
  }

  /** Says what was heard of the reply that was cut: receipts have come, or are waited for no longer. */
  settleCut(): void {
    const settling = this.#settling;
    if (settling === undefined) return;
    this.#settling = undefined;
    this.#context.deadlines.clear('cut-settle');
    const { heard, unheard } = this.#context.ledger.text(this.#context.now, settling.reply.id);
    this.#context.emit({
      type: 'reply-cut',
      reply: settling.reply.id,
      heardText: heard,
      unheardText: unheard,
      reason: settling.reason,
    });
    this.#context.lastCut = { heardText: heard, unheardText: unheard };
    this.#listener.onReplyCut(settling.reply, heard);
  }

  onClauseAudio(reply: ActiveReply, input: Extract<CallInput, { type: 'clause-audio' }>): void {
    const clause = reply.clauses[input.clause];
    if (clause === undefined || clause.hasAudio) return;
    clause.hasAudio = true;
    if (reply.committed) this.#context.emit({ type: 'reply-audio', reply: reply.id, clause: input.clause });
    this.playWhenReady(reply);
  }

  onClauseEnd(reply: ActiveReply, input: Extract<CallInput, { type: 'clause-end' }>): void {
    const clause = reply.clauses[input.clause];
    if (clause === undefined || clause.ended) return;
    // A voice that yields nothing has failed, whatever it says.
    if (input.samples === 0 && (!clause.retried || !reply.begun))
      return this.onClauseFailed(reply, input.clause, 'TTS_FAILED');
    clause.ended = true;
    this.#context.ledger.clauseEnd(reply.id, input.clause, input.samples);
    this.playWhenReady(reply);
    this.endWhenPlayed();
  }

  /** A clause that cannot be spoken is tried once more; then there is no voice left. */
  onClauseFailed(reply: ActiveReply, clause: number, detail: string): void {
    const record = reply.clauses[clause];
    if (record === undefined || record.ended) return;
    if (record.retried || record.hasAudio) {
      this.#listener.onVoiceLost(detail);
      return;
    }
    record.retried = true;
    this.#context.ledger.clause(reply.id, clause, record.text);
    this.#context.send({ type: 'speak', reply: reply.id, clause, text: record.text, retry: true });
  }

  /** A clause whose audio stops coming ends where it is. */
  abandonClause(reply: ActiveReply, clause: number): void {
    this.#context.ledger.breakOff(reply.id, clause);
    this.#context.send({ type: 'clause-abandon', reply: reply.id, clause });
  }

  onSent(input: Extract<CallInput, { type: 'playout-sent' }>): void {
    const { ledger, now } = this.#context;
    ledger.sent(now, input.reply, input);
    const reply = this.reply;
    if (reply?.id !== input.reply) return;
    if (!reply.begun) this.#begin(reply);
    const { leg, limits } = this.#context.options;
    const lateMs = leg.receipts === 'played' ? limits.receiptLateMs : 0;
    this.#context.deadlines.set('playout', ledger.expectedEnd(reply.id) + lateMs);
    this.endWhenPlayed();
  }

  onCleared(input: Extract<CallInput, { type: 'playout-cleared' }>): void {
    this.#context.ledger.cleared(this.#context.now, input.reply, input);
    this.#onSettled(input.reply);
  }

  onReceipt(input: Extract<CallInput, { type: 'receipt' }>): void {
    this.#context.ledger.receipt(input.reply, input.samples, input.status, input.outstandingMarks);
    this.#onSettled(input.reply);
    this.endWhenPlayed();
  }

  onResumeDue(): void {
    if (this.reply?.phase === 'paused') this.#resumeNow(this.reply);
  }

  /** By the clock everything sent has been played: a leg that owes receipts still is not waited for. */
  onPlayoutDue(): void {
    const reply = this.reply;
    if (reply === undefined || reply.phase !== 'playing') return;
    const { deadlines, ledger, now, options } = this.#context;
    if (options.limits.legReturnMs > 0 && deadlines.has('leg')) {
      // The line may be dead already: then nothing of this was heard, and it is said when it is back.
      deadlines.set('playout', now + options.limits.receiptLateMs);
      return;
    }
    if (ledger.starved(reply.id) && !ledger.silent(now, reply.id)) {
      this.#context.emit({ type: 'watchdog', stage: 'playout', afterMs: 0, action: 'receipts given up' });
      ledger.assumePlayed(reply.id);
    }
    this.endWhenPlayed();
  }

  /** Ends the reply when its last word was played. */
  endWhenPlayed(): void {
    const reply = this.reply;
    if (reply === undefined || !reply.committed || reply.held || !reply.audioComplete) return;
    // A reply with nothing to sound has no playout to wait for.
    const mute = reply.phase === 'preparing' && !reply.clauses.some((clause) => clause.hasAudio);
    // A reply that was stopped in its last moment may have been heard to its end, as receipts show.
    if (reply.phase === 'preparing' && !mute) return;
    if (!this.#context.ledger.playedOut(this.#context.now, reply.id)) return;
    if (mute && reply.clauses.length > 0) {
      this.#listener.onVoiceLost('nothing of the reply can be heard');
      return;
    }
    this.reply = undefined;
    this.#context.deadlines.clear('resume', 'playout', 'tts', 'tts-stall', 'bridge', 'give-up');
    const { heard } = this.#context.ledger.text(this.#context.now, reply.id);
    this.#context.activeReply = undefined;
    this.#context.lastCut = undefined;
    this.#context.emit({ type: 'reply-end', reply: reply.id, heardText: heard });
    this.#context.send({ type: 'release', reply: reply.id });
    this.#listener.onReplyEnd(reply, heard);
  }

  #begin(reply: ActiveReply): void {
    reply.begunAt = this.#context.now;
    const { silentSince, turn } = reply;
    this.#context.emit({
      type: 'reply-start',
      reply: reply.id,
      turn,
      ...(silentSince === undefined ? {} : { voiceToVoiceMs: this.#context.now - silentSince }),
    });
  }

  #onSettled(reply: number): void {
    if (!this.#context.ledger.settled(reply)) return;
    if (this.#settling?.reply.id === reply) this.settleCut();
    if (this.reply?.id === reply && this.#context.deadlines.has('resume')) this.#resumeNow(this.reply);
  }

  #resumeNow(reply: ActiveReply): void {
    this.#context.deadlines.clear('resume');
    this.#play(reply, this.#context.ledger.resumeSample(this.#context.now, reply.id));
  }

  #play(reply: ActiveReply, fromSample: number): void {
    reply.phase = 'playing';
    this.#context.ledger.playFrom(reply.id, fromSample);
    this.#context.send({ type: 'play', reply: reply.id, fromSample });
  }

  #emitClause(reply: ActiveReply, clause: number, text: string): void {
    const { language } = this.#context.plan;
    this.#context.emit({ type: 'reply-clause', reply: reply.id, clause, text }, { language });
  }
}
