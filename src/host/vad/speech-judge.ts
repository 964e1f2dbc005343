/**
 * SpeechJudge decides where one leg's speech starts and ends. It reads no clock and no audio.
 *
 *   silent ──voiced frame──▶ onset ──probable──▶ speaking ◀──probable── doubtful
 *     ▲                        │                  │    └──improbable──────▶ │
 *     ├───────dismissed────────┘                  │                         │
 *     └────────────── quiet for the hangover ─────┴──── improbable twice ───┘
 *
 * Intuition: energy knows silence for certain and at no cost; the model knows speech from noise but
 * costs a hundred times as much. So it is asked only where energy cannot tell: at an onset, when a
 * confirmation is due, in doubt. What it leaves unanswered is decided by the frame classifier.
 */
import { frameMs } from '../../audio/format.ts';
import type { NoiseGate } from './noise-gate.ts';
import type { VadTuning } from './vad-tuning.ts';

export type SpeechState = 'silent' | 'onset' | 'speaking' | 'doubtful';
export type SpeechEdge = 'none' | 'start' | 'end';

/** Gaps in a run of sound that do not make it a new one: the closure of a stop consonant. */
const runGapMs = 80;
/** An onset that goes quiet for so long was a click. */
const onsetQuietMs = 100;
/** An answer about sound so long ago says nothing about now. */
const staleMs = 300;
/** How long the model's probability stays up behind the last sound. */
const modelReleaseMs = 96;
/** Quiet for so long near the noise, the model is asked: longer than one odd frame. */
const doubtAfterMs = 40;
/** How far before its decision a start may lie. */
const startReachMs = 300;
/** Confidence of a start that only the frame classifier has seen. */
const unansweredConfidence = 0.5;
/** dB per frame by which the talker's level decays: 5 dB a second. */
const talkerDecayDb = 0.1;
/** Share of the way that the mean level of a run moves per frame. */
const runLevelShare = 0.15;

export class SpeechJudge {
  state: SpeechState = 'silent';
  /** Where the last edge returned lies, and how sure a start is. */
  edgeMs = 0;
  confidence = 0;
  readonly #tuning: VadTuning;
  readonly #gate: NoiseGate;
  #nowMs = 0;
  #runStartMs = 0;
  #quietMs = runGapMs + frameMs;
  #voicedUntilMs = 0;
  /** Until when the model has vouched for speech, however quiet. */
  #keptUntilMs = 0;
  /** How long the frame classifier has heard speech without a break. */
  #classifiedMs = 0;
  #talkerDbfs = -100;
  #runDbfs = -100;
  /** Entered the state it is in. */
  #sinceMs = 0;
  #retryAtMs = 0;
  #confirmAtMs = Infinity;
  /** Since when the model owes an answer; Infinity while it owes none. */
  #owedSinceMs = Infinity;
  /** It owes one for too long: until it answers, the frame classifier counts. */
  #isUnanswered = false;
  #previousProbability = 0;
  #lowChunks = 0;
  #lowStartMs = 0;

  constructor(gate: NoiseGate, tuning: VadTuning) {
    this.#gate = gate;
    this.#tuning = tuning;
  }

  /** The model should hear every chunk. */
  get isHearing(): boolean {
    return this.state === 'onset' || this.state === 'doubtful';
  }

  get isSpeaking(): boolean {
    return this.state === 'speaking' || this.state === 'doubtful';
  }

  /** Whether the next frame that opens the gate should be classified. */
  get needsClassifier(): boolean {
    return !this.isSpeaking || this.#isUnanswered;
  }

  /** Where the frame lies with which the sound that is heard began. */
  get runStartMs(): number {
    return this.#runStartMs;
  }

  get quietMs(): number {
    return this.#quietMs;
  }

