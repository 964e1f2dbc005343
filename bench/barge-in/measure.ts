/**
 * The measurement: trial after trial in virtual time, over one long reply in the house's own voice.
 *
 * Every trial is a call of its own; models are shared, as in a server.
 */
import { defineAgent } from '../../src/agent/define-agent.ts';
import { englishPhrases } from '../../src/call/options.ts';
import { SystemClock } from '../../src/clock/system-clock.ts';
import { flite } from '../../src/providers/flite/flite.ts';
import { ScriptedLanguageModel } from '../../src/testing/scripted-llm.ts';
import { Random } from '../../sim/random.ts';
import { embeddedEngine } from '../shared/embedded-engine.ts';
import { LockStep } from '../shared/lock-step.ts';
import { cpuMs } from '../shared/process-cpu.ts';
import { RecordedTts } from '../shared/recorded-tts.ts';
import { activeLevelDbfs } from './levels.ts';
import { planTrials, type Split, type TrialCounts } from './plan.ts';
import { readNoise, readRecordings, synthesiseBackchannels } from './sources.ts';
import { runTrial, sampleRate, type TrialOutcome } from './trial.ts';

/** Half a minute, in which nothing is asked: a "yes" is no answer to anything here. */
const reply =
  'Thank you for calling the garden centre on the hill. ' +
  'We are open every day of the week from nine in the morning until six in the evening, and on Fridays we stay until eight. ' +
  'The shop sells young trees, roses, herbs and vegetables, and behind it you will find a small restaurant with a terrace. ' +
  'If you order before noon, our van brings heavy things to your door on the following day, within thirty miles of the town. ' +
  'Plants that do not grow in the first year may be brought back, together with the receipt, and we replace them without any charge. ' +
  'Every Saturday one of our gardeners shows how to cut fruit trees, and there is room for twelve people who would like to learn it.';
const answer = 'Of course.';

export interface BargeInOptions {
  speechManifest: string | undefined;
  noiseFolder: string | undefined;
  seed: number;
  split: Split;
  counts: TrialCounts;
}

export interface BargeInRun {
  outcomes: TrialOutcome[];
  cpuMsPerTrial: number;
}

export async function measureBargeIn(
  options: BargeInOptions,
  progress: (line: string) => void,
): Promise<BargeInRun> {
  const { speechManifest, noiseFolder, seed, split, counts } = options;
  const recordings = readRecordings(speechManifest);
  const noiseFiles = readNoise(noiseFolder);
  const engine = await embeddedEngine(new SystemClock(), progress);
  await using lockStep = await LockStep.open({ engine });
  const { clock } = lockStep;
  await using voice = await flite();
  const tts = new RecordedTts(voice, clock);
  const clauses = await tts.record(reply);
  const { bridge, ...phrases } = englishPhrases;
  for (const text of [answer, ...bridge, ...Object.values(phrases)]) await tts.record(text);
  const sound = tts.sound(clauses);

  const voiceDbfs = activeLevelDbfs(sound.samples, sampleRate);
  const backchannels = await synthesiseBackchannels();
  const plans = planTrials({ recordings, noiseFiles, backchannels, voiceDbfs }, split, counts, seed);
  const agent = defineAgent({ name: 'desk', instructions: 'Be brief.', greeting: reply });
  const llm = new ScriptedLanguageModel({ clock, replies: [answer] });
  const random = new Random(seed);
  const outcomes: TrialOutcome[] = [];
  const from = cpuMs();
  for (const plan of plans) {
    outcomes.push(await runTrial(plan, random.fork(), { lockStep, agent, llm, tts, reply: sound }));
    if (outcomes.length % 100 === 0) progress(`${split}: ${outcomes.length} of ${plans.length} trials`);
  }
  return { outcomes, cpuMsPerTrial: (cpuMs() - from) / outcomes.length };
}
