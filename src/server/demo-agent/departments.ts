/** Where things are in the house, and by which ordinary words callers ask for them. */
import type { Slot } from '../../providers/ondevice/index.ts';
import { oneOf } from '../../providers/ondevice/index.ts';

export type Department = keyof typeof places;

const places = {
  shoes: 'The shoes are on the second floor, to the left of the lift.',
  watches: 'Our watches are on the ground floor, behind the perfumery.',
  jewelry: 'The jewelry is on the ground floor, in the salon on your right.',
  menswear: "The men's collection is on the third floor.",
  women: "The women's collection is on the first floor.",
  children: "The children's department is on the fourth floor, by the lift.",
  perfume: 'The perfumery is on the ground floor, just inside the main door.',
  bags: 'The handbags are on the first floor, at the top of the grand staircase.',
  home: 'The home collection is on the fifth floor.',
  restaurant: 'The café is on the sixth floor, under the glass roof.',
  restroom: 'The restrooms are on the second and the fifth floor, beside the lift.',
  alterations: 'Alterations are on the third floor, with our tailors.',
} as const;

// Words of the STT's vocabulary only: "menswear" is spelt out, and what it may hear instead is here too.
const synonyms: Record<Department, readonly string[]> = {
  shoes: ['shoe', 'boots', 'sneakers', 'heels', 'sandals', 'footwear', 'shoe department'],
  watches: ['watch', 'clocks', 'watch department'],
  jewelry: ['rings', 'necklaces', 'bracelets', 'earrings', 'diamonds'],
  menswear: ["men's", 'men', "men's clothes", "men's department", 'gentlemen', 'suits', 'ties', 'shirts'],
  women: [
    "women's",
    'women',
    'ladies',
    "women's clothes",
    "ladies' clothes",
    'dresses',
    'gowns',
    'skirts',
    'dress',
  ],
  children: ["children's", 'kids', "kid's clothes", "children's clothes", 'baby', 'toys', 'child'],
  perfume: ['perfumes', 'fragrance', 'fragrances', 'cosmetics', 'makeup', 'beauty', 'cologne'],
  bags: ['handbags', 'bag', 'handbag', 'purses', 'leather goods', 'luggage', 'suitcases'],
  home: ['furniture', 'home department', 'bedding', 'candles', 'linen', 'kitchen things'],
  restaurant: ['cafe', 'coffee', 'coffee shop', 'tea room', 'bar', 'food', 'lunch'],
  restroom: [
    'restrooms',
    'bathroom',
    'bathrooms',
    'toilet',
    'toilets',
    'washroom',
    "ladies' room",
    "men's room",
  ],
  alterations: ['tailor', 'tailors', 'alteration', 'repairs', 'dressmaker'],
};

export function department(): Slot<Department> {
  return oneOf('department', synonyms);
}

export function wayTo(wanted: Department): string {
  return places[wanted];
}
