/** All that the concierge may do, for one call: the identity in them is that call's own. */
import type { Tool } from 'antiphon';
import type { House } from '../house/house.ts';
import { appointmentBook } from './appointment-book.ts';
import { frontDesk } from './front-desk.ts';
import type { Identity } from './identity.ts';
import { orderDesk } from './order-desk.ts';
import { shopFloor } from './shop-floor.ts';

export function boutiqueTools(house: House, identity: Identity): Tool[] {
  return [
    ...shopFloor(house),
    ...frontDesk(house, identity),
    ...appointmentBook(house, identity),
    ...orderDesk(house, identity),
  ];
}
