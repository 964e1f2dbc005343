/** One simulated call from its seed: the same seed gives the same call, to the last sample. */
import type { Pipeline } from '../src/contracts/events.ts';
import { Caller } from './caller.ts';
import { FarEnd } from './far-end.ts';
import { drawOptions } from './options.ts';
import { drawPersonality, type Personality } from './personality.ts';
import { Random } from './random.ts';
import type { CallRecord } from './record.ts';
import { Schedule } from './schedule.ts';
import { drawScript } from './script.ts';
import { Shell } from './shell.ts';
import { drawWeather } from './weather.ts';
import { Words } from './words.ts';

/** A caller who has nothing more to say and a call that goes on for so long: nobody ends it. */
const patienceMs = 240_000;
/** What was cleared last needs a moment to fall silent. */
const drainMs = 2_000;

/** What is not drawn from the seed. */
export interface Given {
  pipeline?: Pipeline | undefined;
  personality?: Personality | undefined;
}

export function simulate(seed: number, given: Given = {}): CallRecord {
  const random = new Random(seed);
  const drawn = drawPersonality(random.fork());
  const personality = given.personality ?? drawn;
  const weather = drawWeather(random.fork());
  const options = drawOptions(random.fork(), { weather, personality, pipeline: given.pipeline });
  const schedule = new Schedule(random.fork(), weather.windowMs);
  const clear = weather.name === 'calm' || random.chance(0.9);
  const far = new FarEnd(schedule, random.fork(), weather.network, { receipts: options.leg.receipts, clear });
  const words = new Words(random.fork());
  const shell = new Shell(options, { schedule, random: random.fork(), weather, words, far });
  const script = drawScript(random.fork(), weather.name === 'calm', personality);
  const caller = new Caller(script, {
    schedule,
    random: random.fork(),
    weather,
    words,
    far,
    stt: shell.stt,
    listener: {
      feed: (input) => shell.feed(input),
      setPipeline: (act) => shell.feed({ type: 'set-pipeline', pipeline: act.pipeline }),
      lastHeard: () => shell.lastHeard(),
    },
  });
  shell.feed({ type: 'start' });
  caller.start();
  run(schedule, shell, caller);
  const { endedAt, thrown } = shell;
  const afterEnd = thrown === undefined && endedAt !== undefined ? probeEnd(shell) : [];
  return {
    seed,
    personality,
    options,
    weather,
    steps: shell.steps,
    endedAt,
    stoppedAt: schedule.now,
    thrown,
    stuckAt: shell.stuckAt,
    afterEnd,
    deadlineAfterEnd: thrown === undefined ? shell.deadlineAfterEnd : undefined,
    open: { generations: shell.mind.running, voices: shell.voiceModel.openStreams },
    truth: {
      clear,
      runs: far.runs,
      clears: far.clears,
      bufferedMsMax: far.bufferedMsMax,
      lastSentAt: far.lastSentAt,
      utterances: caller.utterances,
      finals: shell.stt.finals,
      sttFaults: shell.stt.faults,
      unflushed: shell.stt.unflushed,
      deaf: caller.deaf,
      callerDoneAt: caller.doneAt,
    },
  };
}

function run(schedule: Schedule, shell: Shell, caller: Caller): void {
  while (schedule.step()) {
    if (shell.endedAt !== undefined && schedule.now > shell.endedAt + drainMs) return;
    if (caller.doneAt !== undefined && schedule.now > caller.doneAt + patienceMs) return;
  }
}

function probeEnd(shell: Shell): CallRecord['afterEnd'] {
  return shell.feedAfterEnd([
    { type: 'timeout' },
    { type: 'speech-start', mediaMs: 0, agoMs: 0, confidence: 1 },
    { type: 'generation-text', generation: 0, text: 'Too late.' },
    { type: 'leg-closed', by: 'caller', reason: 'hung up' },
  ]);
}
