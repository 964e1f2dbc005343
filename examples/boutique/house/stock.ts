/**
 * What there is, and what else there is. A piece that is not on the shelf is answered with the nearest that is:
 * first the same piece elsewhere, then the next size, then another colour, then a similar piece.
 */
import type { DatabaseSync } from 'node:sqlite';
import { Declined, row, rows } from './database.ts';
import { isPlural, spokenList, spokenNumber } from './spoken.ts';

const mentionedMax = 3;

export interface Product {
  id: string;
  name: string;
  kind: string;
  department: string;
  material: string;
  euros: number;
}

export interface Wish {
  /** The product's name, as far as it is known: "harbour coat". */
  product: string;
  colour?: string | undefined;
  size?: string | undefined;
  /** A city. Default: anywhere. */
  store?: string | undefined;
}

export interface Shelf {
  product: string;
  euros: number;
  colour: string;
  size: string;
  store: string;
  pieces: number;
}

export interface Found {
  product: Product;
  colours: string[];
  sizes: string[];
  /** What fits the wish exactly, the fullest shelf first; three at most. */
  inStock: Shelf[];
  /** Where nothing fits: up to three others, the nearest first. */
  alternatives: (Shelf & { instead: 'other store' | 'other size' | 'other colour' | 'similar product' })[];
}

/** The products that fit these words best; several where the words do not tell them apart. */
export function productsLike(database: DatabaseSync, words: string): Product[] {
  const wanted = stems(words);
  const scored = rows<Product>(database, 'SELECT * FROM products ORDER BY name').map((product) => {
    const has = new Set(stems(`${product.name} ${product.material}`));
    return { product, score: wanted.filter((word) => has.has(word)).length };
  });
  const best = Math.max(0, ...scored.map(({ score }) => score));
  return best === 0 ? [] : scored.filter(({ score }) => score === best).map(({ product }) => product);
}

/** @throws Declined where nothing, or more than one product, fits the words. */
export function oneProduct(database: DatabaseSync, words: string, wish: Omit<Wish, 'product'> = {}): Product {
  const like = productsLike(database, words);
  // Of several, those that are there as they are wanted: what is gone would be a poor thing to name.
  const there = like.length < 2 ? like : like.filter((one) => shelvesOf(database, one).some(fitting(wish)));
  const [product, ...others] = there.length === 0 ? like : there;
  if (product === undefined) throw new Declined('The house has nothing by that name.');
  if (others.length === 0) return product;
  const names = [product, ...others].slice(0, mentionedMax).map(({ name }) => `the ${name}`);
  throw new Declined(
    `There are ${spokenNumber(others.length + 1)} that fit: ${spokenList(names)}, for example. Which one?`,
  );
}

/** @throws Declined where the product, the colour, the size or the store does not exist. */
export function findStock(database: DatabaseSync, wish: Wish): Found {
  const product = oneProduct(database, wish.product, wish);
  const { colours, sizes } = variantsOf(database, product.id);
  const colour = wish.colour === undefined ? undefined : oneOf(colours, wish.colour, product.name);
  const size = wish.size === undefined ? undefined : oneOf(sizes, wish.size, product.name);
  const store = wish.store === undefined ? undefined : cityOf(database, wish.store);
  const shelves = shelvesOf(database, product);
  const fits = (shelf: Shelf, but?: keyof Shelf): boolean =>
    (but === 'colour' || colour === undefined || shelf.colour === colour) &&
    (but === 'size' || size === undefined || shelf.size === size) &&
    (but === 'store' || store === undefined || shelf.store === store);
  const inStock = shelves.filter((shelf) => fits(shelf)).slice(0, mentionedMax);
  if (inStock.length > 0) return { product, colours, sizes, inStock, alternatives: [] };

  const near = (from: string): number => Math.abs(sizes.indexOf(from) - sizes.indexOf(size ?? from));
  const otherSizes = shelves
    .filter((shelf) => fits(shelf, 'size'))
    .sort((a, b) => near(a.size) - near(b.size));
  const similar = similarTo(database, product).flatMap((other) =>
    shelvesOf(database, other).filter((shelf) => fits(shelf)),
  );
  const alternatives = [
    ...first(
      shelves.filter((shelf) => fits(shelf, 'store')),
      'other store' as const,
    ),
    ...first(otherSizes, 'other size' as const),
    ...first(
      shelves.filter((shelf) => fits(shelf, 'colour')),
      'other colour' as const,
    ),
    ...first(similar, 'similar product' as const),
  ];
  return { product, colours, sizes, inStock, alternatives: alternatives.slice(0, mentionedMax) };
}

