/** The work of a call on the page, the latest first; the seconds of what runs go on by themselves. */
import { element } from './element.ts';
import { toolRows, type ToolRow, type ToolRuns } from './tool-runs.ts';

const rowsShown = 6;

export class ToolRunsView {
  readonly #section: HTMLElement;
  readonly #list: HTMLElement;
  readonly #more: HTMLElement;
  readonly #rows = new Map<string, { row: HTMLElement; told: string }>();
  #runs: ToolRuns | undefined;

  constructor(section: HTMLElement, list: HTMLElement, more: HTMLElement) {
    this.#section = section;
    this.#list = list;
    this.#more = more;
  }

  show(runs: ToolRuns, nowMs: number): void {
    this.#runs = runs;
    this.#section.hidden = runs.count === 0;
    const rows = toolRows(runs, nowMs, rowsShown);
    const keys = new Set(rows.map(({ key }) => key));
    for (const [key, { row }] of this.#rows) {
      if (keys.has(key)) continue;
      row.remove();
      this.#rows.delete(key);
    }
    for (const [index, row] of rows.entries()) this.#showRow(row, index);
    const earlier = runs.count - rows.length;
    this.#more.hidden = earlier === 0;
    const text = `${earlier} earlier: the transcript has them all.`;
    if (this.#more.textContent !== text) this.#more.textContent = text;
  }

  /** Once per animation frame: touches nothing but where something runs. */
  tick(nowMs: number): void {
    if (this.#runs?.isRunning === true) this.show(this.#runs, nowMs);
  }

  #showRow(row: ToolRow, index: number): void {
    let known = this.#rows.get(row.key);
    if (known === undefined) {
      known = { row: document.createElement('li'), told: '' };
      this.#rows.set(row.key, known);
    }
    if (this.#list.children[index] !== known.row)
      this.#list.insertBefore(known.row, this.#list.children[index] ?? null);
    const told = JSON.stringify(row);
    if (known.told === told) return;
    known.told = told;
    known.row.dataset['state'] = row.state;
    const head = element('p', 'run-head');
    const words = element('span', '', `${row.at} · `);
    words.append(element('b', '', row.words));
    head.append(element('span', 'run-name', row.name), words);
    known.row.replaceChildren(head);
    if (row.question !== '') {
      const asked = element('p', 'asked');
      asked.append(element('q', '', row.question), ' ', element('span', 'answer', row.answer));
      known.row.append(asked);
    }
    if (row.detail !== '') known.row.append(element('p', 'detail', row.detail));
  }
}
