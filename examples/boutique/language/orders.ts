/** Orders and returns: which one is meant is looked up, and asked only where the caller's words leave it open. */
import { defineIntent, digits, type Intent, type SlotValue } from 'antiphon/providers/ondevice';
import type { Order, OrderLine } from '../house/orders.ts';
import { examples } from './examples.ts';
import { identify } from './front-desk.ts';
import { some, spokenDay, spokenDigits, spokenLine, spokenList, spokenOrder } from './speech.ts';
import { isRefused, mergePieces, type HouseValues, type Piece, type Pick } from './values.ts';

interface Wanted {
  line?: SlotValue<string> | undefined;
  kind?: SlotValue<string> | undefined;
  pick?: SlotValue<Pick> | undefined;
}

/** One piece of one order. */
interface Item {
  order: Order;
  line: OrderLine;
}

const number = (): ReturnType<typeof digits> => digits('order', { length: 5 });
const isOpen = ({ state }: Order): boolean => state === 'placed' || state === 'in the workshop';
const itemsOf = (orders: readonly Order[]): Item[] =>
  orders.flatMap((order) => order.lines.map((line) => ({ order, line })));
const isA = ({ line: { product } }: Item, kind: string, line?: string): boolean =>
  product.toLowerCase() === `${line ?? product.split(' ')[0]} ${kind}`.toLowerCase();
const noneOpen =
  'None of your orders can be changed any more: what has left the house can come back as a return.';

export function orderIntents(values: HouseValues): Intent[] {
  return [cancel(values), change(values), giveBack(values), list()];
}

function cancel({ line, kind, pick }: HouseValues): Intent {
  return defineIntent({
    name: 'cancelOrder',
    about: 'to cancel an order',
    after: identify,
    examples: examples.cancelOrder,
    slots: { order: { is: number() }, kind: { is: kind }, line: { is: line }, pick: { is: pick } },
    lookup: {
      tool: 'listOrders',
      found: (slots, value) => {
        const orders = value as Order[];
        // A number that was said is taken at its word, even where it is nobody's: the tool will say so.
        if (slots.order !== undefined) return { facts: slots.order.value };
        const meant = meantIn(orders, slots);
        if (meant.length === 0) return { end: noneOpen };
        if (meant.length === 1) return { facts: meant[0]?.number };
        const named = meant.map((order) => spokenOrder(order));
        return { slot: 'pick', say: `There is ${spokenList(named, 'or')}. Which one do you mean?` };
      },
    },
    tool: {
      name: 'cancelOrder',
      arguments: (_, __, { facts }) => ({ order: facts as string }),
      done: (_, value) =>
        `Order ${spokenDigits((value as Order).number)} is cancelled, and nothing will be charged.`,
      refused: 'Very well, the order stays as it is.',
      declined: (_, message) => message,
    },
  });
}

/** What is open and fits what was said; where nothing fits, all that is open. */
function meantIn(orders: readonly Order[], { line, kind, pick }: Wanted): readonly Order[] {
  const open = orders.filter(isOpen);
  const having =
    kind === undefined
      ? open
      : open.filter((one) => itemsOf([one]).some((item) => isA(item, kind.value, line?.value)));
  const left = having.length === 0 ? open : having;
  const picked = typeof pick?.value === 'number' ? left.at(pick.value) : undefined;
  return picked === undefined ? left : [picked];
}

function change({ line, kind, colour, size, pick }: HouseValues): Intent {
  return defineIntent({
    name: 'changeOrder',
    about: 'to change an order',
    after: identify,
    examples: examples.changeOrder,
    slots: {
      order: { is: number() },
      kind: { is: kind },
      line: { is: line },
      pick: { is: pick },
      colour: { is: colour },
      size: { is: size },
    },
    lookup: {
      tool: 'listOrders',
      found: (slots, value) => {
        const orders = (value as Order[]).filter(isOpen);
        const items = itemsOf(
          slots.order ? orders.filter((one) => one.number === slots.order?.value) : orders,
        );
        const fitting = slots.kind
          ? items.filter((item) => isA(item, slots.kind?.value ?? '', slots.line?.value))
          : items;
        const left = fitting.length === 0 ? items : fitting;
        const picked = typeof slots.pick?.value === 'number' ? left.at(slots.pick.value) : undefined;
        const [only] = picked === undefined ? left : [picked];
        if (only === undefined) return { end: noneOpen };
        if (picked === undefined && left.length > 1) {
          const named = left.map((item) => `the ${item.line.product}`);
          return {
            slot: 'kind',
            say: `There is ${some(named)}. Which piece may I change?`,
            forget: ['line'],
          };
        }
        if (slots.colour !== undefined || slots.size !== undefined) return { facts: only };
        return {
          slot: 'colour',
          say: `It is ${spokenLine(only.line)}. What would you like instead, which colour or size?`,
        };
      },
    },
    tool: {
      name: 'changeOrder',
      arguments: ({ colour: shade, size: of }, _, { facts }) => ({
        order: (facts as Item).order.number,
        line: (facts as Item).line.line,
        ...(shade && { colour: shade.value }),
        ...(of && { size: of.value }),
      }),
      done: 'It is changed, and the workshop knows.',
      refused: 'Very well, it stays as it was ordered.',
      declined: ({ colour: shade, size: of }, message) => {
        if (!message.includes(' not come in ')) return message;
        const isColour = shade !== undefined && (of === undefined || message.includes(` in ${shade.value}.`));
        return { slot: isColour ? 'colour' : 'size', say: `${message} What may it be instead?` };
      },
    },
  });
}

