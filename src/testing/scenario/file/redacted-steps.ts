/**
 * Takes personal data out of the steps of a recorded call, so that what is left can still be played.
 *
 *   caller: my number is 030 90 18 20   ─▶ my number is [phone]: to be replaced by a made-up one
 *   says, asks: we call 030 90 18 20    ─▶ a pattern that takes whatever stands there
 *   calls, with: { number, day }        ─▶ what is personal is not expected any more
 *   presses: 4, 0, 2, 1                 ─▶ 0, 0, 0, 0: a choice is one key or a few, what is longer is a number
 */
import type { Redactor } from '../../../privacy/redactor.ts';

export type StepKeys = Readonly<Record<string, unknown>>;

const pressesMax = 3;

/** @returns the steps in their order, and whether anything was taken out. */
export function redactedSteps(
  steps: readonly StepKeys[],
  redact: Redactor,
): { steps: StepKeys[]; changed: boolean } {
  const runs = lengthsOfRuns(steps);
  const copies = steps.map((step, index) => redactedStep(step, runs[index]!, redact));
  return { steps: copies, changed: JSON.stringify(copies) !== JSON.stringify(steps) };
}

function redactedStep(step: StepKeys, run: number, redact: Redactor): StepKeys {
  if (typeof step['caller'] === 'string') return { ...step, caller: redact.text(step['caller']) };
  if (step['presses'] !== undefined) return run > pressesMax ? { ...step, presses: '0' } : step;
  if (typeof step['says'] === 'string') return { ...step, says: patternOf(step['says'], redact) };
  if (typeof step['asks'] === 'string') return { ...step, asks: patternOf(step['asks'], redact) };
  if (step['with'] === undefined) return step;
  const { with: expected, ...rest } = step;
  const left = redactedValues(expected, redact);
  return isEmpty(left) ? rest : { ...rest, with: left };
}

/** What of these values is nothing personal; a list that holds such is left out whole. */
export function redactedValues(values: unknown, redact: Redactor): unknown {
  return unchanged(values, redact.json(values));
}

/** Of each step: how many keys were pressed in a row with it. */
function lengthsOfRuns(steps: readonly StepKeys[]): number[] {
  const lengths: number[] = steps.map(() => 0);
  for (let start = 0; start < steps.length; start += 1) {
    let end = start;
    while (end < steps.length && steps[end]!['presses'] !== undefined) end += 1;
    lengths.fill(end - start, start, end);
    if (end > start) start = end - 1;
  }
  return lengths;
}

/** The text where nothing is personal in it; else a pattern of its other words. */
function patternOf(text: string, redact: Redactor): string {
  const redacted = redact.text(text);
  if (redacted === text) return text;
  const words = redacted
    .split(/\[(?:card|phone|email|name|number)\]/)
    .map((part) =>
      part.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`).replaceAll(/\s+/g, String.raw`\s+`),
    );
  return `/${words.join('.+')}/i`;
}

/** What is the same in both: expectations may leave out whatever they do not care for, but no item of a list. */
function unchanged(value: unknown, redacted: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return JSON.stringify(value) === JSON.stringify(redacted) ? value : undefined;
  }
  const other = redacted as Readonly<Record<string, unknown>>;
  const kept = Object.entries(value).flatMap(([key, field]) => {
    const left = unchanged(field, other[key]);
    return left === undefined || (isEmpty(left) && !isEmpty(field)) ? [] : [[key, left] as const];
  });
  return Object.fromEntries(kept);
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0)
  );
}
