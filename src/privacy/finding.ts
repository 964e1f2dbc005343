/** What was found in a text, and what is put in its place. */

export const labels = ['card', 'phone', 'email', 'name', 'number'] as const;

export type Label = (typeof labels)[number];

/** A stretch of the text, in UTF-16 code units: from `start` up to `end`. */
export interface Finding {
  start: number;
  end: number;
  label: Label;
}

export function placeholder(label: Label): string {
  return `[${label}]`;
}

/** What is never looked into again: `[card]` in a text that has been redacted before. */
export const placeholderPattern = new RegExp(`\\[(?:${labels.join('|')})\\]`, 'g');

/** A character that no search takes for part of anything. */
const blank = '\u0000';

/** The text with what was found blanked out, so that offsets stay and nothing is found twice. */
export function blanked(text: string, findings: readonly Pick<Finding, 'start' | 'end'>[]): string {
  let out = '';
  let from = 0;
  for (const { start, end } of findings) {
    out += text.slice(from, start) + blank.repeat(end - start);
    from = end;
  }
  return out + text.slice(from);
}

export function replaced(text: string, findings: readonly Finding[]): string {
  let out = '';
  let from = 0;
  for (const { start, end, label } of findings) {
    out += text.slice(from, start) + placeholder(label);
    from = end;
  }
  return out + text.slice(from);
}
