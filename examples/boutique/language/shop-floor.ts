/** What anybody may ask the embedded concierge: pieces, stores, hours, and what the house knows of its craft. */
import { day, defineIntent, type Intent } from 'antiphon/providers/ondevice';
import type { Found } from '../house/stock.ts';
import type { Store } from '../house/stores.ts';
import { examples } from './examples.ts';
import { isPlural, some, spokenDay, spokenList, spokenNumber, spokenSize } from './speech.ts';
import type { HouseValues } from './values.ts';

/** What `findProduct` tells, as it comes back from the tool. */
interface Told extends Pick<Found, 'colours' | 'inStock' | 'alternatives'> {
  product: string;
  material: string;
  price: string;
  sizes: string[];
}

interface ToldStore extends Omit<Store, 'today'> {
  hours?: string;
}

const floors = ['ground floor', 'first floor', 'second floor', 'third floor'];

export function shopFloorIntents(values: HouseValues): Intent[] {
  return [findProduct(values), findStore(values), findDepartment(values), hours(values), lookUpCraft()];
}

function findProduct({ line, kind, colour, size, store }: HouseValues): Intent {
  return defineIntent({
    name: 'findProduct',
    about: 'about one of our pieces',
    examples: examples.findProduct,
    refines: true,
    slots: {
      kind: {
        is: kind,
        ask: [
          'With pleasure. What kind of piece are you looking for?',
          'Which piece may I look for: a coat, a bag, or shoes perhaps?',
        ],
      },
      line: { is: line, of: 'kind' },
      colour: { is: colour, of: 'kind' },
      size: { is: size, of: 'kind' },
      store: { is: store },
    },
    tool: {
      name: 'findProduct',
      arguments: (slots) => ({
        product: [slots.line?.value, slots.kind.value].filter((word) => word !== undefined).join(' '),
        ...(slots.colour && { colour: slots.colour.value }),
        ...(slots.size && { size: slots.size.value }),
        ...(slots.store && { store: slots.store.value }),
      }),
      done: (slots, value) =>
        sayStock(value as Told, {
          colour: slots.colour?.value,
          size: slots.size?.value,
          store: slots.store?.value,
        }),
      declined: ({ colour: wanted, size: of }, message) => {
        if (message.endsWith('Which one?')) return { slot: 'line', say: message, offers: linesIn(message) };
        if (!message.includes(' not come in ')) return message;
        const isColour = wanted !== undefined && message.includes(` come in ${wanted.value}.`);
        return {
          slot: isColour || of === undefined ? 'colour' : 'size',
          say: `${message} Which one may it be?`,
        };
      },
    },
  });
}

/** "There are three that fit: the Alder dress, the Juniper dress": the lines that are named, in order. */
function linesIn(message: string): { value: string; spoken: string }[] {
  return [...message.matchAll(/\bthe (\p{Lu}\p{L}+) /gu)].map(([, line = '']) => ({
    value: line,
    spoken: line,
  }));
}

function sayStock(
  { product, colours, sizes, price, material, inStock, alternatives }: Told,
  asked: Asked,
): string {
  const [best] = inStock;
  if (best === undefined) return sayGone(product, alternatives, asked);
  if (asked.colour !== undefined || asked.size !== undefined) {
    const it = isPlural(product) ? 'They are' : 'It is';
    return `Yes, we have the ${product} ${inColour(best)} in ${best.store}. ${it} ${material}, for ${price}.`;
  }
  const where = asked.store === undefined ? '' : ` in ${best.store}`;
  const range = sizes.length < 2 ? '' : `, from ${sizes[0]} to ${sizes.at(-1)?.replace('size ', '')}`;
  return `Yes, we have the ${product}${where}: ${material}, for ${price}. ${isPlural(product) ? 'They come' : 'It comes'} in ${some(colours, 'and', 'other colours')}${range}.`;
}

interface Asked {
  colour?: string | undefined;
  size?: string | undefined;
  store?: string | undefined;
}

