/** Figures as a table: one row a figure, or one row a group where the figures come in groups. */
import type { Figures } from './benchmark.ts';

/** What stands in one cell. */
type Cells = Readonly<Record<string, number | boolean>>;

export type Table = readonly (readonly string[])[];

/** The first row is the head. */
export function toTable(figures: Figures): Table {
  const groups = groupsOf(figures);
  const loose = Object.entries(cellsOf(figures));
  if (groups.length === 0) {
    return [['figure', 'value'], ...loose.map(([name, value]) => [name, format(value)])];
  }
  // One group beside other figures is a list within the list.
  if (groups.length === 1 && loose.length > 0) return toTable(flat(figures));
  const columns = [...new Set(groups.flatMap(([, group]) => Object.keys(group)))];
  const rows = groups.map(([name, group]) => [name, ...columns.map((column) => format(group[column]))]);
  return [
    ['', ...columns],
    ...rows,
    ...loose.map(([name, value]) => [name, format(value), ...columns.slice(1).map(() => '')]),
  ];
}

/** `{ a: 1, kills: { early: 2 } }` as `{ a: 1, 'kills early': 2 }`, in the same order. */
function flat(figures: Figures): Figures {
  return Object.fromEntries(
    Object.entries(figures).flatMap(([name, value]): [string, number | boolean][] =>
      typeof value === 'object'
        ? Object.entries(cellsOf(value)).map(([inner, cell]) => [`${name} ${inner}`, cell])
        : [[name, value]],
    ),
  );
}

/** Groups with their names; one of a family has the family's name before its own. */
function groupsOf(figures: Figures): [string, Cells][] {
  const groups: [string, Cells][] = [];
  for (const [name, value] of Object.entries(figures)) {
    if (typeof value !== 'object') continue;
    const own = cellsOf(value);
    if (Object.keys(own).length > 0) groups.push([name, own]);
    groups.push(...groupsOf(value).map(([inner, group]): [string, Cells] => [`${name} ${inner}`, group]));
  }
  return groups;
}

function cellsOf(figures: Figures): Cells {
  const cells = Object.entries(figures).filter(
    (entry): entry is [string, number | boolean] => typeof entry[1] !== 'object',
  );
  return Object.fromEntries(cells);
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
function format(value: number | boolean | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'boolean') return String(value);
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)));
}

function align(cell: string, widths: readonly number[], column: number): string {
  return column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!);
}
