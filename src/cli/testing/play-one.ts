/** Plays one scenario in a world of its own, and tells it: a line, and the call where it failed. */
import type { Agent } from '../../agent/agent.ts';
import type { LanguageModel } from '../../contracts/llm.ts';
import type { Extractor } from '../../contracts/memory.ts';
import { playScenario, type FileScenario, type JunitCase } from '../../testing/scenario/file/index.ts';
import {
  describeFailure,
  type ScenarioMode,
  type ScenarioReport,
  type ScenarioVoices,
  type ScenarioWorld,
} from '../../testing/scenario/index.ts';

/** A caller or a model may say what a terminal takes for an order. */
const unprintable = new RegExp(String.raw`[\u0000-\u0009\u000b-\u001f\u007f-\u009f]`, 'g');

export interface PlayOptions {
  judge: LanguageModel | undefined;
  /** A meaning that nobody judged fails its scenario. */
  strict: boolean;
  /** For every scenario, whatever it says itself. */
  mode: ScenarioMode | undefined;
  /** Opened where a scenario needs them, and not before. */
  voices: () => Promise<ScenarioVoices>;
}

export interface Played {
  case: JunitCase;
  /** For the screen, with its line end. */
  told: string;
}

/** @throws AntiphonError where the world cannot be made. */
export async function playOne(
  scenario: FileScenario,
  makeWorld: () => Promise<ScenarioWorld>,
  { judge, strict, mode = scenario.mode ?? 'text', voices }: PlayOptions,
): Promise<Played> {
  // Loading the models is no part of a scenario's time.
  const spoken = mode === 'voices' ? { voices: await voices() } : {};
  const beganAt = performance.now();
  const world = await makeWorld();
  await using owned = new AsyncDisposableStack();
  owned.defer(async () => {
    world[Symbol.dispose]?.();
    await world[Symbol.asyncDispose]?.();
  });
  const { [Symbol.dispose]: _one, [Symbol.asyncDispose]: _other, ...cast } = world;
  const report = await playScenario(scenario, {
    ...cast,
    ...(await housesOf(world.agent)),
    ...(judge === undefined ? {} : { judge }),
    ...spoken,
    mode,
  });
  const seconds = (performance.now() - beganAt) / 1000;
  const failure = failureOf(report, strict);
  const { unjudged } = report;
  return {
    case: { name: scenario.name, seconds, failure, unjudged },
    told: tell(scenario.name, report, failure, seconds),
  };
}

/** What the house would lend the agent in a served call. */
async function housesOf({ models, slots, intents }: Agent): Promise<{ extractor?: Extractor }> {
  if (models.extractor !== undefined || (slots === undefined && intents.length === 0)) return {};
  const { onDeviceExtractor } = await import('../../providers/ondevice/index.ts');
  return { extractor: onDeviceExtractor() };
}

function failureOf(report: ScenarioReport, strict: boolean): string | undefined {
  if (!report.passed) return describeFailure(report);
  if (!strict || report.unjudged.length === 0) return undefined;
  const meanings = report.unjudged.map((meaning) => JSON.stringify(meaning)).join(', ');
  return `Not judged, for want of a judge: ${meanings}`;
}

function tell(name: string, report: ScenarioReport, failure: string | undefined, seconds: number): string {
  const length = `${(report.callMs / 1000).toFixed(1)} s of call in ${Math.round(seconds * 1000)} ms`;
  const lines = [`  ${failure === undefined ? 'ok  ' : 'FAIL'}  ${name} (${length})`];
  for (const meaning of report.unjudged) lines.push(`        not judged: ${JSON.stringify(meaning)}`);
  if (failure !== undefined) lines.push(failure.replaceAll(/^(?=.)/gm, '        '), '');
  return `${lines.join('\n')}\n`.replaceAll(unprintable, '\ufffd');
}