/** The nearest two of what there is instead. */
function sayGone(
  product: string,
  alternatives: Told['alternatives'],
  { colour, size, store }: Asked,
): string {
  const like = [colour && ` in ${colour}`, size && `, ${spokenSize(size)},`, store && ` in ${store}`];
  const others = alternatives.slice(0, 2).map((other) => {
    const what =
      other.instead === 'similar product' ? `the ${other.product}` : isPlural(product) ? 'them' : 'it';
    return `${what} ${inColour(other)} in ${other.store}`;
  });
  if (others.length === 0)
    return `I am so sorry, the ${product} is gone everywhere. I can ask the store manager to call you.`;
  return `I am sorry, the ${product}${like.filter(Boolean).join('')} ${isPlural(product) ? 'are' : 'is'} not there just now. I do have ${spokenList(others, 'or')}.`;
}

function inColour({ colour, size }: { colour: string; size: string }): string {
  return size === 'one size' ? `in ${colour}` : `in ${colour}, ${spokenSize(size)},`;
}

function findStore({ store, department }: HouseValues): Intent {
  return defineIntent({
    name: 'findStore',
    about: 'where our stores are',
    examples: examples.findStore,
    refines: true,
    slots: { store: { is: store }, department: { is: department } },
    tool: {
      name: 'findStore',
      arguments: ({ store: city, department: name }) => ({
        ...(city && { city: city.value }),
        ...(name && { department: name.value }),
      }),
      done: ({ department: name }, value) => {
        const stores = value as ToldStore[];
        const [only] = stores;
        if (only !== undefined && stores.length === 1) {
          const floor = name === undefined ? undefined : floorOf(only, name.value);
          const and = floor === undefined ? '' : `; you find ${name?.spoken} on the ${floor}`;
          return `In ${only.city} you find us ${only.place}${and}.`;
        }
        const cities = stores.map(({ city }) => city);
        if (name !== undefined) return `For ${name.spoken} we are in ${some(cities, 'and', 'other cities')}.`;
        return `We have ${spokenNumber(cities.length)} stores: ${some(cities, 'and', 'more')}. Which one may I tell you about?`;
      },
      declined: (_, message) => message,
    },
  });
}

function findDepartment({ store, department }: HouseValues): Intent {
  return defineIntent({
    name: 'findDepartment',
    about: 'where a department is',
    examples: examples.findDepartment,
    refines: true,
    slots: {
      store: { is: store, recall: true, ask: ['Gladly. In which of our stores?', 'In which city, please?'] },
      department: { is: department },
    },
    tool: {
      name: 'findStore',
      arguments: ({ store: city, department: name }) => ({
        city: city.value,
        ...(name && { department: name.value }),
      }),
      done: ({ department: name }, value) => {
        const [only] = value as ToldStore[];
        if (only === undefined) return 'I am afraid I cannot say.';
        const floor = name === undefined ? undefined : floorOf(only, name.value);
        if (floor !== undefined) return `In ${only.city} you find ${name?.spoken} on the ${floor}.`;
        const count = only.departments.length;
        return `In ${only.city} there are ${spokenNumber(count)}: ${some(
          only.departments.map(({ name: one }) => one),
          'and',
          'more',
        )}.`;
      },
      declined: (_, message) => message,
    },
  });
}

function floorOf({ departments }: ToldStore, name: string): string | undefined {
  return floors[departments.find((one) => one.name === name)?.floor ?? -1];
}

function hours({ store }: HouseValues): Intent {
  return defineIntent({
    name: 'hours',
    about: 'about our opening hours',
    examples: examples.hours,
    refines: true,
    slots: {
      store: { is: store, recall: true, ask: ['Gladly. In which of our stores?', 'In which city, please?'] },
      day: { is: day() },
    },
    tool: {
      name: 'findStore',
      arguments: ({ store: city, day: on }) => ({ city: city.value, ...(on && { day: on.value }) }),
      done: ({ day: on }, value) => {
        const [only] = value as ToldStore[];
        const when = on === undefined ? 'today' : `on ${spokenDay(on.value)}`;
        if (only?.hours === undefined)
          return `In ${only?.city ?? 'that city'} we are closed ${when}, I am sorry.`;
        return `In ${only.city} we are open ${when} from ${only.hours}.`;
      },
    },
  });
}

function lookUpCraft(): Intent {
  return defineIntent({
    name: 'lookUpCraft',
    examples: examples.lookUpCraft,
    tool: {
      name: 'lookUpCraft',
      arguments: (_, __, { words }) => ({ question: words }),
      done: (_, value) => (value as { words: string }).words,
      declined: (_, message) => `${message} A colleague would know: I can take a message, if you like.`,
    },
  });
}
