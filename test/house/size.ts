/** Sizes of source files: the house stays readable when the median file is small and no file is large. */

export interface SizeLimits {
  linesMax: number;
  linesMedian: number;
  linesP95: number;
}

export const sizeLimits: SizeLimits = { linesMax: 500, linesMedian: 80, linesP95: 300 };

/** The value that `share` of the sorted numbers do not exceed. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

export function countLines(text: string): number {
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
}

/** @returns one sentence per limit broken. */
export function sizeViolations(
  lines: ReadonlyMap<string, number>,
  limits: SizeLimits = sizeLimits,
): string[] {
  const broken: string[] = [];
  for (const [file, count] of lines) {
    if (count > limits.linesMax) broken.push(`${file} has ${count} lines; ${limits.linesMax} is the most`);
  }
  const median = percentile([...lines.values()], 0.5);
  if (median > limits.linesMedian)
    broken.push(`the median file has ${median} lines, not ${limits.linesMedian}`);
  const p95 = percentile([...lines.values()], 0.95);
  if (p95 > limits.linesP95) broken.push(`95 % of the files have up to ${p95} lines, not ${limits.linesP95}`);
  return broken;
}
