/** The languages whose words are known, by the first part of their BCP-47 tag. Another one is a file of lists beside these. */
import { english } from './english.ts';
import { german } from './german.ts';
import type { TurnLanguage } from './turn-language.ts';

export const turnLanguages: Readonly<Record<string, TurnLanguage>> = { en: english, de: german };

/** @returns undefined for a language without word lists. */
export function turnLanguageOf(tag: string): TurnLanguage | undefined {
  return turnLanguages[tag.split('-')[0]!.toLowerCase()];
}

/** What people hum in any language. */
const hums: readonly string[] = [
  'mm',
  'mhm',
  'hm',
  'hmm',
  'mm hm',
  'uh huh',
  'ah',
  'oh',
  'aha',
  'ok',
  'okay',
];

/** What asks us to go on, said over our voice. */
export function backchannelsOf(tag: string): readonly string[] {
  return turnLanguageOf(tag)?.backchannels ?? hums;
}
