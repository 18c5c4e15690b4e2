/** The word that somebody probably meant: few edits away, or begun the same. Pure. */

/** Longer words are not looked at: a suggestion is for slips. */
const maxWordCharacters = 60;

/** The candidate nearest to a word, or undefined where none is near; case does not count. */
export function findNearest(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = word.toLowerCase();
  if (wanted === '' || wanted.length > maxWordCharacters) return undefined;
  const limit = wanted.length <= 3 ? 1 : wanted.length <= 7 ? 2 : 3;
  let best: { candidate: string; edits: number } | undefined;
  for (const candidate of candidates) {
    const other = candidate.toLowerCase();
    if (other.length > maxWordCharacters) continue;
    const edits = countEdits(wanted, other);
    const isNear = edits <= limit && edits < Math.max(wanted.length, other.length) / 1.5;
    const isBegun = wanted.length >= 2 && other.startsWith(wanted);
    if (!isNear && !isBegun) continue;
    const cost = isBegun ? Math.min(edits, limit) : edits;
    if (!best || cost < best.edits) best = { candidate, edits: cost };
  }
  return best?.candidate;
}

/** Insertions, deletions, changes and swaps of neighbours that make one word of another. */
function countEdits(one: string, other: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const isSame = one[row - 1] === other[column - 1];
      let edits = Math.min(last[column]! + 1, current[column - 1]! + 1, last[column - 1]! + (isSame ? 0 : 1));
      if (row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]) {
        edits = Math.min(edits, beforeLast[column - 2]! + 1);
      }
      current.push(edits);
    }
    beforeLast = last;
    last = current;
  }
  return last[other.length]!;
}
