/** The stock phrases of a language. */
import { englishPhrases } from './english.ts';
import { germanPhrases } from './german.ts';
import type { StockPhrases } from './stock-phrases.ts';

const known: Readonly<Record<string, StockPhrases>> = { en: englishPhrases, de: germanPhrases };

/** @param language BCP-47. One that is not known gets English: something must be said. */
export function stockPhrasesOf(language: string): StockPhrases {
  return known[language.split('-')[0]!.toLowerCase()] ?? englishPhrases;
}
