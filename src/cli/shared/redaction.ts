/** What a verb takes out of what it prints: personal data, and the names that were typed. */
import { redactor, type Redactor } from '../../privacy/redactor.ts';

export interface RedactionOptions {
  /** Names of people. */
  redactName?: string[];
}

/** @throws AntiphonError CONFIG_INVALID for a name without a word. */
export function redactorOf({ redactName = [] }: RedactionOptions): Redactor {
  return redactor({ names: redactName });
}
