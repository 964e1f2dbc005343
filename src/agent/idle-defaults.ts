/** What an agent does when nobody speaks, where its definition does not say. */
import type { IdlePolicy } from './agent.ts';

const times = { afterMs: 10_000, promptsMax: 2 };
const english: IdlePolicy = {
  ...times,
  prompt: 'Are you still there?',
  farewell: 'I will let you go. Goodbye.',
};
const german: IdlePolicy = {
  ...times,
  prompt: 'Sind Sie noch da?',
  farewell: 'Dann beende ich das Gespräch. Auf Wiederhören.',
};

/** @param language BCP-47. One that is not known gets English: something must be said. */
export function idleDefaultsOf(language: string): IdlePolicy {
  return language.split('-')[0]!.toLowerCase() === 'de' ? german : english;
}
