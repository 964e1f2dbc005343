/** A small logistic function: how it is fitted, and how well any number tells two classes apart. */

export interface Logistic {
  bias: number;
  /** One for each value of a row. */
  weights: readonly number[];
}

const rounds = 4_000;
const stepSize = 0.5;
/** Keeps the weights of cues that say the same small. */
const decay = 0.01;

/** @param rows of numbers on comparable scales. Both classes count the same, however many there are of each. */
export function fitLogistic(rows: readonly (readonly number[])[], isPositive: readonly boolean[]): Logistic {
  const size = rows[0]!.length;
  const weights = new Float64Array(size);
  let bias = 0;
  const positives = isPositive.filter(Boolean).length;
  const shares = isPositive.map((positive) => 0.5 / (positive ? positives : rows.length - positives));
  for (let round = 0; round < rounds; round += 1) {
    const gradient = new Float64Array(size);
    let biasGradient = 0;
    rows.forEach((row, index) => {
      const wrong =
        (probability({ bias, weights: [...weights] }, row) - Number(isPositive[index])) * shares[index]!;
      biasGradient += wrong;
      for (let at = 0; at < size; at += 1) gradient[at]! += wrong * row[at]!;
    });
    bias -= stepSize * biasGradient;
    for (let at = 0; at < size; at += 1) weights[at]! -= stepSize * (gradient[at]! + decay * weights[at]!);
  }
  return { bias, weights: [...weights] };
}

export function probability({ bias, weights }: Logistic, row: readonly number[]): number {
  return 1 / (1 + Math.exp(-row.reduce((sum, value, index) => sum + value * weights[index]!, bias)));
}

/** How often a value of the first class is above one of the second: 0.5 says nothing, 0 and 1 everything. */
export function areaUnderCurve(first: readonly number[], second: readonly number[]): number {
  let above = 0;
  for (const a of first) for (const b of second) above += a > b ? 1 : a === b ? 0.5 : 0;
  return above / (first.length * second.length);
}
