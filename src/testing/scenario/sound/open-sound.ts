import type { SimulatedClock } from '../../../clock/simulated-clock.ts';
import type { Sound } from './sound.ts';
import { TextSound } from './text-sound.ts';

export async function openSound(_options: object, clock: SimulatedClock): Promise<Sound> {
  return new TextSound(clock);
}