  /** True once per confirmation that has come due: one chunk should be heard. */
  takeConfirmation(nowMs: number): boolean {
    if (this.state !== 'speaking' || nowMs < this.#confirmAtMs || this.#quietMs > 0) return false;
    this.#confirmAtMs = nowMs + this.#tuning.confirmMs;
    this.#owedSinceMs = Math.min(this.#owedSinceMs, nowMs);
    return true;
  }

  /** The frame that the gate heard last, which ends at `endMs`. @param isSpeech What the frame classifier said; true where it was not asked. */
  onFrame(endMs: number, isOpen: boolean, isSpeech: boolean): SpeechEdge {
    this.#nowMs = endMs;
    this.#classifiedMs = isOpen && isSpeech ? this.#classifiedMs + frameMs : 0;
    if (endMs - this.#owedSinceMs >= this.#tuning.unansweredMs) this.#isUnanswered = true;
    if (this.isSpeaking) return this.#onFrameWhileSpeaking(endMs, isOpen, isSpeech);
    this.#trackRun(endMs, isOpen);
    if (this.state === 'onset') return this.#onFrameInOnset(endMs);
    if (isOpen && isSpeech && this.#mayTry(endMs)) this.#enterOnset(endMs);
    return 'none';
  }

  /** `durationMs` of audio up to `endMs` never arrived: as much silence as it was. */
  onLost(endMs: number, durationMs: number): SpeechEdge {
    this.#nowMs = endMs;
    this.#quietMs += durationMs;
    this.#classifiedMs = 0;
    if (this.state === 'onset' && this.#quietMs >= onsetQuietMs) this.state = 'silent';
    return this.isSpeaking ? this.#endWhenQuiet() : 'none';
  }

  /** What the model says about one chunk; NaN is no opinion. Answers come in the order of the chunks. */
  onAnswer(probability: number, chunkStartMs: number, chunkEndMs: number): SpeechEdge {
    const isStale = this.#nowMs - chunkEndMs > staleMs;
    if (Number.isNaN(probability) || isStale || this.state === 'silent') return 'none';
    this.#isUnanswered = false;
    const edge =
      this.state === 'onset'
        ? this.#onAnswerInOnset(probability, chunkEndMs)
        : this.#onAnswerWhileSpeaking(probability, chunkStartMs, chunkEndMs);
    this.#owedSinceMs = this.isHearing ? chunkEndMs : Infinity;
    return edge;
  }

  #trackRun(endMs: number, isOpen: boolean): void {
    const { levelDbfs } = this.#gate;
    if (!isOpen) {
      this.#quietMs += frameMs;
      return;
    }
    if (this.#quietMs > runGapMs) {
      this.#runStartMs = endMs - frameMs;
      this.#runDbfs = levelDbfs;
    }
    this.#quietMs = 0;
    this.#voicedUntilMs = endMs;
    this.#runDbfs += runLevelShare * (levelDbfs - this.#runDbfs);
  }

  /** After a dismissal the model is not bothered by more of the same. */
  #mayTry(endMs: number): boolean {
    return endMs >= this.#retryAtMs || this.#gate.levelDbfs > this.#runDbfs + this.#tuning.retryJumpDb;
  }

  #enterOnset(endMs: number): void {
    this.state = 'onset';
    this.#sinceMs = endMs;
    this.#owedSinceMs = endMs;
    this.#previousProbability = 0;
    this.#lowChunks = 0;
  }

  #onFrameInOnset(endMs: number): SpeechEdge {
    if (this.#quietMs >= onsetQuietMs) {
      this.state = 'silent';
      return 'none';
    }
    if (this.#isUnanswered && this.#classifiedMs >= this.#tuning.unansweredMs) {
      return this.#start(endMs, unansweredConfidence);
    }
    if (endMs - this.#sinceMs >= this.#tuning.onsetMaxMs) {
      // Only the model can call a sound noise; without it this is just an undecided one.
      if (this.#isUnanswered) this.state = 'silent';
      else this.#dismiss(endMs);
    }
    return 'none';
  }

  #onAnswerInOnset(probability: number, chunkEndMs: number): SpeechEdge {
    const { startProbability, startPairProbability, dismissProbability, dismissChunks } = this.#tuning;
    const isPair = Math.min(probability, this.#previousProbability) >= startPairProbability;
    this.#previousProbability = probability;
    if (probability >= startProbability || isPair) return this.#start(chunkEndMs, probability);
    // The pre-roll is silence and says nothing against what follows.
    if (probability < dismissProbability && chunkEndMs > this.#runStartMs + frameMs) this.#lowChunks += 1;
    if (this.#lowChunks >= dismissChunks) this.#dismiss(chunkEndMs);
    return 'none';
  }

  #start(nowMs: number, confidence: number): SpeechEdge {
    this.state = 'speaking';
    this.#keptUntilMs = 0;
    this.#talkerDbfs = this.#runDbfs;
    const { confirmMs, sureProbability, unsureConfirmMs } = this.#tuning;
    this.#confirmAtMs = nowMs + (confidence < sureProbability ? unsureConfirmMs : confirmMs);
    this.edgeMs = Math.max(this.#runStartMs, nowMs - startReachMs);
    this.confidence = confidence;
    return 'start';
  }

  /** The model says noise: what it heard is the floor from now on. */
  #dismiss(nowMs: number): void {
    this.state = 'silent';
    this.#retryAtMs = nowMs + this.#tuning.retryMs;
    this.#gate.raise(this.#runDbfs);
  }

  #onFrameWhileSpeaking(endMs: number, isOpen: boolean, isSpeech: boolean): SpeechEdge {
    const { levelDbfs } = this.#gate;
    const isTalker = levelDbfs > this.#talkerDbfs - this.#tuning.speechRangeDb;
    if (isOpen && isTalker && (isSpeech || !this.#isUnanswered)) {
      this.#quietMs = 0;
      this.#voicedUntilMs = endMs;
      this.#talkerDbfs = Math.max(levelDbfs, this.#talkerDbfs - talkerDecayDb);
      this.#runDbfs += runLevelShare * (levelDbfs - this.#runDbfs);
    } else {
      this.#quietMs += frameMs;
    }
    if (this.state === 'doubtful' && this.#isUnanswered) {
      this.state = 'speaking';
      this.#confirmAtMs = endMs + this.#tuning.confirmMs;
    } else if (this.state === 'speaking' && this.#quietMs >= doubtAfterMs && this.#modelDecidesEnds) {
      this.#doubt();
      this.#owedSinceMs = Math.min(this.#owedSinceMs, endMs);
    }
    return this.#endWhenQuiet();
  }

  /** Close to the noise, quiet may be a soft syllable: energy alone may not end speech there. */
  get #modelDecidesEnds(): boolean {
    return !this.#isUnanswered && this.#talkerDbfs - this.#gate.floorDbfs < this.#tuning.clearRangeDb;
  }

  #endWhenQuiet(): SpeechEdge {
    if (this.#quietMs < this.#tuning.hangoverMs) return 'none';
    const isContested = this.#previousProbability >= this.#tuning.keepProbability && this.#modelDecidesEnds;
    return isContested ? 'none' : this.#end(Math.max(this.#voicedUntilMs, this.#keptUntilMs));
  }

  #doubt(): void {
    this.state = 'doubtful';
    this.#lowChunks = 0;
  }

