/**
 * Kaldi adds a breath of noise to what it hears, out of the C library's `rand`: two runs of one scenario would hear
 * "no" with a confidence of 0.58 and of 0.55, and now and then another word. Each call of a scenario begins with the
 * same seed instead, so that what it hears depends on its sound alone.
 */

/** @returns seeds the noise of this process; does nothing where the C library cannot be reached by name. */
export async function chanceSeeder(platform: NodeJS.Platform): Promise<() => void> {
  // There the library has a C runtime of its own, of which this process knows nothing.
  if (platform === 'win32') return () => {};
  const { default: koffi } = await import('koffi');
  const seed = koffi.load(null).func('void srand(unsigned int)') as (seed: number) => void;
  return () => seed(1);
}
