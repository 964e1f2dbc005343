/**
 * Who is on the line: nobody, until number and postcode have proved it; three tries in a call, and then only a
 * person can help. One call knows one customer: what was asked for one is never answered to another.
 *
 * The call itself remembers who was proved (`caller.callerId`), so one desk serves all calls and only counts
 * their tries. A customer's tier changes the manners and nothing else: every tier proves itself, and is asked, alike.
 */
import type { CallerOfTool } from 'antiphon';
import { prove, type Customer } from '../house/customers.ts';
import { Declined } from '../house/database.ts';
import type { House } from '../house/house.ts';
import type { Tier } from '../house/schema.ts';

const triesMax = 3;
/** Calls whose tries are counted. The call that has been silent longest goes first, long after it has ended. */
const callsMax = 10_000;

const manners: Readonly<Record<Tier, string>> = {
  guest: 'Be warm and brief, and explain what the house does where it helps.',
  friend: 'Thank the caller for coming back, and skip what a regular knows.',
  patron: 'Offer the private salon for an appointment, and take all the time there is.',
};

/** As far as a question may know who is on the line. */
export type Caller = Pick<CallerOfTool, 'callerId'>;

export class ProofDesk {
  readonly #house: House;
  readonly #tries = new Map<string, number>();

  constructor(house: House) {
    this.#house = house;
  }

  /** @throws Declined with what to do next. What did not fit is never told. */
  prove(
    claim: { customer: string; postcode: string },
    caller: CallerOfTool,
  ): { tier: Tier; manners: string } {
    const tries = this.#tries.get(caller.callId) ?? 0;
    if (tries >= triesMax) throw new Declined('There were three tries. A colleague of the house can help.');
    const proved = prove(this.#house.database, claim);
    if (proved === undefined || isAnother(proved, caller)) {
      this.#count(caller.callId, tries + 1);
      const next = tries + 1 >= triesMax ? 'A colleague of the house can help.' : 'Please try once more.';
      throw new Declined(`Number and postcode do not fit together in this call. ${next}`);
    }
    caller.verified(proved.number);
    return { tier: proved.tier, manners: manners[proved.tier] };
  }

  #count(callId: string, tries: number): void {
    // Put in anew, it is the youngest: a Map keeps its keys in the order they came.
    this.#tries.delete(callId);
    this.#tries.set(callId, tries);
    for (const oldest of this.#tries.keys()) {
      if (this.#tries.size <= callsMax) break;
      this.#tries.delete(oldest);
    }
  }
}

/** The customer's number. @throws Declined before it is proved. */
export function customerOf({ callerId }: Caller): string {
  if (callerId !== undefined) return callerId;
  throw new Declined('That is personal: customer number and postcode come first.');
}

function isAnother({ number }: Customer, { callerId }: Caller): boolean {
  return callerId !== undefined && callerId !== number;
}
