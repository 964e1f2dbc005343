/** Any text as what flite can read: printable ASCII. Accents go, typography is spelt plainly, the rest falls silent. */
const typography: Readonly<Record<string, string>> = {
  '\u2018': "'",
  '\u2019': "'",
  '\u02bc': "'",
  '\u201c': '"',
  '\u201d': '"',
  '\u00ab': '"',
  '\u00bb': '"',
  '\u2010': '-',
  '\u2011': '-',
  '\u2026': '...',
  '\u00df': 'ss',
  '\u00e6': 'ae',
  '\u00c6': 'Ae',
  '\u0153': 'oe',
  '\u0152': 'Oe',
  '\u00f8': 'o',
  '\u00d8': 'O',
  '\u0142': 'l',
  '\u0141': 'L',
  '\u0111': 'd',
  '\u00f0': 'th',
  '\u00fe': 'th',
  '\u0131': 'i',
};

/** Dashes that part phrases: heard as a comma. */
const dash = /[\u2012-\u2015]|--+/gu;
/** Flite names these aloud ("asterisk", "tilde"), or fails on them: markup, not speech. */
const silent = /[*_~^|\\`<>{}[\]]/g;

/** `run`: text without white space. May yield spaces, also at either end. */
export function toAscii(run: string): string {
  // A hyphen that stands alone is a dash.
  if (/^[-\u2010\u2011]$/u.test(run)) return ', ';
  const plain = run
    .replace(dash, ', ')
    .replace(/[^\x20-\x7e]/gu, (character) => typography[character] ?? withoutAccent(character))
    .replace(silent, '')
    // "and/or" is two words to the ear, 1/2 is a half.
    .replace(/(?<!\d)\/|\/(?!\d)/g, ' ');
  return plain;
}

function withoutAccent(character: string): string {
  return character.normalize('NFKD').replace(/[^\x20-\x7e]/gu, '');
}
