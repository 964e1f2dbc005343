/** A fresh house for each scenario, the same to the last shelf: none sees what another has booked. */
import type { ScenarioWorld } from 'antiphon/testing';
import { concierge } from '../agent.ts';
import { openHouse, type House } from '../house/house.ts';

/** A Tuesday. */
export const origin = { seed: 7, today: '2026-03-24' };

// Learned once: models keep nothing of a call. What the house is called is the same in all of its copies.
const { models, slots, intents } = concierge(openHouse(origin));

export function scenario(): ScenarioWorld {
  return worldOf(openHouse(origin));
}

/** The house is the scenario's from here on, and closed with it. */
export function worldOf(house: House): ScenarioWorld {
  return {
    agent: { ...concierge(house, models), slots, intents },
    database: house.database,
    today: origin.today,
    [Symbol.dispose]: () => house[Symbol.dispose](),
  };
}
