/** A fresh house for each scenario, the same to the last shelf: none sees what another has booked. */
import type { Agent } from 'antiphon';
import { concierge } from '../agent.ts';
import { openHouse } from '../house/house.ts';

/** A Tuesday. */
export const origin = { seed: 7, today: '2026-03-24' };

export function agent(): Agent {
  return concierge(openHouse(origin));
}
