/** Figures as a table: one row a figure, or one row a group where the figures come in groups. */
import type { Figures } from './benchmark.ts';

export type Table = readonly (readonly string[])[];

/** The first row is the head. */
export function toTable(figures: Figures): Table {
  const entries = Object.entries(figures);
  const groups = entries.filter(([, value]) => typeof value === 'object') as [
    string,
    Readonly<Record<string, number>>,
  ][];
  if (groups.length === 0) {
    return [['figure', 'value'], ...entries.map(([name, value]) => [name, formatNumber(value as number)])];
  }
  const columns = [...new Set(groups.flatMap(([, group]) => Object.keys(group)))];
  const rows = groups.map(([name, group]) => [name, ...columns.map((column) => formatNumber(group[column]))]);
  const loose = entries.filter(([, value]) => typeof value === 'number') as [string, number][];
  return [
    ['', ...columns],
    ...rows,
    ...loose.map(([name, value]) => [name, formatNumber(value), ...columns.slice(1).map(() => '')]),
  ];
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
