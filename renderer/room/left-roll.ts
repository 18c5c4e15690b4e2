/** Who has left and is still kept, bounded in number and in what they carry: the one who left first goes first. */
import type { ParticipantFacts } from '#contract/domain/participant-facts';

export interface LeftRoll {
  /** Answers who is not kept any more. */
  add(facts: ParticipantFacts): readonly string[];
  remove(identity: string): void;
}

/** So many are kept; who left before them is in the events alone. */
export const maxLeft = 2_000;
/** People write their metadata themselves, and what they wrote is kept with them. */
const maxCharacters = 16_000_000;

export function createLeftRoll(limits = { people: maxLeft, characters: maxCharacters }): LeftRoll {
  const sizes = new Map<string, number>();
  let total = 0;

  function remove(identity: string): void {
    total -= sizes.get(identity) ?? 0;
    sizes.delete(identity);
  }

  return {
    add(facts) {
      remove(facts.identity);
      const size = countCharacters(facts);
      sizes.set(facts.identity, size);
      total += size;
      const dropped: string[] = [];
      for (const identity of sizes.keys()) {
        if (sizes.size <= limits.people && total <= limits.characters) break;
        // Who has just left is seen leaving, however much they carry.
        if (identity === facts.identity) break;
        remove(identity);
        dropped.push(identity);
      }
      return dropped;
    },
    remove,
  };
}

function countCharacters({ metadata, attributes }: ParticipantFacts): number {
  let size = metadata.length;
  for (const [key, value] of Object.entries(attributes)) size += key.length + value.length;
  return size;
}
