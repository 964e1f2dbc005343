/**
 * One trial: a call in which the agent speaks, a sound that comes over its voice, and what the caller
 * heard of us from then on.
 */
import { decodeSamples } from '../../src/audio/decode.ts';
import { msToSamples, samplesToMs } from '../../src/audio/format.ts';
import type { Agent } from '../../src/agent/agent.ts';
import type { CallEvent } from '../../src/contracts/events.ts';
import type { LanguageModel } from '../../src/contracts/llm.ts';
import type { TextToSpeech } from '../../src/contracts/tts.ts';
import type { Random } from '../../sim/random.ts';
import type { LockStep } from '../shared/lock-step.ts';
import type { LockStepCall } from '../shared/lock-step-call.ts';
import { countWords, findParts, type KnownReply } from './heard-reply.ts';
import type { TrialPlan } from './plan.ts';

export const sampleRate = 16_000;
const frameMs = 20;
/** The earliest onset, from the beginning of the call: the reply has been heard for most of a second. */
const leadMs = 800;
/** After the sound: for the stop that counts as late, and for the resumption. */
const lateMs = 1_000;
const resumeMaxMs = 3_000;
/** After a cut: whatever leaks has leaked by then, and the next reply is not reached in most trials. */
const leakWindowMs = 800;
/** Peak of the line's own noise: about -74 dBFS. */
const lineNoisePeak = 10;

export interface TrialOutcome {
  plan: TrialPlan;
  /** From the labelled onset to our last sample before the first pause; undefined where the sound never paused. */
  stopMs: number | undefined;
  /** The reply was cut for good, and why. */
  cutReason: string | undefined;
  /** From the end of the sound to our next sample, 0 where we went on before; undefined where we did not pause or did not go on. */
  resumeGapMs: number | undefined;
  leakedSamples: number;
  repeatedWords: number;
  skippedWords: number;
  /** Final transcripts meanwhile, for whoever looks into a trial. */
  heardText: string;
  confidence: number | undefined;
}

export interface TrialWorld {
  lockStep: LockStep;
  agent: Agent;
  llm: LanguageModel;
  tts: TextToSpeech;
  reply: KnownReply;
}

export async function runTrial(plan: TrialPlan, random: Random, world: TrialWorld): Promise<TrialOutcome> {
  const { lockStep, agent, llm, tts, reply } = world;
  const soundMs = samplesToMs(plan.sound.length, sampleRate);
  const roomMs = samplesToMs(reply.samples.length, sampleRate) - leadMs - Math.min(soundMs, 4_000) - lateMs;
  const onsetMs = leadMs + plan.placeShare * roomMs;
  // Where the frames of a call lie between the ticks of the house is chance.
  await lockStep.run(random.between(0, frameMs));
  await using call = lockStep.call({ agent, llm, tts });
  call.say(overLine(plan.sound, onsetMs, soundMs + resumeMaxMs, random));
  await lockStep.run(onsetMs);
  await follow(call, lockStep, onsetMs + soundMs);
  const nowMs = lockStep.clock.now() - call.startedAt;
  return judge(plan, call, reply, { onsetMs, endMs: onsetMs + soundMs, nowMs });
}

/** Until nothing more can happen that counts. */
async function follow(call: LockStepCall, lockStep: LockStep, endMs: number): Promise<void> {
  const now = (): number => lockStep.clock.now() - call.startedAt;
  const isGoingOn = (): boolean => {
    const cut = find(call.events, 'interruption-committed');
    if (cut !== undefined) return now() < cut.atMs + leakWindowMs;
    if (now() < endMs + lateMs) return true;
    const last = call.events.findLast(({ type }) => type.startsWith('interruption-'));
    const isPaused = last?.type === 'interruption-suspected';
    const hasJustGoneOn = last?.type === 'interruption-dismissed' && now() < last.atMs + lateMs;
    return isPaused || hasJustGoneOn;
  };
  await lockStep.runWhile(isGoingOn, endMs - now() + resumeMaxMs);
}

function judge(
  plan: TrialPlan,
  call: LockStepCall,
  reply: KnownReply,
  { onsetMs, endMs, nowMs }: { onsetMs: number; endMs: number; nowMs: number },
): TrialOutcome {
  const { far, events } = call;
  const bytes = far.heardAudio();
  const recording = new Int16Array(bytes.length / 2);
  decodeSamples('pcm16le', bytes, 0, bytes.length, recording);
  // What the next reply says is not what this one leaks: its first samples are zeros like many others.
  const next = events.find((event) => event.type === 'reply-start' && event.reply !== 0);
  const nextSample = next === undefined ? Infinity : msToSamples(next.atMs, sampleRate) - 1;
  const runs = far.heard!.runs(recording.length).filter(({ startSample }) => startSample < nextSample);
  const parts = findParts(recording, runs, reply);
  const onset = msToSamples(onsetMs, sampleRate);
  const end = msToSamples(endMs, sampleRate);
  // Sound that reaches up to this instant has not stopped.
  const now = Math.floor((nowMs * sampleRate) / 1000) - 1;
  const cut = find(events, 'interruption-committed');
  const pausedAt = parts.findIndex(
    (part) =>
      part.endSample > onset && part.replySample + part.endSample - part.startSample < reply.samples.length,
  );
  const isPaused = pausedAt >= 0 && parts[pausedAt]!.endSample < now;
  const resumed = isPaused
    ? parts.slice(pausedAt + 1).findLast(({ startSample }) => startSample > onset)
    : undefined;
  const cutSample = cut === undefined ? Infinity : msToSamples(cut.atMs, sampleRate) + 1;
  const { repeated, skipped } = countWords(parts, reply.words);
  return {
    plan,
    stopMs: isPaused ? samplesToMs(parts[pausedAt]!.endSample - onset, sampleRate) : undefined,
    cutReason: cut?.reason,
    resumeGapMs:
      resumed === undefined ? undefined : Math.max(0, samplesToMs(resumed.startSample - end, sampleRate)),
    leakedSamples: parts.reduce(
      (sum, part) => sum + Math.max(0, part.endSample - Math.max(part.startSample, cutSample)),
      0,
    ),
    repeatedWords: repeated,
    skippedWords: skipped,
    heardText: events
      .flatMap((event) => (event.type === 'transcript' && event.final ? [event.text] : []))
      .join(' | '),
    confidence: events.flatMap((event) => (event.type === 'speech-start' ? [event.confidence] : []))[0],
  };
}

function find<Type extends CallEvent['type']>(
  events: readonly CallEvent[],
  type: Type,
): Extract<CallEvent, { type: Type }> | undefined {
  return events.find((event): event is Extract<CallEvent, { type: Type }> => event.type === type);
}

/** The sound on a line that hisses faintly before, under and after it. */
function overLine(sound: Int16Array, onsetMs: number, restMs: number, random: Random): Int16Array {
  const onset = msToSamples(onsetMs, sampleRate);
  const line = Int16Array.from({ length: onset + msToSamples(restMs, sampleRate) }, () =>
    random.whole(-lineNoisePeak, lineNoisePeak),
  );
  for (const [index, sample] of sound.entries()) {
    line[onset + index] = Math.max(-32_768, Math.min(32_767, line[onset + index]! + sample));
  }
  return line;
}
