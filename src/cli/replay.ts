/**
 * `antiphon replay`: decides a logged call again and says whether every decision comes out the same.
 *
 * What is printed goes into issues and chats, so personal data is taken out of it; the log itself is left whole, for
 * its owner, and the number of the line leads there.
 */
import { replay, type ReplayResult } from '../call/replay.ts';
import type { Tokenizer } from '../contracts/llm.ts';
import { AntiphonError, describeThrown } from '../errors/antiphon-error.ts';
import { openTokenizer } from '../memory/tokenizer.ts';
import type { Redactor } from '../privacy/redactor.ts';
import { LogFile } from './replaying/log-file.ts';
import { exitStatus } from './shared/exit-status.ts';
import { redactorOf, type RedactionOptions } from './shared/redaction.ts';
import type { World } from './shared/world.ts';

export interface ReplayOptions extends RedactionOptions {
  json?: boolean;
}

/** @returns the exit status: 1 where something differs. */
export async function replayVerb(path: string, options: ReplayOptions, world: World): Promise<number> {
  const redact = redactorOf(options);
  const log = new LogFile(path);
  const { difference, ...rest } = replayLog(log, await openTokenizer());
  const result = {
    ...rest,
    difference: difference === undefined ? undefined : printable(difference, redact),
  };
  if (options.json === true) {
    world.out(
      `${JSON.stringify({ ...result, line: log.line, truncated: log.truncated, ended: log.ended })}\n`,
    );
  } else {
    world.out(tell(result, log));
  }
  return result.difference === undefined ? exitStatus.ok : exitStatus.failed;
}

type Difference = NonNullable<ReplayResult['difference']>;

/** Without personal data. */
function printable(difference: Difference, { json }: Redactor): Difference {
  const { input, logged, replayed } = difference;
  return {
    ...difference,
    input: json(input) as Difference['input'],
    logged: json(logged) as Difference['logged'],
    replayed: json(replayed) as Difference['replayed'],
  };
}

/** @throws AntiphonError FILE_UNREADABLE, LOG_INVALID */
export function replayLog(log: LogFile, tokenizer?: Tokenizer): ReplayResult {
  try {
    return replay(log.records(), tokenizer);
  } catch (thrown) {
    if (AntiphonError.is(thrown) && thrown.code !== 'INVARIANT_BROKEN') {
      if (log.line === 0 && thrown.code === 'LOG_INVALID')
        throw new AntiphonError('LOG_INVALID', `${log.path} is empty`);
      throw thrown;
    }
    throw log.invalid(`the call cannot take it: ${describeThrown(thrown)}`, thrown);
  }
}

function tell({ callId, steps, events, difference }: ReplayResult, log: LogFile): string {
  const lines: string[] = [];
  if (difference === undefined) {
    lines.push(`Call ${callId} replays bit for bit, ${steps} steps, ${events} events.`);
  } else {
    const { step, now, input, output, logged, replayed } = difference;
    const same = JSON.stringify(logged) === JSON.stringify(replayed);
    lines.push(
      `Call ${callId} differs at step ${step} (line ${log.line}), ${Math.round(now)} ms into the call, output ${output}.`,
      `  input     ${JSON.stringify(input)}`,
      `  logged    ${logged === undefined ? 'nothing' : JSON.stringify(logged)}`,
      `  replayed  ${replayed === undefined ? 'nothing' : JSON.stringify(replayed)}`,
      ...(same
        ? [`They differ in personal data, which is not printed: see line ${log.line} of the log.`]
        : []),
      `The ${steps} steps before it are the same.`,
    );
  }
  if (log.truncated) lines.push(`Line ${log.line} is cut short, as a crash leaves it: it was left out.`);
  if (difference === undefined && !log.ended) lines.push('The log stops before the call ended.');
  return `${lines.join('\n')}\n`;
}