  #onAnswerWhileSpeaking(probability: number, chunkStartMs: number, chunkEndMs: number): SpeechEdge {
    const { keepProbability, endProbability, endChunks, confirmMs } = this.#tuning;
    this.#previousProbability = probability;
    if (probability >= keepProbability) {
      this.state = 'speaking';
      this.#lowChunks = 0;
      this.#keptUntilMs = chunkEndMs - modelReleaseMs;
      this.#confirmAtMs = chunkEndMs + confirmMs;
      return 'none';
    }
    if (this.state === 'speaking') this.#doubt();
    if (probability >= endProbability) {
      this.#lowChunks = 0;
      return 'none';
    }
    if (this.#lowChunks === 0) this.#lowStartMs = chunkStartMs;
    this.#lowChunks += 1;
    if (this.#lowChunks < endChunks) return 'none';
    // Where it is quiet energy knows the place; in noise only how long the model takes to let go.
    const quietSinceMs = this.#quietMs > 0 ? this.#voicedUntilMs : 0;
    const edge = this.#end(Math.max(quietSinceMs, this.#lowStartMs - modelReleaseMs));
    this.#dismiss(chunkEndMs);
    return edge;
  }

  #end(atMs: number): SpeechEdge {
    this.state = 'silent';
    // The next sound is a new run, even where the line stays loud.
    this.#quietMs = Math.max(this.#quietMs, runGapMs + frameMs);
    this.#owedSinceMs = Infinity;
    this.#isUnanswered = false;
    this.edgeMs = Math.max(atMs, this.edgeMs);
    return 'end';
  }
}
