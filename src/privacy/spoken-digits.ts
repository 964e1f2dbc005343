/**
 * The words that say digits, in English and German.
 *
 * A caller says "four double one", "vierundzwanzig", "null"; a recogniser writes it down so. Each word gives the digits
 * it would be typed as. Words that are digits only among others ("oh", "ein") are safe here: what is redacted is a long
 * run, and no sentence has nine of them in a row.
 */

const english = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const englishTens = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const englishTeens = [
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
];
const german = ['null', 'eins', 'zwei', 'drei', 'vier', 'fünf', 'sechs', 'sieben', 'acht', 'neun'];
const germanTens = ['zwanzig', 'dreißig', 'vierzig', 'fünfzig', 'sechzig', 'siebzig', 'achtzig', 'neunzig'];
const germanTeens = [
  'zehn',
  'elf',
  'zwölf',
  'dreizehn',
  'vierzehn',
  'fünfzehn',
  'sechzehn',
  'siebzehn',
  'achtzehn',
  'neunzehn',
];

/** What one word says. */
export type SpokenWord =
  | { kind: 'digits'; digits: string }
  /** "twenty": the unit behind it takes the place of the nought. */
  | { kind: 'tens'; digits: string }
  /** "double", "triple": the digit behind it counts so often. */
  | { kind: 'times'; count: number };

const words = new Map<string, SpokenWord>();
/** Without a sharp s and umlauts, as some recognisers write. */
const plain = (word: string): string[] => [
  word,
  word.replaceAll('ß', 'ss'),
  word.replaceAll('ß', 'ss').replaceAll('ü', 'ue').replaceAll('ö', 'oe'),
  word.replaceAll('ß', 'ss').replaceAll('ü', 'u').replaceAll('ö', 'o'),
];
const add = (word: string, spoken: SpokenWord): void => {
  for (const form of plain(word)) words.set(form, spoken);
};

for (const units of [english, german]) {
  for (const [value, word] of units.entries()) add(word, { kind: 'digits', digits: String(value) });
}
for (const word of ['oh', 'o', 'nought', 'naught', 'nil']) add(word, { kind: 'digits', digits: '0' });
for (const word of ['ein', 'eine']) add(word, { kind: 'digits', digits: '1' });
for (const word of ['zwo']) add(word, { kind: 'digits', digits: '2' });
for (const word of ['niner']) add(word, { kind: 'digits', digits: '9' });
for (const teens of [englishTeens, germanTeens]) {
  for (const [value, word] of teens.entries()) add(word, { kind: 'digits', digits: String(10 + value) });
}
for (const [index, word] of englishTens.entries()) add(word, { kind: 'tens', digits: `${index + 2}0` });
for (const [index, tens] of germanTens.entries()) {
  add(tens, { kind: 'digits', digits: `${index + 2}0` });
  for (const [unit, word] of german.entries()) {
    if (unit === 0) continue;
    const said = unit === 1 ? 'ein' : word;
    add(`${said}und${tens}`, { kind: 'digits', digits: `${index + 2}${unit}` });
    if (unit === 2) add(`zwound${tens}`, { kind: 'digits', digits: `${index + 2}2` });
  }
}
for (const word of ['hundred', 'hundert']) add(word, { kind: 'digits', digits: '00' });
for (const word of ['double', 'doppel', 'doppelt', 'doppelte', 'zweimal'])
  add(word, { kind: 'times', count: 2 });
for (const word of ['triple', 'treble', 'dreimal', 'dreifach']) add(word, { kind: 'times', count: 3 });
for (const word of ['viermal']) add(word, { kind: 'times', count: 4 });

/** What is said between digits and says none: "four one, uh, then one one". Only single digits are joined by it. */
const fillers = new Set(
  [
    'uh',
    'um',
    'er',
    'erm',
    'and',
    'then',
    'dash',
    'hyphen',
    'minus',
    'space',
    'slash',
    'sorry',
    'the',
  ].concat(['äh', 'ähm', 'hm', 'und', 'dann', 'bindestrich', 'strich', 'schrägstrich', 'leerzeichen', 'die']),
);

/** @param word in lower case, NFC. */
export function spokenWord(word: string): SpokenWord | undefined {
  return words.get(word);
}

export function isFiller(word: string): boolean {
  return fillers.has(word);
}
