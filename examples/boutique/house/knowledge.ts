/**
 * Knowledge, in speech length: a question finds an article, and of the article the two sentences that fit it.
 *
 * A caller's words are never query syntax: only letters and digits are taken from them, each word is quoted, and
 * one word is enough to be found. What the index ranks first is then read sentence by sentence.
 */
import type { DatabaseSync } from 'node:sqlite';
import { rows } from './database.ts';

const wordsMax = 16;
const sentencesMax = 2;
const rankedMax = 3;
/** Of the words of a question, so many are in the article that answers it. */
const aboutShare = 0.3;
const stopWords = new Set(
  'a after an and are about as at be by can could did do does for from get give go have has house how i in is it its just like long look lot many me much my of on or our please should so something take takes tell that the their them there they this to want was what when where which who why will with would you your'.split(
    ' ',
  ),
);

export interface Quote {
  title: string;
  /** Two sentences at most, as they stand in the article. */
  words: string;
}

/** Undefined: the house has nothing written about it. */
export function lookUp(database: DatabaseSync, question: string): Quote | undefined {
  const words = [...new Set(wordsOf(question))].filter((word) => !stopWords.has(word)).slice(0, wordsMax);
  if (words.length === 0) return undefined;
  const found = rows<{ title: string; body: string }>(
    database,
    `SELECT title, body FROM articles WHERE articles MATCH ? ORDER BY bm25(articles, 4.0, 1.0), rowid LIMIT ?`,
    words.map((word) => `"${word}"`).join(' OR '),
    rankedMax,
  ).filter((article) => isAbout(article, words));
  const [first] = found;
  if (first === undefined) return undefined;
  // Cashmere was asked about, not washing it: a title that says more than was asked gives way to one that does not.
  const whole = found.find(({ title }) => isAsked(title, words));
  const article = isAsked(first.title, words) || whole === undefined ? first : whole;
  return { title: article.title, words: bestSentences(article.body, words) };
}

/** One word in five may stand anywhere: what else was asked must be there too. */
function isAbout({ title, body }: { title: string; body: string }, words: readonly string[]): boolean {
  const said = wordsOf(`${title} ${body}`);
  return words.filter((word) => said.some((one) => isAlike(one, word))).length >= words.length * aboutShare;
}

/** All that the title says was asked for. */
function isAsked(title: string, words: readonly string[]): boolean {
  return wordsOf(title).every((word) => stopWords.has(word) || words.some((asked) => isAlike(word, asked)));
}

export function sentencesOf(text: string): string[] {
  return (text.match(/[^.!?]+[.!?]+/g) ?? [text]).map((sentence) => sentence.trim());
}

/** The neighbours that say most about it; the earlier ones where two pairs say as much. */
function bestSentences(body: string, words: readonly string[]): string {
  const sentences = sentencesOf(body);
  const scores = sentences.map((sentence) => {
    const said = wordsOf(sentence);
    return words.filter((word) => said.some((one) => isAlike(one, word))).length;
  });
  const of = (start: number): number => scores.slice(start, start + sentencesMax).reduce((a, b) => a + b, 0);
  let best = 0;
  for (let start = 1; start + sentencesMax <= sentences.length; start++)
    if (of(start) > of(best)) best = start;
  return sentences.slice(best, best + sentencesMax).join(' ');
}

/** "Washing" and "wash": half a stem is enough to compare by, for the index has found the articles. */
function isAlike(one: string, other: string): boolean {
  const length = Math.min(5, one.length, other.length);
  return one === other || (length > 3 && one.slice(0, length) === other.slice(0, length));
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
