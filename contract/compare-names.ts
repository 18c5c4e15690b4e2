/** The order in which people read names: class-6 before class-11. Pure. */

const collator = new Intl.Collator(undefined, { numeric: true });

/** For sorting; names that read the same keep an order of their own. */
export function compareNames(one: string, other: string): number {
  return collator.compare(one, other) || (one < other ? -1 : Number(one > other));
}
