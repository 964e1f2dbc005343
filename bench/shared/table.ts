/** Figures as a table: one row a figure, or one row a group where the figures come in groups. */
import type { FigureGroup, Figures } from './benchmark.ts';

export type Table = readonly (readonly string[])[];

/** The first row is the head. */
export function toTable(figures: Figures): Table {
  const groups = groupsOf(figures);
  const loose = Object.entries(numbersOf(figures));
  if (groups.length === 0) {
    return [['figure', 'value'], ...loose.map(([name, value]) => [name, formatNumber(value)])];
  }
  // One group beside other figures is a list within the list.
  if (groups.length === 1 && loose.length > 0) return toTable(flat(figures));
  const columns = [...new Set(groups.flatMap(([, group]) => Object.keys(group)))];
  const rows = groups.map(([name, group]) => [name, ...columns.map((column) => formatNumber(group[column]))]);
  return [
    ['', ...columns],
    ...rows,
    ...loose.map(([name, value]) => [name, formatNumber(value), ...columns.slice(1).map(() => '')]),
  ];
}

/** `{ a: 1, kills: { early: 2 } }` as `{ a: 1, 'kills early': 2 }`, in the same order. */
function flat(figures: Figures): Figures {
  return Object.fromEntries(
    Object.entries(figures).flatMap(([name, value]): [string, number][] =>
      typeof value === 'number'
        ? [[name, value]]
        : Object.entries(numbersOf(value)).map(([inner, number]) => [`${name} ${inner}`, number]),
    ),
  );
}

/** Groups with their names; one of a family has the family's name before its own. */
function groupsOf(figures: Figures): [string, FigureGroup][] {
  const groups: [string, FigureGroup][] = [];
  for (const [name, value] of Object.entries(figures)) {
    if (typeof value === 'number') continue;
    const own = numbersOf(value);
    if (Object.keys(own).length > 0) groups.push([name, own]);
    groups.push(
      ...groupsOf(value).map(([inner, group]): [string, FigureGroup] => [`${name} ${inner}`, group]),
    );
  }
  return groups;
}

function numbersOf(figures: Figures): FigureGroup {
  const numbers = Object.entries(figures).filter(
    (entry): entry is [string, number] => typeof entry[1] === 'number',
  );
  return Object.fromEntries(numbers);
}

export function renderText(table: Table): string {
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  return table.map((row) => row.map((cell, column) => align(cell, widths, column)).join('  ')).join('\n');
}

export function renderMarkdown(table: Table): string {
  const [head, ...rows] = table.map((row) => `| ${row.join(' | ')} |`);
  const rule = `| ${table[0]!.map((_, column) => (column === 0 ? '---' : '---:')).join(' | ')} |`;
  return [head, rule, ...rows].join('\n');
}

/** Four digits that matter are more than any of our measurements has; whole numbers stay whole. */
function formatNumber(value: number | undefined): string {
  if (value === undefined) return '';
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)));
}

function align(cell: string, widths: readonly number[], column: number): string {
  return column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!);
}
