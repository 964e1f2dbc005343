/**
 * `antiphon talk`: calls a server, says recordings at the pace of speech, and tells what came of it.
 * Without --url it calls the server that `antiphon serve` starts, or its own where there is none.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { SystemClock } from '../clock/system-clock.ts';
import type { Pipeline } from '../contracts/events.ts';
import { AntiphonError } from '../errors/antiphon-error.ts';
import { callPath } from '../server/accept-calls.ts';
import { exitStatus, UsageError } from './shared/exit-status.ts';
import { parseCallUrl, parseWhole } from './shared/option-values.ts';
import { redactorOf, type RedactionOptions } from './shared/redaction.ts';
import type { World } from './shared/world.ts';
import type { StoryLine } from './talking/call-story.ts';
import { houseToCall } from './talking/house-to-call.ts';
import { PhoneCall } from './talking/phone-call.ts';
import { storyText } from './talking/print-line.ts';
import { callRateOf, readRecording, toUtterance, type Utterance } from './talking/recording.ts';

export interface TalkVerbOptions extends RedactionOptions {
  wav?: string[];
  url?: string;
  pipeline?: Pipeline;
  after: string;
  out?: string;
  log?: string;
  offline?: boolean;
  json?: boolean;
  /** Prints what was said as it was said. */
  raw?: boolean;
}

/** What was typed, read. */
interface Plan {
  url: URL | undefined;
  /** Undefined waits for the greeting. */
  afterMs: number | undefined;
  paths: readonly string[];
}

/** @returns the exit status: 1 where something was not said or not answered. */
export async function talkVerb(options: TalkVerbOptions, world: World): Promise<number> {
  const plan = readPlan(options);
  const files = await Promise.all(plan.paths.map((path) => readRecording(path)));
  const rate = callRateOf(files);
  const utterances = files.map((file, index) => toUtterance(plan.paths[index]!, file, rate));

  using clock = new SystemClock();
  await using house = await houseToCall({ ...options, url: plan.url }, world);
  const story: StoryLine[] = [];
  const printable = printableBy(options);
  await using phone = await PhoneCall.dial({
    url: house.url,
    clock,
    rate,
    pipeline: options.pipeline,
    signal: world.interruption.signal,
    record: options.out !== undefined,
    onLine: (heard) => {
      const line = printable(heard);
      story.push(line);
      if (options.json !== true) world.out(storyText(line));
    },
  });
  const { callId } = phone.caller;
  world.err(`Calling ${house.url.href}, call ${callId}.\n`);
  const answered = await sayAll(phone, utterances, plan.afterMs, world);
  if (phone.ending() === undefined) await phone.caller.hangup();
  if (options.out !== undefined) await writeRecording(options.out, phone, world);
  if (options.json === true)
    world.out(`${JSON.stringify({ callId, url: house.url.href, answered, story })}\n`);
  phone.throwIfLost();
  return answered ? exitStatus.ok : exitStatus.failed;
}

/** What is printed goes into terminals that are logged, and into issues. @throws AntiphonError CONFIG_INVALID */
export function printableBy(options: RedactionOptions & { raw?: boolean }): (line: StoryLine) => StoryLine {
  if (options.raw === true) return (line) => line;
  const redact = redactorOf(options);
  return (line) => redact.json(line) as StoryLine;
}

function readPlan({ wav: paths = [], after, url, log }: TalkVerbOptions): Plan {
  if (paths.length === 0)
    throw new UsageError('there is nothing to say', 'Name a recording with --wav FILE.');
  if (url !== undefined && log !== undefined) {
    throw new UsageError(
      '--log is for an own server, and --url calls another one',
      'Leave out --url, or give --log to `antiphon serve`.',
    );
  }
  return {
    paths,
    url: url === undefined ? undefined : parseCallUrl(url, callPath),
    afterMs: after === 'greeting' ? undefined : parseWhole('--after', after, 0, 600_000),
  };
}

/** @returns whether all of it was said and answered. */
async function sayAll(
  phone: PhoneCall,
  utterances: readonly Utterance[],
  afterMs: number | undefined,
  world: World,
): Promise<boolean> {
  if (afterMs === undefined) await phone.greeted();
  else await phone.pause(afterMs);
  for (const [index, utterance] of utterances.entries()) {
    const before = phone.ending();
    if (before !== undefined) {
      world.err(`The call was over before ${utterance.name} was said: ${before.reason}.\n`);
      return false;
    }
    const repliesBefore = phone.story.repliesEnded;
    await phone.say(utterance);
    if (await phone.answered(repliesBefore)) continue;
    // An agent that says goodbye hangs up after it.
    if (phone.ending()?.code === 'OK' && index === utterances.length - 1) continue;
    world.err(`${utterance.name} was not answered.\n`);
    return false;
  }
  return true;
}

async function writeRecording(path: string, phone: PhoneCall, world: World): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    // It holds voices: for its owner only, like a log.
    await writeFile(path, phone.caller.recording(), { mode: 0o600 });
  } catch (thrown) {
    throw AntiphonError.from(thrown, 'FILE_UNWRITABLE', `cannot write ${path}`);
  }
  world.err(`The call is in ${path}: caller left, agent right.\n`);
}