function giveBack({ pieces, pick }: HouseValues): Intent {
  return defineIntent({
    name: 'returnItems',
    about: 'to return something',
    after: identify,
    examples: examples.returnItems
      .replace(/\{(?:line|kind)\}/g, '{pieces}')
      .replaceAll('{pieces} {pieces}', '{pieces}'),
    slots: { order: { is: number() }, pieces: { is: pieces, merge: mergePieces }, pick: { is: pick } },
    lookup: {
      tool: 'listOrders',
      found: ({ order, pieces: said, pick: which }, value) => {
        const sent = (value as Order[]).filter(({ state }) => state === 'dispatched');
        const items = itemsOf(order ? sent.filter((one) => one.number === order.value) : sent);
        if (items.length === 0) return { end: 'Nothing of yours has left the house that could come back.' };
        const left = items.filter(({ line: { product } }) => !isRefused(pieceOf(product), said?.value ?? []));
        if (which?.value === 'all' || items.length === 1) return { facts: left.length === 0 ? items : left };
        const picked = typeof which?.value === 'number' ? items.at(which.value) : undefined;
        if (picked !== undefined) return { facts: [picked] };
        const named = said?.value.filter(({ is }) => is !== 'not') ?? [];
        const found = named.map((piece) => itemOf(items, piece));
        const known = found.filter((item) => item !== undefined);
        if (known.length > 0 && known.length === found.length) return { facts: [...new Set(known)] };
        const missing = named.find((piece) => itemOf(items, piece) === undefined);
        const not = missing === undefined ? '' : `I find no ${missing.kind} that was sent to you. `;
        const there = some(
          items.map(({ line }) => `the ${line.product}`),
          'and',
          'other pieces',
        );
        return { slot: 'pieces', say: `${not}You were sent ${there}. What may come back?` };
      },
    },
    tool: {
      name: 'returnItems',
      arguments: (_, __, { facts }) => ({
        items: (facts as Item[]).map(({ order, line }) => ({ order: order.number, line: line.line })),
      }),
      done: 'It is noted: a label is on its way to you, and the money goes back the way it came.',
      refused: 'Very well, nothing comes back.',
      declined: (_, message) => message,
    },
  });
}

/** "Alder travel bag": a line and a kind. */
function pieceOf(product: string): Piece {
  const [line, ...kind] = product.split(' ');
  return { line, kind: kind.join(' ') };
}

function itemOf(items: readonly Item[], { kind, line }: Piece): Item | undefined {
  return items.find((item) => isA(item, kind, line)) ?? items.find((item) => isA(item, kind));
}

const standing: Readonly<Record<Order['state'], string>> = {
  placed: 'is placed and not begun yet',
  'in the workshop': 'is in the workshop',
  dispatched: 'left the house',
  cancelled: 'is cancelled',
};

function list(): Intent {
  return defineIntent({
    name: 'listOrders',
    about: 'where your order is',
    undoneBy: 'cancelOrder',
    after: identify,
    examples: examples.listOrders,
    slots: { order: { is: number() } },
    tool: {
      name: 'listOrders',
      arguments: () => ({}),
      done: ({ order: wanted }, value) => {
        const all = value as Order[];
        const asked = all.filter((order) => order.number === wanted?.value);
        if (wanted !== undefined && asked.length === 0)
          return 'There is no such order under this customer number.';
        const orders = asked.length > 0 ? asked : all.filter(({ state }) => state !== 'cancelled');
        if (orders.length === 0) return 'There is no order of yours under way.';
        const told = orders.slice(0, 2).map((order) => {
          const when = order.dispatchedOn === null ? '' : ` on ${spokenDay(order.dispatchedOn)}`;
          return `${spokenOrder(order)}, ${standing[order.state]}${when}`;
        });
        return told.map((one) => `${capital(one)}.`).join(' ');
      },
      declined: (_, message) => message,
    },
  });
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
