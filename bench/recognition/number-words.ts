/** Figures as a person says them, American style: "1,205" is "one thousand two hundred five". */
const small = (
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen ' +
  'sixteen seventeen eighteen nineteen'
).split(' ');
const tens = '- - twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const scales: readonly [number, string][] = [
  [1_000_000_000, 'billion'],
  [1_000_000, 'million'],
  [1_000, 'thousand'],
  [100, 'hundred'],
];
const irregularOrdinals: Record<string, string> = {
  one: 'first',
  two: 'second',
  three: 'third',
  five: 'fifth',
  eight: 'eighth',
  nine: 'ninth',
  twelve: 'twelfth',
};

/** A figure with a leading zero, or too long for a quantity, is read digit by digit. */
export function cardinalWords(figures: string): string {
  if (figures.length > 12 || (figures.length > 1 && figures.startsWith('0'))) {
    return [...figures].map((digit) => small[Number(digit)]!).join(' ');
  }
  return words(Number(figures)).join(' ');
}

export function ordinalWords(value: number): string {
  const parts = words(value);
  const last = parts.pop()!;
  return [...parts, irregularOrdinals[last] ?? `${last.replace(/y$/, 'ie')}th`].join(' ');
}

function words(value: number): string[] {
  if (value < 20) return [small[value]!];
  for (const [scale, name] of scales) {
    if (value < scale) continue;
    const rest = value % scale;
    return [...words(Math.floor(value / scale)), name, ...(rest === 0 ? [] : words(rest))];
  }
  return [tens[Math.floor(value / 10)]!, ...(value % 10 === 0 ? [] : [small[value % 10]!])];
}
