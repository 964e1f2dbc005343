/**
 * `antiphon scenario`: makes a scenario of a recorded call, to be read over and played with `antiphon test`.
 *
 * A scenario is kept with the code and read by many, so personal data stays behind in the log, unless it is wanted.
 */
import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { AntiphonError, describeThrown } from '../errors/antiphon-error.ts';
import { scenarioOfLog } from '../testing/scenario/file/index.ts';
import { LogFile } from './replaying/log-file.ts';
import { exitStatus } from './shared/exit-status.ts';
import { redactorOf, type RedactionOptions } from './shared/redaction.ts';
import type { World } from './shared/world.ts';

export interface ScenarioOptions extends RedactionOptions {
  agent?: string;
  name?: string;
  out?: string;
  /** Keeps what was said. */
  raw?: boolean;
}

/** @throws AntiphonError FILE_UNREADABLE, LOG_INVALID */
export function scenarioVerb(path: string, options: ScenarioOptions, world: World): number {
  const log = new LogFile(path);
  const name = options.name ?? `as in ${basename(path)}`;
  const redact = options.raw === true ? undefined : redactorOf(options);
  const text = scenarioOfLog(log.records(), { name, agent: options.agent, redact });
  if (log.line === 0) throw new AntiphonError('LOG_INVALID', `${path} is empty`);
  if (options.out === undefined) world.out(text);
  else write(options.out, text);
  return exitStatus.ok;
}

function write(path: string, text: string): void {
  try {
    // What stands there may have been read over and corrected by a person.
    writeFileSync(path, text, { flag: 'wx' });
  } catch (thrown) {
    throw new AntiphonError('FILE_UNREADABLE', `cannot write ${path}: ${describeThrown(thrown)}`, {
      cure: 'Name a file that is not there yet, in a folder that is.',
      cause: thrown,
    });
  }
}
