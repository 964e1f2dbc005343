/** All that the concierge may do, in all of its calls: who is on the line, each call knows by itself. */
import type { Tool } from 'antiphon';
import type { House } from '../house/house.ts';
import { appointmentBook } from './appointment-book.ts';
import { frontDesk } from './front-desk.ts';
import { orderDesk } from './order-desk.ts';
import { shopFloor } from './shop-floor.ts';

export function boutiqueTools(house: House): Tool[] {
  return [...shopFloor(house), ...frontDesk(house), ...appointmentBook(house), ...orderDesk(house)];
}
