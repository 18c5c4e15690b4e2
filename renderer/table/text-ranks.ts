/**
 * Numbers that stand for texts in collation order, so that sorting compares numbers: asked of the collator once for each
 * new text, and kept as texts come and go. Knows no rows.
 */

/** A text with its rank. Ranks are given anew now and then; the order of two texts stays. */
export interface RankedText {
  readonly text: string;
  rank: number;
  /** How many rows have it. */
  holders: number;
}

export interface TextRanks {
  /** The ranked text, with one holder more; without a rank until `settle`. */
  take(text: string): RankedText;
  drop(entry: RankedText): void;
  /** Ranks what was taken since; true when texts that were ranked already got other ranks. */
  settle(): boolean;
}

/** A collator gets no more of a text than this: people write metadata of a megabyte. */
const collatedCharacters = 256;
/** More new texts than this at once are sorted together with the others rather than put in one by one. */
const putInAtMost = 64;
const spareTexts = 256;

/** Compares texts in the collator's order; different ones that it holds for equal, by code units. */
export function createTextComparison(collator: Intl.Collator): (one: string, other: string) => number {
  // Asked for once: the getter binds anew with each reading.
  const { compare } = collator;
  return (one, other) => {
    if (one === other) return 0;
    const order = compare(cutForCollation(one), cutForCollation(other));
    return order === 0 ? (one < other ? -1 : 1) : order;
  };
}

function cutForCollation(text: string): string {
  return text.length > collatedCharacters ? text.slice(0, collatedCharacters) : text;
}

export function createTextRanks(collator: Intl.Collator): TextRanks {
  const known = new Map<string, RankedText>();
  let sorted: RankedText[] = [];
  let added: RankedText[] = [];
  let deadCount = 0;

  const compareTexts = createTextComparison(collator);
  const compare = (one: RankedText, other: RankedText): number => compareTexts(one.text, other.text);

  /** Puts one in between its neighbours; false when no number is left between theirs. */
  function putIn(entry: RankedText): boolean {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compare(sorted[middle]!, entry) < 0) low = middle + 1;
      else high = middle;
    }
    const before = sorted[low - 1]?.rank;
    const after = sorted[low]?.rank;
    sorted.splice(low, 0, entry);
    if (before === undefined) entry.rank = after === undefined ? 0 : after - 1;
    else if (after === undefined) entry.rank = before + 1;
    else {
      entry.rank = (before + after) / 2;
      return entry.rank > before && entry.rank < after;
    }
    return true;
  }

  function number(): void {
    sorted.forEach((entry, index) => {
      entry.rank = index;
    });
  }

  return {
    take(text) {
      let entry = known.get(text);
      if (!entry) {
        entry = { text, rank: Number.NaN, holders: 0 };
        known.set(text, entry);
        added.push(entry);
      } else if (entry.holders === 0 && !Number.isNaN(entry.rank)) deadCount--;
      entry.holders++;
      return entry;
    },
    drop(entry) {
      entry.holders--;
      // One that was taken and dropped before it got its rank counts as soon as it has one.
      if (entry.holders === 0 && !Number.isNaN(entry.rank)) deadCount++;
    },
    settle() {
      const isCleaning = deadCount > sorted.length - deadCount + spareTexts;
      if (added.length === 0 && !isCleaning) return false;
      if (isCleaning) {
        for (const { text, holders } of sorted) if (holders === 0) known.delete(text);
        sorted = sorted.filter(({ holders }) => holders > 0);
        deadCount = 0;
      }
      const entering = added;
      added = [];
      for (const { holders } of entering) if (holders === 0) deadCount++;
      if (entering.length > putInAtMost) {
        sorted = [...sorted, ...entering].sort(compare);
        number();
        return true;
      }
      // Every one is put in, also after the numbers have run out somewhere.
      const haveRoom = entering.map(putIn);
      if (haveRoom.every(Boolean)) return false;
      number();
      return true;
    },
  };
}
