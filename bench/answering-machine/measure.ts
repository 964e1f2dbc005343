/** Plays the examples to real calls in virtual time: session, libfvad, Silero, Vosk; nothing is told beforehand. */
import { defineAgent } from '../../src/agent/define-agent.ts';
import { SystemClock } from '../../src/clock/system-clock.ts';
import { flite } from '../../src/providers/flite/flite.ts';
import { ScriptedLanguageModel } from '../../src/testing/scripted-llm.ts';
import { Random } from '../../sim/random.ts';
import { embeddedEngine } from '../shared/embedded-engine.ts';
import { LockStep } from '../shared/lock-step.ts';
import { RecordedTts } from '../shared/recorded-tts.ts';
import { percentile } from '../shared/statistics.ts';
import type { FigureGroup } from '../shared/benchmark.ts';
import { composeExamples, type Example } from './examples.ts';

const greeting = 'This is the garden centre. Your order has arrived.';
/** Behind the last sound: the longest that anything waits for. */
const patienceMs = 9_000;

export interface Outcome {
  example: Example;
  who: 'person' | 'machine' | 'undecided';
  reason: string;
  /** A person was believed to be there first. */
  isRevised: boolean;
  /** From the end of what was said to the first verdict; negative where it came before. */
  lateMs: number;
  /** When our last reply began, or undefined where it never did. */
  spokeAtMs: number | undefined;
}

export async function measureAnswering(
  seed: number,
  split: 'tune' | 'report',
  progress: (line: string) => void,
): Promise<Outcome[]> {
  const examples = (await composeExamples(new Random(seed))).filter(
    (_, index) => (index % 2 === 0) === (split === 'tune'),
  );
  const engine = await embeddedEngine(new SystemClock(), progress);
  await using lockStep = await LockStep.open({ engine });
  await using voice = await flite();
  const tts = new RecordedTts(voice, lockStep.clock);
  await tts.record(greeting);
  await tts.record('Of course.');
  const agent = defineAgent({ name: 'desk', instructions: 'Be brief.', greeting });
  const llm = new ScriptedLanguageModel({ clock: lockStep.clock, replies: ['Of course.'] });
  const outcomes: Outcome[] = [];
  for (const example of examples) {
    await using call = lockStep.call({
      agent,
      llm,
      tts,
      adjust: (options) => ({ ...options, answeringMachine: 'detect' }),
    });
    call.say(example.samples);
    const isOpen = (): boolean => !call.events.some(({ type }) => type === 'call-end');
    await lockStep.runWhile(isOpen, example.endMs + patienceMs);
    const verdicts = call.events.filter((event) => event.type === 'answered-by');
    const [first] = verdicts;
    const answered = verdicts.at(-1);
    outcomes.push({
      example,
      who: answered?.who ?? 'undecided',
      reason: answered?.reason ?? '',
      lateMs: (first?.atMs ?? example.endMs + patienceMs) - example.endMs,
      isRevised: verdicts.length > 1,
      spokeAtMs: call.events.findLast(({ type }) => type === 'reply-start')?.atMs,
    });
  }
  return outcomes;
}

export function toFigures(outcomes: readonly Outcome[]): FigureGroup {
  const of = (truth: string, verdict: string): number =>
    outcomes.filter(({ example, who }) => example.who === truth && who === verdict).length;
  const people = outcomes.filter(({ example }) => example.who === 'person');
  const machines = outcomes.filter(({ example }) => example.who === 'machine');
  const waits = people
    .filter(({ who, example }) => who === 'person' && !example.label.endsWith(': '))
    .map(({ lateMs }) => lateMs);
  const recorded = machines.filter(({ example }) => example.beeps);
  // Begun before the beep was over, or never: the recording lacks the beginning.
  const over = recorded.filter(({ example, spokeAtMs }) => (spokeAtMs ?? 0) < example.endMs);
  const found = of('machine', 'machine');
  return {
    people: people.length,
    machines: machines.length,
    machinePrecision: found / Math.max(1, found + of('person', 'machine')),
    machineRecall: found / machines.length,
    personRecall: of('person', 'person') / people.length,
    personWaitMsP50: Math.round(percentile(waits, 0.5)),
    personWaitMsP95: Math.round(percentile(waits, 0.95)),
    revisedToMachine: machines.filter(({ isRevised }) => isRevised).length,
    messages: recorded.length,
    wholeMessages: recorded.length - over.length,
    undecided: outcomes.filter(({ who }) => who === 'undecided').length,
  };
}

export function describeWrong(outcomes: readonly Outcome[]): string[] {
  return outcomes
    .filter(
      ({ example, who, spokeAtMs }) =>
        who !== example.who || (who === 'machine' && spokeAtMs !== undefined && spokeAtMs < example.endMs),
    )
    .map(
      ({ example, who, reason, lateMs, spokeAtMs }) =>
        `${example.label} -> ${who} (${reason}, ${Math.round(lateMs)} ms, spoke ${spokeAtMs === undefined ? 'never' : Math.round(spokeAtMs - example.endMs)})`,
    );
}
