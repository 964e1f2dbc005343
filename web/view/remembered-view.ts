/** The notes of a call on the page. A row stays itself while its value changes, and is told aloud once. */
import { element } from './element.ts';
import { rememberedNotes, rememberedRows, type Remembered, type RememberedRow } from './remembered.ts';

export class RememberedView {
  readonly #section: HTMLElement;
  readonly #list: HTMLElement;
  readonly #notes: HTMLElement;
  readonly #announce: (text: string) => void;
  readonly #rows = new Map<string, { row: HTMLElement; told: string }>();
  #notesTold = '';
  #newsTold = '';

  /** @param announce tells a screen reader what a turn has changed. */
  constructor(section: HTMLElement, list: HTMLElement, notes: HTMLElement, announce: (text: string) => void) {
    this.#section = section;
    this.#list = list;
    this.#notes = notes;
    this.#announce = announce;
  }

  show(remembered: Remembered): void {
    this.#section.hidden = remembered.isEmpty;
    const rows = rememberedRows(remembered);
    const keys = new Set(rows.map(({ key }) => key));
    for (const [key, { row }] of this.#rows) {
      if (keys.has(key)) continue;
      row.remove();
      this.#rows.delete(key);
    }
    for (const [index, row] of rows.entries()) this.#showRow(row, index);
    this.#list.hidden = rows.length === 0;
    this.#showNotes(rememberedNotes(remembered));
    if (remembered.news === this.#newsTold) return;
    this.#newsTold = remembered.news;
    if (remembered.news !== '') this.#announce(remembered.news);
  }

  #showRow(row: RememberedRow, index: number): void {
    let known = this.#rows.get(row.key);
    if (known === undefined) {
      known = { row: element('div', ''), told: '' };
      this.#rows.set(row.key, known);
    }
    if (this.#list.children[index] !== known.row)
      this.#list.insertBefore(known.row, this.#list.children[index] ?? null);
    const told = JSON.stringify(row);
    if (known.told === told) return;
    known.told = told;
    if (row.mark === undefined) delete known.row.dataset['mark'];
    else known.row.dataset['mark'] = row.mark;
    known.row.replaceChildren(element('dt', '', row.name), valuesOf(row));
  }

  #showNotes(notes: readonly string[]): void {
    const told = notes.join('\n');
    if (told === this.#notesTold) return;
    this.#notesTold = told;
    this.#notes.replaceChildren(...notes.map((note) => element('p', '', note)));
  }
}

function valuesOf({ values, past, since, mark }: RememberedRow): HTMLElement {
  const made = element('dd', '');
  const line = element('p', 'value');
  for (const text of past)
    line.append(element('span', 'unseen', 'No longer: '), element('del', '', text), ' ');
  if (values.length > 0 && past.length > 0) line.append(element('span', 'unseen', 'Now: '));
  line.append(values.join(', '));
  const below = element('p', 'since', since);
  if (mark !== undefined) below.prepend(element('b', '', mark), ' · ');
  made.append(line, below);
  return made;
}
