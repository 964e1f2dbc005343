/**
 * Ways of speaking as data: sentences by section, with values in braces.
 *
 *   [set store]        what the section is for, and of which slot
 *   i'll come to {value} / ...          one sentence after the other, between slashes
 *
 * There are five of them with no sentence in common: three to tune an extractor on, two that are held back for the
 * figures. `{value}` is what is meant, `{old}` what stood before, `{wrong}` a slip, `{noun}` the slot's name in
 * everyday words, `{store}` and so on a value of that slot; `:on` says a date with the preposition it takes.
 */
import type { Random } from '../../sim/random.ts';

export interface Wording {
  name: string;
  sections: ReadonlyMap<string, readonly string[]>;
}

export function readWording(name: string, text: string): Wording {
  const sections = new Map<string, string[]>();
  let open: string[] | undefined;
  for (const line of text.split('\n')) {
    const [, section, rest] = /^(?:\[([\w -]+)\])?(.*)$/.exec(line.trim())!;
    if (section !== undefined) {
      if (sections.has(section)) throw new Error(`wording ${name} has [${section}] twice`);
      open = [];
      sections.set(section, open);
    }
    const sentences = rest!.split('/').map((sentence) => sentence.trim());
    open?.push(...sentences.filter((sentence) => sentence !== ''));
  }
  return { name, sections };
}

export function sentencesOf({ name, sections }: Wording, section: string): readonly string[] {
  const sentences = sections.get(section);
  if (sentences === undefined) throw new Error(`wording ${name} has no [${section}]`);
  return sentences;
}

export function pickSentence(wording: Wording, section: string, random: Random): string {
  return random.pick(sentencesOf(wording, section));
}

export interface Placeholder {
  name: string;
  form: string | undefined;
}

/** In the order of the sentence. */
export function placeholdersOf(sentence: string): Placeholder[] {
  return [...sentence.matchAll(/\{(\w+)(?::(\w+))?\}/g)].map(([, name, form]) => ({ name: name!, form }));
}

/** Puts in the values and mends the article: "a anniversary". */
export function fillIn(sentence: string, say: (placeholder: Placeholder) => string): string {
  return sentence
    .replaceAll(/\{(\w+)(?::(\w+))?\}/g, (_whole, name: string, form: string | undefined) =>
      say({ name, form }),
    )
    .replaceAll(/\ba (?=anniversary|extra)/g, 'an ');
}