export function variantsOf(database: DatabaseSync, product: string): { colours: string[]; sizes: string[] } {
  const distinct = (column: 'colour' | 'size'): string[] =>
    rows<{ value: string }>(
      database,
      `SELECT DISTINCT ${column} AS value FROM stock WHERE product = ? ORDER BY length(${column}), ${column}`,
      product,
    ).map(({ value }) => value);
  return { colours: distinct('colour'), sizes: distinct('size') };
}

/** @throws Declined, saying what there is. */
export function oneOf(known: readonly string[], asked: string, what: string): string {
  const found = known.find((one) => one.toLowerCase() === asked.trim().toLowerCase());
  if (found !== undefined) return found;
  const [does, they] = isPlural(what) ? ['do', 'They come'] : ['does', 'It comes'];
  throw new Declined(`The ${what} ${does} not come in ${asked.trim()}. ${they} in ${spokenList(known)}.`);
}

/** @throws Declined, saying where the stores are. */
export function cityOf(database: DatabaseSync, asked: string): string {
  const cities = rows<{ city: string }>(database, 'SELECT city FROM stores ORDER BY city').map(
    ({ city }) => city,
  );
  const found = cities.find((city) => city.toLowerCase() === asked.trim().toLowerCase());
  if (found !== undefined) return found;
  throw new Declined(`There is no store in ${asked.trim()}. The stores are in ${spokenList(cities)}.`);
}

export function productById(database: DatabaseSync, id: string): Product | undefined {
  return row<Product>(database, 'SELECT * FROM products WHERE id = ?', id);
}

function shelvesOf(database: DatabaseSync, product: Product): Shelf[] {
  return rows<Shelf>(
    database,
    `SELECT ? AS product, ? AS euros, colour, size, city AS store, pieces
     FROM stock JOIN stores ON stores.id = stock.store
     WHERE stock.product = ? AND pieces > 0 ORDER BY pieces DESC, colour, size, city`,
    product.name,
    product.euros,
    product.id,
  );
}

const same = (one: string | undefined, other: string): boolean =>
  one === undefined || one.trim().toLowerCase() === other.toLowerCase();

function fitting({ colour, size, store }: Omit<Wish, 'product'>): (shelf: Shelf) => boolean {
  return (shelf) => same(colour, shelf.colour) && same(size, shelf.size) && same(store, shelf.store);
}

/** The same kind, the nearest price first. */
function similarTo(database: DatabaseSync, { id, kind, euros }: Product): Product[] {
  return rows<Product>(
    database,
    'SELECT * FROM products WHERE kind = ? AND id <> ? ORDER BY abs(euros - ?), name LIMIT 4',
    kind,
    id,
    euros,
  );
}

function first<Why extends string>(shelves: readonly Shelf[], instead: Why): (Shelf & { instead: Why })[] {
  return shelves.slice(0, 1).map((shelf) => ({ ...shelf, instead }));
}

/** "Coats" is a coat; a word of one or two letters tells nothing. */
function stems(words: string): string[] {
  const found = words.toLowerCase().match(/[\p{L}\d]{3,}/gu) ?? [];
  return [...new Set(found.map((word) => word.replace(/s$/, '')))];
}
