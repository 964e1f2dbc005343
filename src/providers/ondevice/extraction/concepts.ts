/**
 * Words of service calls that mean much the same, so that three examples go further: who was taught "mend my
 * coat" also hears "could you fix the strap".
 */
import { stemOf } from './tokens.ts';

/** Each group in one line. */
export const conceptWords: readonly string[] = [
  'repair mend fix broken broke damaged damage torn tear ripped rip restore sew stitch seam zip zipper button heel sole strap hinge cracked crack loose faulty',
  'return refund money back reimburse reimbursement unwanted',
  'track status shipped dispatched arrive arrived arriving arrival parcel package late delayed delay whereabouts transit way tracking wait waiting expect receive received news out',
  'where',
  'person human someone somebody anyone anybody colleague manager staff employee agent representative operator adviser advisor assistant transfer talk speak connect',
  'machine robot computer bot automated recording',
  'appointment fitting fitted measured measurement measurements measure try tried reserve reservation slot consultation',
  'book reserve schedule arrange organise organize plan make set',
  'change modify alter amend edit update adjust different revise',
  'cancel call_off annul',
  'open close opening closing shut hours times till until sunday sundays holiday holidays',
  'stock available availability carry sold left model version shelf shelves sell selling supply supplies run stocked another remaining warehouse storeroom inventory stocked',
  'still any more left got',
  'gift present giving',
  'idea suggest inspire stuck clue tip recommend suggestion recommend recommendation advise advice inspiration choose help',
  'deliver delivery bring brought ship shipped send sent home house address doorstep courier',
  'order purchase bought ordered',
  'price cost expensive much charge fee',
  'pay payment invoice bill receipt card',
  'complain complaint unhappy disappointed dissatisfied terrible',
  'invoice receipt bill statement',
  'lost missing find found',
  'account login password profile',
  'newsletter subscribe subscription unsubscribe',
];

const conceptOf = new Map<string, number[]>();
for (const [index, group] of conceptWords.entries()) {
  for (const word of group.split(' ')) {
    const stem = stemOf(word);
    const there = conceptOf.get(stem);
    if (there === undefined) conceptOf.set(stem, [index]);
    else if (!there.includes(index)) there.push(index);
  }
}

/** The words, and after them what they stand for. */
export function withConcepts(words: readonly string[]): string[] {
  const concepts = conceptsIn(words);
  return [...words.map(stemOf), ...concepts, ...concepts];
}

/** Sorted: the order of the words does not count here. */
export function conceptsIn(words: readonly string[]): string[] {
  const found = new Set<number>();
  for (const word of words) for (const index of conceptOf.get(stemOf(word)) ?? []) found.add(index);
  return [...found].sort((left, right) => left - right).map((index) => `~${index}~`);
}
