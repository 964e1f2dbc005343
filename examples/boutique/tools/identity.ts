/**
 * Who is on the line, for one call: nobody, until number and postcode have proved it; three tries, and then only a
 * person can help. One call knows one customer: what was asked for one is never answered to another.
 *
 * Make one for each call, and the tools with it. A customer's tier changes the manners and nothing else: every
 * tier proves itself, and is asked, alike.
 */
import { prove, type Customer } from '../house/customers.ts';
import { Declined } from '../house/database.ts';
import type { House } from '../house/house.ts';
import type { Tier } from '../house/schema.ts';

const triesMax = 3;

const manners: Readonly<Record<Tier, string>> = {
  guest: 'Be warm and brief, and explain what the house does where it helps.',
  friend: 'Thank the caller for coming back, and skip what a regular knows.',
  patron: 'Offer the private salon for an appointment, and take all the time there is.',
};

export class Identity {
  readonly #house: House;
  #customer: Customer | undefined;
  #tries = 0;

  constructor(house: House) {
    this.#house = house;
  }

  get isProved(): boolean {
    return this.#customer !== undefined;
  }

  /** @throws Declined with how many tries are left. What did not fit is never told. */
  prove(claim: { customer: string; postcode: string }): { tier: Tier; manners: string } {
    if (this.#tries >= triesMax)
      throw new Declined('There were three tries. A colleague of the house can help.');
    const proved = prove(this.#house.database, claim);
    const isOther = this.#customer !== undefined && this.#customer.number !== proved?.number;
    if (proved === undefined || isOther) {
      this.#tries += 1;
      const left = triesMax - this.#tries;
      const next = left === 0 ? 'A colleague of the house can help.' : 'Please try once more.';
      throw new Declined(`Number and postcode do not fit together in this call. ${next}`);
    }
    this.#customer = proved;
    return { tier: proved.tier, manners: manners[proved.tier] };
  }

  /** The customer's number. @throws Declined before it is proved. */
  require(): string {
    if (this.#customer !== undefined) return this.#customer.number;
    throw new Declined('That is personal: customer number and postcode come first.');
  }

  /** The customer's number, where it is proved. */
  get customer(): string | undefined {
    return this.#customer?.number;
  }
}
