/** What the house tells about its craft and its past. The house is invented, the craft is not. */
export const articles: readonly { title: string; body: string }[] = [
  {
    title: 'The history of the house: its story, how it was founded, and its beginning',
    body: 'The house began in nineteen twenty-six as a workshop for travelling bags, in two rooms above a saddler. The saddler lent his bench at night, and the saddle stitch has stayed with us since. The first coat came nine years later, cut to cover the bag in the rain.',
  },
  {
    title: 'Saddle stitch',
    body: 'A saddle stitch is sewn by hand with two needles on one waxed thread, which meet in every hole. When one stitch breaks, its neighbours hold, because no thread runs alone. A machine locks two threads together instead, and there a broken stitch can travel.',
  },
  {
    title: 'Vegetable tanning',
    body: 'Our saddle leather is tanned with bark and leaves, in pits, over many weeks. It begins pale and stiff, and grows darker and softer with light and hands. A drop of water may leave a mark in the first months, and most marks fade as the leather ages.',
  },
  {
    title: 'Caring for leather, for a bag or a belt',
    body: 'Wipe leather with a soft dry cloth, and feed it twice a year with a colourless cream. Wet leather dries slowly, away from heat, filled with plain paper. Suede wants a brush, never a cream.',
  },
  {
    title: 'Cashmere',
    body: 'Cashmere is the fine undercoat of goats, combed out in spring when they shed it. One pullover takes the combings of several animals, which is why the yarn is dear. The little balls that form at first are loose short fibres: take them off with a comb, and they grow fewer with each wearing.',
  },
  {
    title: 'Washing cashmere',
    body: 'Wash cashmere by hand in lukewarm water, with a little mild soap, and never wring it. Roll it in a towel, and dry it lying flat. Fold it for the wardrobe, for a hanger stretches the shoulders.',
  },
  {
    title: 'Camel hair and double-faced wool',
    body: 'Double-faced wool is two cloths woven as one, joined by hidden threads. The seams are opened by hand, turned in and closed again, so a coat of it needs no lining. A tailor spends about three days on the edges alone.',
  },
  {
    title: 'Silk twill',
    body: 'A twill is woven so that its threads step sideways, which gives the fine diagonal you can see. It takes colour deeply and falls well, and so it became the cloth of scarves. Our edges are rolled and sewn by hand, and no two are quite alike.',
  },
  {
    title: 'The rolled edge',
    body: 'The edge of a scarf is rolled between two fingers and caught with small silk stitches. One scarf takes about forty minutes. It should never be ironed flat.',
  },
  {
    title: 'Gabardine',
    body: 'Gabardine is a cloth of tightly spun yarn in a steep twill, so close that rain runs off before it soaks in. It was made for people who work outdoors. Do not wash it with softener, which takes the dryness away.',
  },
  {
    title: 'Welted shoes',
    body: 'A welt is a strip of leather that joins the upper and the sole, each with a seam of its own. Because the sole can be cut off without touching the upper, welted shoes are resoled again and again. Let them rest a day between two wearings, on wooden trees.',
  },
  {
    title: 'Repairs in the house',
    body: 'Every piece may come back to the workshop, however old it is. We mend with the leather and thread of its time where we still have them. Most repairs take three to five weeks, and we call before anything costs more than was said.',
  },
  {
    title: 'Made to measure',
    body: 'A piece made to measure takes three fittings, about four weeks apart. At the first we cut a cotton shape, at the second the cloth is only basted, at the third we look at the finish. The pattern stays with us under your number.',
  },
  {
    title: 'Returns',
    body: 'What was not worn may come back within thirty days of dispatch. Pieces made to measure stay with you, but we alter them until they fit. The money goes back the way it came.',
  },
  {
    title: 'Presents and gift wrapping',
    body: 'Every piece can be wrapped as a present, in grey paper with a linen ribbon, and nothing is charged for it. A card is written by hand in the store. What was given may be exchanged within thirty days by whoever received it.',
  },
  {
    title: 'Felt and straw hats',
    body: 'A felt hat is one piece of matted fur, steamed over a wooden block. Brush it against the clock, always in the same direction. Straw likes moist air: dry heat makes it brittle.',
  },
  {
    title: 'The lantern on the clasp',
    body: 'The small lantern on our clasps recalls the lamp of the night workshop. It is cast in brass, filed by hand and left without lacquer, so it darkens. A cloth brings the shine back, but many prefer it dark.',
  },
];
