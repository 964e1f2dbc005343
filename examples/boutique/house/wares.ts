/** What the house has: its stores, and the words that products are made of. */
export const stores = [
  { id: 'london', city: 'London', place: 'on the garden square behind the arcade', late: 4 },
  { id: 'paris', city: 'Paris', place: 'on the left bank, by the small bridge', late: 4 },
  { id: 'milan', city: 'Milan', place: 'in the courtyard behind the opera', late: 5 },
  { id: 'vienna', city: 'Vienna', place: 'opposite the old winter riding hall', late: 4 },
  { id: 'dublin', city: 'Dublin', place: 'on the north side of the green', late: 4 },
] as const;

/** The last department of each store but the first two is left out: not every store makes to measure. */
export const departments = [
  'ready to wear',
  'leather goods',
  'shoes',
  'accessories',
  'made to measure',
] as const;

const clothing = ['34', '36', '38', '40', '42', '44'];
const shoe = ['36', '37', '38', '39', '40', '41', '42', '43'];
const one = ['one size'];

export interface Kind {
  name: string;
  department: (typeof departments)[number];
  materials: readonly string[];
  sizes: readonly string[];
  euros: readonly [from: number, to: number];
}

const kind = (
  name: string,
  department: Kind['department'],
  materials: readonly string[],
  sizes: readonly string[],
  from: number,
  to: number,
): Kind => ({ name, department, materials, sizes, euros: [from, to] });

export const kinds: readonly Kind[] = [
  kind('coat', 'ready to wear', ['double-faced wool', 'cashmere', 'camel hair'], clothing, 1400, 4200),
  kind('trench', 'ready to wear', ['gabardine', 'waxed cotton'], clothing, 900, 1900),
  kind('jacket', 'ready to wear', ['tweed', 'wool crepe', 'linen'], clothing, 700, 2100),
  kind('dress', 'ready to wear', ['silk', 'wool crepe', 'jersey'], clothing, 600, 2600),
  kind('skirt', 'ready to wear', ['wool', 'silk', 'lambskin'], clothing, 400, 1500),
  kind('blouse', 'ready to wear', ['silk', 'cotton poplin'], clothing, 300, 900),
  kind('trousers', 'ready to wear', ['flannel', 'linen', 'wool'], clothing, 350, 900),
  kind('pullover', 'ready to wear', ['cashmere', 'merino wool'], clothing, 320, 1200),
  kind('cardigan', 'ready to wear', ['cashmere', 'merino wool', 'cotton'], clothing, 340, 1300),
  kind('handbag', 'leather goods', ['calfskin', 'grained leather', 'suede'], one, 900, 3800),
  kind('satchel', 'leather goods', ['saddle leather', 'calfskin'], one, 800, 2200),
  kind('travel bag', 'leather goods', ['canvas and leather', 'saddle leather'], one, 1100, 3200),
  kind('wallet', 'leather goods', ['calfskin', 'goatskin'], one, 180, 620),
  kind('belt', 'leather goods', ['calfskin', 'suede'], ['75', '80', '85', '90', '95', '100'], 160, 480),
  kind('loafers', 'shoes', ['calfskin', 'suede'], shoe, 420, 980),
  kind('boots', 'shoes', ['calfskin', 'suede', 'waxed leather'], shoe, 620, 1600),
  kind('pumps', 'shoes', ['patent leather', 'suede', 'satin'], shoe, 450, 1100),
  kind('sandals', 'shoes', ['calfskin', 'goatskin'], shoe, 320, 780),
  kind('scarf', 'accessories', ['silk twill', 'cashmere'], one, 180, 560),
  kind('gloves', 'accessories', ['lambskin', 'goatskin'], ['7', '8', '9'], 190, 420),
  kind('hat', 'accessories', ['felt', 'straw'], ['55', '57', '59'], 220, 640),
  kind('umbrella', 'accessories', ['cotton and maple', 'silk and cherry wood'], one, 210, 520),
];

/** Ten of these make ten products of each kind. */
export const lines = [
  'Alder', 'Beacon', 'Cinder', 'Estuary', 'Fennel', 'Harbour', 'Juniper', 'Lantern', 'Meadow', 'Orchard',
  'Pebble', 'Quarry', 'Saffron', 'Thicket', 'Willow', 'Zephyr',
] as const; // prettier-ignore

export const colours = [
  'black',
  'navy',
  'ivory',
  'camel',
  'grey',
  'green',
  'red',
  'blue',
  'brown',
  'rose',
] as const;

export const works: Readonly<Record<Kind['department'], readonly string[]>> = {
  'ready to wear': ['a new lining', 'a mended seam', 'a shorter hem'],
  'leather goods': ['a new clasp', 'a restitched handle', 'a cleaned lining'],
  shoes: ['new soles', 'new heels', 'a mended welt'],
  accessories: ['a mended edge', 'a replaced fastening', 'a careful cleaning'],
  'made to measure': ['a second fitting', 'a wider back', 'a longer sleeve'],
};
