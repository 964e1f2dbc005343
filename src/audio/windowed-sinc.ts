/** Designs low-pass filters by the window method: a sinc cut off by a Kaiser window. */

/**
 * @param taps Length of the filter.
 * @param cutoff Where it lets half the amplitude through, as a share of the sample rate (0 to 0.5).
 * @param beta Kaiser's shape: 5 gives about 50 dB of rejection, 8 about 80 dB, with wider edges.
 * @returns coefficients whose sum is 1.
 */
export function windowedSinc(taps: number, cutoff: number, beta: number): Float64Array {
  const middle = (taps - 1) / 2;
  const filter = Float64Array.from({ length: taps }, (_, index) => {
    const distance = index - middle;
    const sinc =
      distance === 0 ? 2 * cutoff : Math.sin(2 * Math.PI * cutoff * distance) / (Math.PI * distance);
    const window = besselI0(beta * Math.sqrt(Math.max(0, 1 - (distance / middle) ** 2))) / besselI0(beta);
    return sinc * window;
  });
  const sum = filter.reduce((total, value) => total + value, 0);
  return filter.map((value) => value / sum);
}

/** The modified Bessel function of order zero, by its series: terms fall fast. */
function besselI0(x: number): number {
  let sum = 1;
  let term = 1;
  for (let k = 1; k < 50 && term > sum * 1e-12; k += 1) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

/** Rounds to the nearest PCM16 value and clips what a filter's overshoot pushes beyond. */
export function toPcm16(value: number): number {
  if (value >= 32767) return 32767;
  if (value <= -32768) return -32768;
  return ((value + 32768.5) | 0) - 32768;
}
