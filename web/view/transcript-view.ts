/** Keeps the list of what was said up to date, line by line, so that a selection in it survives. */
import { element } from './element.ts';
import type { TranscriptLine } from './transcript-lines.ts';

const names = { caller: 'You', agent: 'Agent', note: '' } as const;

export class TranscriptView {
  readonly #list: HTMLElement;
  readonly #empty: HTMLElement;
  readonly #announce: (text: string) => void;
  readonly #items = new Map<string, { item: HTMLElement; told: string; final: boolean }>();

  /** @param announce tells a screen reader, once per line that will not change any more. */
  constructor(list: HTMLElement, empty: HTMLElement, announce: (text: string) => void) {
    this.#list = list;
    this.#empty = empty;
    this.#announce = announce;
  }

  show(lines: readonly TranscriptLine[]): void {
    this.#empty.hidden = lines.length > 0;
    const keys = new Set(lines.map(({ key }) => key));
    for (const [key, { item }] of this.#items) {
      if (keys.has(key)) continue;
      item.remove();
      this.#items.delete(key);
    }
    for (const [index, line] of lines.entries()) this.#showLine(line, index);
  }

  #showLine(line: TranscriptLine, index: number): void {
    const told = `${line.text}|${line.unheard}|${line.interim}`;
    let known = this.#items.get(line.key);
    if (known === undefined) {
      known = { item: document.createElement('li'), told: '', final: false };
      known.item.dataset['voice'] = line.voice;
      this.#items.set(line.key, known);
    }
    if (this.#list.children[index] !== known.item) {
      this.#list.insertBefore(known.item, this.#list.children[index] ?? null);
    }
    if (known.told === told) return;
    known.told = told;
    const words = element('span', line.voice === 'note' ? 'note' : line.interim ? 'interim' : '', line.text);
    if (line.unheard !== '') {
      words.append(' ', element('span', 'unseen', 'Not heard: '), element('del', '', line.unheard));
    }
    known.item.replaceChildren(element('span', 'who', names[line.voice]), words);
    if (line.interim || known.final) return;
    known.final = true;
    const cut = line.unheard === '' ? '' : ' (interrupted)';
    this.#announce(`${names[line.voice]} ${line.text}${cut}`.trim());
  }
}
